import { readFileSync } from "node:fs";
import { expect, test, type Browser, type Page } from "@playwright/test";
import { city, county, organizer, signIn } from "../support/account";
import { looking } from "../support/look";

test.describe.configure({ mode: "serial" });
test.setTimeout(240_000);

const MARK = "【数据草稿】";

const seen = looking("summary");

/** At both sizes, whichever the walk has. */
async function look(page: Page, name: string): Promise<void> {
  for (const width of [390, 1280]) {
    await page.setViewportSize({ width, height: 900 });
    await seen(page, name);
  }
}

/** A browser of one's own for each person: an account gets few codes a day. */
async function browserOf(browser: Browser, phone: string): Promise<Page> {
  const page = await (await browser.newContext({ viewport: { width: 1280, height: 900 } })).newPage();
  await signIn(page, phone);
  return page;
}

async function file(page: Page, button: string): Promise<Buffer> {
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: button }).click()]);
  return readFileSync(await download.path());
}

test("a county writes its summary, the city sends it back and accepts it", async ({ browser }) => {
  let page = await browserOf(browser, county);
  const ofCounty = page;
  await page.goto("/summaries");
  await expect(page.getByRole("heading", { name: /鹿城区 · 总结报送/ })).toBeVisible();
  await look(page, "county-list");
  await page.getByRole("link", { name: "继续撰写" }).click();
  await expect(page.getByRole("heading", { name: "平台数据" })).toBeVisible();

  // The draft made of the figures, which may not go out as it is.
  await page.getByRole("button", { name: "全部插入数据草稿" }).click();
  const key = page.getByLabel(/重点活动开展情况和成效/);
  await expect(key).toHaveValue(new RegExp(MARK));
  await expect(page.getByText(/^已保存/)).toBeVisible({ timeout: 20_000 });
  await look(page, "writing");
  await page.getByRole("button", { name: "报送", exact: true }).click();
  await expect(page.getByText(/请核对、修改正文后删去标记/).first()).toBeVisible();
  for (const label of [/总体情况/, /重点活动开展情况/, /动员参与情况/, /重点人群情况/, /科普实践创新情况/]) {
    const field = page.getByLabel(label);
    const text = await field.inputValue();
    await field.fill(text.replace(/【数据草稿】.*\n/, ""));
  }

  // A figure put right by hand stands beside the counted one.
  await page.getByRole("button", { name: "更正“线下参与”" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel(/上报数据/).fill("1888");
  await dialog.getByLabel(/更正原因/).fill("分会场当日未统计");
  await dialog.getByRole("button", { name: "保存" }).click();
  await expect(page.getByText("上报 1888 人次")).toBeVisible();
  await expect(page.getByText("原因：分会场当日未统计")).toBeVisible();

  await page.getByRole("button", { name: "报送", exact: true }).click();
  await page.getByRole("dialog").getByRole("button", { name: "报送" }).click();
  await expect(page.getByText("以下内容和数据为报送时的情况")).toBeVisible();
  await look(page, "handed-in");
  const url = page.url();

  // The city sees who is missing, reads, sends it back.
  const ofCity = await browserOf(browser, city);
  page = ofCity;
  await page.goto("/summaries");
  await expect(page.getByText(/应报 12 个，已报送 2 个/)).toBeVisible();
  await look(page, "city-list");
  await page.goto(url);
  await page.getByRole("button", { name: "退回" }).click();
  await page.getByRole("dialog").getByLabel(/退回原因/).fill("请补充高校科协的情况");
  await page.getByRole("dialog").getByRole("button", { name: "退回" }).click();
  await expect(page.getByText("已退回，原因：请补充高校科协的情况")).toBeVisible();

  // The county mends it and hands it in again.
  page = ofCounty;
  await page.goto(url);
  await expect(page.getByText("已退回，原因：请补充高校科协的情况")).toBeVisible();
  const mobilization = page.getByLabel(/动员参与情况/);
  await mobilization.fill(`${await mobilization.inputValue()}\n高校科协开放实验室 6 间。`);
  await page.getByRole("button", { name: "报送", exact: true }).click();
  await page.getByRole("dialog").getByRole("button", { name: "报送" }).click();
  await expect(page.getByText("以下内容和数据为报送时的情况")).toBeVisible();

  page = ofCity;
  await page.goto(url);
  await expect(page.getByText("高校科协开放实验室 6 间。")).toBeVisible();
  await page.getByRole("button", { name: "采纳" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "采纳" }).click();
  await expect(page.getByRole("button", { name: "采纳" })).toHaveCount(0);
  expect((await file(page, "下载总结（docx）")).subarray(0, 2).toString()).toBe("PK");
  expect((await file(page, "下载汇总表（xlsx）")).subarray(0, 2).toString()).toBe("PK");
  await look(page, "accepted");

  // Writing its own, the city draws from what it accepted.
  await page.goto("/summaries");
  await page.getByRole("button", { name: "开始撰写" }).click();
  await page.getByText("浙江省温州市鹿城区", { exact: true }).click();
  await page.getByRole("button", { name: "引用" }).first().click();
  await expect(page.getByText(/^已保存/)).toBeVisible({ timeout: 20_000 });
  await look(page, "city-writing");
});

test("an administrator of an organisation finds its summary", async ({ page }) => {
  await signIn(page, organizer);
  await page.goto("/summaries");
  await page.getByRole("button", { name: "开始撰写" }).click();
  await expect(page.getByRole("heading", { name: "温州科技馆总结" })).toBeVisible();
  await look(page, "organization");
});
