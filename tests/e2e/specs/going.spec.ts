import { expect, test } from "@playwright/test";
import { county, member, organizer, signIn, signInByApi, signInHere } from "../support/account";
import { looking } from "../support/look";

const look = looking("going", ["light", "dark"]);

test("an organiser shows a code, who scans it gets a stamp, and the organiser sees them come", async ({ page, browser, request }) => {
  test.setTimeout(240_000);
  await signIn(page, organizer);
  await page.goto("/my/activities");
  await page.getByRole("searchbox").fill("开放周");
  await page.getByRole("link", { name: "演示：科技馆开放周" }).first().click();
  await page.getByRole("link", { name: "现场打卡" }).click();
  await expect(page.getByRole("heading", { name: "南门" })).toBeVisible();
  await page.getByRole("button", { name: "添加打卡点" }).click();
  await page.locator("form").getByRole("button", { name: "添加打卡点" }).click();
  await expect(page.getByText("请填写打卡点名称")).toBeVisible();
  await page.getByLabel("打卡点名称").fill("天文台");
  await page.locator("form").getByRole("button", { name: "添加打卡点" }).click();
  await expect(page.getByRole("heading", { name: "天文台" })).toBeVisible();
  await look(page, "points");
  await page.locator(".point", { hasText: "天文台" }).getByRole("link", { name: "展示二维码" }).click();
  await expect(page.getByRole("img", { name: "打卡二维码" }).first()).toBeVisible();
  await expect(page.locator(".screen-counts")).toContainText("今日到场0");
  await look(page, "screen");
  await page.emulateMedia({ media: "print" });
  await expect(page.locator(".notice-paper")).toBeVisible();
  await page.screenshot({ path: `look/going-notice-${page.viewportSize()?.width}.png` });
  await page.emulateMedia({ media: "screen" });

  // What a phone reads from the screen.
  const id = page.url().split("/").pop() ?? "";
  const { access_token } = await signInByApi(request, organizer);
  const screen = async () => {
    const answer = await request.get(`/api/v1/check-in-points/${id}/screen`, { headers: { authorization: `Bearer ${access_token}` } });
    return (await answer.json()) as { url: string; code: string };
  };
  const scanned = new URL((await screen()).url);
  const phone = await (await browser.newContext({ viewport: page.viewportSize() ?? undefined, locale: "zh-CN" })).newPage();
  // The line is down at the first try: the scan is still there for the next.
  await phone.route("**/tickets", (asked) => asked.abort());
  await phone.goto(scanned.pathname + scanned.hash);
  await expect(phone.getByText("网络连接中断")).toBeVisible();
  await phone.unroute("**/tickets");
  await phone.getByRole("button", { name: "重试" }).click();
  await expect(phone.getByRole("heading", { name: "登录后完成打卡" })).toBeVisible();
  expect(phone.url(), "the token is not passed on with the address").not.toContain("#");
  await look(phone, "sign-in");
  await phone.getByRole("link", { name: "登录后完成打卡" }).click();
  await signInHere(phone, member);
  await expect(phone.getByRole("heading", { name: "打卡成功" })).toBeVisible();
  await look(phone, "done");
  await phone.getByRole("link", { name: "我的打卡" }).click();
  await expect(phone.getByRole("link", { name: "演示：科技馆开放周" })).toBeVisible();
  await look(phone, "stamps");
  await phone.context().close();
  await expect(page.locator(".screen-counts")).toContainText("今日到场1");

  // A number that got around is made anew.
  const before = (await screen()).code;
  await page.getByRole("button", { name: "换码" }).click();
  const sure = page.getByRole("dialog").getByRole("button", { name: "换码" });
  await expect(sure).toBeVisible();
  // The screen asks every five seconds; the question stands while answers come.
  for (const _ of [1, 2]) await page.waitForResponse((answer) => answer.url().endsWith("/screen"));
  await expect(sure).toBeVisible();
  await sure.click();
  await expect(page.getByText("已换码", { exact: true })).toBeVisible();
  await expect(page.locator(".screen-number")).not.toHaveText(before);

  // Without a camera: the number, wrong first.
  const paper = await (await browser.newContext({ viewport: page.viewportSize() ?? undefined, locale: "zh-CN" })).newPage();
  await signIn(paper, county);
  await paper.goto(`/check-in/${id}`);
  const number = paper.getByLabel("6 位数字码");
  await number.fill("12");
  await paper.getByRole("button", { name: "打卡", exact: true }).click();
  await expect(paper.getByText("验证码是 6 位数字")).toBeVisible();
  const today = (await screen()).code;
  await number.fill(today);
  await paper.route("**/check-ins", (asked) => asked.abort());
  await paper.getByRole("button", { name: "打卡", exact: true }).click();
  await expect(paper.getByText("网络连接中断")).toBeVisible();
  await expect(number, "what is typed outlasts a line that is down").toHaveValue(today);
  await paper.unroute("**/check-ins");
  await paper.getByRole("button", { name: "打卡", exact: true }).click();
  await expect(paper.getByRole("heading", { name: "打卡成功" })).toBeVisible();
  await paper.context().close();
  await expect(page.locator(".screen-counts")).toContainText("今日到场2");

  // Once closed, nobody gets in.
  await page.goBack();
  const point = page.locator(".point", { hasText: "天文台" });
  await point.getByRole("button", { name: "停止打卡" }).click();
  await expect(point).toContainText("已停止");
  await page.goto(`/check-in/${id}`);
  await expect(page.getByText("主办单位已停止打卡")).toBeVisible();
  await look(page, "closed");
});
