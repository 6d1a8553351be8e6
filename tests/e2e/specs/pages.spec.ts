import { expect, test } from "@playwright/test";
import { member, signIn } from "../support/account";
import { expectAccessible } from "../support/axe";

test("filters live in the address", async ({ page }) => {
  await page.goto("/activities?q=科普");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(page.locator("main")).toContainText("科普");
  await page.goto("/activities?q=不存在的词语组合啊");
  await expect(page.locator("main")).toContainText(/没有/);
});

test("a wrong code is said beside its field", async ({ page }) => {
  await page.goto("/sign-in");
  await page.getByLabel("手机号").fill("123");
  await page.getByRole("button", { name: "获取验证码" }).click();
  await expect(page.getByText("请输入 11 位手机号码")).toBeVisible();
});

test("somebody new registers an organisation and can file at once", async ({ page }) => {
  test.setTimeout(150_000);
  await signIn(page, member);
  await page.goto("/my/organizations/new");
  await page.getByRole("button", { name: "登记单位" }).click();
  await expect(page.getByText("请填写单位全称")).toBeVisible();
  await expectAccessible(page);
  await page.getByLabel("单位全称").fill(`示例科普协会${Date.now() % 100_000}`);
  await page.getByLabel("单位类型").selectOption({ index: 1 });
  await page.getByLabel("省份").selectOption("330000");
  await page.getByLabel("城市").selectOption("330300");
  await page.getByRole("button", { name: "登记单位" }).click();
  // What another size registered before reads alike.
  const none = page.getByRole("button", { name: "都不是，继续登记" });
  const waits = page.getByText("待认证", { exact: true }).first();
  await expect(none.or(waits).first()).toBeVisible();
  if (await none.isVisible()) await none.click();
  await expect(page).toHaveURL(/\/my\/organizations\/[0-9a-f-]{36}$/);
  await expect(waits).toBeVisible();
  await page.getByRole("link", { name: "填报活动" }).first().click();
  await expect(page.getByRole("button", { name: "开始填报" })).toBeVisible();
});
