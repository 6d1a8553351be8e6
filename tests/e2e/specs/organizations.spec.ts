import { expect, test, type Browser, type Locator, type Page } from "@playwright/test";
import { county, signIn } from "../support/account";
import { looking } from "../support/look";
import { paper, registrationCode } from "../support/organization";
import { png } from "../support/poster";

test.describe.configure({ mode: "serial" });
test.setTimeout(300_000);
test.use({ actionTimeout: 15_000 });

const seen = looking("organization");
// A picture of the whole page makes the window one pixel wide for a moment, and what lies beside a list vanishes.
const look = (page: Page, name: string) => seen(page, name, !(name.startsWith("desk") && (page.viewportSize()?.width ?? 0) >= 1000));

/** Somebody in a browser of their own, so that nobody signs in twice. */
async function person(browser: Browser, phone: string): Promise<Page> {
  const page = await (await browser.newContext()).newPage();
  await signIn(page, phone);
  return page;
}

/** A phone that nobody has used. */
const phone = (n: number) => `138${String(Date.now() % 10_000_000).padStart(7, "0")}${n}`;

/** Characters that make a name like no other. */
function word(): string {
  const all = [..."岚汀禾舟朔屿澜砚榆枫翎珂芷蘅菖璟泓潆洵漪湉沅湄皋邺郢郜鄞邗邛"];
  return Array.from({ length: 5 }, () => all[Math.floor(Math.random() * all.length)]).join("");
}

async function choosePlace(page: Page): Promise<void> {
  await page.getByLabel("单位类型").selectOption({ index: 1 });
  await page.getByLabel("省份").selectOption("330000");
  await page.getByLabel("城市").selectOption("330300");
  await page.getByLabel("区县").selectOption("330302");
}

/** Opens it from a list of the desk: beside the list, or on its own page where there is no room. */
async function open(page: Page, tab: string, name: string): Promise<Locator> {
  await page.goto(`/my/organizations/desk?tab=${tab}`);
  const row = page.getByRole("region", { name: "单位列表" }).getByRole("link", { name, exact: true });
  await expect(async () => {
    if (!(await row.isVisible())) await page.getByRole("button", { name: "加载更多" }).click({ timeout: 2_000 });
    await expect(row).toBeVisible({ timeout: 2_000 });
  }).toPass({ timeout: 30_000 });
  await row.click();
  await expect(page.getByRole("heading", { name, exact: true }).first()).toBeVisible();
  await expect(page.getByRole("group", { name: "认证办理" })).toBeVisible();
  return page.locator("main");
}

