import { readFileSync } from "node:fs";
import { expect, test, type Browser, type Page, type Route } from "@playwright/test";
import { audit, countyRuian, security, signIn, signInByApi, signInHere } from "../support/account";
import { Authenticator } from "../support/authenticator";
import { looking } from "../support/look";

test.describe.configure({ mode: "serial" });
test.setTimeout(300_000);
test.use({ actionTimeout: 15_000 });

const look = looking("security");

/** A phone that nobody has used. */
const phone = `137${String(Date.now() % 100_000_000).padStart(8, "0")}`;

/** Somebody in a browser of their own. */
async function person(browser: Browser, phone: string): Promise<Page> {
  const page = await (await browser.newContext()).newPage();
  await signIn(page, phone);
  return page;
}

/** A demonstration does not ask for authenticators: its answers are made to say so while `on`. */
async function requiring(page: Page): Promise<{ on: boolean }> {
  const state = { on: false };
  const marked = async (route: Route, mark: (body: Record<string, unknown>) => object) => {
    if (!state.on) return route.fallback();
    const response = await route.fetch();
    if (!response.ok()) return route.fulfill({ response });
    return route.fulfill({ response, json: mark((await response.json()) as Record<string, unknown>) });
  };
  const required = { second_factor_required: true };
  await page.route(/\/auth\/sessions\/refresh$/, (route) =>
    marked(route, (body) => ({ ...body, user: { ...(body.user as object), ...required } })),
  );
  await page.route(/\/api\/v1\/me$/, (route) => marked(route, (body) => ({ ...body, ...required })));
  await page.route(/\/me\/second-factor$/, (route) =>
    route.request().method() === "GET" ? marked(route, (body) => ({ ...body, required: true })) : route.fallback(),
  );
  return state;
}

async function leave(page: Page): Promise<void> {
  const menu = page.getByRole("button", { name: "菜单" });
  if (await menu.isVisible()) await menu.click();
  await page.getByRole("button", { name: "退出登录" }).click();
  // Another program is loaded for it: its address is there before it is.
  await expect(page.getByRole("heading", { level: 1, name: "发现身边的科普活动" })).toBeVisible();
}

/** Phone and code by SMS: the account has an authenticator, whose code is asked for then. */
async function comeBack(page: Page): Promise<void> {
  await page.goto("/sign-in");
  await expect(page.getByRole("checkbox")).toHaveCount(0);
  await signInHere(page, countyRuian);
  await expect(page.getByText("短信验证码正确", { exact: false })).toBeVisible();
  await expect(page.getByLabel("动态码")).toBeFocused();
  await expect(page.locator(".field-wrong")).toHaveCount(0);
}

