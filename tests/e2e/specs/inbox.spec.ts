import { expect, test, type Page } from "@playwright/test";
import { province, signIn, signOut } from "../support/account";
import { expectAccessible } from "../support/axe";
import { looking } from "../support/look";

test.describe.configure({ mode: "serial" });
test.setTimeout(240_000);

const city = "13900000003";
const operator = "13900000007";

const look = looking("");

function local(days: number, hour: number): string {
  const at = new Date(Date.now() + days * 86_400_000 + 8 * 3_600_000);
  return `${at.toISOString().slice(0, 10)}T${String(hour).padStart(2, "0")}:00`;
}

/** An approved activity in Zhejiang. */
async function activityInZhejiang(page: Page): Promise<{ id: string; title: string }> {
  const answer = await page.request.get("/api/v1/public/activities?region=330000&limit=1");
  expect(answer.ok()).toBe(true);
  const { items } = (await answer.json()) as { items: { id: string; title: string }[] };
  expect(items.length, "the demonstration has activities in Zhejiang").toBeGreaterThan(0);
  return items[0]!;
}

test("a visitor reports an activity, the province answers, the receipt tells", async ({ page }, info) => {
  const activity = await activityInZhejiang(page);
  const text = `活动时间与现场公告不一致，请核实（${info.project.name} ${Date.now() % 1_000_000}）。`;
  const answer = `已向主办单位核实，时间无误（${Date.now() % 1_000_000}）。`;
  let receipt = "";

  await test.step("the visitor reports it and gets a receipt", async () => {
    await page.goto(`/activities/${activity.id}`);
    await page.getByRole("button", { name: "举报", exact: true }).click();
    const dialog = page.getByRole("dialog", { name: "举报这项活动" });
    await look(page, "report-form");
    await dialog.getByRole("button", { name: "提交举报" }).click();
    await expect(dialog.getByText("请填写问题类型")).toBeVisible();
    await expect(dialog.getByText("至少 5 个字，现在 0 个字")).toBeVisible();
    await dialog.getByRole("radio", { name: "时间、地点等信息有误" }).check();
    await dialog.getByRole("textbox", { name: /具体情况/ }).fill(text);
    await dialog.getByRole("textbox", { name: /手机号/ }).fill("123");
    await dialog.getByRole("button", { name: "提交举报" }).click();
    await expect(dialog.getByText("请输入 11 位手机号码")).toBeVisible();
    await dialog.getByRole("textbox", { name: /手机号/ }).fill("13900000012");
    await dialog.getByRole("button", { name: "提交举报" }).click();
    await expect(dialog.getByText("举报已提交")).toBeVisible();
    receipt = (await dialog.locator(".receipt-number dd").innerText()).trim();
    expect(receipt).not.toBe("");
    await look(page, "report-sent");
    await dialog.getByRole("link", { name: "查询处理结果" }).click();
    await expect(page).toHaveURL(/\/reports\/receipt\/.+/);
    await expect(page.getByText("待处理", { exact: true })).toBeVisible();
    await expect(page.getByRole("heading", { name: activity.title })).toBeVisible();
    await look(page, "receipt-open");
  });

  await test.step("a receipt nobody was given is said to be unknown", async () => {
    await page.goto("/reports/receipt");
    await page.getByRole("button", { name: "查询" }).click();
    await expect(page.getByText("请填写回执号")).toBeVisible();
    await page.getByLabel("回执号").fill("NO-SUCH-RECEIPT");
    await page.getByRole("button", { name: "查询" }).click();
    await expect(page.getByText("没有找到这个回执号")).toBeVisible();
  });

  await test.step("the province is told, looks into it and answers", async () => {
    await signIn(page, province);
    const told = page.getByRole("link", { name: /收到公众举报/ }).first();
    await expect(async () => {
      await page.goto("/messages");
      await expect(told).toBeVisible({ timeout: 3_000 });
    }).toPass({ timeout: 60_000 });
    await expect(page.getByRole("link", { name: /^消息，\d+ 条未读$/ })).toBeVisible();
    await look(page, "messages");
    await page.getByRole("tab", { name: "未读" }).click();
    await told.click();
    await expect(page).toHaveURL(/\/reports$/);

    const report = page.getByRole("article").filter({ hasText: text });
    await expect(report).toBeVisible();
    await look(page, "reports");
    await report.getByRole("button", { name: "核实并答复" }).click();
    const dialog = page.getByRole("dialog", { name: "举报内容" });
    await dialog.getByRole("button", { name: "提交答复" }).click();
    await expect(dialog.getByText("请填写核实结果")).toBeVisible();
    await dialog.getByRole("radio", { name: "举报属实" }).check();
    await expect(dialog.getByRole("checkbox", { name: "同时下架该活动" })).toBeVisible();
    await look(page, "report-answer");
    await dialog.getByRole("radio", { name: "未发现问题" }).check();
    await expect(dialog.getByRole("checkbox", { name: "同时下架该活动" })).toHaveCount(0);
    await dialog.getByRole("textbox", { name: /答复/ }).fill(answer);
    await dialog.getByRole("button", { name: "提交答复" }).click();
    await expect(page.getByText("已答复", { exact: true })).toBeVisible();
    await expect(report).toHaveCount(0);
    await page.getByRole("tab", { name: "未发现问题" }).click();
    await expect(report).toContainText(answer);

    const counted = page.waitForResponse(/\/messages\/unread$/);
    await page.goto("/messages");
    await counted;
    await expect(page.locator(".message").first()).toBeVisible();
    const readAll = page.getByRole("button", { name: "全部标为已读" });
    if (await readAll.isEnabled()) await readAll.click();
    await expect(readAll).toBeDisabled();
    await expect(page.getByRole("link", { name: "消息", exact: true })).toBeVisible();
    await page.getByRole("tab", { name: "未读" }).click();
    await expect(page.getByText("没有未读消息")).toBeVisible();
    await look(page, "messages-none-unread");
  });

  await test.step("the province sets what comes by SMS", async () => {
    await page.goto("/account");
    const tasks = page.getByRole("switch", { name: "待办事项" });
    await expect(tasks).toBeVisible();
    const before = await tasks.isChecked();
    await tasks.click();
    await expect(page.getByText(before ? "已关闭“待办事项”短信" : "已开启“待办事项”短信")).toBeVisible();
    await page.reload();
    await expect(tasks).toBeChecked({ checked: !before });
    await tasks.click();
    await expect(tasks).toBeChecked({ checked: before });
  });

  await test.step("the city stands in for the province, and no longer", async () => {
    await page.getByRole("button", { name: "委托他人代办" }).click();
    const dialog = page.getByRole("dialog", { name: "委托他人代办" });
    await dialog.getByRole("button", { name: "确认委托" }).click();
    await expect(dialog.getByText("请输入 11 位手机号码")).toBeVisible();
    await dialog.getByLabel("代办人手机号").fill(city);
    await dialog.getByLabel("开始时间").fill(local(1, 9));
    await dialog.getByLabel("结束时间").fill(local(3, 18));
    await look(page, "delegate");
    await dialog.getByRole("button", { name: "确认委托" }).click();
    await expect(dialog).toBeHidden();
    await expect(page.getByRole("heading", { name: "为我代办" })).toBeVisible();
    await expect(page.getByText("未开始").first()).toBeVisible();
    await look(page, "account");
    await page.getByRole("button", { name: "提前结束" }).first().click();
    await page.getByRole("dialog", { name: "提前结束委托？" }).getByRole("button", { name: "提前结束" }).click();
    await expect(page.getByText("委托已结束")).toBeVisible();
    await expect(page.locator("main").getByRole("button", { name: "提前结束" })).toHaveCount(0);
  });

  await test.step("the visitor reads the answer", async () => {
    await signOut(page);
    await page.goto(`/reports/receipt/${encodeURIComponent(receipt)}`);
    await expect(page.getByText("未发现问题", { exact: true })).toBeVisible();
    await expect(page.getByText(answer)).toBeVisible();
    await look(page, "receipt-answered");
  });
});

