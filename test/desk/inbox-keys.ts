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

/** Presses Tab until that has the focus, as somebody without a mouse does. */
export async function tabTo(page: Page, name: string | RegExp): Promise<void> {
  for (let presses = 0; presses < 80; presses += 1) {
    await page.keyboard.press("Tab");
    const focused = (await page.evaluate(
      `((one) => one.getAttribute("aria-label") ?? (one.labels?.[0]?.innerText || one.innerText || one.name || ""))(document.activeElement)`,
    )) as string;
    if (typeof name === "string" ? focused.includes(name) : name.test(focused)) return;
  }
  throw new Error(`no way leads to ${name}`);
}

/** Presses a key that leads to another page. */
export const follow = (page: Page, key: "Enter") =>
  Promise.all([page.waitForNavigation({ timeout: 0 }), page.keyboard.press(key)]);
