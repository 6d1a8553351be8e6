import { expect, test } from "@playwright/test";
import { city, county, province, signIn } from "../support/account";
import { looking } from "../support/look";

test.describe.configure({ mode: "serial" });
test.setTimeout(180_000);
test.use({ actionTimeout: 15_000 });

/** Files for 瑞安市科学技术协会; a phone is sent ten codes a day, and others need those of the museum. */
const filer = "13900000006";

const look = looking("reporting");

test("everybody sees first what needs them today", async ({ page }) => {
  await signIn(page, filer);
  await expect(page.getByRole("heading", { name: "待办事项" })).toBeVisible();
  await expect(page.getByRole("heading", { name: "本单位活动" })).toBeVisible();
  await look(page, "home-organizer");
  await page.getByRole("link", { name: "本单位活动" }).click();
  await expect(page).toHaveURL(/\/my\/activities$/);
});

test("a city sets targets, watches its counties, and reminds one", async ({ page, browser }) => {
  const faults: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error") faults.push(message.text());
  });
  await signIn(page, city);
  await look(page, "home-city");

  await test.step("progress with a light for each county", async () => {
    await page.goto("/quotas");
    await expect(page.getByRole("heading", { name: /温州市 · 任务指标/ })).toBeVisible();
    await expect(page.getByRole("row", { name: /鹿城区/ })).toBeVisible();
    await look(page, "quotas");
  });

  await test.step("new targets, all at once", async () => {
    await page.getByRole("button", { name: "设定指标" }).click();
    const target = page.getByLabel("洞头区");
    await target.fill("1000001");
    await page.getByRole("button", { name: "保存指标" }).click();
    await expect(page.getByText("请填写 0 至 1,000,000 的整数")).toBeVisible();
    await target.fill("25");
    await look(page, "quotas-set");
    await page.getByRole("button", { name: "保存指标" }).click();
    await expect(page.getByText("指标已保存")).toBeVisible();
    await expect(page.getByRole("row", { name: /洞头区/ })).toContainText("25");
    await page.getByText("设定记录").click();
    await expect(page.getByText(/第 2 次/).first()).toBeVisible();
  });

  await test.step("a reminder, once a day", async () => {
    const row = page.getByRole("row", { name: /瑞安市/ });
    await row.getByRole("button", { name: "催办" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("附言（选填）").fill("请周五前完成填报。");
    await look(page, "quotas-remind");
    await dialog.getByRole("button", { name: "发送" }).click();
    await expect(page.getByText(/已提醒 1 个地区|今天已提醒过|无需提醒/)).toBeVisible();
  });

  await test.step("figures as a chart and as a table, and the list behind a figure", async () => {
    await page.goto("/statistics");
    await expect(page.getByRole("table")).toBeVisible();
    await expect(page.locator(".chart canvas")).toBeVisible();
    await look(page, "statistics-category");
    await page.getByRole("link", { name: "地区", exact: true }).click();
    await expect(page.getByRole("heading", { name: /各地区一览/ })).toBeVisible();
    await expect(page.locator(".chart canvas")).toBeVisible();
    await look(page, "statistics-region");
    await page.getByRole("link", { name: "填报进度" }).click();
    await expect(page.getByRole("columnheader", { name: "填报进度" })).toBeVisible();
    await expect(page.locator(".chart canvas")).toBeVisible();
    await look(page, "statistics-day");
    await page.getByRole("link", { name: "活动方式" }).click();
    const row = page.getByRole("row", { name: /^线下/ });
    const filed = row.getByRole("link").first();
    const count = Number(await filed.textContent());
    await filed.click();
    await expect(page.getByRole("heading", { name: "统计对应的活动" })).toBeVisible();
    await expect(page.locator(".work")).toHaveCount(Math.min(count, 20));
    await look(page, "statistics-list");
  });
  expect(faults, "the console is clean").toEqual([]);

  await test.step("the county finds the reminder, and its own progress", async () => {
    const context = await browser.newContext();
    const official = await context.newPage();
    await signIn(official, county);
    await expect(official.getByRole("link", { name: "查看指标进度" })).toBeVisible();
    await context.close();
  });
});

test("a province goes down to a county by tiles", async ({ page }) => {
  await signIn(page, province);
  await page.goto("/statistics?by=region");
  await page.locator(".tile", { hasText: "温州市" }).click();
  await expect(page.getByRole("heading", { name: /温州市 · 统计/ })).toBeVisible();
  await page.locator(".tile", { hasText: "鹿城区" }).click();
  await expect(page.getByRole("heading", { name: /鹿城区 · 统计/ })).toBeVisible();
  await page.getByRole("link", { name: "返回上级地区" }).click();
  await expect(page.getByRole("heading", { name: /温州市 · 统计/ })).toBeVisible();
});
