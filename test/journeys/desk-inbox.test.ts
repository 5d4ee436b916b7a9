// The inbox as people work it, in a real browser against the stand-in: by keyboard alone, by mouse without scripts, two at once.
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type { Browser, Page } from "puppeteer";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { foldText } from "../../src/dataset/index.ts";
import { click, press, send } from "../desk/inbox-keys.ts";
import { type OpenInbox, openBrowser, openInbox, signIn } from "../desk/open-inbox.ts";

const JANA = { name: "jana", role: "moderator" } as const;
const TOM = { name: "tom", role: "moderator" } as const;
const REPLIES = "comments: { most: 5, replies: { hours: 'We are open from 8 to 14.' } }\n";

/** What is asked of elements; the types of a page are no part of this program. */
interface Field {
  value: string;
  readonly open: boolean;
}

let browser: Browser;
let axe = "";

beforeAll(async () => {
  browser = await openBrowser();
  axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
});
afterAll(() => browser?.close());

const said = (page: Page) => page.$eval(".said", (one) => one.textContent ?? "");
const idOf = (page: Page) => /\/comments\/(\d+)/.exec(page.url())?.[1] ?? "";

async function findViolations(page: Page): Promise<readonly string[]> {
  // A script handed in by the debugger is not the page's, and no policy of it.
  await page.evaluate(axe);
  const found = await page.evaluate(
    `axe.run(document, { resultTypes: ["violations"] }).then(({ violations }) => violations.map(({ id, nodes }) => id + ": " + nodes.map(({ html, any }) => html + JSON.stringify(any[0]?.data ?? null)).join(" ").slice(0, 400)))`,
  );
  return found as readonly string[];
}

const log = async ({ store }: OpenInbox, commentId: string) =>
  (await store.comments.actions({ commentIds: [commentId] }))
    .toReversed()
    .map(({ kind, osUser, state }) => `${osUser} ${kind} ${state}`);

describe("the inbox by keyboard alone", () => {
  it("answers, hides, deletes and takes back, marks as done, assigns, searches, and tells its keys", async () => {
    await using inbox = await openInbox([JANA, TOM], { extra: REPLIES });
    const { page, happened } = await signIn(browser, inbox, "jana");
    await page.goto(`${inbox.url}/comments?sort=newest`);
    const waiting = await inbox.store.inbox.count({ scope: { allBut: [] }, states: ["open"] }, 10_000);
    await press(page, "j");
    const first = idOf(page);
    expect(first).toMatch(/^\d+$/);
    await press(page, "j");
    const second = idOf(page);
    expect(second).not.toBe(first);
    await press(page, "k");
    expect(idOf(page)).toBe(first);

    await page.keyboard.press("r");
    await page.keyboard.type("Thank you, see you soon! jkhde?");
    await send(page);
    expect(await said(page)).toMatch(/^Answered /);
    expect(inbox.writes()).toEqual([`POST /${first}/replies`]);
    expect(await log(inbox, first)).toEqual(["jana reply done"]);
    // On to the next one that waits.
    expect(idOf(page)).toBe(second);
    expect(await inbox.store.inbox.count({ scope: { allBut: [] }, states: ["open"] }, 10_000)).toBe(waiting - 1);

    await press(page, "h");
    expect(await said(page)).toBe("Hidden.");
    expect((await inbox.store.inbox.find(second))?.state).toBe("hidden");
    await press(page, "h");
    expect(await said(page)).toBe("Shown again.");
    await press(page, "d");
    expect(await said(page)).toMatch(/is hidden now and deleted at .*, unless you take it back\.$/);
    expect(inbox.writes().some((write) => write.startsWith("DELETE"))).toBe(false);
    await press(page, "u");
    expect(await said(page)).toMatch(/^Taken back/);
    expect(inbox.journey.sandbox.log().some(({ method }) => method === "DELETE")).toBe(false);
    expect(await log(inbox, second)).toEqual([
      "jana hide done",
      "jana unhide done",
      "jana hide done",
      "jana delete undone",
      "jana unhide done",
    ]);

    await page.keyboard.press("a");
    await page.keyboard.type("tom");
    await press(page, "Tab", "Enter");
    expect(await said(page)).toBe("It is assigned to tom.");
    const beforeDone = idOf(page);
    await press(page, "e");
    expect(await said(page)).toMatch(/ is done\.$/);
    expect(idOf(page)).not.toBe(beforeDone);
    expect(await inbox.store.inbox.find(beforeDone)).toMatchObject({
      state: "done",
      done: { by: "jana" },
      assigned: { to: "tom", by: "jana" },
    });

    const answering = idOf(page);
    await page.keyboard.press("s");
    await page.keyboard.press("Enter");
    expect(await page.$eval("#text", (one) => (one as unknown as Field).value)).toBe("We are open from 8 to 14.");
    await send(page);
    expect(inbox.writes().at(-1)).toBe(`POST /${answering}/replies`);

    expect(await page.$eval(".said a", (one) => one.getAttribute("href"))).toBe(`/comments/${answering}?view=answered`);
    await page.keyboard.press("?");
    expect(await page.$eval("#keys", (one) => (one as unknown as Field).open)).toBe(true);
    expect(await findViolations(page)).toEqual([]);
    await page.keyboard.press("Escape");
    expect(await page.$eval("#keys", (one) => (one as unknown as Field).open)).toBe(false);
    await page.keyboard.press("/");
    await page.keyboard.type("FOLLOWERS");
    await press(page, "Enter");
    expect(page.url()).toContain("q=FOLLOWERS");
    const texts = await page.$$eval(".thread-row .text", (all) => all.map((one) => one.textContent ?? ""));
    expect(texts.length).toBeGreaterThan(0);
    expect(texts.every((text) => foldText(text).includes("followers"))).toBe(true);
    expect(happened).toEqual([]);
  });
});

