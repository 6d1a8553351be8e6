import { expect, test, type Locator, type Page } from "@playwright/test";
import { city, county, countyRuian, nation, organizer, province, signIn, signOut } from "../support/account";
import { looking } from "../support/look";

test.describe.configure({ mode: "serial" });
test.setTimeout(420_000);
test.use({ actionTimeout: 15_000 });

const [TALK, SHOW, TRUCK] = ["演示：航天科普报告会", "演示：科学实验秀走进社区", "演示：流动科技馆进校园"];

const look = looking("recommendation");

async function enter(page: Page, phone: string): Promise<void> {
  if (page.url() !== "about:blank") await signOut(page);
  await signIn(page, phone);
}

/** Opens the list of activities of one's own region. */
async function openList(page: Page, region: string): Promise<void> {
  await page.goto("/recommendations");
  const card = page.locator(".own-lists .card").filter({ hasText: "优秀活动" });
  await card.getByRole("link").or(card.getByRole("button")).first().click();
  await expect(page.getByRole("heading", { level: 1, name: new RegExp(`${region}优秀活动推荐名单`) })).toBeVisible();
}

function card(page: Page, title: string): Locator {
  return page.locator(".entry").filter({ hasText: title });
}

function opinion(page: Page, title: string): Locator {
  return page.getByRole("group", { name: `推荐意见：${title}` }).getByRole("textbox");
}

/** On a phone the columns are tabs. */
async function column(page: Page, name: "待遴选" | "已选"): Promise<Locator> {
  const tab = page.getByRole("tab", { name, exact: true });
  if (await tab.isVisible()) await tab.click();
  return page.getByRole("region", { name: new RegExp(`^${name}`) });
}

async function order(page: Page): Promise<string[]> {
  const chosen = await column(page, "已选");
  return chosen.locator(".entry-name").allInnerTexts();
}

async function choose(page: Page, title: string): Promise<void> {
  const waiting = await column(page, "待遴选");
  await waiting.getByRole("button", { name: new RegExp(`^选入.*${title}`) }).click();
  await expect(waiting.getByRole("link", { name: title })).toHaveCount(0);
}

async function lockAndEndorse(page: Page, count: number, name: string): Promise<void> {
  await page.getByRole("button", { name: "锁定名单" }).click();
  const dialog = page.getByRole("dialog", { name: "锁定这份名单？" });
  await expect(dialog).toContainText(`将锁定 ${count} 项`);
  await look(page, `lock-${name}`);
  await dialog.getByRole("button", { name: "锁定名单" }).click();
  await expect(page.getByText("名单已锁定，内容不再变动。")).toBeVisible();
  await page.getByRole("button", { name: "上报", exact: true }).click();
  await page.getByRole("dialog", { name: "上报这份名单？" }).getByRole("button", { name: "上报", exact: true }).click();
  await expect(page.getByText("名单已上报，内容不再变动。")).toBeVisible();
}

test("a county on a phone, and what everybody sees", async ({ page }, info) => {
  test.skip(info.project.name !== "phone", "on a phone");

  await test.step("results and certificates of an earlier year", async () => {
    await page.goto("/notices");
    await look(page, "notices");
    await page.getByRole("tab", { name: "表扬结果" }).click();
    await page.getByRole("tabpanel").getByRole("link").first().click();
    await expect(page.getByText("公示已结束，以下为最终结果")).toBeVisible();
    await look(page, "result");
    await page.getByRole("link", { name: /^KP/ }).first().click();
    await expect(page.getByText("这份证书由本平台颁发，现在有效。")).toBeVisible();
    await look(page, "certificate");
  });

  await test.step("a mistyped number is told from one that does not exist", async () => {
    const number = page.getByLabel("证书编号");
    await number.fill("KP2024-330000-H-00017-9");
    await page.getByRole("button", { name: "查验" }).click();
    await expect(page.getByText("不是完整的证书编号").first()).toBeVisible();
    await look(page, "certificate-mistyped");
    await page.goto("/certificates/KP2024-330000-H-00017");
    await expect(page.getByText("编号可能输错了")).toBeVisible();
    await page.goto("/certificates");
    await look(page, "certificate-look-up");
  });

  await test.step("somebody without lists is told where to go", async () => {
    await enter(page, organizer);
    await page.goto("/recommendations");
    await expect(page.getByText("这里没有需要您办理的名单")).toBeVisible();
    await look(page, "nobody");
    await page.goto("/scorings");
    await look(page, "scorings-none");
  });

  await test.step("the county chooses, locks and passes up", async () => {
    await enter(page, countyRuian);
    await page.goto("/recommendations");
    await expect(page.getByRole("heading", { level: 1, name: "瑞安市推荐名单" })).toBeVisible();
    await look(page, "lists-county");
    await openList(page, "瑞安市");
    await look(page, "waiting");
    const title = "演示：健康科普进万家";
    await choose(page, title);
    await column(page, "已选");
    await card(page, title).getByRole("button", { name: /^推荐意见/ }).click();
    await opinion(page, title).fill("组织有序，服务基层有效。");
    await look(page, "chosen");
    await card(page, title).getByRole("button", { name: "保存" }).click();
    await expect(card(page, title).locator(".entry-opinion")).toContainText("服务基层有效");
    await page.getByRole("tab", { name: "评分表" }).click();
    await expect(page.getByRole("table")).toBeVisible();
    await look(page, "scores");
    await page.getByRole("tab", { name: "意见与材料" }).click();
    await look(page, "papers");
    await lockAndEndorse(page, 1, "county");
    await look(page, "endorsed");
  });
});

