import { expect, test, type Page } from "@playwright/test";
import { organizer, signIn } from "../support/account";
import { looking } from "../support/look";
import { dayFromNow } from "../support/clock";

test.setTimeout(180_000);
test.use({ actionTimeout: 15_000 });

const look = looking("imports");

const headers =
  "行标识,活动名称,活动板块,活动方式,开始时间,结束时间,所在地区,活动地址,场地类型,面向对象,活动形式,预计线下人数,活动详情,组织架构类型,组织架构单位全称,主办单位,联系人,联系电话,备注";

const row = (day: string, mark: string, n: number, phone = "13900000005") =>
  [
    `${mark}-${n}`, `${mark}第${n}场科学讲座`, "more", "线下", `${day} 09:00`, `${day} 11:30`, "鹿城区", "市府路 1 号", "science_museum",
    "general_public", "exhibition", "300", "面向公众开放展厅，安排科学实验演示与专家讲解，帮助青少年理解身边的科学原理，提升科学素质。", "venue",
    "温州科技馆", "温州科技馆", "示例联系人", phone, "无",
  ].join(",");

const figure = (page: Page, name: string) =>
  page
    .locator(".import-figure")
    .filter({ has: page.locator("dt", { hasText: new RegExp(`^${name}$`) }) })
    .locator("dd");

test("a table is tried, repaired where it is wrong, and brought in once", async ({ page }, info) => {
  // Activities of the demonstration may take place then.
  const day = await dayFromNow(page.request, 2);
  const mark = `${info.project.name === "phone" ? "甲" : "乙"}${Date.now() % 1_000_000}`;
  const file = {
    name: "活动汇总.csv",
    mimeType: "text/csv",
    buffer: Buffer.from([headers, row(day, mark, 1), row(day, mark, 2, "1.39E+10"), row(day, mark, 3)].join("\n")),
  };
  await signIn(page, organizer);

  await test.step("from one's own activities to the page of imports", async () => {
    await page.goto("/my/activities");
    await page.getByRole("link", { name: "批量导入" }).first().click();
    await expect(page).toHaveURL(/\/imports$/);
    await expect(page.getByRole("heading", { level: 1, name: "批量导入" })).toBeVisible();
    const [template] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: "下载模板" }).click(),
    ]);
    expect(template.suggestedFilename()).toBe("活动导入模板.xlsx");
  });

  await test.step("a trial names the cell and the reason", async () => {
    await page.locator("input[type=file]").setInputFiles(file);
    await expect(page.getByText("活动汇总.csv").first()).toBeVisible();
    await look(page, "new");
    await page.getByRole("button", { name: "试导入" }).click();
    await expect(page).toHaveURL(/\/imports\/.+/);
    await expect(figure(page, "可导入")).toHaveText("2", { timeout: 30_000 });
    await expect(figure(page, "有问题")).toHaveText("1");
    await expect(page.getByText("R3", { exact: true })).toBeVisible();
    await expect(page.getByText("末尾数字已丢失")).toBeVisible();
    await expect(page.getByText("没有使用的列：备注（S）")).toBeVisible();
    await look(page, "tried");
    const [rows] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: "下载问题行" }).click(),
    ]);
    expect(rows.suggestedFilename()).toBe("活动汇总-待修改.xlsx");
  });

  await test.step("what is right is brought in, and not a second time", async () => {
    await page.getByRole("button", { name: "正式导入" }).click();
    await expect(figure(page, "已导入")).toHaveText("2", { timeout: 30_000 });
    await look(page, "done");
    await page.getByRole("link", { name: "查看活动" }).click();
    await expect(page.getByRole("link", { name: `${mark}第1场科学讲座` })).toBeVisible();
    const [list] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: "导出表格" }).click(),
    ]);
    expect(list.suggestedFilename()).toBe("活动列表.xlsx");
    await page.goto("/imports");
    await page.getByRole("link", { name: "活动汇总.csv" }).nth(1).click();
    await page.getByRole("button", { name: "正式导入" }).click();
    await expect(figure(page, "以前已导入")).toHaveText("2", { timeout: 30_000 });
  });
});