describe("the inbox by mouse, without scripts", () => {
  it("does all of it by plain forms", async () => {
    await using inbox = await openInbox([JANA, TOM], { extra: REPLIES });
    const { page } = await signIn(browser, inbox, "jana", { scripts: false });
    await click(page, 'nav a[href="/comments"]');
    await click(page, ".thread-row");
    const first = idOf(page);
    await page.type("#text", "Merci!");
    await click(page, "#reply button");
    expect(inbox.writes()).toEqual([`POST /${first}/replies`]);
    const second = idOf(page);
    expect(second).not.toBe(first);
    await page.click("details.saved > summary");
    await click(page, "details.saved a");
    expect(await page.$eval("#text", (one) => one.textContent)).toBe("We are open from 8 to 14.");
    for (const [button, words] of [
      ["h", "Hidden."],
      ["h", "Shown again."],
      ["d", "is hidden now"],
      ["u", "Taken back"],
    ] as const) {
      await click(page, `button[data-key="${button}"]`);
      expect(await said(page)).toContain(words);
    }
    await page.select("#to", "jana");
    await click(page, ".assign button");
    await click(page, 'button[data-key="e"]');
    expect(await inbox.store.inbox.find(second)).toMatchObject({ state: "done", assigned: { to: "jana" } });
    await page.goto(`${inbox.url}/comments/${second}?view=done`);
    await page.click("details.keep > summary");
    await page.type('.keep input[name="name"]', "later");
    await page.type('.keep textarea[name="text"]', "We write to you tomorrow.");
    await click(page, ".keep button");
    expect((await inbox.store.inbox.savedReplies([])).map(({ name, savedBy }) => [name, savedBy])).toEqual([
      ["later", "jana"],
    ]);
    await page.click("details.kept > summary");
    expect(await page.$eval("details.kept", (one) => one.textContent)).toContain("We write to you tomorrow.");
    await click(page, ".kept button");
    expect(await said(page)).toBe("“later” is kept no longer.");
    expect(await inbox.store.inbox.savedReplies([])).toEqual([]);
    const calls = inbox.journey.sandbox.callsCounted();
    await page.goto(`${inbox.url}/comments?view=all&account=kaffee_nord&age=7d&language=latin&q=e`);
    await page.reload();
    expect(inbox.journey.sandbox.callsCounted()).toBe(calls);
    await click(page, 'form[action="/comments/look"] button');
    expect(await said(page)).toMatch(/threads of @kaffee_nord were read: .* spent\./);
    expect(inbox.journey.sandbox.callsCounted()).toBeGreaterThan(calls);
  });

  it("is two steps where there is little room", async () => {
    await using inbox = await openInbox([JANA]);
    const { page } = await signIn(browser, inbox, "jana", { scripts: false, width: 390 });
    const isSeen = (selector: string) => page.$eval(selector, (one) => one.checkVisibility());
    await page.goto(`${inbox.url}/comments`);
    expect([await isSeen(".pane-list"), await isSeen(".pane-thread")]).toEqual([true, false]);
    await click(page, ".thread-row");
    expect([await isSeen(".pane-list"), await isSeen(".pane-thread")]).toEqual([false, true]);
    await click(page, ".to-list a");
    expect(await isSeen(".pane-list")).toBe(true);
    for (const path of [
      "/comments",
      page.url().replace(inbox.url, ""),
      "/accounts",
      `/accounts/${inbox.accounts[0]?.accountId}`,
    ]) {
      await page.goto(`${inbox.url}${path}`);
      expect(await page.evaluate("document.documentElement.scrollWidth"), path).toBeLessThanOrEqual(390);
    }
  });
});

