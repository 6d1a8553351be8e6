import { readFileSync } from "node:fs";
import { expect, test, type Page } from "@playwright/test";
import { signIn } from "../support/account";
import { expectFlawless } from "../support/axe";
import { asking, everyPage } from "../support/pages";

interface Appearance {
  name: string;
  language: "zh" | "en";
  large: boolean;
  colorScheme: "light" | "dark";
}

const appearances: Appearance[] = [
  { name: "zh", language: "zh", large: false, colorScheme: "light" },
  { name: "en", language: "en", large: false, colorScheme: "light" },
  { name: "large", language: "zh", large: true, colorScheme: "light" },
  { name: "dark", language: "zh", large: false, colorScheme: "dark" },
];

const look = process.env.KEPU_LOOK;

/** How a page is seen in this run: one way for each size, or with `KEPU_LOOK=all` each way, with the name of one that way,
 * as pictures in `look/`. */
function chosen(width: number): Appearance[] {
  if (look) return appearances.filter(({ name }) => look === "all" || look === name);
  return appearances.filter(({ name }) => name === (width < 600 ? "large" : "en"));
}

async function appear(page: Page, appearance: Appearance): Promise<void> {
  await page.emulateMedia({ colorScheme: appearance.colorScheme });
  await page.evaluate(({ language, large }) => {
    localStorage.setItem("kepu.language", JSON.stringify(language));
    localStorage.setItem("kepu.large", JSON.stringify(large));
  }, appearance);
}

test.describe("every page can be used and nothing is cut off", () => {
  for (const { who, phone, pages } of everyPage) {
    test(`as ${who}`, async ({ page }) => {
      test.setTimeout(900_000);
      await (phone ? signIn(page, phone) : page.goto("/"));
      const ask = await asking(page, phone !== undefined);
      const width = page.viewportSize()?.width ?? 0;
      const faults: string[] = [];
      page.on("console", (message) => {
        if (message.type() === "error" && !/ 40[134] /.test(message.text())) faults.push(`${page.url()}: ${message.text()}`);
      });
      const addresses: [string, string][] = [];
      for (const { name, path } of pages) addresses.push([name, typeof path === "string" ? path : await path(ask)]);
      for (const appearance of chosen(width)) {
        await appear(page, appearance);
        for (const [name, address] of addresses) {
          await page.goto(address);
          await expect(page.getByRole("heading", { level: 1 }).first(), address).toBeVisible();
          await page.waitForLoadState("networkidle");
          // Among the pieces of the design is one that is never there.
          if (address !== "/design") await expect(page.locator(".skeleton"), address).toHaveCount(0);
          if (look) {
            await page.screenshot({ path: `look/every/${who}-${name}-${appearance.name}-${width}.png`, fullPage: true });
          }
          const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
          expect.soft(overflow, `${address} (${appearance.name})`).toBeLessThanOrEqual(0);
          await test.step(address, () => expectFlawless(page));
        }
      }
      expect(faults).toEqual([]);
    });
  }
});

/** Pages that show something which the journeys make first, and look at themselves. */
const elsewhere = [
  "/certificates/:number",
  "/check-in/:id",
  "/reports/receipt/:receipt",
  "/my/check-in-points/:id",
  "/my/venues/:id/check-in",
  "/scorings/:id",
  "/circulars/:id/edit",
  "/guides/routes/:id",
  "/imports/:id",
  "/admin/clients/:id",
  "/admin/webhooks/:id",
];

test("no page is forgotten here", async () => {
  const routes = ["portal", "workplace", "desk", "reporting"].flatMap((program) => {
    const source = readFileSync(`../../frontend/src/app/${program}.rs`, "utf8");
    return [...source.matchAll(/path!\("([^"]+)"\)/g)].map(([, route]) => route ?? "");
  });
  expect(routes.length).toBeGreaterThan(50);
  // Whatever would be asked for has the same id here.
  const id = "some-id";
  const ask = () => Promise.resolve({ id, grants: [{ organization_id: id }] });
  const listed = new Set<string>();
  for (const { pages } of everyPage) {
    for (const { path } of pages) listed.add((typeof path === "string" ? path : await path(ask)).replace(/\?.*/, ""));
  }
  const forgotten = routes.filter((route) => !listed.has(route.replace(/:\w+/g, id)) && !elsewhere.includes(route));
  expect(forgotten).toEqual([]);
});
