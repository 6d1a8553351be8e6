import { expect, test, type Page } from "@playwright/test";
import { member, nation, signIn, signOut } from "../support/account";
import { expectAccessible } from "../support/axe";

// Last of all: it puts the demonstration's clock forward, past the notice that the recommendation's journey put up.
test.setTimeout(240_000);

async function look(page: Page, name: string): Promise<void> {
  for (const width of [390, 1280]) {
    await page.setViewportSize({ width, height: 844 });
    await page.screenshot({ path: `look/verification-${name}-${width}.png`, fullPage: true });
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(overflow, page.url()).toBeLessThanOrEqual(0);
  }
  await expectAccessible(page);
}

test("an objection, its decision, the result, and a certificate that anybody can verify", async ({ page }, info) => {
  test.skip(info.project.name !== "desktop", "once, at the end");

  await test.step("somebody objects under their real name", async () => {
    await page.goto("/sign-in");
    await signIn(page, member);
    await page.goto("/notices");
    await page.getByRole("link", { name: /全国优秀活动推荐名单公示/ }).first().click();
    await look(page, "notice");
    await page.getByRole("link", { name: /^对此项提出异议/ }).last().click();
    await page.getByLabel("真实姓名").fill("演示异议人");
    await page.getByLabel("异议内容").fill("演示：现场参与人数与填报的人数不一致，请核实。");
    await look(page, "objection");
    await page.getByRole("button", { name: "提交异议" }).click();
    await expect(page.getByText("异议已提交，处理后会通知您")).toBeVisible();
  });

  await test.step("days go by, and the nation decides and publishes", async () => {
    const forward = await page.request.post("/api/v1/demo/clock", { data: { days: 14 } });
    expect(forward.ok()).toBe(true);
    await signOut(page);
    await signIn(page, nation);
    await page.goto("/public-notices");
    await page.getByRole("link", { name: /全国优秀活动推荐名单公示/ }).first().click();
    await expect(page.getByText("还有 1 件异议待处理")).toBeVisible();
    await look(page, "undecided");
    await page.getByRole("button", { name: "异议不成立" }).click();
    const dialog = page.getByRole("dialog", { name: "认定异议不成立？" });
    await dialog.getByRole("textbox").fill("演示：经核实，签到记录与填报人数一致。");
    await dialog.getByRole("button", { name: "异议不成立" }).click();
    await expect(page.getByText("公示期满，可以公布结果。")).toBeVisible();
    await page.getByRole("button", { name: "公布结果" }).click();
    await page.getByRole("dialog", { name: "公布结果？" }).getByRole("button", { name: "公布结果" }).click();
    await expect(page.getByText("已制作 2 / 2 份")).toBeVisible({ timeout: 30_000 });
    await look(page, "published");
  });

  await test.step("everybody can verify the certificate", async () => {
    await signOut(page);
    await page.goto("/notices");
    await page.getByRole("tab", { name: "表扬结果" }).click();
    await page.getByRole("tabpanel").getByRole("link", { name: /全国优秀活动/ }).first().click();
    await page.getByRole("link", { name: /^KP/ }).first().click();
    await expect(page.getByText("这份证书由本平台颁发，现在有效。")).toBeVisible();
    await look(page, "certificate");
    const number = decodeURIComponent(page.url().split("/").pop() ?? "");
    const pdf = await page.request.get(`/api/v1/certificates/${number}/pdf`);
    expect(pdf.headers()["content-type"]).toBe("application/pdf");
    expect((await pdf.body()).subarray(0, 5).toString()).toBe("%PDF-");
  });
});
