import { expect, type Locator, type Page } from "@playwright/test";

/** What somebody without a mouse does: Tab to a control, then its own keys. Nothing here points at anything. */
export class Keyboard {
  /** Keys pressed so far, letters not counted. */
  presses = 0;

  constructor(private readonly page: Page) {}

  async press(key: string): Promise<void> {
    this.presses += 1;
    await this.page.keyboard.press(key);
  }

  async type(text: string): Promise<void> {
    await this.page.keyboard.type(text);
  }

  /** Tabs on until the focus is on one of `target`. The page's own order decides; its end leads to its beginning. */
  async reach(target: Locator): Promise<void> {
    await expect(target.first()).toBeVisible();
    const here = () => target.evaluateAll((all) => all.some((one) => one === document.activeElement));
    for (let n = 0; n < 200; n++) {
      if (await here()) return;
      await this.press("Tab");
    }
    throw new Error(`the keyboard does not reach ${target}`);
  }

  async activate(target: Locator): Promise<void> {
    await this.reach(target);
    await this.press("Enter");
  }

  async write(target: Locator, text: string): Promise<void> {
    await this.reach(target);
    await this.type(text);
  }

  async tick(target: Locator): Promise<void> {
    await this.reach(target);
    await this.press("Space");
    await expect(target.first()).toBeChecked();
  }

  /** An option of a list by its text, or by its place. */
  async choose(target: Locator, option: string | number): Promise<void> {
    await this.reach(target);
    const steps = await target.first().evaluate((list, wanted) => {
      const { options, selectedIndex } = list as HTMLSelectElement;
      const at = typeof wanted === "number" ? wanted : [...options].findIndex((one) => one.text === wanted);
      return at - selectedIndex;
    }, option);
    for (let n = 0; n < Math.abs(steps); n++) await this.press(steps > 0 ? "ArrowDown" : "ArrowUp");
  }

  /** A day and an hour (`2026-09-19T09:00`), in the order in which this browser asks for them. */
  async moment(target: Locator, value: string): Promise<void> {
    const [year, month, day, hour, minute] = value.split(/[-T:]/);
    const orders = [
      [`${month}${day}${year}`, "ArrowRight", `${hour}${minute}`, Number(hour) < 12 ? "AM" : "PM"],
      [`${year}`, "ArrowRight", `${month}${day}${hour}${minute}`],
    ];
    for (const order of orders) {
      await this.reach(target);
      for (const keys of order) await (keys === "ArrowRight" ? this.press(keys) : this.type(keys));
      if ((await target.inputValue()) === value) return;
      // The focus stays in the field's last part: out of it, and in again from the front.
      await this.press("Tab");
    }
    throw new Error(`no order of day and hour gives ${value}`);
  }
}
