import { expect, test, type APIRequestContext } from "@playwright/test";
import { nation, organizer, province, signIn, signInByApi, signOut } from "../support/account";
import { looking } from "../support/look";
import { film, photos } from "../support/camera";
import { Organizer, type Filing } from "../support/filing";

test.describe.configure({ mode: "serial" });
test.setTimeout(300_000);

const API = "/api/v1";

const look = looking("supplement");

/** The day of `Organizer.draft`, which counts in UTC. */
const held = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);

/** Days until the supplement is due, by the wall clock in Shanghai. */
function daysLeft(): number {
  return 10 - (Date.parse(day(0)) - Date.parse(held)) / 86_400_000;
}

function day(days: number): string {
  return new Date(Date.now() + days * 86_400_000 + 8 * 3_600_000).toISOString().slice(0, 10);
}

/** Passes a filing on, as the page does. */
async function approve(request: APIRequestContext, phone: string, filing: Filing): Promise<Filing> {
  const { access_token: token } = await signInByApi(request, phone);
  const answer = await request.post(`${API}/activities/${filing.id}/reviews`, {
    headers: { authorization: `Bearer ${token}`, "if-match": `"${filing.version}"` },
    data: { decision: "approve" },
  });
  expect(answer.ok(), await answer.text()).toBeTruthy();
  return (await answer.json()) as Filing;
}

const SUMMARY = [
  ["基本情况", "活动于市科技馆举行，围绕全国科普日主题开展科学实验、专家讲座和展品体验，市民踊跃参加，现场秩序良好，主办承办单位共同组织实施。"],
  ["主要成果成效", "现场参加三百余人次，线上直播观看人次超过预期，发放科普资料五百份，问卷显示满意度百分之九十六，本地媒体作了集中报道。"],
  ["特色亮点", "首次把实验室开放日与社区夜市结合起来，科学家面对面答疑，孩子亲手完成实验，活动时间延长到晚间，方便上班家庭参加。"],
  ["形成可复用的科普资源情况", "形成实验课程六节、展板二十块、讲座录像三段，均可供各县区学校和社区借用，配套操作手册已经编写完成。"],
  ["工作体会", "提前公布流程能明显减少排队，志愿者培训很关键；不足是雨天备用场地偏小，明年将提前协调更大的室内空间。"],
] as const;

