import { expect, test } from "@playwright/test";
import { county, member, organizer, signIn, signInByApi, signOut } from "../support/account";
import { looking } from "../support/look";

const look = looking("guides");

test("a visitor finds a venue and the route that leads past it", async ({ page }) => {
  await page.goto("/venues");
  await expect(page.getByRole("heading", { name: "科普阵地", level: 1 })).toBeVisible();
  await look(page, "venues");
  await page.getByLabel("关键词").fill("数学名人馆");
  await expect(page).toHaveURL(/q=/);
  await page.locator(".venue").getByRole("link", { name: "数学名人馆" }).click();
  await expect(page.getByRole("heading", { name: "数学名人馆", level: 1 })).toBeVisible();
  await expect(page.locator(".week")).toContainText("周一闭馆");
  await look(page, "venue");
  await page.goto("/routes");
  await page.getByRole("link", { name: "鹿城科创科普研学线（演示）" }).click();
  await expect(page.locator(".stop")).toHaveCount(4);
  await expect(page.getByText(/全程约/)).toBeVisible();
  await look(page, "route");
  await page.locator(".stop").getByRole("link", { name: "数学名人馆" }).click();
  await expect(page.getByRole("heading", { name: "数学名人馆", level: 1 })).toBeVisible();
});

test("a stamp is collected at a venue, and the card of a route shows it", async ({ page, browser, request }) => {
  test.setTimeout(180_000);
  await signIn(page, organizer);
  await page.goto("/my/organizations");
  await page.locator("main").getByRole("link", { name: "温州科技馆" }).first().click();
  await page.locator("main").getByRole("link", { name: "科普阵地", exact: true }).click();
  await page.locator(".venue").getByRole("link", { name: "温州科技馆", exact: true }).click();
  await page.getByRole("link", { name: "现场打卡" }).click();
  await expect(page.getByRole("img", { name: "打卡二维码" }).first()).toBeVisible();
  await look(page, "venue-screen");
  const venue = page.url().split("/").at(-2) ?? "";
  const { access_token } = await signInByApi(request, organizer);
  const answer = await request.get(`/api/v1/venues/${venue}/check-in-screen`, { headers: { authorization: `Bearer ${access_token}` } });
  const scanned = new URL(((await answer.json()) as { url: string }).url);

  const phone = await (await browser.newContext({ viewport: page.viewportSize() ?? undefined, locale: "zh-CN" })).newPage();
  await signIn(phone, member);
  const route = async () => {
    await phone.goto("/routes");
    await phone.getByRole("link", { name: /温州科普一日行/ }).click();
    await expect(phone.locator(".stop")).toHaveCount(4);
  };
  await route();
  await expect(phone.locator(".stamp-card")).toContainText(/已集 [01] \/ 4 枚/);
  await phone.goto(scanned.pathname + scanned.hash);
  await expect(phone.getByRole("heading", { name: "打卡成功" })).toBeVisible();
  await look(phone, "venue-done");
  await phone.getByRole("link", { name: "我的打卡" }).click();
  await expect(phone.getByRole("link", { name: "温州科技馆", exact: true })).toBeVisible();
  await route();
  await expect(phone.locator(".stamp-card")).toContainText("已集 1 / 4 枚");
  await look(phone, "stamp-card");
  await phone.context().close();
});

test("an organisation adds a venue, an official hides it, and nobody finds it", async ({ page }, info) => {
  test.setTimeout(240_000);
  const name = `示例展厅${info.project.name}${Date.now() % 100_000}`;
  await signIn(page, organizer);
  await page.goto("/my/organizations");
  await page.locator("main").getByRole("link", { name: "温州科技馆" }).first().click();
  await page.locator("main").getByRole("link", { name: "科普阵地", exact: true }).click();
  await page.getByRole("link", { name: "添加科普阵地" }).click();
  await page.getByRole("button", { name: "保存" }).click();
  await expect(page.getByText("请填写阵地名称")).toBeVisible();
  await look(page, "form-faults");
  await page.getByLabel(/^阵地名称/).fill(name);
  await page.getByLabel(/^阵地类型/).selectOption("community");
  await page.getByLabel(/^省份/).selectOption("330000");
  await page.getByLabel(/^城市/).selectOption("330300");
  await page.getByLabel(/^区县/).selectOption("330302");
  await page.getByRole("textbox", { name: /^地址/ }).first().fill("示例路 1 号");
  await page.getByRole("button", { name: "添加开放时间" }).click();
  await page.getByLabel(/^入场方式/).selectOption("free");
  // A place that cannot be read is not left out in silence.
  const place = page.getByPlaceholder("28.0006,120.6994");
  await place.fill("路口东侧");
  await page.getByRole("button", { name: "保存" }).click();
  await expect(page.getByText("有 1 处需要修改")).toBeVisible();
  await place.fill("");
  await page.getByRole("button", { name: "保存" }).click();
  await expect(page.getByRole("link", { name })).toBeVisible();
  await look(page, "own");

  await signOut(page);
  await signIn(page, county);
  await page.goto("/guides/venues");
  await page.locator("main").getByRole("searchbox").fill(name);
  const row = page.locator(".venue", { hasText: name });
  await expect(page.locator(".venue")).toHaveCount(1);
  await look(page, "watch");
  await row.getByRole("button", { name: "下架" }).click();
  const dialog = page.getByRole("dialog", { name: "下架这个科普阵地？" });
  await dialog.getByRole("textbox").fill("地址有误");
  await dialog.getByRole("button", { name: "下架" }).click();
  await expect(row.getByRole("button", { name: "恢复展示" })).toBeVisible();
  await page.goto(`/venues?q=${encodeURIComponent(name)}`);
  await expect(page.getByText("没有找到符合条件的科普阵地")).toBeVisible();
  await page.goto("/guides/routes");
  await expect(page.getByRole("link", { name: "鹿城科创科普研学线（演示）" })).toBeVisible();
  await page.getByRole("link", { name: "新建路线" }).click();
  await expect(page.getByLabel(/^省份/), "a route begins in one's own region").toHaveValue("330000");
  await page.getByRole("button", { name: "添加一处" }).click();
  await look(page, "route-form");
  // Lines that move or go keep the focus.
  await page.getByRole("button", { name: "添加一处" }).click();
  const stop = (n: number) => page.getByRole("group", { name: `第 ${n} 处`, exact: true });
  await stop(1).getByRole("button", { name: "下移" }).click();
  await expect(stop(2).getByRole("button", { name: "上移" })).toBeFocused();
  await stop(1).getByRole("button", { name: "移除" }).click();
  await expect(stop(1)).toBeFocused();
  // What is not saved is not left without asking.
  let asked = "";
  page.once("dialog", (dialog) => {
    asked = dialog.message();
    void dialog.accept();
  });
  await page.getByRole("navigation", { name: "当前位置" }).getByRole("link").first().click();
  await expect(page.getByRole("link", { name: "新建路线" })).toBeVisible();
  expect(asked).not.toBe("");
});
