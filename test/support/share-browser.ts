// One browser for all that a test file prints: to start one takes longer than to print a page.
import { afterAll, beforeAll } from "vitest";
import { keepBrowser } from "../../src/report/index.ts";

/** From the first test of the file to its last. */
export function shareBrowser(): void {
  let browser: AsyncDisposable | undefined;
  beforeAll(() => {
    browser = keepBrowser();
  });
  afterAll(() => browser?.[Symbol.asyncDispose]());
}