test("an authenticator is set up, asked for when signing in, stood in for, and removed", async ({ page, request }) => {
  const state = await requiring(page);
  const card = page.getByRole("region", { name: "身份验证器" });
  const code = page.getByLabel("动态码");
  let phone = new Authenticator("");
  let recovery: string[] = [];
  await signIn(page, countyRuian);

  await test.step("where roles need one, nothing else opens", async () => {
    state.on = true;
    await page.goto("/statistics");
    await expect(page.getByRole("heading", { level: 1, name: "请先绑定身份验证器" })).toBeVisible();
    await expect(page.getByRole("link", { name: /^消息/ })).toHaveCount(0);
    await expect(page.locator(".toast")).toHaveCount(0);
    await look(page, "required");
    await page.getByRole("link", { name: "去绑定或验证" }).click();
    await expect(page).toHaveURL(/\/account$/);
    await expect(card.getByText("未绑定")).toBeVisible();
    await expect(card.getByRole("heading", { level: 2 })).toBeFocused();
    await expect(page.getByRole("heading", { name: "已登录的设备" })).toHaveCount(0);
    await expect(page.locator(".toast")).toHaveCount(0);
    await look(page, "account-required");
  });

  await test.step("it is set up, and everything opens without a reload", async () => {
    await card.getByRole("button", { name: "绑定身份验证器" }).click();
    await expect(card.getByRole("img", { name: "身份验证器的二维码" })).toBeVisible();
    const key = await card.locator(".authenticator-key code").innerText();
    expect(key).toMatch(/^([A-Z2-7]{4} ){7}[A-Z2-7]{4}$/);
    phone = new Authenticator(key.replaceAll(" ", ""));
    await look(page, "set-up");
    await card.getByRole("button", { name: "完成绑定" }).click();
    await expect(card.getByText("请填写动态码")).toBeVisible();
    await code.fill("000000");
    await card.getByRole("button", { name: "完成绑定" }).click();
    await expect(card.getByText("动态码不正确或已使用", { exact: false })).toBeVisible();
    await expect(code).toHaveValue("");
    state.on = false;
    await code.fill(await phone.code(request));
    await card.getByRole("button", { name: "完成绑定" }).click();
    await expect(card.getByRole("listitem")).toHaveCount(10);
    recovery = await card.getByRole("listitem").allInnerTexts();
    await expect(page.getByRole("heading", { name: "已登录的设备" })).toBeVisible();
    await look(page, "recovery-codes");
    const saved = page.waitForEvent("download");
    await card.getByRole("button", { name: "下载为文本文件" }).click();
    expect(readFileSync(await (await saved).path(), "utf8").trim().split("\n")).toEqual(recovery);
    await card.getByRole("button", { name: "我已保存" }).click();
    await expect(card.getByText("已绑定")).toBeVisible();
    await expect(card.getByText("可用的恢复码：10 个")).toBeVisible();
    await look(page, "account");
  });

  await test.step("a device that gave no code is verified", async () => {
    state.on = true;
    await page.goto("/home");
    await page.getByRole("link", { name: "去绑定或验证" }).click();
    await expect(card.getByRole("button", { name: "验证此设备" })).toBeVisible();
    await expect(card.getByRole("button", { name: "解除绑定" })).toHaveCount(0);
    await look(page, "verify-device");
    state.on = false;
    await code.fill(await phone.code(request));
    await card.getByRole("button", { name: "验证此设备" }).click();
    await expect(page.getByText("此设备已验证")).toBeVisible();
    await expect(page.getByRole("heading", { name: "已登录的设备" })).toBeVisible();
  });

  await test.step("signing in asks for its code", async () => {
    await leave(page);
    await comeBack(page);
    await look(page, "sign-in");
    const enter = page.locator("form").getByRole("button", { name: "登录" });
    await enter.click();
    await expect(page.getByText("请填写动态码")).toBeVisible();
    await code.fill("000000");
    await enter.click();
    await expect(page.getByText("动态码不正确或已使用", { exact: false })).toBeVisible();
    await look(page, "sign-in-wrong");
    await code.fill(await phone.code(request));
    await enter.click();
    await expect(page).toHaveURL(/\/home$/);
  });

  await test.step("a recovery code stands in for it, once", async () => {
    await leave(page);
    await comeBack(page);
    await code.fill((recovery[0] ?? "").toUpperCase());
    await page.locator("form").getByRole("button", { name: "登录" }).click();
    await expect(page).toHaveURL(/\/home$/);
    await page.goto("/account");
    await expect(card.getByText("可用的恢复码：9 个")).toBeVisible();
  });

  await test.step("new recovery codes, and it is removed", async () => {
    await card.getByRole("button", { name: "重新生成恢复码" }).click();
    const renewing = page.getByRole("dialog", { name: "重新生成恢复码" });
    await renewing.getByLabel("动态码").fill(recovery[0] ?? "");
    await renewing.getByRole("button", { name: "重新生成恢复码" }).click();
    await expect(renewing.getByText("动态码不正确或已使用", { exact: false })).toBeVisible();
    await look(page, "renew", false);
    await renewing.getByLabel("动态码").fill(await phone.code(request));
    await renewing.getByRole("button", { name: "重新生成恢复码" }).click();
    await expect(renewing).toBeHidden();
    await expect(card.getByRole("listitem")).toHaveCount(10);
    const [fresh = ""] = await card.getByRole("listitem").allInnerTexts();
    expect(recovery).not.toContain(fresh);
    await card.getByRole("button", { name: "我已保存" }).click();
    await card.getByRole("button", { name: "解除绑定" }).click();
    const removing = page.getByRole("dialog", { name: "解除身份验证器？" });
    await removing.getByLabel("动态码").fill(fresh);
    await look(page, "remove", false);
    await removing.getByRole("button", { name: "解除绑定" }).click();
    await expect(page.getByText("身份验证器已解除")).toBeVisible();
    await expect(card.getByText("未绑定")).toBeVisible();
  });
});

