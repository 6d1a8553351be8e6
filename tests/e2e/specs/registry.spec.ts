import { expect, test, type Locator, type Page } from "@playwright/test";
import { county, signIn } from "../support/account";
import { looking } from "../support/look";
import { registrationCode } from "../support/organization";
import { tell, type Told } from "../support/registry";

test.describe.configure({ mode: "serial" });
test.setTimeout(180_000);
test.use({ actionTimeout: 15_000 });

const operator = "13900000007";
const DESK = "/my/organizations/desk?tab=registry";

const look = looking("registry");

const card = (page: Page, name: string): Locator => page.getByRole("article").filter({ hasText: name });
const choice = (of: Locator, field: string, side: "采用本平台" | "采用组织库") =>
  of.getByRole("radio", { name: new RegExp(`^${field}：${side}`) });

test("what differs from the registry is decided by a person, side by side", async ({ page, request, browser }, info) => {
  const mark = `${info.project.name === "phone" ? "甲" : "乙"}${Date.now() % 1_000_000}`;
  const told = (name: string, change: Partial<Told> = {}): Told => ({
    external_id: `zzk-${mark}-${name.length}-${name}`.replace(/[^ -~]/g, (c) => c.codePointAt(0)!.toString(16)),
    revision: 1,
    full_name: `${mark}${name}`,
    region_code: "330302",
    status: "active",
    certified: true,
    updated_at: "2026-08-21T01:30:00Z",
    ...change,
  });

  await test.step("the county finds what the registry has added, and changes its host", async () => {
    await tell(request, told("科技馆", { host_unit: "鹿城区科学技术协会", kind: "venue" }));
    await signIn(page, county);
    await page.goto(`/my/organizations/desk?tab=all&q=${encodeURIComponent(`${mark}科技馆`)}`);
    await page.getByRole("link", { name: `${mark}科技馆` }).first().click();
    // Beside the list where there is room, else on its own page.
    const [edit, own] = [page.getByRole("link", { name: "修改信息" }), page.getByRole("link", { name: "打开单位页面" })];
    await expect(edit.or(own).first()).toBeVisible();
    if (await own.isVisible()) await own.click();
    await edit.first().click();
    await page.getByLabel("依托单位").fill("鹿城区教育局");
    await page.getByRole("button", { name: "保存", exact: true }).click();
    await expect(page.getByRole("heading", { level: 1, name: `${mark}科技馆` })).toBeVisible();
  });

  await test.step("the registry changes the same field: nothing is overwritten, a person is asked", async () => {
    await tell(request, told("科技馆", { revision: 2, host_unit: "鹿城区文化和广电旅游体育局", kind: "venue" }));
    await page.goto(DESK);
    const one = card(page, `${mark}科技馆`);
    await expect(one.getByText("两边都改过")).toBeVisible();
    await expect(one.getByText("上次一致：鹿城区科学技术协会")).toBeVisible();
    await expect(page.getByText("尚未完成第一次同步")).toBeVisible();
    await look(page, "fields");
    await one.getByRole("button", { name: "按所选处理" }).click();
    await expect(one.getByText("还有 1 项没有选择")).toBeVisible();
    await choice(one, "依托单位", "采用组织库").check();
    await one.getByRole("button", { name: "按所选处理" }).click();
    await expect(page.getByText(`“${mark}科技馆”的差异已处理`)).toBeVisible();
    await expect(one.getByText("已处理")).toBeVisible();
    await one.getByRole("link", { name: `${mark}科技馆` }).click();
    await expect(page.getByText("鹿城区文化和广电旅游体育局").first()).toBeVisible();
  });

  await test.step("one of the same name and another code: whether it is the same is asked", async () => {
    const [ours, theirs] = [registrationCode(), registrationCode()];
    // Somebody else's: nobody decides on their own.
    const founder = await (await browser.newContext()).newPage();
    await signIn(founder, `138${String(Date.now() % 100_000_000).padStart(8, "0")}`);
    await founder.goto(`/my/organizations/new?name=${encodeURIComponent(`${mark}少年宫`)}`);
    await founder.getByLabel("单位类型").selectOption({ index: 1 });
    await founder.getByLabel("省份").selectOption("330000");
    await founder.getByLabel("城市").selectOption("330300");
    await founder.getByLabel("区县").selectOption("330302");
    await founder.getByLabel("统一社会信用代码").fill(ours);
    await founder.getByLabel("联系人", { exact: true }).fill("王小明");
    await founder.getByLabel("联系手机").fill("13900001234");
    await founder.getByRole("button", { name: "登记单位" }).click();
    await founder.getByRole("button", { name: "都不是，继续登记" }).click();
    await expect(founder.getByRole("heading", { level: 1, name: `${mark}少年宫` })).toBeVisible();
    await tell(request, told("少年宫", { uscc: theirs, aliases: [`${mark}活动中心`] }));
    await page.goto(DESK);
    const one = card(page, `${mark}少年宫`);
    await expect(one.getByText("疑似同一单位")).toBeVisible();
    await expect(one.getByRole("row", { name: /统一社会信用代码/ })).toContainText("不同");
    await choice(one, "统一社会信用代码", "采用组织库").check();
    await look(page, "lookalike");
    await one.getByRole("button", { name: "是同一单位", exact: true }).click();
    await expect(one.getByText("已处理")).toBeVisible();
  });

  await test.step("what breaks a rule is named and put away", async () => {
    await tell(request, told("气象站", { uscc: "914403007084611360" }));
    await page.goto(DESK);
    const one = card(page, `${mark}气象站`);
    await expect(one.getByText("无法采用")).toBeVisible();
    await expect(one.getByText(/校验/)).toBeVisible();
    await look(page, "unreadable");
    await one.getByRole("button", { name: "已知悉，不采用" }).click();
    await expect(one.getByText("已处理")).toBeVisible();
    await page.getByRole("button", { name: "刷新" }).click();
    await expect(card(page, mark)).toHaveCount(0);
    await page.getByLabel("状态").selectOption("decided");
    await expect(card(page, mark)).toHaveCount(3);
    await look(page, "decided");
  });
});

test("a system administrator sees how the connection stands", async ({ page }) => {
  await signIn(page, operator);
  await page.goto("/admin");
  await page.getByRole("link", { name: "组织库", exact: true }).click();
  await expect(page).toHaveURL(/\/admin\/registry$/);
  await expect(page.getByText("尚未完成第一次同步")).toBeVisible();
  await look(page, "admin");
});