test("from an application to the nation's list", async ({ page }, info) => {
  test.skip(info.project.name !== "desktop", "at a desk");

  await test.step("the organiser applies", async () => {
    await enter(page, organizer);
    await page.goto("/my/activities");
    await page.getByLabel("搜索").fill(TRUCK);
    await page.getByRole("link", { name: TRUCK }).click();
    const standing = page.getByRole("region", { name: "推优", exact: true });
    await expect(standing).toContainText("可以申请推优");
    await look(page, "apply");
    await standing.getByRole("button", { name: "申请推优" }).click();
    await page.getByLabel(/申报说明/).fill("一个月走进二十所乡村学校，孩子们第一次亲手做实验。");
    await page.getByRole("dialog").getByRole("button", { name: "申请推优" }).click();
    await expect(standing).toContainText("待遴选");
    await expect(standing.getByRole("listitem")).toHaveCount(4);
    await look(page, "standing");
    await page.goto("/my/organizations");
    await page.getByRole("link", { name: "查看单位" }).first().click();
    await expect(page.getByRole("region", { name: "推优", exact: true }).first()).toBeVisible();
    await look(page, "organization");
  });

  await test.step("the county chooses by button and by key", async () => {
    await enter(page, county);
    await openList(page, "鹿城区");
    await expect(page.getByText("已选 0 / 名额 5").first()).toBeVisible();
    await look(page, "columns");
    await choose(page, TALK);
    await choose(page, SHOW);
    await page.locator("body").press("?");
    await expect(page.getByRole("dialog", { name: "快捷键" })).toBeVisible();
    await look(page, "keys");
    await page.keyboard.press("Escape");
    await card(page, TRUCK).getByRole("link", { name: TRUCK }).focus();
    await page.keyboard.press("c");
    await expect.poll(() => order(page)).toEqual([TALK, SHOW, TRUCK]);
    await expect(page.getByText("已选 3 / 名额 5").first()).toBeVisible();
  });

  await test.step("the order is changed by key, by button, by number and by dragging", async () => {
    const handle = page.getByRole("button", { name: `调整顺序：${TRUCK}` });
    await handle.focus();
    await page.keyboard.press("Space");
    await expect(handle).toHaveAttribute("aria-pressed", "true");
    // As fast as somebody can: what moves in the page keeps the focus, and no key is lost.
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("ArrowUp");
    await expect.poll(() => order(page)).toEqual([TRUCK, TALK, SHOW]);
    await look(page, "grabbed");
    await page.keyboard.press("Escape");
    await expect.poll(() => order(page)).toEqual([TALK, SHOW, TRUCK]);
    await expect(handle).toBeFocused();
    await page.keyboard.press("Space");
    await page.keyboard.press("Home");
    await page.keyboard.press("Space");
    await expect(handle).toHaveAttribute("aria-pressed", "false");
    await expect.poll(() => order(page)).toEqual([TRUCK, TALK, SHOW]);

    await page.getByRole("button", { name: `下移：${TRUCK}` }).click();
    await expect.poll(() => order(page)).toEqual([TALK, TRUCK, SHOW]);
    const rank = card(page, SHOW).getByRole("textbox", { name: /第 3 位/ });
    await rank.fill("1");
    await rank.press("Enter");
    await expect.poll(() => order(page)).toEqual([SHOW, TALK, TRUCK]);

    await page.getByRole("button", { name: "只看标题" }).click();
    await look(page, "brief");
    await card(page, SHOW).scrollIntoViewIfNeeded();
    const from = await page.getByRole("button", { name: `调整顺序：${TRUCK}` }).boundingBox();
    const to = await card(page, SHOW).boundingBox();
    await page.mouse.move(from!.x + 10, from!.y + 10);
    await page.mouse.down();
    await page.mouse.move(from!.x + 10, to!.y + 30, { steps: 8 });
    await expect(card(page, SHOW)).toHaveClass(/drop-before/);
    await page.screenshot({ path: "look/recommendation-dragging-1280.png" });
    await page.mouse.up();
    await expect.poll(() => order(page)).toEqual([TRUCK, SHOW, TALK]);
    await page.getByRole("button", { name: "显示全部" }).click();
    // The server has it so, too.
    await expect(async () => {
      await page.reload();
      await expect.poll(() => order(page), { timeout: 4_000 }).toEqual([TRUCK, SHOW, TALK]);
    }).toPass({ timeout: 20_000 });
  });

  await test.step("what somebody else changed meanwhile is loaded, and nothing typed is lost", async () => {
    const other = await page.context().newPage();
    await other.goto(page.url());
    await card(page, SHOW).getByRole("button", { name: /^推荐意见/ }).click();
    const text = opinion(page, SHOW);
    await text.fill("影响大、反映好。");
    await other.getByRole("button", { name: new RegExp(`^移出.*${TALK}`) }).click();
    await expect(other.getByText("已选 2 / 名额 5").first()).toBeVisible();
    await other.close();
    await card(page, SHOW).getByRole("button", { name: "保存" }).click();
    await expect(page.locator(".notice-warning")).toContainText("名单刚刚被他人更改，已载入最新内容");
    await expect(text).toHaveValue("影响大、反映好。");
    await expect.poll(() => order(page)).toEqual([TRUCK, SHOW]);
    await look(page, "stale");
    await card(page, SHOW).getByRole("button", { name: "保存" }).click();
    await expect(card(page, SHOW).locator(".entry-opinion")).toContainText("影响大");
    await choose(page, TALK);
  });

  await test.step("an expert scores blindly", async () => {
    await page.getByRole("tab", { name: "评分表" }).click();
    await page.getByLabel("组织动员").fill("30");
    await page.getByLabel("组织动员").blur();
    await expect(page.locator(".weights-wrong")).toContainText("100");
    await page.getByLabel("组织动员").fill("20");
    await page.getByLabel("组织动员").blur();
    await page.getByLabel("专家手机号").fill("13900000012");
    await page.getByRole("button", { name: "邀请" }).click();
    await expect(page.getByText(/^已评 0 \/ 3 项/)).toBeVisible();
    await look(page, "score-card");
    const list = page.url();

    await enter(page, "13900000012");
    await page.goto("/scorings");
    await look(page, "scorings");
    await page.getByRole("link", { name: /优秀活动推荐名单/ }).click();
    await expect(page.getByText("第 1 项，共 3 项")).toBeVisible();
    await expect(page.getByText(TALK)).toHaveCount(0);
    for (const name of ["组织动员", "数量规模", "品牌宣传", "科技志愿", "联合行动", "网络活动话题"]) {
      await page.getByLabel(name, { exact: true }).fill("80");
    }
    await page.getByLabel(/评语/).fill("组织扎实。");
    await look(page, "scoring");
    await page.getByRole("button", { name: "保存，下一项" }).click();
    await expect(page.getByText("已评 1 项，共 3 项")).toBeVisible();
    await expect(page.getByText("第 2 项，共 3 项")).toBeVisible();

    await enter(page, county);
    await page.goto(list);
    await page.getByRole("tab", { name: "评分表" }).click();
    await expect(page.getByText(/^已评 1 \/ 3 项/)).toBeVisible();
  });

  await test.step("the county writes its opinion, locks and passes up", async () => {
    await page.getByRole("tab", { name: "意见与材料" }).click();
    await page.getByLabel("名单意见").fill("三项活动组织有序、服务基层有效，同意推荐。");
    await page.getByRole("button", { name: "保存", exact: true }).click();
    await expect(page.getByText("已保存").first()).toBeVisible();
    const sheet = page.waitForEvent("download");
    await page.getByRole("button", { name: /下载汇总表/ }).click();
    expect((await sheet).suggestedFilename()).toMatch(/鹿城区优秀活动推荐名单\.xlsx$/);
    await look(page, "papers");
    await page.getByRole("tab", { name: "遴选排序" }).click();
    await lockAndEndorse(page, 3, "county");
    await look(page, "endorsed");
  });

  await test.step("the city sets slots below, sends one back, orders and passes up", async () => {
    await enter(page, city);
    await page.goto("/recommendations");
    await expect(page.getByRole("heading", { name: "下级名单" })).toBeVisible();
    await look(page, "lists-city");
    const wanted = page.getByRole("button", { name: /^设置名额：瓯海区 优秀活动/ });
    await wanted.click();
    await page.getByLabel("名额", { exact: true }).fill("4");
    await look(page, "slots");
    await page.getByRole("button", { name: "保存", exact: true }).click();
    await expect(page.getByText("已选 0 / 名额 4")).toBeVisible();

    await openList(page, "温州市");
    for (const title of [TRUCK, SHOW, TALK]) await choose(page, title);
    await expect(card(page, SHOW).locator(".entry-quote").first()).toContainText("影响大");
    await card(page, TALK).getByRole("button", { name: /^退回/ }).click();
    await page.getByLabel("原因", { exact: true }).or(page.getByRole("dialog").getByRole("textbox")).first().fill("人数说明不清，请核实。");
    await look(page, "give-back");
    await page.getByRole("dialog").getByRole("button", { name: "退回" }).click();
    await expect.poll(() => order(page)).toEqual([TRUCK, SHOW]);
    await page.getByRole("tab", { name: "已退回撤出" }).click();
    await expect(page.getByText("原因：人数说明不清，请核实。")).toBeVisible();
    await look(page, "gone");
    await page.getByRole("tab", { name: "遴选排序" }).click();
    await lockAndEndorse(page, 2, "city");
  });

  await test.step("the province passes up, the nation locks", async () => {
    await enter(page, province);
    await openList(page, "浙江省");
    for (const title of [TRUCK, SHOW]) await choose(page, title);
    await lockAndEndorse(page, 2, "province");
    await enter(page, nation);
    await page.goto("/recommendations");
    await expect(page.getByRole("heading", { level: 1, name: "全国推荐名单" })).toBeVisible();
    await look(page, "lists-nation");
    await openList(page, "全国");
    for (const title of [TRUCK, SHOW]) await choose(page, title);
    await look(page, "nation");
    await page.getByRole("button", { name: "锁定名单" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "锁定名单" }).click();
    await expect(page.getByText("名单已锁定，内容不再变动。")).toBeVisible();
  });

  await test.step("the nation puts up a notice", async () => {
    await page.getByRole("button", { name: "开始公示" }).click();
    const dialog = page.getByRole("dialog", { name: "公示这份名单" });
    await expect(dialog.locator(".period-span")).toBeVisible();
    const days = dialog.getByRole("textbox", { name: /^公示期/ });
    await days.fill("5");
    await days.blur();
    await expect(dialog.getByText("5 个工作日").first()).toBeVisible();
    await look(page, "begin-notice");
    await dialog.getByRole("button", { name: "开始公示" }).click();
    await expect(page).toHaveURL(/\/public-notices\/[0-9a-f-]+$/);
    await expect(page.getByText("公示期满后可以公布结果。")).toBeVisible();
    await look(page, "notice-run");
  });

  await test.step("the organiser sees how far it is", async () => {
    await enter(page, organizer);
    await page.goto("/my/activities");
    await page.getByLabel("搜索").fill(TRUCK);
    await page.getByRole("link", { name: TRUCK }).click();
    await expect(page.locator(".standing-good")).toHaveCount(4);
    await look(page, "standing-nation");
  });
});