test("roles are given and taken back, an account is locked and opened, and the log tells of it", async ({ browser, request }) => {
  const page = await person(browser, security);
  const name = `示例${Date.now() % 100_000}`;
  const account = page.getByRole("region", { name, exact: true });

  const find = async (number: string) => {
    await page.getByRole("textbox", { name: "手机号" }).first().fill(number);
    await page.getByRole("button", { name: "查找", exact: true }).click();
  };
  const confirm = async (title: string, action: string) => {
    const dialog = page.getByRole("dialog", { name: title });
    await expect(dialog).toBeVisible();
    await dialog.getByRole("button", { name: action, exact: true }).click();
    await expect(dialog).toBeHidden();
  };

  await test.step("somebody without an account is given a role", async () => {
    await look(page, "home");
    await page.locator("main").getByRole("link", { name: "账号与授权" }).click();
    await expect(page).toHaveURL(/\/security$/);
    await find("123");
    await expect(page.getByText("请输入 11 位手机号码")).toBeVisible();
    await find(phone);
    await expect(page.getByText("该手机号还没有账号")).toBeVisible();
    await page.getByRole("button", { name: "授予角色" }).click();
    const form = page.locator(".give-form");
    await expect(form.getByLabel("手机号")).toHaveValue(phone);
    await form.getByRole("button", { name: "授予角色" }).click();
    await expect(form.getByText("请填写角色")).toBeVisible();
    await form.getByLabel("称呼").fill(name);
    await form.getByLabel("角色").selectOption({ label: "活动填报员" });
    await form.getByRole("combobox", { name: /所在单位/ }).fill("温州科技馆");
    await form.getByRole("listbox").getByRole("option").first().click();
    await form.getByLabel("角色").selectOption({ label: "县级管理员" });
    await form.getByLabel("省份").selectOption("330000");
    await form.getByRole("button", { name: "授予角色" }).click();
    await expect(form.getByText("请填写管辖地区")).toBeVisible();
    await form.getByLabel("城市").selectOption("330300");
    await form.getByLabel("区县").selectOption("330302");
    await form.getByRole("checkbox", { name: "学会" }).check();
    await look(page, "give");
    await form.getByRole("button", { name: "授予角色" }).click();
    await expect(page.getByText(`已授予 ${name}：县级管理员`)).toBeVisible();
    await expect(account.getByText("鹿城区 · 条线：学会")).toBeVisible();
    expect(page.url()).not.toContain(phone);
  });

  await test.step("duties that are apart are not given to one", async () => {
    await account.getByRole("button", { name: "授予角色" }).click();
    const form = page.locator(".give-form");
    await form.getByLabel("角色").selectOption({ label: "审计管理员" });
    await form.getByRole("button", { name: "授予角色" }).click();
    await expect(page.locator(".toast-failed").getByText("三员分立", { exact: false })).toBeVisible();
    await form.getByRole("button", { name: "取消" }).click();
  });

  await test.step("sessions are ended, the account is locked and opened", async () => {
    await signInByApi(request, phone);
    await find(phone);
    await expect(account.getByText("1 台")).toBeVisible();
    await look(page, "account-open");
    await account.getByRole("button", { name: "结束全部登录" }).click();
    await confirm(`结束“${name}”的全部登录？`, "结束全部登录");
    await expect(account.getByText("0 台")).toBeVisible();

    await account.getByRole("button", { name: "停用账号" }).click();
    const dialog = page.getByRole("dialog", { name: `停用“${name}”的账号？` });
    await dialog.getByRole("button", { name: "停用账号" }).click();
    await expect(dialog.getByText("请填写停用原因")).toBeVisible();
    await dialog.getByRole("textbox", { name: "停用原因" }).fill("手机遗失，本人申请停用");
    await look(page, "lock", false);
    await dialog.getByRole("button", { name: "停用账号" }).click();
    await expect(account.getByText("手机遗失，本人申请停用")).toBeVisible();
    await look(page, "locked");
    await account.getByRole("button", { name: "恢复账号" }).click();
    await confirm(`恢复“${name}”的账号？`, "恢复账号");
    await expect(account.getByText("正常", { exact: true })).toBeVisible();
  });

  await test.step("the role is found in the list and taken back", async () => {
    const held = page.getByRole("region", { name: "生效中的角色" });
    await held.getByLabel("角色").selectOption({ label: "县级管理员" });
    const row = held.getByRole("listitem").filter({ hasText: name });
    await expect(row.getByText("县级管理员", { exact: true })).toBeVisible();
    await row.getByRole("button", { name: `收回${name}的角色：县级管理员` }).click();
    await confirm(`收回“${name}”的角色？`, "收回");
    await expect(row).toHaveCount(0);
    await expect(account.getByText("还没有角色")).toBeVisible();
  });

  await test.step("nobody acts on their own account", async () => {
    await find(security);
    await expect(page.getByText("这是您自己的账号", { exact: false })).toBeVisible();
    await expect(page.locator("main").getByRole("button", { name: "停用账号" })).toHaveCount(0);
    await expect(page.getByRole("button", { name: /^收回安全管理员/ })).toHaveCount(0);
  });
  await page.context().close();

  await test.step("the audit administrator finds all of it", async () => {
    const log = await person(browser, audit);
    await look(log, "audit-home");
    await log.locator("main").getByRole("link", { name: "审计日志" }).click();
    await expect(log).toHaveURL(/\/audit-log$/);
    const entries = log.getByRole("article");
    await expect(entries.filter({ hasText: "授予角色" }).first()).toBeVisible();
    await look(log, "audit-log");
    const filters = log.getByRole("button", { name: "筛选", exact: false });
    if (await filters.isVisible()) await filters.click();
    await log.getByRole("combobox", { name: /操作/ }).fill("停用账");
    await log.getByRole("option", { name: "停用账号" }).click();
    await expect(log).toHaveURL(/operation=account_lock/);
    await expect(entries.first()).toContainText("account_lock");
    await expect(entries.filter({ hasText: "grant_create" })).toHaveCount(0);
    await entries.first().getByRole("button", { name: "只看此对象" }).click();
    await expect(log).toHaveURL(/object_id=/);
    await log.getByRole("combobox", { name: /操作/ }).fill("");
    await expect(entries.filter({ hasText: "account_unlock" })).toHaveCount(1);
    await log.reload();
    await expect(entries.filter({ hasText: "account_unlock" })).toHaveCount(1);
    await look(log, "audit-object");
    await log.getByRole("button", { name: "清除筛选" }).click();
    await expect(log).toHaveURL(/\/audit-log$/);

    await log.goto("/audit-log?outcome=refused&operation=grant_create");
    await expect(entries.first()).toContainText("三员分立");
    await entries.first().getByRole("button", { name: /^只看此账号/ }).click();
    await expect(log).toHaveURL(/account_id=/);
    await expect(entries.first()).toContainText("grant_create");
    await log.goto("/security");
    await expect(log.getByRole("heading", { level: 1, name: "您没有查看此页的权限" })).toBeVisible();
    await log.context().close();
  });
});

test("a page that nobody is at does not keep an official's session", async ({ page }) => {
  await page.clock.install();
  await signIn(page, countyRuian);
  let [asked, renewed] = [0, 0];
  page.on("request", (request) => {
    if (request.url().endsWith("/auth/sessions/refresh")) renewed += 1;
  });
  await page.route(/\/messages\/unread$/, (route) => {
    asked += 1;
    return route.fulfill({
      status: 401,
      contentType: "application/problem+json",
      json: { type: "about:blank", title: "登录已过期", status: 401, code: "token_expired", instance: "/" },
    });
  });
  await page.clock.fastForward("11:00");
  await expect.poll(() => asked).toBeGreaterThan(0);
  await page.clock.fastForward("01:01");
  await expect.poll(() => asked).toBeGreaterThan(1);
  expect(renewed).toBe(0);
  // Whoever comes back goes on.
  await page.mouse.move(40, 40);
  await page.clock.fastForward("01:01");
  await expect.poll(() => renewed).toBe(1);
});
