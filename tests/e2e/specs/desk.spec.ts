import { expect, test, type Page } from "@playwright/test";
import { organizer, province, signIn } from "../support/account";
import { expectAccessible } from "../support/axe";
import { Organizer, type Filing } from "../support/filing";

/** What one reviewer clears in a sitting; a few more, so that the list does not run out on the last. */
const COUNT = 100;
const SPARE = 3;
/** Counties in Zhejiang where no sample takes place: the queue narrowed to one holds this test's filings only. */
const MANY = "331127";
const CHANGED = "331126";

const SUBJECTS = ["天文观测", "急救常识", "果树栽培", "机器人体验", "海洋生物", "食品安全", "地震避险", "航天模型"];

test.skip(({ viewport }) => (viewport?.width ?? 0) < 1000, "list and item stand side by side on a desktop only");
test.setTimeout(300_000);

const title = (page: Page) => page.getByRole("region", { name: "正在审核" }).getByRole("heading", { level: 2 }).first();

/** Waits until an item that is not `before` is open, to be read and decided on. */
async function opened(page: Page, before: string): Promise<string> {
  const found = await page.waitForFunction((last) => {
    const pane = document.querySelector("#desk-open");
    const now = pane?.querySelector(".review-content") && pane.querySelector("h2")?.textContent;
    return now && now !== last ? now : undefined;
  }, before);
  return (await found.jsonValue()) ?? "";
}

test("a hundred filings are reviewed by keyboard alone", async ({ page }) => {
  const files = await Organizer.signIn(page.request, organizer);
  const stamp = Date.now() % 100_000;
  const filings: Filing[] = [];
  await test.step("the filings are handed in", async () => {
    for (let from = 0; from < COUNT + SPARE; from += 10) {
      const some = Array.from({ length: Math.min(10, COUNT + SPARE - from) }, async (_, k) => {
        const n = from + k;
        const name = `${SUBJECTS[n % SUBJECTS.length]}示例活动 ${stamp}-${n + 1}`;
        return files.submit(await files.draft(name, MANY, 5 + (n % 60)));
      });
      filings.push(...(await Promise.all(some)));
    }
    expect(new Set(filings.map((f) => f.status))).toEqual(new Set(["province_review"]));
  });

  await signIn(page, province);
  await page.goto(`/review?region=${MANY}`);
  await expect(page.locator(".queue-row").first()).toBeVisible();
  await expectAccessible(page);

  let presses = 0;
  const press = async (key: string) => {
    presses += 1;
    await page.keyboard.press(key);
  };
  const status = page.locator("[role=status].visually-hidden");
  let last = "";
  await test.step("one after the other, without a mouse", async () => {
    await press("o");
    let now = await opened(page, "");
    await expectAccessible(page);
    await page.screenshot({ path: "look/desk-1280.png" });
    for (let n = 1; n <= COUNT; n += 1) {
      last = now;
      // The selected row is the open one.
      if (n % 25 === 1) await expect(page.locator(".queue-row[aria-current=true]")).toContainText(last);
      if (n % 10 === 0) {
        await press("r");
        await expect(page.getByRole("dialog", { name: "退回修改" })).toBeVisible();
        await press("1");
      } else {
        await press("a");
      }
      now = await opened(page, last);
      if (n % 25 === 1) await expect(status).toContainText(`下一项：${now}`);
    }
  });
  expect(presses).toBeLessThanOrEqual(150);

  const count = async (wanted: string) => {
    const now = await Promise.all(filings.map((f) => files.show(f.id)));
    return now.filter((f) => f.status === wanted).length;
  };
  await test.step("all of them are decided, each tenth sent back with its reason", async () => {
    expect(await count("province_rejected")).toBe(COUNT / 10);
    expect(await count("national_review")).toBe(COUNT - COUNT / 10);
    expect(await count("province_review")).toBe(SPARE);
    const sentBack = filings.find((f) => f.title === last);
    expect(sentBack).toBeDefined();
    const edition = (await (await page.request.get("/api/v1/editions/current")).json()) as {
      review_reasons: { text: string }[];
    };
    expect(await files.lastReason(sentBack?.id ?? "")).toBe(edition.review_reasons[0]?.text);
  });

  await test.step("the last one is taken back by a key", async () => {
    await expect(page.locator(".desk-done")).toHaveText(`已退回“${last}”`);
    await page.keyboard.press("u");
    await expect(title(page)).toHaveText(last);
    await expect(page.locator(".queue-row[aria-current=true]")).toContainText(last);
    const back = filings.find((f) => f.title === last);
    expect((await files.show(back?.id ?? "")).status).toBe("province_review");
    await expectAccessible(page);
  });

  await test.step("typing a reason of one's own decides nothing on the way", async () => {
    await page.locator(".review-content").waitFor();
    await page.keyboard.press("r");
    const dialog = page.getByRole("dialog", { name: "退回修改" });
    await expect(dialog).toBeVisible();
    await page.keyboard.press("Tab");
    await page.keyboard.type("ajx 请补充第 1 场的地点");
    await expect(dialog.getByLabel("原因")).toHaveValue("ajx 请补充第 1 场的地点");
    await page.keyboard.press("Escape");
    await expect(dialog).toBeHidden();
    await expect(title(page)).toHaveText(last);
  });
});

test("a resubmission opens on exactly what changed", async ({ page }) => {
  const files = await Organizer.signIn(page.request, organizer);
  const name = `对比示例活动 ${Date.now() % 100_000}`;
  const first = await files.submit(await files.draft(name, CHANGED, 20));
  await signIn(page, province);
  await page.goto(`/review?region=${CHANGED}`);
  const row = page.locator(".queue-row").filter({ hasText: name });
  await row.getByRole("link", { name }).click();
  await expect(title(page)).toHaveText(name);
  await page.locator(".review-content").waitFor();
  await page.keyboard.press("r");
  await expect(page.getByRole("dialog", { name: "退回修改" })).toBeVisible();
  await page.keyboard.press("1");
  await expect(page.locator(".desk-done")).toHaveText(`已退回“${name}”`);

  const rejected = await files.show(first.id);
  expect(rejected.status).toBe("province_rejected");
  const reason = (await files.lastReason(first.id)) ?? "";
  const mended = await files.change(rejected, {
    address: "示例路 2 号一楼大厅",
    expected_participants: { offline: 450 },
  });
  await files.submit(mended);

  await page.goto(`/review/${first.id}`);
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
  await expect(page.getByRole("heading", { name: "与上次审核相比" })).toBeVisible();
  const changes = page.locator(".change");
  await expect(changes.getByRole("heading")).toHaveText(["活动举办地址", "预计线下参与人数"]);
  await expect(changes.first()).toContainText("示例路 1 号");
  await expect(changes.first()).toContainText("示例路 2 号一楼大厅");
  await expect(changes.last()).toContainText("300");
  await expect(changes.last()).toContainText("450");
  // Why it was sent back stands beside it; what did not change is folded away.
  await expect(page.getByText(reason).first()).toBeVisible();
  await expect(page.getByText(/^未改动的内容（\d+ 项）$/)).toBeVisible();
  await expect(page.getByText("面向公众开放展厅").first()).toBeHidden();
  await page.getByText(/^未改动的内容/).click();
  await expect(page.getByText("面向公众开放展厅").first()).toBeVisible();
  await expectAccessible(page);
  await page.screenshot({ path: "look/difference-1280.png", fullPage: true });
});