test("an approved activity is completed until it can be recommended", async ({ page }, info) => {
  const title = `示例科学夜市 ${info.project.name} ${Date.now() % 100_000}`;
  const region = info.project.name === "phone" ? "330302" : "330303";
  const files = await Organizer.signIn(page.request, organizer);
  const draft = await files.draft(title, region, -1);
  const submitted = await files.submit(draft);
  const passed = await approve(page.request, province, submitted);
  const filing = await approve(page.request, nation, passed);
  expect(filing.status).toBe("approved");
  const verdict = page.locator(".verdict");
  const marked = (name: string) => page.getByRole("region", { name, exact: true }).locator(".part-mark");

  await test.step("it is found in the list of one's activities, with the days left", async () => {
    await signIn(page, organizer);
    await page.goto("/my/activities");
    await expect(page.getByText(`补充信息还有 ${daysLeft()} 天截止`).first()).toBeVisible();
    await look(page, "mine");
    await page.goto(`/my/activities/${filing.id}`);
    await page.getByRole("link", { name: "填写补充信息" }).click();
    await expect(page).toHaveURL(new RegExp(`/activities/${filing.id}/supplement$`));
    await expect(page.getByRole("heading", { level: 1, name: "活动补充信息" })).toBeVisible();
    await expect(verdict).toHaveText(/还差 \d 项/);
    await expect(page.getByText(new RegExp(`还有 ${daysLeft()} 天，.+24:00 截止`))).toBeVisible();
    await look(page, "empty");
  });

  await test.step("each rule leads to its place", async () => {
    const show = page.getByRole("button", { name: "查看各项要求" });
    if (await show.isVisible()) await show.click();
    await page.getByRole("button", { name: "去补充：参与人数" }).click();
    await expect(page.getByLabel(/线下实际参与人数/)).toBeFocused();
    await look(page, "rules");
  });

  await test.step("handed in too early, every gap is named and leads to its field", async () => {
    await page.getByRole("button", { name: "提交补充信息" }).click();
    const gaps = page.getByRole("alert").filter({ hasText: "处需要修改" });
    await expect(gaps).toContainText("请填写线下实际参与人数");
    await look(page, "faults");
    await gaps.getByRole("button", { name: "请填写线下实际参与人数" }).click();
    await expect(page.getByLabel(/线下实际参与人数/)).toBeFocused();
  });

  await test.step("numbers and reports turn green while they are typed", async () => {
    await page.getByLabel(/线下实际参与人数/).pressSequentially("３20");
    await expect(page.getByRole("alert").filter({ hasText: "处需要修改" })).toHaveCount(0);
    const report = page.getByRole("group", { name: "第 1 篇" });
    await report.getByLabel("报道标题").fill("科学夜市点亮夏夜");
    await report.getByLabel("媒体名称").fill("示例晚报");
    await report.getByLabel("媒体级别").selectOption({ label: "市级媒体" });
    await report.getByLabel("发布日期").fill(day(-4));
    await expect(report.getByText("报道发布于活动开始之前")).toBeVisible();
    await report.getByLabel("发布日期").fill(day(0));
    await expect(report.getByText("报道发布于活动开始之前")).toHaveCount(0);
    const link = report.getByLabel("报道链接");
    await link.fill("https://mp.weixin.qq.com/s?tempkey=abc&timestamp=1");
    await expect(report.getByText("微信临时链接会失效")).toBeVisible();
    await link.fill(`https://example.com/news/${Date.now()}`);
    await expect(report.getByText("微信临时链接会失效")).toHaveCount(0);
    await expect(marked("媒体报道")).toHaveText("已符合");
  });

  await test.step("many photos at once, and what is no photo is kept apart", async () => {
    const some = await photos(page, info.project.name === "phone" ? 1 : 2, 4, held);
    some.push(...(await photos(page, info.project.name === "phone" ? 3 : 4, 1, day(-30))));
    const wrong = { name: "说明.txt", mimeType: "text/plain", buffer: Buffer.from("not a photo") };
    const broken = { name: "损坏.jpg", mimeType: "image/jpeg", buffer: Buffer.from("not a picture either") };
    await page.getByLabel("选择照片").setInputFiles([...some, wrong, broken]);
    const failed = page.getByRole("alert").filter({ hasText: "2 个文件没能上传" });
    await expect(failed).toContainText("说明.txt", { timeout: 60_000 });
    await expect(failed).toContainText("损坏.jpg");
    await expect(page.getByRole("group", { name: /^第 \d+ 张照片$/ })).toHaveCount(5, { timeout: 60_000 });
    await look(page, "photos-failed");
    for (let left = 2; left > 0; left--) await page.getByRole("button", { name: "不再显示" }).first().click();
    await expect(page.getByText("个文件没能上传")).toHaveCount(0);
    await expect(marked("活动照片")).toHaveText("已符合");
    await expect(marked("实际参与人数")).toHaveText("已符合");

    // By keyboard, with the focus staying on what was pressed.
    const first = page.getByRole("group", { name: "第 1 张照片" });
    await first.getByLabel("图片说明").fill("孩子们动手做实验");
    await first.getByLabel("替代文字").fill("四个孩子围着桌子观察烧杯里的液体变色");
    await first.getByRole("button", { name: "后移：第 1 张" }).press("Enter");
    const second = page.getByRole("group", { name: "第 2 张照片" });
    await expect(second.getByLabel("图片说明")).toHaveValue("孩子们动手做实验");
    await expect(second.getByRole("button", { name: "后移：第 2 张" })).toBeFocused();

    // Taken away and taken back, with what was written.
    await second.getByRole("button", { name: "移除：第 2 张" }).click();
    await expect(page.getByRole("group", { name: /^第 \d+ 张照片$/ })).toHaveCount(4);
    await expect(page.getByRole("button", { name: "撤销" })).toBeFocused();
    await page.keyboard.press("Enter");
    await expect(second.getByLabel("图片说明")).toHaveValue("孩子们动手做实验");
  });

  await test.step("a film that is too long is marked", async () => {
    await page.getByLabel("选择视频").setInputFiles([
      { name: "花絮.mp4", mimeType: "video/mp4", buffer: film(95) },
      { name: "全程.mp4", mimeType: "video/mp4", buffer: film(245) },
    ]);
    await expect(page.getByText("时长 1:35（不超过 3:00）")).toBeVisible({ timeout: 60_000 });
    await expect(page.getByText(/时长 4:05，超过 3:00/)).toBeVisible();
    await expect(marked("活动视频")).toHaveText("待补充");
    await look(page, "videos");
    await page.getByRole("group", { name: "第 2 段视频" }).getByRole("button", { name: /移除/ }).click();
    await expect(marked("活动视频")).toHaveText("已符合");
  });

  await test.step("what falls short can be handed in, after a word", async () => {
    await page.getByRole("button", { name: "提交补充信息" }).click();
    const dialog = page.getByRole("dialog", { name: "还有不符合推优条件的内容" });
    await expect(dialog).toContainText("活动总结");
    await look(page, "unmet");
    await dialog.getByRole("button", { name: "取消" }).click();
    await expect(page.getByText("尚未提交", { exact: true }).first()).toBeVisible();
  });

  await test.step("without a network it waits; what was changed elsewhere is not lost", async () => {
    const headline = page.getByLabel("报道标题");
    await page.context().setOffline(true);
    await headline.fill("科学夜市照亮夏夜");
    await expect(page.getByText(/暂时无法保存，将自动重试/)).toBeVisible();
    await page.context().setOffline(false);
    await expect(page.getByText(/^已保存/)).toBeVisible();

    const address = `${API}/activities/${filing.id}/supplement`;
    const authorization = `Bearer ${files.caller.token}`;
    const kept = (await (await page.request.get(address, { headers: { authorization } })).json()) as { version: number };
    const elsewhere = await page.request.put(address, {
      headers: { authorization, "if-match": `"${kept.version}"` },
      data: { ...kept, actual_participants: { offline: 330, online: null } },
    });
    expect(elsewhere.ok(), await elsewhere.text()).toBeTruthy();
    await headline.fill("科学夜市点亮夏夜");
    await expect(page.getByText("补充信息刚刚在别处被修改")).toBeVisible();
    await look(page, "conflict");
    await page.getByRole("button", { name: "保留我的修改" }).click();
    await expect(page.getByLabel(/线下实际参与人数/)).toHaveValue("330");
    await expect(headline).toHaveValue("科学夜市点亮夏夜");
  });

  await test.step("the summary completes it; nothing is lost on the way", async () => {
    for (const [label, text] of SUMMARY) await page.getByLabel(label, { exact: false }).and(page.locator("textarea")).fill(text);
    await expect(marked("活动简要总结")).toHaveText("已符合");
    await expect(verdict).toHaveText("内容已齐，只差提交");
    await expect(page.getByText(/^已保存/)).toBeVisible();
    await page.reload();
    await expect(verdict).toHaveText("内容已齐，只差提交");
    await expect(page.getByLabel(/线下实际参与人数/)).toHaveValue("330");
    await expect(page.getByRole("group", { name: "第 2 张照片" }).getByLabel("图片说明")).toHaveValue("孩子们动手做实验");
    await look(page, "ready");
  });

  await test.step("submitted, it can be recommended", async () => {
    await page.getByRole("button", { name: "提交补充信息" }).click();
    await expect(verdict).toHaveText("符合推优条件");
    await expect(page.getByText(/^已提交/)).toBeVisible();
    await look(page, "submitted");
    await page.getByLabel(/线下实际参与人数/).fill("20");
    await expect(page.getByText("有未提交的修改")).toBeVisible();
    await expect(verdict).toHaveText("还差 1 项");
    await expect(page.getByText("按当前填写内容判断")).toBeVisible();
    await page.getByLabel(/线下实际参与人数/).fill("325");
    await expect(verdict).toHaveText("内容已齐，请再次提交");
    await page.getByRole("button", { name: "再次提交" }).click();
    await expect(verdict).toHaveText("符合推优条件");
  });

  await test.step("the province reads it, checks the photos and gives more time", async () => {
    await signOut(page);
    await signIn(page, province);
    await page.goto(`/review/${filing.id}`);
    await page.getByRole("link", { name: "查看补充信息" }).click();
    await expect(page.getByRole("heading", { name: "照片核查" })).toBeVisible();
    await expect(page.getByText("不在活动日期内").first()).toBeVisible();
    await expect(verdict).toHaveText("符合推优条件");
    await expect(page.getByText("按已提交内容判断")).toBeVisible();
    await look(page, "sheet");
    await page.getByRole("button", { name: "延长截止日" }).click();
    const dialog = page.getByRole("dialog", { name: "延长截止日" });
    await dialog.getByRole("button", { name: "延长截止日" }).click();
    await expect(dialog.getByText("请填写延长到（含当日）")).toBeVisible();
    await dialog.getByLabel("延长到").fill(day(20));
    await dialog.getByLabel("延期原因").fill("当地台风停工，报道延后刊出。");
    await look(page, "extend");
    await dialog.getByRole("button", { name: "延长截止日" }).click();
    await expect(page.getByText(/已延期至.+台风/)).toBeVisible();
    await expect(page.getByText(/还有 20 天/)).toBeVisible();
  });
});
