import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, type APIRequestContext, type BrowserContext, type Cookie, type Page, type Request } from "@playwright/test";

/** Accounts of the demonstration. */
export const nation = "13900000001";
export const province = "13900000002";
export const city = "13900000003";
export const county = "13900000004";
export const countyRuian = "13900000011";
export const organizer = "13900000005";
export const member = "13900000012";
export const operator = "13900000007";
export const audit = "13900000008";
export const security = "13900000009";

/** The newest code that was sent to a phone, from the demonstration's outbox. */
export function newestCode(phone: string): string | undefined {
  const dir = join(process.env.KEPU_DATA_DIR ?? "../../data", "outbox", "sms");
  const names = readdirSync(dir).filter((name) => name.endsWith(".json")).sort().reverse();
  for (const name of names) {
    const sms = JSON.parse(readFileSync(join(dir, name), "utf8")) as { phone: string; code: string };
    if (sms.phone === phone) return sms.code;
  }
  return undefined;
}

/** Sessions that nobody is using at the moment, by phone. */
const resting = new Map<string, Cookie[]>();
/** Whose session a browser context holds, and its newest cookies: each works once. */
const held = new WeakMap<BrowserContext, { phone: string; cookies: Cookie[] }>();
const watched = new WeakSet<BrowserContext>();
/** Exchanges of refresh tokens under way. */
const exchanging = new WeakMap<BrowserContext, number>();

function release(context: BrowserContext): void {
  const session = held.get(context);
  held.delete(context);
  if (session && session.cookies.length > 0) resting.set(session.phone, session.cookies);
}

/** Leaves every page of a context once no exchange of tokens is under way, and keeps the cookies of that moment. */
async function settle(context: BrowserContext): Promise<void> {
  const session = held.get(context);
  if (!session) return;
  await expect.poll(() => exchanging.get(context) ?? 0, { timeout: 5_000 }).toBe(0);
  await Promise.all(context.pages().map((page) => page.goto("about:blank").catch(() => undefined)));
  session.cookies = await context.cookies();
}

function watch(context: BrowserContext): void {
  if (watched.has(context)) return;
  watched.add(context);
  const count = (request: Request, by: number) => {
    if (!/\/auth\/sessions\/refresh$/.test(request.url())) return;
    exchanging.set(context, (exchanging.get(context) ?? 0) + by);
  };
  context.on("request", (request) => count(request, 1));
  context.on("requestfinished", (request) => count(request, -1));
  context.on("requestfailed", (request) => count(request, -1));
  context.on("close", () => release(context));
  const close = context.close.bind(context);
  context.close = async (options) => {
    await settle(context).catch(() => held.delete(context));
    await close(options);
  };
}

/** Takes up the session that was left open before; answers false where there is none, or it has ended. */
async function returns(page: Page, phone: string): Promise<boolean> {
  const cookies = resting.get(phone);
  resting.delete(phone);
  if (!cookies) return false;
  await page.goto("/sign-in");
  await page.context().addCookies(cookies);
  held.set(page.context(), { phone, cookies });
  await page.evaluate(() => localStorage.setItem("kepu.session", "true"));
  const refreshed = page.waitForResponse(/\/auth\/sessions\/refresh$/);
  await page.goto("/home");
  return (await refreshed).ok();
}

/** Signed in as somebody: as a person who comes back to a browser, or by phone and code. */
export async function signIn(page: Page, phone: string): Promise<void> {
  watch(page.context());
  if (!(await returns(page, phone))) {
    held.delete(page.context());
    await signInByCode(page, phone);
  }
  await expect(page).toHaveURL(/\/home$/);
}

/** Signs in as a person does: phone, code, done. A code can be had once a minute, so a second sign-in may wait. */
export async function signInByCode(page: Page, phone: string): Promise<void> {
  await page.goto("/sign-in");
  await signInHere(page, phone);
  await expect(page).toHaveURL(/\/home$/);
  held.set(page.context(), { phone, cookies: await page.context().cookies() });
}

/** The same, on the page of signing in to which something else has led. */
export async function signInHere(page: Page, phone: string): Promise<void> {
  const code = page.getByLabel("验证码");
  await page.getByLabel("手机号").fill(phone);
  await expect(async () => {
    await page.getByRole("button", { name: "获取验证码" }).click();
    await expect(code).toBeVisible({ timeout: 3_000 });
  }).toPass({ timeout: 75_000, intervals: [1_000, 5_000] });
  await code.fill(newestCode(phone) ?? "");
  await page.locator("form").getByRole("button", { name: "登录" }).click();
}

/** Leaves the browser to somebody else; the session stays open. */
export async function signOut(page: Page): Promise<void> {
  await page.evaluate(() => localStorage.clear());
  await settle(page.context());
  release(page.context());
  await page.context().clearCookies();
}

export interface SignedIn {
  access_token: string;
  user: { grants: { role: string; organization_id?: string; organization_name?: string }[] };
}

/** How long an access token is taken for good; the platform gives it a quarter of an hour. */
const TOKEN_MS = 300_000;
const tokens = new Map<string, { at: number; signedIn: SignedIn }>();

/** Signs in without a page. A code can be had once a minute, so this may wait. */
export async function signInByApi(request: APIRequestContext, phone: string): Promise<SignedIn> {
  const known = tokens.get(phone);
  if (known && Date.now() - known.at < TOKEN_MS) return known.signedIn;
  await expect(async () => {
    const sent = await request.post("/api/v1/auth/sms-codes", { data: { phone } });
    expect(sent.status()).toBeLessThan(300);
  }).toPass({ timeout: 75_000, intervals: [1_000, 5_000] });
  const data = { phone, code: newestCode(phone), transport: "body" };
  const answer = await request.post("/api/v1/auth/sessions", { data });
  expect(answer.ok(), await answer.text()).toBeTruthy();
  const signedIn = (await answer.json()) as SignedIn;
  tokens.set(phone, { at: Date.now(), signedIn });
  return signedIn;
}
