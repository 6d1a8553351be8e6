import { expect, test, type Page } from "@playwright/test";
import { city, county, nation, province, signIn, signOut } from "../support/account";
import { looking } from "../support/look";
import { dayFromNow } from "../support/clock";

test.describe.configure({ mode: "serial" });
test.setTimeout(600_000);
test.use({ actionTimeout: 15_000 });

const look = looking("circular");

async function enter(page: Page, phone: string): Promise<void> {
  if (page.url() !== "about:blank") await signOut(page);
  await signIn(page, phone);
}

const pdf = Buffer.from(
  "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n",
);

test("the nation issues, the province and the city forward, the county does it, the senders see who has read", async ({ page }, info) => {
  const title = `关于报送科普活动总结的通知（${info.project.name}${Date.now() % 100_000}）`;
  const what = "报送工作总结";
  let address = "";

  await test.step("the nation drafts and issues it with a file and a deadline", async () => {
    await enter(page, nation);
    await page.goto("/circulars");
    await expect(page.getByRole("heading", { name: "通知", level: 1 })).toBeVisible();
    await look(page, "issuer-list");
    await page.getByRole("link", { name: "起草通知" }).click();
    await page.getByRole("button", { name: "发布", exact: true }).click();
    await expect(page.getByText("请填写标题")).toBeVisible();
    await expect(page.getByText("请填写正文")).toBeVisible();
    await look(page, "draft-faults");
    await page.getByLabel(/^标题/).fill(title);
    await page.getByLabel(/^发文单位/).fill("中国科协办公厅（演示）");
    await page.getByRole("textbox", { name: /^正文/ }).fill("请各地认真总结本届活动，按时报送。");
    await page.locator("input[type=file]").setInputFiles({ name: "总结提纲.pdf", mimeType: "application/pdf", buffer: pdf });
    await expect(page.getByRole("button", { name: /移除|删除.*总结提纲/ })).toBeVisible();
    await page.getByRole("button", { name: "添加时限" }).click();
    await page.getByLabel(/^事项/).fill(what);
    await page.getByLabel(/^截止日期/).fill(await dayFromNow(page.request, 20));
    await look(page, "draft");
    await page.getByRole("button", { name: "保存草稿" }).click();
    await expect(page).toHaveURL(/\/circulars\/.+\/edit$/);
    await page.getByRole("button", { name: "发布", exact: true }).first().click();
    const dialog = page.getByRole("dialog", { name: "发布这份通知？" });
    await expect(dialog.getByText(/下一级科协 34 个/)).toBeVisible();
    await dialog.getByRole("button", { name: "发布", exact: true }).click();
    await expect(page).toHaveURL(/\/circulars\/[^/]+$/);
    await expect(page.getByRole("heading", { name: title, level: 1 })).toBeVisible();
    await expect(page.getByText("已读 0 / 34")).toBeVisible();
    address = page.url();
    await look(page, "issued");
  });

  await test.step("the province is told, reads it and forwards it with an earlier deadline", async () => {
    await enter(page, province);
    const told = page.getByRole("link", { name: new RegExp(title.replace(/[（）]/g, ".")) }).first();
    await expect(async () => {
      await page.goto("/messages");
      await expect(told).toBeVisible({ timeout: 3_000 });
    }).toPass({ timeout: 60_000 });
    await told.click();
    await expect(page.getByRole("heading", { name: title, level: 1 })).toBeVisible();
    await expect(page.getByRole("heading", { name: "待办事项" })).toBeVisible();
    await expect(page.getByRole("button", { name: /总结提纲/ })).toBeVisible();
    await page.getByRole("button", { name: "转发", exact: true }).click();
    await page.getByLabel(/^转发单位/).fill("浙江省科协办公室（演示）");
    await page.getByLabel(/^转发说明/).fill("现转发给你们，请提前报送。");
    await page.getByLabel(/^截止日期/).fill(await dayFromNow(page.request, 22));
    await page.getByRole("button", { name: "确认转发" }).click();
    await expect(page.getByText(/晚于上级要求/).first()).toBeVisible();
    await look(page, "forward-later");
    await page.getByLabel(/^截止日期/).fill(await dayFromNow(page.request, 15));
    await page.getByRole("button", { name: "确认转发" }).click();
    await expect(page.getByText("已转发，主送单位会收到消息")).toBeVisible();
    await look(page, "forwarded");
  });

  await test.step("the city forwards it to its counties", async () => {
    await enter(page, city);
    await page.goto(address);
    await expect(page.getByText("现转发给你们，请提前报送。")).toBeVisible();
    await page.getByRole("button", { name: "转发", exact: true }).click();
    await page.getByLabel(/^转发单位/).fill("温州市科协办公室（演示）");
    await page.getByRole("button", { name: "确认转发" }).click();
    await expect(page.getByText("已转发，主送单位会收到消息")).toBeVisible();
  });

  await test.step("the county finds it to do and marks it as done", async () => {
    await enter(page, county);
    await page.goto("/circulars");
    const row = page.getByRole("tabpanel").getByRole("link", { name: title });
    await expect(row).toBeVisible();
    await expect(page.getByRole("link", { name: what }).first()).toBeVisible();
    await look(page, "county-list");
    await row.click();
    await expect(page.locator(".chain-name")).toHaveCount(3);
    await look(page, "county");
    await page.getByRole("button", { name: new RegExp(`标记完成.*${what}`) }).click();
    await expect(page.getByText("已标记完成")).toBeVisible();
    await expect(page.getByRole("button", { name: new RegExp(`撤销完成.*${what}`) })).toBeVisible();
  });

  await test.step("the city and the province see who has read", async () => {
    await enter(page, city);
    await page.goto(address);
    const rows = page.getByRole("tabpanel").locator(".receipt-row");
    await expect(page.getByText("已读 1 / 12")).toBeVisible();
    await page.getByLabel("显示").selectOption("read");
    await expect(rows).toHaveCount(1);
    await expect(rows.first()).toContainText("鹿城区");
    await expect(rows.first()).toContainText("完成 1 / 1");
    await look(page, "receipts");
    await enter(page, province);
    await page.goto(address);
    await expect(page.getByText("已读 1 / 11")).toBeVisible();
    await expect(page.getByText("已转发 1 个")).toBeVisible();
    await page.getByRole("button", { name: "提醒未读单位" }).click();
    await expect(page.getByText("已提醒，每天只能提醒一次")).toBeVisible();
  });
});

test("the help centre is found, searched and leads to what a form asks", async ({ page }) => {
  await page.goto("/");
  await page.getByRole("contentinfo").getByRole("link", { name: "帮助中心" }).click();
  await expect(page.getByRole("heading", { name: "帮助中心", level: 1 })).toBeVisible();
  await expect(page.getByText(/600×350 像素/)).toBeVisible();
  await look(page, "help");
  await page.getByLabel("在本页查找").fill("补报");
  await expect(page.getByRole("heading", { name: "补报", exact: true })).toBeVisible();
  await expect(page.getByRole("heading", { name: "活动宣传图" })).toHaveCount(0);
  await page.getByLabel("在本页查找").fill("没有这样的词");
  await expect(page.getByText("没有找到相关内容")).toBeVisible();
});
