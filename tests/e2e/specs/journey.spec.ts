import { expect, test, type Page } from "@playwright/test";
import { nation, organizer, province, signIn, signOut } from "../support/account";
import { expectAccessible } from "../support/axe";
import { png } from "../support/poster";

test.describe.configure({ mode: "serial" });
test.setTimeout(240_000);

async function look(page: Page, name: string): Promise<void> {
  const { width } = page.viewportSize() ?? { width: 0 };
  await page.screenshot({ path: `look/${name}-${width}.png`, fullPage: true });
}

async function step(page: Page, name: string): Promise<void> {
  await page.getByRole("navigation", { name: "填报步骤" }).getByRole("button", { name }).click();
}

/** Waits until what was typed is on the server. */
async function saved(page: Page): Promise<void> {
  await expect(page.getByText(/已自动保存/)).toBeVisible();
}

function local(days: number, hour: number): string {
  const at = new Date(Date.now() + days * 86_400_000 + 8 * 3_600_000);
  return `${at.toISOString().slice(0, 10)}T${String(hour).padStart(2, "0")}:00`;
}

test("from filing to the public page", async ({ page }, info) => {
  const title = `示例科学之夜 ${info.project.name} ${Date.now() % 100_000}`;

  await test.step("the organiser files, in parts, and leaves in between", async () => {
    await signIn(page, organizer);
    await look(page, "mine");
    await page.getByRole("link", { name: "填报活动" }).first().click();
    await page.getByRole("button", { name: "开始填报" }).click();
    await expect(page).toHaveURL(/\/edit$/);

    await page.getByLabel("活动名称").fill(title);
    await page.getByLabel("活动板块").selectOption({ index: 1 });
    await page.getByRole("radio", { name: "线下", exact: true }).check();
    await saved(page);
    await look(page, "form-basics");
    await expectAccessible(page);

    // Closed and opened again: nothing is lost.
    await page.reload();
    await expect(page.getByLabel("活动名称")).toHaveValue(title);

    // Neither is what was typed a moment before going elsewhere in the application.
    await page.getByLabel("活动名称").fill(`${title}（改）`);
    await page.getByRole("navigation", { name: "当前位置" }).getByRole("link", { name: "我的活动" }).click();
    await expect(page).toHaveURL(/\/my\/activities$/);
    await expect(async () => {
      await page.reload();
      await expect(page.getByRole("link", { name: `${title}（改）` })).toBeVisible({ timeout: 3_000 });
    }).toPass({ timeout: 20_000 });
    await page.goBack();
    await expect(page.getByLabel("活动名称")).toHaveValue(`${title}（改）`);

    // Nor without a connection at that very moment: it waits on the device.
    await page.context().setOffline(true);
    await page.getByLabel("活动名称").fill(title);
    await page.getByRole("navigation", { name: "当前位置" }).getByRole("link", { name: "我的活动" }).click();
    await expect(page).toHaveURL(/\/my\/activities$/);
    await page.context().setOffline(false);
    await page.goBack();
    await expect(page.getByLabel("活动名称")).toHaveValue(title);
    await saved(page);

    // Handing it in too early names every gap and leads to it.
    await step(page, "单位与人员");
    await page.getByRole("button", { name: "提交审核" }).click();
    const gaps = page.getByRole("alert").filter({ hasText: "处需要完善" });
    await expect(gaps).toContainText("请填写活动详情");
    await expect(gaps).toContainText("请填写活动宣传图");
    await look(page, "form-faults");
    await gaps.getByRole("button", { name: "请填写活动举办地址" }).click();
    await expect(page.getByLabel("活动举办地址")).toBeVisible();

    await page.getByLabel("开始时间").fill(local(5, 9));
    await page.getByLabel("结束时间").fill(local(5, 11));
    await page.getByLabel("省份").selectOption("330000");
    await page.getByLabel("城市").selectOption("330300");
    await page.getByLabel("区县").selectOption("330302");
    await page.getByLabel("活动举办地址").fill("示例路 1 号");
    await page.getByLabel("场地类型").selectOption({ index: 1 });
    await saved(page);
    await look(page, "form-place");

    await step(page, "对象与人数");
    await page.getByRole("checkbox", { name: "社会公众" }).or(page.getByRole("group", { name: /面向对象/ }).getByRole("checkbox").first()).first().check();
    await page.getByRole("group", { name: /活动形式/ }).getByRole("checkbox").first().check();
    await page.getByLabel("预计线下参与人数").fill("300");
    await page.getByLabel("预计线下参与人数").blur();
    await look(page, "form-public");

    await step(page, "介绍与图片");
    // Too large for a poster: cropped in the page.
    await page.locator("input[type=file]").first().setInputFiles({ name: "大图.png", mimeType: "image/png", buffer: png(1500, 1000) });
    await expect(page.getByRole("dialog", { name: "裁剪宣传图" })).toBeVisible();
    await look(page, "crop");
    await expectAccessible(page);
    await page.getByRole("button", { name: "使用此图" }).click();
    await expect(page.locator(".poster img")).toBeVisible({ timeout: 30_000 });
    await page.getByRole("textbox", { name: /活动详情/ }).click();
    await page.keyboard.type("面向公众开放展厅，安排科学实验演示与专家讲解，帮助青少年理解身边的科学原理，提升科学素质。");
    await saved(page);
    await look(page, "form-detail");

    await step(page, "单位与人员");
    const co = page.getByRole("group", { name: "承办单位" });
    await co.getByRole("combobox").fill("wzskx");
    await expect(co.getByRole("option", { name: /^温州市科学技术协会/ })).toBeVisible();
    await look(page, "form-typeahead");
    await co.getByRole("combobox").fill(`示例单位${Date.now() % 100_000}`);
    await co.getByRole("option", { name: /^添加/ }).click();
    await expect(co.locator(".unit-name")).toHaveCount(1);
    await page.getByLabel("组织架构类型").selectOption({ index: 1 });
    await page.getByLabel("联系人").fill("示例联系人");
    await page.getByLabel("联系电话").fill("13900000005");
    await saved(page);
    await look(page, "form-people");
    await expectAccessible(page);
    await page.getByRole("button", { name: "提交审核" }).click();
    await expect(page.getByText("省管理员审批中").first()).toBeVisible();
    await look(page, "mine-show");
    await expectAccessible(page);
  });

  for (const [phone, says] of [[province, "已通过，转全国审批"], [nation, "现已向公众公布"]] as const) {
    await test.step(`${phone} approves`, async () => {
      await signOut(page);
      await signIn(page, phone);
      await page.goto("/review");
      const item = page.getByRole("link", { name: title });
      await expect(async () => {
        if (!(await item.isVisible())) await page.getByRole("button", { name: "加载更多" }).click({ timeout: 2_000 });
        await expect(item).toBeVisible({ timeout: 2_000 });
      }).toPass({ timeout: 30_000 });
      await look(page, `queue-${phone}`);
      await expectAccessible(page);
      // On its own page, at every width: the list of a desktop opens it beside itself.
      await page.goto((await item.getAttribute("href")) ?? "");
      await expect(page.getByRole("heading", { level: 1, name: title })).toBeVisible();
      await expect(page.getByText("尚未经过组织库认证")).toBeVisible();
      await look(page, `review-${phone}`);
      await expectAccessible(page);
      await page.getByRole("button", { name: "通过", exact: true }).click();
      await expect(page.getByText(says)).toBeVisible();
    });
  }

  await test.step("a visitor finds and reads it", async () => {
    await signOut(page);
    await page.goto("/");
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await look(page, "home");
    await expectAccessible(page);
    await page.goto(`/activities?q=${encodeURIComponent("科学之夜")}`);
    const card = page.getByRole("link", { name: title });
    await expect(async () => {
      await page.reload();
      await expect(card).toBeVisible({ timeout: 3_000 });
    }).toPass({ timeout: 40_000 });
    await look(page, "list");
    await expectAccessible(page);
    await card.click();
    await expect(page.getByRole("heading", { level: 1, name: title })).toBeVisible();
    await expect(page.getByText("示例路 1 号").first()).toBeVisible();
    await expect(page.getByText("13900000005")).toHaveCount(0);
    await look(page, "detail");
    await expectAccessible(page);
  });
});