test("an organisation is registered, mended, certified, joined, handed over and merged", async ({ browser }) => {
  const base = word();
  const [wrong, right, double] = [`${base}科学技术协会筹`, `${base}科学技术协会`, `${base}科协`];
  const code = registrationCode();
  const founder = await person(browser, phone(1));
  const official = await person(browser, county);
  const colleague = await person(browser, phone(2));
  let address = "";
  let old = "";

  await test.step("a member finds nothing of the name and registers it, with proof", async () => {
    await founder.goto("/my/organizations");
    await expect(founder.getByText("您还不是任何单位的成员")).toBeVisible();
    await founder.getByRole("combobox", { name: "查找单位" }).fill(wrong);
    const register = founder.getByRole("option", { name: `登记新单位“${wrong}”` });
    await expect(register).toBeVisible();
    await look(founder, "mine-none");
    await register.click();
    await expect(founder.getByLabel("单位全称")).toHaveValue(wrong);
    await founder.getByRole("button", { name: "登记单位" }).click();
    await expect(founder.getByText("请填写单位类型")).toBeVisible();
    await choosePlace(founder);
    const field = founder.getByLabel("统一社会信用代码");
    // Checked as it is typed, by the server's own rule.
    await field.fill(`${code.slice(0, 17)}${code.endsWith("0") ? "1" : "0"}`);
    await expect(field).toHaveAttribute("aria-invalid", "true");
    await look(founder, "new-faults");
    await field.fill(code.toLowerCase());
    await expect(founder.getByText("代码校验通过")).toBeVisible();
    await founder.getByLabel("联系人", { exact: true }).fill("王小明");
    await founder.getByLabel("联系手机").fill("13900001234");
    await founder.locator("input[type=file]").setInputFiles([
      { name: "登记证书.png", mimeType: "image/png", buffer: png(800, 600) },
      { name: "盖章说明.pdf", mimeType: "application/pdf", buffer: paper() },
    ]);
    await expect(founder.getByRole("button", { name: "移除 盖章说明.pdf" })).toBeVisible();
    await expect(founder.getByRole("button", { name: "移除 登记证书.png" })).toBeVisible();
    await look(founder, "new");
    await founder.getByRole("button", { name: "登记单位" }).click();
    await expect(founder.getByRole("heading", { level: 1, name: wrong })).toBeVisible();
    await expect(founder.getByText("认证申请已提交，等待主管科协审核")).toBeVisible();
    address = new URL(founder.url()).pathname;
    await expect(founder.getByRole("link", { name: /登记证书\.png/ })).toBeVisible();
    await expect(founder.getByText("单位管理员 1/5")).toBeVisible();
    await expect(founder.locator("main")).not.toContainText("13900001234");
    await expect(founder.locator("main")).toContainText("139****1234");
    await look(founder, "pending");
  });

  await test.step("the county sends it back with a reason", async () => {
    const main = await open(official, "pending", wrong);
    await expect(main.getByRole("link", { name: /登记证书\.png/ })).toBeVisible();
    await expect(main.getByText("没有发现名称或代码相近的单位")).toBeVisible();
    await look(official, "desk-pending");
    await main.getByRole("button", { name: "退回" }).click();
    const dialog = official.getByRole("dialog", { name: "退回认证申请" });
    await dialog.getByRole("button", { name: "退回" }).click();
    await expect(dialog.getByText(/请.*原因/)).toBeVisible();
    await dialog.getByRole("button", { name: /名称与公章不符/ }).click();
    await look(official, "desk-return");
    await dialog.getByRole("button", { name: "退回", exact: true }).click();
    await expect(official.getByText(`“${wrong}”已退回`)).toBeVisible();
  });

  await test.step("the member reads why, mends the name and asks again", async () => {
    await founder.goto("/my/organizations");
    await expect(founder.getByText("认证申请被退回，需要修改")).toBeVisible();
    await look(founder, "mine-returned");
    await founder.getByRole("link", { name: wrong }).click();
    await expect(founder.getByRole("region", { name: "认证状态" })).toContainText("单位全称与公章不一致");
    await look(founder, "returned");
    await founder.getByRole("region", { name: "认证状态" }).getByRole("link", { name: "修改信息" }).click();
    await expect(founder.getByText("单位全称与公章不一致")).toBeVisible();
    await founder.getByLabel("单位全称").fill("");
    await founder.getByRole("button", { name: "保存并申请认证" }).click();
    await expect(founder.getByText("请填写单位全称")).toBeVisible();
    await founder.getByLabel("单位全称").fill(right);
    await look(founder, "edit");
    await founder.getByRole("button", { name: "保存并申请认证" }).click();
    await expect(founder).toHaveURL(new RegExp(`${address}$`));
    await expect(founder.getByRole("heading", { level: 1, name: right })).toBeVisible();
    await expect(founder.getByText("认证申请已提交，等待主管科协审核")).toBeVisible();
    await expect(founder.getByText(`${wrong} → ${right}`)).toBeVisible();
  });

  await test.step("the county certifies it", async () => {
    const main = await open(official, "pending", right);
    await main.getByRole("button", { name: "认证通过" }).click();
    await expect(official.getByText(`“${right}”已通过认证`)).toBeVisible();
    await founder.reload();
    await expect(founder.getByText("单位信息已经主管科协核实")).toBeVisible();
    await look(founder, "certified");
  });

  await test.step("a colleague finds it and asks to join", async () => {
    await colleague.goto("/my/organizations");
    await colleague.getByRole("combobox", { name: "查找单位" }).fill(base);
    await colleague.getByRole("option", { name: new RegExp(`^${right}`) }).click();
    await expect(colleague.getByRole("heading", { level: 1, name: right })).toBeVisible();
    // Neither contact nor members for whoever is not in it.
    await expect(colleague.locator("main")).not.toContainText("139****1234");
    await expect(colleague.getByRole("region", { name: "成员" })).toHaveCount(0);
    await look(colleague, "stranger");
    await colleague.getByRole("button", { name: "申请加入" }).click();
    const dialog = colleague.getByRole("dialog", { name: `申请加入“${right}”` });
    await dialog.getByLabel("申请说明").fill("科普部李晓红，负责活动填报。");
    await look(colleague, "join");
    await dialog.getByRole("button", { name: "申请加入" }).click();
    await expect(colleague.getByText("您已申请加入，等待审批")).toBeVisible();
    await look(colleague, "asked");
  });

  await test.step("it is approved, and handed over to", async () => {
    await founder.reload();
    const members = founder.getByRole("region", { name: "成员", exact: true });
    await expect(members.getByText("1 人申请加入")).toBeVisible();
    await expect(members).toContainText("科普部李晓红，负责活动填报。");
    await look(founder, "requests");
    await members.getByRole("button", { name: /^同意/ }).click();
    await founder.getByRole("dialog", { name: /^同意/ }).getByRole("button", { name: "同意" }).click();
    await expect(members.getByText("1 人申请加入")).toHaveCount(0);
    await expect(members.locator(".person")).toHaveCount(2);
    // The only administrator cannot just go.
    await members.getByRole("button", { name: "退出单位" }).click();
    const leaving = founder.getByRole("dialog", { name: `退出“${right}”？` });
    await expect(leaving).toContainText("您是唯一的单位管理员");
    await leaving.locator(".dialog-actions").getByRole("button", { name: "关闭" }).click();
    await members.locator(".person").filter({ hasNotText: "您" }).getByRole("button", { name: /^调整/ }).click();
    const dialog = founder.getByRole("dialog", { name: /^调整/ });
    await dialog.getByRole("radio", { name: /^移交/ }).check();
    await look(founder, "hand-over");
    await dialog.getByRole("button", { name: "保存" }).click();
    await expect(founder.getByText(/^已移交给/)).toBeVisible();
    await expect(members.locator(".person").filter({ hasText: "您" })).toContainText("活动填报员");
    await expect(founder.getByRole("link", { name: "修改信息" })).toHaveCount(0);
    await look(founder, "members");
    await colleague.goto("/my/organizations");
    await colleague.getByRole("link", { name: right }).click();
    await expect(colleague.getByRole("link", { name: "修改信息" })).toBeVisible();
  });

  await test.step("another name of it is registered, though it is shown what there is", async () => {
    await colleague.goto("/my/organizations/new");
    await colleague.getByLabel("单位全称").fill(double);
    await expect(colleague.getByRole("link", { name: right })).toBeVisible();
    await choosePlace(colleague);
    await look(colleague, "similar");
    await colleague.getByRole("button", { name: "登记单位" }).click();
    const dialog = colleague.getByRole("dialog", { name: "是不是以下单位？" });
    await expect(dialog.getByRole("link", { name: right })).toBeVisible();
    await look(colleague, "similar-asked");
    await dialog.getByRole("button", { name: "都不是，继续登记" }).click();
    await expect(colleague.getByRole("heading", { level: 1, name: double })).toBeVisible();
    old = new URL(colleague.url()).pathname;
    expect(old).not.toBe(address);
  });

  await test.step("the county sees it beside its double", async () => {
    const main = await open(official, "pending", double);
    const twins = main.locator(".card").filter({ hasText: "疑似重复的单位" });
    await expect(twins.getByRole("link", { name: right })).toBeVisible();
    await expect(twins.getByRole("row", { name: /单位全称.*不同/ })).toBeVisible();
    await look(official, "desk-double");
  });

  await test.step("and makes one of the two", async () => {
    await official.goto("/my/organizations/desk?tab=doubles");
    await expect(official.getByText(/^预计 \d+ 对$/)).toBeVisible();
    const pair = official.getByRole("article").filter({ hasText: double });
    await expect(async () => {
      if (!(await pair.isVisible())) await official.getByRole("button", { name: "加载更多" }).click({ timeout: 2_000 });
      await expect(pair).toBeVisible({ timeout: 2_000 });
    }).toPass({ timeout: 30_000 });
    await pair.getByRole("button", { name: /^逐项比对/ }).click();
    await expect(pair.getByRole("table")).toContainText(code);
    await look(official, "doubles");
    await pair.getByRole("button", { name: "合并为一个" }).click();
    const dialog = official.getByRole("dialog", { name: "合并单位" });
    // The certified one is offered to stay.
    await expect(dialog.getByText(`“${double}”将并入“${right}”`)).toBeVisible();
    await expect(dialog).toContainText("1 名成员转入");
    await dialog.getByRole("button", { name: "确认合并" }).click();
    await expect(dialog.getByText(/请.*原因/)).toBeVisible();
    await dialog.getByRole("button", { name: /重复登记/ }).click();
    await look(official, "merge");
    await dialog.getByRole("button", { name: "确认合并" }).click();
    await expect(pair.getByText(`已合并，“${right}”保留`)).toBeVisible();
    await look(official, "merged");
  });

  await test.step("the old address leads to the new one", async () => {
    await colleague.goto(old);
    await expect(colleague).toHaveURL(new RegExp(`${address}$`));
    await expect(colleague.getByRole("heading", { level: 1, name: right })).toBeVisible();
    await expect(colleague.getByText(`“${double}”已合并到本单位，原地址会转到这里。`)).toBeVisible();
    await look(colleague, "moved");
    await colleague.goto("/my/organizations");
    await expect(colleague.locator(".own-organization")).toHaveCount(1);
  });

  await test.step("what happened is told in messages that lead there", async () => {
    await colleague.goto("/messages");
    const told = colleague.getByRole("link", { name: new RegExp(`您已成为“${right}”的单位管理员`) });
    await expect(async () => {
      await colleague.reload();
      await expect(told).toBeVisible({ timeout: 3_000 });
    }).toPass({ timeout: 60_000 });
    await told.click();
    await expect(colleague).toHaveURL(new RegExp(`${address}$`));
  });

  await test.step("the official finds what is to be completed, and any other", async () => {
    await official.goto("/my/organizations/desk?tab=provisional");
    await expect(official.getByRole("tab", { name: "待完善" })).toHaveAttribute("aria-selected", "true");
    await look(official, "desk-provisional");
    await official.getByRole("tab", { name: "全部单位" }).click();
    await official.getByLabel("查找", { exact: true }).fill(base);
    await expect(official.getByRole("region", { name: "单位列表" }).getByRole("link", { name: right })).toBeVisible();
    await official.getByLabel("查找", { exact: true }).fill("不存在的单位名称啊");
    await expect(official.getByText("没有符合条件的单位")).toBeVisible();
    await expect(official).toHaveURL(/tab=all.*q=/);
    await look(official, "desk-none");
  });

  for (const page of [founder, official, colleague]) await page.context().close();
});

test("whoever is in charge of nothing is told so", async ({ page }) => {
  await signIn(page, phone(3));
  await page.goto("/my/organizations/desk");
  await expect(page.getByRole("heading", { level: 1, name: "您没有查看此页的权限" })).toBeAttached();
  await page.goto("/my/organizations/00000000-0000-7000-8000-000000000000");
  await expect(page.getByRole("alert")).toBeVisible();
  await look(page, "unknown");
});
