import { test } from "@playwright/test";
import { signIn } from "../support/account";
test("look", async ({ page }) => {
  test.setTimeout(120_000);
  page.on("console", (m) => console.log("CONSOLE", m.type(), m.text().slice(0, 600)));
  page.on("pageerror", (e) => console.log("PAGEERROR", String(e).slice(0, 600)));
  page.on("response", (r) => { if (r.url().includes("/api/") ) console.log(r.status(), r.url()); });
  await signIn(page, process.env.WHO ?? "13900000002");
  for (const p of (process.env.PAGES ?? "/quotas").split(",")) {
    await page.goto(p);
    await page.waitForTimeout(4000);
    const { width } = page.viewportSize() ?? { width: 0 };
    await page.screenshot({ path: `/tmp/lk/${p.replace(/[^a-z0-9]/gi, "_")}-${width}.png`, fullPage: true });
  }
});