test("the operator keeps the sensitive words and looks at the edition", async ({ page }, info) => {
  const word = `示例敏感词${info.project.name}${Date.now() % 1_000_000}`;
  await signIn(page, operator);
  await page.goto("/admin");
  await expect(page.getByRole("heading", { level: 1, name: "系统设置" })).toBeVisible();
  await look(page, "admin");

  await test.step("a word is added and is still there after a reload", async () => {
    await page.getByRole("link", { name: "敏感词" }).click();
    await expect(page).toHaveURL(/\/admin\/words$/);
    const input = page.getByLabel("词语", { exact: true });
    await input.fill("神");
    await page.getByRole("button", { name: "添加", exact: true }).click();
    await expect(page.getByText("至少 2 个字，现在 1 个字")).toBeVisible();
    await input.fill(word);
    await page.getByRole("button", { name: "添加", exact: true }).click();
    await expect(page.getByText("未保存：新增或改级 1 个，移除 0 个")).toBeVisible();
    // Going elsewhere asks first; the test stays.
    page.once("dialog", (dialog) => void dialog.dismiss());
    await page.getByRole("navigation", { name: "当前位置" }).getByRole("link", { name: "系统设置" }).click();
    await expect(page).toHaveURL(/\/admin\/words$/);
    await look(page, "words-unsaved");
    await page.getByRole("button", { name: "保存", exact: true }).click();
    await expect(page.getByText("敏感词已保存")).toBeVisible();
    await page.reload();
    await page.getByLabel("查找词语").fill(word);
    await expect(page.getByText(word, { exact: true })).toBeVisible();
    await look(page, "words");
  });

  await test.step("many are added at once, and one is taken out again", async () => {
    await page.getByLabel("查找词语").fill("");
    await page.getByRole("button", { name: "批量添加" }).click();
    const dialog = page.getByRole("dialog", { name: "批量添加" });
    await dialog.getByRole("textbox", { name: /词语/ }).fill(`${word}\n${word}甲\n\n${word}乙`);
    await look(page, "words-paste");
    await dialog.getByRole("button", { name: "添加", exact: true }).click();
    await expect(page.getByText("已加入 2 个词，跳过重复的 1 个，保存后生效")).toBeVisible();
    await page.getByLabel(`“${word}甲”的级别`).selectOption({ label: "严禁" });
    await page.getByRole("button", { name: `移除“${word}乙”` }).click();
    await page.getByRole("button", { name: "保存", exact: true }).click();
    await expect(page.getByText("敏感词已保存").last()).toBeVisible();
    await page.reload();
    await page.getByLabel("查找词语").fill(word);
    await expect(page.getByLabel(`“${word}甲”的级别`)).toHaveValue("prohibited");
    await expect(page.getByText(`${word}乙`, { exact: true })).toHaveCount(0);
  });

  await test.step("the edition's settings can be changed and discarded", async () => {
    await page.goto("/admin/edition");
    await expect(page.getByLabel("届次", { exact: true })).toBeVisible();
    await expect(page.getByRole("heading", { name: "退回理由模板" })).toBeVisible();
    await page.getByRole("button", { name: "添加模板" }).click();
    await page.getByLabel("简称").last().fill("示例");
    await expect(page.getByText("有修改尚未保存")).toBeVisible();
    await expect(page.getByLabel("届次", { exact: true })).toBeDisabled();
    await look(page, "edition");
    await page.getByRole("button", { name: "保存", exact: true }).click();
    await expect(page.getByText("请填写内容")).toBeVisible();
    await page.getByRole("button", { name: "放弃修改" }).click();
    await expect(page.getByLabel("届次", { exact: true })).toBeEnabled();
  });
});

test("whoever has no business there is told so", async ({ page }) => {
  await page.goto("/messages");
  await expect(page.getByRole("heading", { level: 1, name: "请先登录" })).toBeAttached();
  await expect(page.getByRole("link", { name: /^消息/ })).toHaveCount(0);
  await signIn(page, city);
  for (const path of ["/reports", "/admin", "/admin/words", "/admin/edition"]) {
    await page.goto(path);
    await expect(page.getByRole("heading", { level: 1, name: "您没有查看此页的权限" })).toBeAttached();
    await expectAccessible(page);
  }
});
