import { expect, test, type Page } from "@playwright/test";
import { member, nation, signIn, signOut } from "../support/account";
import { looking } from "../support/look";

// The last of all: it puts the demonstration's clock forward, and goes on where recommendation.spec.ts ended.
test.describe.configure({ mode: "serial" });
test.setTimeout(300_000);
test.use({ actionTimeout: 15_000 });

const [TRUCK, SHOW] = ["演示：流动科技馆进校园", "演示：科学实验秀走进社区"];

const look = looking("results");

async function forward(page: Page, days: number): Promise<void> {
  const answer = await page.request.post("/api/v1/demo/clock", { data: { days } });
  expect(answer.ok(), await answer.text()).toBeTruthy();
}

async function enter(page: Page, phone: string): Promise<void> {
  if (page.url() !== "about:blank") await signOut(page);
  await signIn(page, phone);
}

/** The notice of the nation's list, for those who run it. */
async function openNotice(page: Page): Promise<void> {
  await page.goto("/public-notices");
  await page.getByRole("main").getByRole("link", { name: /全国.*优秀活动/ }).first().click();
  await expect(page.getByRole("heading", { name: "异议", exact: true })).toBeVisible();
}

test("objections, the result and its certificates", async ({ page }, info) => {
  test.skip(info.project.name !== "desktop", "the clock is put forward once");

  await test.step("while it is open, somebody objects under their name", async () => {
    await forward(page, 1);
    await page.goto("/notices");
    await page.getByRole("tabpanel").getByRole("link", { name: /全国.*优秀活动/ }).first().click();
    await expect(page.getByRole("heading", { name: "如何提出异议" })).toBeVisible();
    await look(page, "open");
    const address = page.url();
    await enter(page, member);
    await page.goto(address);
    await page.getByRole("link", { name: `对“${SHOW}”提出异议` }).click();
    await expect(page.getByRole("radio", { name: SHOW })).toBeChecked();
    await page.getByRole("button", { name: "提交异议" }).click();
    await expect(page.getByText("请填写真实姓名")).toBeVisible();
    await page.getByLabel(/^真实姓名/).fill("示例群众");
    await page.getByLabel(/^工作单位/).fill("示例单位");
    await page.getByLabel(/^异议内容/).fill("报道中的参加人数与现场情况不符，请核实。");
    await page.locator("input[type=file]").setInputFiles({
      name: "证明.pdf",
      mimeType: "application/pdf",
      buffer: Buffer.from("%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"),
    });
    await expect(page.getByText("证明.pdf").first()).toBeVisible();
    await look(page, "objection");
    await page.getByRole("button", { name: "提交异议" }).click();
    await expect(page.locator(".objection").filter({ hasText: SHOW })).toContainText("待处理");
    await look(page, "objected");
  });

  await test.step("the nation dismisses it, with a reason", async () => {
    await enter(page, nation);
    await openNotice(page);
    const objection = page.locator(".objection").filter({ hasText: SHOW });
    await expect(objection).toContainText("示例群众");
    await look(page, "undecided");
    await objection.getByRole("button", { name: "异议不成立" }).click();
    await page.getByRole("dialog").getByRole("textbox").fill("经核对签到表和照片，人数属实。");
    await page.getByRole("dialog").getByRole("button", { name: "异议不成立" }).click();
    await expect(objection).toContainText("人数属实");
  });

  await test.step("the period over, the result is published and certificates are made", async () => {
    await forward(page, 10);
    await enter(page, nation);
    await openNotice(page);
    await expect(page.getByText("公示期满，可以公布结果。")).toBeVisible();
    await look(page, "closed");
    await page.getByRole("button", { name: "公布结果" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "公布结果" }).click();
    await expect(page.getByText("已制作 2 / 2 份")).toBeVisible({ timeout: 60_000 });
    await look(page, "published");
  });

  await test.step("anybody verifies a certificate; its issuer reissues and revokes", async () => {
    await page.goto("/notices");
    await page.getByRole("tab", { name: "表扬结果" }).click();
    await page.getByRole("tabpanel").getByRole("link", { name: /全国.*优秀活动/ }).first().click();
    await expect(page.getByText(TRUCK)).toBeVisible();
    await look(page, "result");
    await page.getByRole("link", { name: /^KP/ }).first().click();
    await expect(page.getByText("这份证书由本平台颁发，现在有效。")).toBeVisible();
    await look(page, "certificate");
    const file = await page.request.get(await page.getByRole("link", { name: "下载证书（PDF）" }).getAttribute("href") as string);
    expect(file.headers()["content-type"]).toBe("application/pdf");

    const number = (await page.locator(".seal-number").innerText()).trim();
    await page.getByRole("button", { name: "换发" }).click();
    await page.getByRole("dialog").getByRole("textbox").fill("单位更名");
    await page.getByRole("dialog").getByRole("button", { name: "换发" }).click();
    await expect(page.getByText(`由 ${number} 换发`)).toBeVisible();
    const fresh = (await page.locator(".seal-number").innerText()).trim();
    await page.getByRole("button", { name: "撤销", exact: true }).click();
    await page.getByRole("dialog").getByRole("textbox").fill("材料不实");
    await page.getByRole("dialog").getByRole("button", { name: "撤销", exact: true }).click();
    await expect(page.locator(".seal-verdict")).toHaveText("已撤销");
    await look(page, "revoked");
    await page.goto(`/certificates/${number}`);
    await expect(page.locator(".seal-verdict")).toHaveText("已换发");
    await page.getByRole("link", { name: fresh }).click();
    await expect(page.locator(".seal-verdict")).toHaveText("已撤销");
  });
});
