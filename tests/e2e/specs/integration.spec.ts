import { expect, test, type Locator, type Page } from "@playwright/test";
import { city, signIn } from "../support/account";
import { expectAccessible } from "../support/axe";
import { looking } from "../support/look";
import { Organizer } from "../support/filing";
import { Receiver, signatures } from "../support/receiver";

test.describe.configure({ mode: "serial" });
test.setTimeout(240_000);
test.use({ actionTimeout: 15_000 });

const operator = "13900000007";
/** Codes of one phone are limited to ten a day: the organiser of the other journeys needs theirs. */
const filer = "13900000006";
/** A county in Zhejiang where no sample takes place. */
const COUNTY = "331125";

const look = looking("integration");

const issued = (page: Page) => page.getByRole("region", { name: "请立即保存密钥" });

/** A part of what is shown once, by its name. */
async function part(page: Page, name: string): Promise<string> {
  return (await issued(page).locator(".issued-line", { hasText: name }).locator("code").first().innerText()).trim();
}

async function saved(page: Page): Promise<void> {
  await issued(page).getByRole("button", { name: "我已保存，关闭" }).click();
  await expect(issued(page)).toHaveCount(0);
}

test("a system is given access, a new secret, less, and none", async ({ page, context }, info) => {
  const name = `示例数据平台${info.project.name}${Date.now() % 100_000}`;
  const request = page.request;
  let id = "";
  let address = "";
  const secrets: string[] = [];
  const token = (secret: string) =>
    request.post("/api/v1/oauth/token", {
      headers: { authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString("base64")}` },
      form: { grant_type: "client_credentials" },
    });
  const taken = async (secret: string) => {
    const answer = await token(secret);
    expect(answer.status(), await answer.text()).toBe(200);
    return ((await answer.json()) as { access_token: string }).access_token;
  };
  const feed = (bearer: string) =>
    request.get("/api/v1/changes/activities?limit=1", { headers: { authorization: `Bearer ${bearer}` } });

  await test.step("what is missing is said beside its field", async () => {
    await signIn(page, operator);
    await page.goto("/admin");
    await page.getByRole("link", { name: "第三方系统" }).click();
    await expect(page).toHaveURL(/\/admin\/clients$/);
    await expect(page.locator(".connections, .state").first()).toBeVisible();
    await look(page, "clients-before");
    await page.getByRole("button", { name: "新增系统" }).click();
    const input = page.getByLabel("系统名称");
    await expect(input).toBeFocused();
    await page.locator("form").getByRole("button", { name: "新增系统" }).click();
    await expect(page.getByText("请填写系统名称")).toBeVisible();
    await expect(page.getByText("请填写授权范围")).toBeVisible();
    await input.fill(name);
    await expect(page.getByText("请填写系统名称")).toHaveCount(0);
    await page.getByRole("checkbox", { name: /^读取活动/ }).check();
    await expect(page.getByRole("group", { name: "代为填报的单位" })).toHaveCount(0);
    await page.getByRole("checkbox", { name: /^填报活动/ }).check();
    await page.locator("form").getByRole("button", { name: "新增系统" }).click();
    await expect(page.getByText("请填写代为填报的单位")).toBeVisible();
    await look(page, "client-faults");
  });

  await test.step("an organisation outside the region is refused by the server, at its line", async () => {
    const filed = page.getByRole("group", { name: "代为填报的单位" });
    await filed.getByRole("combobox").fill("温州");
    await expect(filed.getByRole("option").first()).toBeVisible();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await expect(filed.getByRole("button", { name: /^移除“.+”$/ })).toHaveCount(1);
    await page.getByLabel("省份").selectOption("110000");
    await page.locator("form").getByRole("button", { name: "新增系统" }).click();
    await expect(filed.getByText("不在所授权的地区（110000）内")).toBeVisible();
    await page.getByLabel("省份").selectOption("330000");
    await expect(filed.getByText("不在所授权的地区")).toHaveCount(0);
    await look(page, "client-new");
  });

  await test.step("the secret is shown once, and gets a token", async () => {
    await page.locator("form").getByRole("button", { name: "新增系统" }).click();
    await expect(issued(page).getByRole("heading")).toBeFocused();
    id = await part(page, "client_id");
    secrets.push(await part(page, "client_secret"));
    await expect(issued(page)).toContainText(`curl -u '${id}:${secrets[0]}' -d grant_type=client_credentials http`);
    await look(page, "client-secret");
    await page.keyboard.press("Escape");
    await expect(issued(page)).toBeVisible();
    // Going elsewhere asks first; the test stays.
    page.once("dialog", (dialog) => void dialog.dismiss());
    await page.getByRole("navigation", { name: "当前位置" }).getByRole("link", { name: "系统设置" }).click();
    await expect(issued(page)).toBeVisible();
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    await issued(page).getByRole("button", { name: "复制client_secret" }).click();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(secrets[0]);
    await saved(page);
    expect((await feed(await taken(secrets[0]!))).status()).toBe(200);
    await page.reload();
    await expect(page.getByRole("link", { name })).toBeVisible();
    await expect(page.locator("main")).not.toContainText(secrets[0]!);
    await look(page, "clients");
  });

  const rotate = async (when: string, picture?: string) => {
    await page.getByRole("button", { name: "更换密钥" }).first().click();
    const dialog = page.getByRole("dialog", { name: "更换密钥" });
    await dialog.getByRole("radio", { name: when }).check();
    if (picture) await look(page, picture);
    await dialog.getByRole("button", { name: "更换密钥" }).click();
    await expect(issued(page).getByRole("heading")).toBeFocused();
    secrets.push(await part(page, "client_secret"));
    await saved(page);
  };

  await test.step("a new secret ends the one before, at once or later", async () => {
    await page.getByRole("link", { name }).click();
    await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
    address = page.url();
    await expect(page.getByText("旧密钥可用至")).toHaveCount(0);
    await look(page, "client");
    const before = await taken(secrets[0]!);
    await rotate("立即停用", "client-rotate");
    expect((await token(secrets[0]!)).status()).toBe(401);
    expect((await feed(before)).status()).toBe(401);
    expect((await feed(await taken(secrets[1]!))).status()).toBe(200);
    await rotate("24 小时后");
    await taken(secrets[1]!);
    await taken(secrets[2]!);
    await expect(page.getByText("旧密钥可用至")).toBeVisible();
  });

  await test.step("what another administrator has changed is shown before anything is saved over it", async () => {
    const other = await context.newPage();
    await other.goto(address);
    await other.getByLabel("每分钟请求上限").selectOption("60");
    await other.getByRole("button", { name: "保存", exact: true }).click();
    await expect(other.getByText("已保存，立即生效")).toBeVisible();
    await other.close();
    await page.getByLabel("系统名称").fill(`${name}改`);
    await page.getByRole("button", { name: "保存", exact: true }).click();
    await expect(page.getByText("内容刚刚被他人修改")).toBeVisible();
    await expect(page.getByLabel("每分钟请求上限")).toHaveValue("60");
    await expect(page.getByLabel("系统名称")).toHaveValue(name);
    await look(page, "client-overtaken");
    await page.getByRole("checkbox", { name: /^填报活动/ }).uncheck();
    await page.getByRole("button", { name: "保存", exact: true }).click();
    await expect(page.getByText("已保存，立即生效")).toBeVisible();
    await expect(page.getByText("内容刚刚被他人修改")).toHaveCount(0);
  });

  await test.step("revoked, it gets nothing any more", async () => {
    const before = await taken(secrets[2]!);
    await page.getByRole("button", { name: "撤销", exact: true }).click();
    await look(page, "client-revoke");
    const dialog = page.getByRole("dialog", { name: `撤销“${name}”？` });
    await dialog.getByRole("button", { name: "撤销", exact: true }).click();
    await expect(page.getByText("此系统已撤销，不能再访问接口")).toBeVisible();
    await look(page, "client-revoked");
    expect((await token(secrets[2]!)).status()).toBe(401);
    expect((await feed(before)).status()).toBe(401);
    await page.goto("/admin/clients");
    await expect(page.getByRole("article").filter({ hasText: name })).toContainText("已撤销");
  });
});

async function handIn(files: Organizer): Promise<string> {
  const draft = await files.draft(`推送示例活动 ${Date.now() % 1_000_000}`, COUNTY, 12);
  return (await files.submit(draft)).id;
}

test("an address is told of events, signed; what failed is sent again", async ({ page }) => {
  const receiver = new Receiver();
  await receiver.start();
  const files = await Organizer.signIn(page.request, filer);
  const url = `http://${receiver.place}/events/${Date.now() % 1_000_000}`;
  let secret = "";
  const log = page.getByRole("region", { name: "推送记录" });
  const delivery = (text: string): Locator => log.getByRole("article").filter({ hasText: text });
  const refreshed = async (there: Locator) => {
    await expect(async () => {
      await log.getByRole("button", { name: "刷新" }).click();
      await expect(there).toBeVisible({ timeout: 2_000 });
    }).toPass({ timeout: 30_000 });
  };

  await test.step("an address within the own network is refused", async () => {
    await signIn(page, operator);
    await page.goto("/admin/webhooks");
    await page.getByRole("button", { name: "新增接收地址" }).click();
    const form = page.locator("form");
    await form.getByRole("button", { name: "新增接收地址" }).click();
    await expect(form.getByText("请填写接收地址")).toBeVisible();
    await expect(form.getByText("请填写事件")).toBeVisible();
    await form.getByLabel("接收地址").fill("https://10.1.2.3/events");
    await form.getByRole("checkbox", { name: "活动提交" }).check();
    await form.getByRole("button", { name: "新增接收地址" }).click();
    await expect(form.getByText("接收地址须为公网可访问的 https 地址")).toBeVisible();
    await look(page, "webhook-faults");
  });

  await test.step("its secret is shown once", async () => {
    const form = page.locator("form");
    await form.getByLabel("接收地址").fill(url);
    await form.getByLabel("说明").fill("示例接收系统");
    await form.getByRole("checkbox", { name: "全部事件" }).check();
    await expect(form.getByRole("checkbox", { name: "组织合并" })).toBeChecked();
    await look(page, "webhook-new");
    await form.getByRole("button", { name: "新增接收地址" }).click();
    await expect(issued(page).getByRole("heading")).toBeFocused();
    secret = await part(page, "签名密钥");
    await look(page, "webhook-secret");
    await saved(page);
    await look(page, "webhooks");
  });

  await test.step("an event arrives, signed with it", async () => {
    const id = await handIn(files);
    const told = await receiver.latest(id);
    expect(signatures(told, secret)).toBe(1);
    expect(told.headers["x-kepu-event"]).toBe("activity.submitted");
    await page.getByRole("link", { name: url }).click();
    await expect(page.getByRole("heading", { level: 1, name: "示例接收系统" })).toBeVisible();
    await refreshed(delivery("已送达").first());
    await expect(delivery("已送达").first()).toContainText(/活动提交.*应答 200/s);
    await look(page, "webhook");
  });

  await test.step("what was not taken is told, and sent again by hand", async () => {
    receiver.status = 500;
    const id = await handIn(files);
    const failed = await receiver.latest(id);
    await refreshed(delivery("对方应答 500").first());
    await expect(page.getByText("接收异常")).toBeVisible();
    await delivery("对方应答 500").first().getByText("推送内容").click();
    await expect(log.getByText(id)).toBeVisible();
    await look(page, "webhook-failed");
    receiver.status = 200;
    const number = await delivery("对方应答 500").first().locator(".delivery-number").innerText();
    await delivery("对方应答 500").first().getByRole("button", { name: /^重新发送第/ }).click();
    await expect(page.getByText("已加入推送，编号第")).toBeVisible();
    const again = await receiver.latest(id, 2);
    expect(again.headers["x-kepu-event-id"]).toBe(failed.headers["x-kepu-event-id"]);
    await refreshed(delivery(`重发第 ${number} 条`).filter({ hasText: "已送达" }).first());
    await expect(page.getByText("推送中", { exact: true })).toBeVisible();
    await log.getByRole("tab", { name: "未送达" }).click();
    await expect(log.getByText("没有这样的记录")).toBeVisible();
    await log.getByRole("tab", { name: "全部" }).click();
  });

  await test.step("paused, what waited is kept and nothing else told; a new secret signs beside the old one", async () => {
    receiver.status = 500;
    const waits = await handIn(files);
    await receiver.latest(waits);
    await page.getByRole("button", { name: "暂停推送" }).click();
    await expect(page.getByText("已暂停推送", { exact: true })).toBeVisible();
    receiver.status = 200;
    const missed = await handIn(files);
    await refreshed(delivery("推送已暂停，恢复后发送").first());
    await look(page, "webhook-paused");
    await page.getByRole("button", { name: "更换密钥" }).click();
    await look(page, "webhook-rotate");
    await page.getByRole("dialog", { name: "更换密钥" }).getByRole("button", { name: "更换密钥" }).click();
    const fresh = await part(page, "签名密钥");
    await saved(page);
    await page.getByRole("button", { name: "恢复推送" }).click();
    const told = await receiver.latest(waits, 2);
    expect([signatures(told, secret), signatures(told, fresh)]).toEqual([1, 1]);
    expect(receiver.taken.filter((one) => one.body.includes(missed))).toHaveLength(0);
  });

  await test.step("removed, it is gone", async () => {
    await page.getByRole("button", { name: "删除", exact: true }).click();
    await page.getByRole("dialog").getByRole("button", { name: "删除", exact: true }).click();
    await expect(page).toHaveURL(/\/admin\/webhooks$/);
    await expect(page.getByText("接收地址已删除")).toBeVisible();
    await expect(page.getByRole("link", { name: url })).toHaveCount(0);
  });
  await receiver.stop();
});

test("whoever sets up nothing sees neither", async ({ page }) => {
  await signIn(page, city);
  for (const path of ["/admin/clients", "/admin/webhooks"]) {
    await page.goto(path);
    await expect(page.getByRole("heading", { level: 1, name: "您没有查看此页的权限" })).toBeAttached();
    await expectAccessible(page);
  }
});