describe("an answer that is not written to its end", () => {
  it("stays with its comment until it has left, wherever one goes meanwhile", async () => {
    await using inbox = await openInbox([JANA, TOM]);
    const { page } = await signIn(browser, inbox, "jana");
    const typed = () => page.$eval("#text", (one) => (one as unknown as Field).value);
    await page.goto(`${inbox.url}/comments`);
    await press(page, "j");
    const first = page.url();
    await page.type("#text", "Half a");
    await page.keyboard.press("Escape");
    await press(page, "j");
    expect(await typed()).toBe("");
    await press(page, "k");
    expect(await typed()).toBe("Half a");
    await page.reload();
    expect(await typed()).toBe("Half a");
    await page.goto(`${inbox.url}/comments?view=all&q=e`);
    await page.goto(first);
    await page.type("#text", " sentence");
    // Refused: somebody else is writing. It is as unsent as before.
    const { accountId } = (await inbox.store.inbox.find(idOf(page)))?.top ?? {};
    const place = { commentId: idOf(page), accountId: accountId ?? "", doing: "writing", forMs: 60_000 } as const;
    await inbox.store.inbox.enter({ ...place, person: "tom" });
    await click(page, "#reply button");
    expect([page.url(), await typed()]).toEqual([first, "Half a sentence"]);
    await press(page, "Escape", "j");
    await page.goBack();
    expect(page.url()).toBe(first);
    expect(await typed()).toBe("Half a sentence");
    await inbox.store.inbox.leave(idOf(page), "tom");
    await click(page, "#reply button");
    expect(await said(page)).toMatch(/^Answered /);
    await page.goto(first);
    expect(await typed()).toBe("");
    // An answer that is kept is offered where none was before.
    await page.keyboard.press("s");
    await page.keyboard.press("Enter");
    expect(await page.evaluate("document.activeElement.name")).toBe("name");
  });
});

describe("two people on one comment", () => {
  it("see each other before they write, and nothing is sent into the other's answer unasked", async () => {
    await using inbox = await openInbox([JANA, TOM]);
    const one = await signIn(browser, inbox, "jana");
    const two = await signIn(browser, inbox, "tom");
    await one.page.goto(`${inbox.url}/comments`);
    const path = await one.page.$eval(".thread-row", (row) => row.getAttribute("href") ?? "");
    await one.page.goto(`${inbox.url}${path}`);
    await two.page.goto(`${inbox.url}${path}`);
    expect(await two.page.$eval("#presence", (all) => all.textContent)).toContain("jana is looking at this, too");
    await one.page.focus("#text");
    await expect
      .poll(async () => (await inbox.store.inbox.present([idOf(one.page)], "tom")).map(({ doing }) => doing))
      .toEqual(["writing"]);
    await two.page.reload();
    expect(await two.page.$eval("#presence", (all) => all.textContent)).toContain("jana is writing an answer");
    expect(await two.page.$eval(".thread-row[aria-current]", (row) => row.textContent)).toContain("jana is writing");
    await two.page.type("#text", "From tom");
    await click(two.page, "#reply button");
    expect(await two.page.$eval(".refusal", (all) => all.textContent)).toContain("jana is writing an answer");
    expect(await two.page.$eval("#text", (all) => (all as unknown as Field).value)).toBe("From tom");
    expect(inbox.writes()).toEqual([]);
    expect(await findViolations(two.page)).toEqual([]);

    await one.page.type("#text", "From jana");
    await inbox.store.inbox.leave(idOf(one.page), "tom");
    await click(one.page, "#reply button");
    expect(inbox.writes().length).toBe(1);
    // The second form was made before the first answer; "anyway" was said of the writing, and is asked for by name.
    await two.page.goto(`${inbox.url}${path}`);
    const stale = await two.page.$eval('input[name="mark"]', (all) => (all as unknown as Field).value);
    await two.page.$eval('input[name="mark"]', (all) => ((all as unknown as Field).value = "0 "));
    expect(stale).not.toBe("0 ");
    await two.page.type("#text", "From tom");
    await click(two.page, "#reply button");
    expect(await two.page.$eval(".refusal", (all) => all.textContent)).toContain("jana was at this comment");
    expect(inbox.writes().length).toBe(1);
    expect(await two.page.$eval("#reply button", (all) => all.textContent)).toContain("Reply anyway");
    await click(two.page, "#reply button");
    expect(inbox.writes().length).toBe(2);
    expect(
      (await inbox.store.deskLog.list(10))
        .filter(({ action }) => action === "comment-reply")
        .map(({ person, outcome }) => `${person} ${outcome}`),
    ).toEqual(["tom done", "tom refused", "jana done", "tom refused"]);
  });
});

