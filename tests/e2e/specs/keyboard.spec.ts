import { expect, test } from "@playwright/test";
import { organizer, signIn } from "../support/account";
import { Keyboard } from "../support/keyboard";
import { png } from "../support/poster";

test.skip(({ viewport }) => (viewport?.width ?? 0) < 1000, "a keyboard belongs to a desk");
test.setTimeout(240_000);

function local(days: number, hour: number): string {
  const at = new Date(Date.now() + days * 86_400_000 + 8 * 3_600_000);
  return `${at.toISOString().slice(0, 10)}T${String(hour).padStart(2, "0")}:00`;
}

test("an organiser files an activity, hands it in and takes it back without a mouse", async ({ page }) => {
  const title = `示例键盘填报 ${Date.now() % 100_000}`;
  await signIn(page, organizer);
  const keys = new Keyboard(page);
  const field = (name: string) => page.getByLabel(name);
  const next = page.getByRole("button", { name: "下一步" });

  await keys.activate(page.locator("main").getByRole("link", { name: "填报活动" }));
  await keys.activate(page.getByRole("button", { name: "开始填报" }));
  await expect(page).toHaveURL(/\/edit$/);

  await test.step("basics", async () => {
    await keys.write(field("活动名称"), title);
    await keys.choose(field("活动板块"), 1);
    await keys.tick(page.getByRole("radio", { name: "线下", exact: true }));
    await keys.activate(next);
  });
  await test.step("time and place", async () => {
    await keys.moment(field("开始时间"), local(5, 9));
    await keys.moment(field("结束时间"), local(5, 11));
    for (const [name, option] of [["省份", "浙江省"], ["城市", "温州市"], ["区县", "鹿城区"]] as const) {
      await expect(field(name).getByRole("option", { name: option })).toBeAttached();
      await keys.choose(field(name), option);
    }
    await keys.write(field("活动举办地址"), "示例路 1 号");
    await keys.choose(field("场地类型"), 1);
    await keys.activate(next);
  });
  await test.step("for whom", async () => {
    await keys.tick(page.getByRole("group", { name: /面向对象/ }).getByRole("checkbox").first());
    await keys.tick(page.getByRole("group", { name: /活动形式/ }).getByRole("checkbox").first());
    await keys.write(field("预计线下参与人数"), "300");
    await keys.activate(next);
  });
  await test.step("picture and text", async () => {
    const chosen = page.waitForEvent("filechooser");
    await keys.activate(page.getByRole("button", { name: /选择图片|选择文件|上传/ }).first());
    await (await chosen).setFiles({ name: "海报.png", mimeType: "image/png", buffer: png(600, 350) });
    await expect(page.locator(".poster img")).toBeVisible({ timeout: 30_000 });
    await keys.write(page.getByRole("textbox", { name: /活动详情/ }), "面向公众开放展厅，安排科学实验演示与专家讲解，帮助青少年理解身边的科学原理，提升科学素质。");
    await keys.activate(next);
  });
  await test.step("who", async () => {
    await keys.write(page.getByRole("group", { name: "承办单位" }).getByRole("combobox"), "温州市科学技术协会");
    await expect(page.getByRole("group", { name: "承办单位" }).getByRole("option").first()).toBeVisible();
    await keys.press("ArrowDown");
    await keys.press("Enter");
    await expect(page.getByRole("group", { name: "承办单位" }).locator(".unit-name")).toHaveCount(1);
    await keys.choose(field("组织架构类型"), 1);
    await keys.write(field("联系人"), "示例联系人");
    await keys.write(field("联系电话"), "13900000005");
  });
  await keys.activate(page.getByRole("button", { name: "提交审核" }));
  await expect(page.getByText("省管理员审批中").first()).toBeVisible();

  // Taken back, with what is asked before.
  await keys.activate(page.getByRole("button", { name: "撤回" }));
  const sure = page.getByRole("dialog");
  await expect(sure).toBeVisible();
  await keys.activate(sure.getByRole("button", { name: "撤回" }));
  await expect(sure).toBeHidden();
  await expect(page.getByText("已撤回").first()).toBeVisible();
  // Some 300 with the two passes over the page that its order asks for; more means that something has got in the way.
  expect(keys.presses).toBeLessThan(400);
});
