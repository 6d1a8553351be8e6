import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, type Page } from "@playwright/test";

/** Accounts of the demonstration. */
export const nation = "13900000001";
export const province = "13900000002";
export const city = "13900000003";
export const county = "13900000004";
export const countyRuian = "13900000011";
export const organizer = "13900000005";
export const member = "13900000012";

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

/** Signs in as a person does: phone, code, done. A code can be had once a minute, so a second sign-in may wait. */
export async function signIn(page: Page, phone: string): Promise<void> {
  await page.goto("/sign-in");
  const code = page.getByLabel("验证码");
  await page.getByLabel("手机号").fill(phone);
  await expect(async () => {
    await page.getByRole("button", { name: "获取验证码" }).click();
    await expect(code).toBeVisible({ timeout: 3_000 });
  }).toPass({ timeout: 75_000, intervals: [1_000, 5_000] });
  await code.fill(newestCode(phone) ?? "");
  await page.locator("form").getByRole("button", { name: "登录" }).click();
  await expect(page).toHaveURL(/\/home$/);
}

export async function signOut(page: Page): Promise<void> {
  await page.context().clearCookies();
  await page.evaluate(() => localStorage.clear());
}