describe("several at once", () => {
  it("shows what it would do, does no more than the cap, and leaves the others", async () => {
    await using inbox = await openInbox([JANA], { extra: REPLIES });
    const { page } = await signIn(browser, inbox, "jana");
    await page.goto(`${inbox.url}/comments?q=followers&view=all`);
    await click(page, 'a[href^="/comments/bulk"]');
    const boxes = await page.$$eval('input[name="ids"]', (all) => all.map((one) => (one as unknown as Field).value));
    expect(boxes.length).toBe(5);
    await page.click('input[value="hide"]');
    // None is chosen; one box chooses all, and tells when only some are.
    const countChosen = () => page.$$eval('input[name="ids"]:checked', (all) => all.length);
    expect(await countChosen()).toBe(0);
    await page.click("[data-all]");
    expect(await countChosen()).toBe(5);
    await page.click(`input[name="ids"][value="${boxes[0]}"]`);
    expect(await page.$$eval("[data-all]:indeterminate", (all) => all.length)).toBe(1);
    expect(await findViolations(page)).toEqual([]);
    await click(page, "button.primary");
    expect(await page.$eval("h1", (one) => one.textContent)).toBe("Hide: 4 comments");
    expect(inbox.writes()).toEqual([]);
    expect(await findViolations(page)).toEqual([]);
    await click(page, "button.primary");
    expect(await said(page)).toBe("4 comments are hidden.");
    expect(inbox.writes()).toEqual(boxes.slice(1).map((id) => `POST /${id}`));
    expect((await inbox.store.inbox.find(boxes[0] ?? ""))?.state).not.toBe("hidden");
    // The same order once more finds nothing to do.
    await page.goto(
      `${inbox.url}/comments/bulk/preview?kind=hide&${boxes
        .slice(1)
        .map((id) => `ids=${id}`)
        .join("&")}`,
    );
    expect(await page.$eval("main", (one) => one.textContent)).toContain("There is nothing to do with these.");
    await page.goto(`${inbox.url}/comments/bulk?view=unanswered`);
    await page.click("[data-all]");
    await click(page, "button.primary");
    await click(page, "button.primary");
    expect(await said(page)).toBe("5 comments are marked as done.");
  });

  it("says when the hour's writes are spent, and loses nothing", async () => {
    await using inbox = await openInbox([JANA], { extra: "comments: { writesPerHour: 1 }\n" });
    const { page } = await signIn(browser, inbox, "jana");
    await page.goto(`${inbox.url}/comments`);
    await press(page, "j");
    for (const text of ["One", "Two"]) {
      await page.type("#text", text);
      await send(page);
    }
    expect(await said(page)).toMatch(/^It is written down and waits/);
    expect(inbox.writes().length).toBe(1);
    const waits = await inbox.store.comments.actions({ states: ["planned"] });
    expect(waits.map(({ kind, text, osUser }) => [kind, text, osUser])).toEqual([["reply", "Two", "jana"]]);
    expect(await page.$eval(".pane-list", (one) => one.textContent)).toContain(
      "0 of 1 writes to Instagram left this hour, the next one at ",
    );
  });
});
