import { expect, type Page } from "@playwright/test";
import { expectAccessible } from "./axe";

type Scheme = "light" | "dark";

/**
 * Looks at a page: a picture for people, then as everyone must be able to use it, and nothing cut off at the side.
 * `area` begins the picture's name; with several `schemes` each is looked at.
 */
export function looking(area: string, schemes: Scheme[] = ["light"]) {
  return async (page: Page, name: string, fullPage = true): Promise<void> => {
    const { width } = page.viewportSize() ?? { width: 0 };
    for (const colorScheme of schemes) {
      if (schemes.length > 1) await page.emulateMedia({ colorScheme });
      const parts = [area, name, ...(schemes.length > 1 ? [colorScheme] : []), width];
      await page.screenshot({ path: `look/${parts.filter((part) => part !== "").join("-")}.png`, fullPage });
      await expectAccessible(page);
    }
    if (schemes.length > 1) await page.emulateMedia({ colorScheme: "light" });
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(overflow, page.url()).toBeLessThanOrEqual(0);
  };
}
