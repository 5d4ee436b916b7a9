// What a hand does to a page of the desk, and the page it leads to.
import type { Page } from "puppeteer";

/** Presses keys, the last of which leads to another page. */
export async function press(page: Page, ...keys: readonly string[]): Promise<void> {
  for (const key of keys.slice(0, -1)) await page.keyboard.press(key as never);
  await Promise.all([page.waitForNavigation(), page.keyboard.press((keys.at(-1) ?? "") as never)]);
}

export async function send(page: Page): Promise<void> {
  await page.keyboard.down("Control");
  await press(page, "Enter");
  await page.keyboard.up("Control").catch(() => undefined);
}

export async function click(page: Page, selector: string): Promise<void> {
  await Promise.all([page.waitForNavigation(), page.click(selector)]);
}
