import { expect, test, type Page } from "@playwright/test";
import { organizer, signIn } from "../support/account";
import { looking } from "../support/look";
import { Organizer } from "../support/filing";

const look = looking("finding", ["light", "dark"]);

/** On a phone what narrows the list is folded. */
async function unfold(page: Page): Promise<void> {
  // What was served with the page has no filters.
  await expect(page.getByRole("searchbox").first()).toBeVisible();
  const more = page.getByRole("button", { name: "更多筛选" });
  if (await more.isVisible()) await more.click();
}

test("somebody finds something for a day, and its page", async ({ page }) => {
  await page.goto("/");
  await expect(page.getByRole("link", { name: "周末" })).toBeVisible();
  await look(page, "home");
  await page.getByRole("link", { name: "查看全部活动" }).first().click();
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(page.locator(".activity").first()).toBeVisible();

  // By what there is: the counts lead, and the address says what is shown.
  await unfold(page);
  const modes = page.getByRole("group", { name: "方式" });
  await modes.getByRole("button", { name: /线上线下结合/ }).click();
  await expect(page).toHaveURL(/mode=mixed/);
  await expect(page.locator(".activity").first()).toContainText("线上线下结合");
  await look(page, "list");
  await page.reload();
  await unfold(page);
  await expect(modes.getByRole("button", { name: /线上线下结合/ })).toHaveAttribute("aria-pressed", "true");
  await page.getByRole("button", { name: "清除筛选" }).click();
  await expect(page).not.toHaveURL(/mode=/);

  // Words are marked where they stand.
  await page.getByLabel("关键词").fill("科技馆");
  await expect(page.locator(".activity mark").first()).toHaveText(/科技|技馆|科技馆/);

  // What takes place together stands together.
  await page.getByRole("button", { name: "地点", exact: true }).click();
  await expect(page).toHaveURL(/view=places/);
  await expect(page.getByRole("heading", { level: 3 }).first()).toBeVisible();
  const places = await page.locator(".search-results .list-heading").allTextContents();
  expect(new Set(places).size).toBe(places.length);
  await expect(page.locator(".activity").first()).toContainText(places[0] ?? "no place");
  await look(page, "places");

  // By the days of a month, then one of them.
  await page.getByRole("button", { name: "日历" }).click();
  await expect(page).toHaveURL(/view=calendar/);
  const days = page.locator(".calendar-day button");
  for (let month = 0; month < 6 && (await days.count()) === 0; month += 1) {
    await page.getByRole("button", { name: "下个月" }).click();
    await page.waitForTimeout(700);
  }
  await look(page, "calendar");
  await days.first().click();
  await expect(page).toHaveURL(/from=(\d{4}-\d\d-\d\d)&to=\1/);
  await page.locator(".activity a").first().click();
  await expect(page).toHaveURL(/\/activities\/[0-9a-f-]{36}$/);
  await expect(page.getByRole("link", { name: "在地图中查看" })).toHaveAttribute("href", /^(https:\/\/uri\.amap\.com|geo:|https:\/\/maps\.apple\.com)/);
  await look(page, "detail");
  await page.getByRole("button", { name: "分享海报" }).click();
  await expect(page.getByRole("dialog").getByRole("button", { name: "保存图片" })).toBeVisible();
  await page.waitForTimeout(600);
  await look(page, "poster");
  const [poster] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "保存图片" }).click()]);
  expect(poster.suggestedFilename()).toMatch(/\.png$/);
});

test("near me, by the way one goes, and nothing found leads on", async ({ page, context }) => {
  await context.grantPermissions(["geolocation"]);
  await context.setGeolocation({ latitude: 30.27, longitude: 120.16 });
  await page.goto("/activities");
  await page.getByRole("button", { name: "我附近" }).click();
  await expect(page).toHaveURL(/near=30\.27/);
  await page.getByRole("button", { name: "驾车" }).click();
  await expect(page.locator(".activity").first()).toContainText(/约 \d+\.\d 千米，驾车约 \d+ 分钟/);
  await look(page, "near");
  // The order follows the place, and goes with it.
  await page.getByRole("button", { name: "我附近" }).click();
  await expect(page).not.toHaveURL(/near=|sort=/);
  await expect(page.locator(".activity").first()).toBeVisible();
  // In the middle of the sea.
  await page.goto("/activities?near=15,160&travel=car");
  await expect(page.getByText("没有找到符合条件的活动")).toBeVisible();
  await look(page, "nothing");
  await page.getByRole("button", { name: "不限距离" }).click();
  await expect(page.locator(".activity").first()).toBeVisible();
});

test("a search is followed", async ({ page, request }) => {
  await page.goto("/activities?region=330000");
  await page.getByRole("button", { name: "订阅" }).click();
  const dialog = page.getByRole("dialog");
  const atom = await dialog.getByRole("link", { name: "Atom" }).getAttribute("href");
  expect(atom).toContain("region=330000");
  expect((await request.get(atom!)).headers()["content-type"]).toContain("application/atom+xml");
  expect(await dialog.getByRole("link", { name: "添加到日历" }).getAttribute("href")).toMatch(/^webcal:/);
  await look(page, "follow");
});

test.describe("without a connection", () => {
  test.use({ serviceWorkers: "allow" });

  test("what was saved is read, and what cannot be is said", async ({ page, context }) => {
    await page.goto("/activities");
    const titled = page.locator(".activity a").first();
    const title = (await titled.textContent()) ?? "";
    await titled.click();
    await expect(page.getByRole("heading", { level: 1, name: title })).toBeVisible();
    // Built for working on the pages, nothing is kept.
    test.skip(!(await page.request.get("/sw.js")).ok(), "no service worker in this build");
    await page.evaluate(() => navigator.serviceWorker.ready);
    await page.getByRole("button", { name: "收藏", exact: true }).click();
    await expect(page.getByRole("button", { name: "已收藏" })).toBeVisible();
    await page.waitForTimeout(1_500);
    await context.setOffline(true);
    await page.goto("/saved");
    await expect(page.getByText("当前没有网络")).toBeVisible();
    await look(page, "offline");
    await page.getByRole("link", { name: title }).click();
    await expect(page.getByRole("heading", { level: 1, name: title })).toBeVisible();
    await page.goto("/sign-in");
    await expect(page.getByText("没有网络，无法打开这个页面").first()).toBeVisible();
    await context.setOffline(false);
  });
});

test("what an organiser types without a connection is kept, and saved once there is one", async ({ page, context }, info) => {
  test.setTimeout(180_000);
  const files = await Organizer.signIn(page.request, organizer);
  const draft = await files.draft(`示例离线草稿 ${info.project.name} ${Date.now() % 100_000}`, "330302", 5);
  await signIn(page, organizer);
  const form = `/my/activities/${draft.id}/edit`;
  await page.goto(form);
  await expect(page.getByLabel("活动名称")).toHaveValue(draft.title);
  await context.setOffline(true);
  const title = `${draft.title}（断网时改）`;
  await page.getByLabel("活动名称").fill(title);
  await expect(page.getByText("没有网络，内容已暂存在这台设备上")).toBeVisible();
  // The device is switched off; another day, with a connection.
  const later = await context.newPage();
  await page.close();
  await context.setOffline(false);
  await later.goto(form);
  await expect(later.getByLabel("活动名称")).toHaveValue(title);
  await expect(later.getByText(/已自动保存/)).toBeVisible();
  await later.reload();
  await expect(later.getByLabel("活动名称")).toHaveValue(title);
  await expect(later.getByText("已恢复上次断网时填写的内容")).toHaveCount(0);
});
