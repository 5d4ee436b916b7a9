import { it } from "vitest";
import { openInbox, openBrowser, signIn } from "/work/h/inbox/test/desk/open-inbox.ts";
it("looks", async () => {
  await using inbox = await openInbox([{name:"jana", role:"moderator"},{name:"tom", role:"moderator"}], { extra: "comments: { replies: { hours: 'We are open from 8 to 14.', thanks: 'Thank you!' } }\n", options: { settings: { callsPerHour: 100000 } } as never });
  const browser = await openBrowser();
  try {
    const { page, happened } = await signIn(browser, inbox, "jana");
    console.log(page.url());
    const shot = async (name: string, path: string, w = 1280, dark = false) => {
      await page.setViewport({ width: w, height: w < 500 ? 844 : 800 });
      await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: dark ? "dark" : "light" }]);
      const r = await page.goto(inbox.url + path, { waitUntil: "networkidle0" });
      console.log(name, r?.status());
      await page.screenshot({ path: `/tmp/inbox/${name}.png` });
    };
    await shot("list", "/comments");
    const href = await page.$eval(".thread-row", (a) => a.getAttribute("href"));
    await inbox.store.inbox.enter({ commentId: (href as string).split("/")[2]!.split("?")[0]!, accountId: inbox.accounts[0]!.accountId, person: "tom", doing: "writing", forMs: 9e9 });
    await shot("thread", href as string);
    await shot("thread-dark", href as string, 1280, true);
    await shot("thread-390", href as string, 390);
    await shot("list-390", "/comments?view=all", 390);
    await shot("bulk", "/comments/bulk?view=all");
    console.log(happened, inbox.mistakes);
  } finally { await browser.close(); }
});
