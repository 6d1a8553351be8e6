import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

async function violations(page: Page, counts: (impact: string) => boolean): Promise<string[]> {
  const found = await new AxeBuilder({ page }).analyze();
  return found.violations
    .filter(({ impact }) => counts(impact ?? "minor"))
    .map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(" ")).join(", ")}`);
}

/** No serious or critical accessibility violation on the page as it is at this moment of a walk. */
export async function expectAccessible(page: Page): Promise<void> {
  const grave = await violations(page, (impact) => impact === "serious" || impact === "critical");
  expect(grave, page.url()).toEqual([]);
}

/** No accessibility violation at all; for a page that has come to rest. Goes on, so that each page is heard of. */
export async function expectFlawless(page: Page): Promise<void> {
  expect.soft(await violations(page, () => true), page.url()).toEqual([]);
}
