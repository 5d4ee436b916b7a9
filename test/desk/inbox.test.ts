// The inbox by plain HTTP: what is offered and refused, how moments are told, where forms lead.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { toEmptyWords } from "../../src/desk/comments/words.ts";
import { toNoted } from "../../src/desk/http/noted.ts";
import { toDeedWords } from "../../src/desk/log/words.ts";
import { ROUTES } from "../../src/desk/routes/index.ts";
import { type OpenInbox, openInbox, PASSWORD } from "./open-inbox.ts";
import { type Visitor, visit } from "./visit.ts";

/** Never of UTC's own hour, winter or summer. */
const ZONE = "Asia/Kathmandu";

let inbox: OpenInbox;
let jana: Visitor;
let open: readonly string[];
const accountOf = new Map<string, string>();

beforeAll(async () => {
  inbox = await openInbox([{ name: "jana", role: "admin" }], { extra: `period: { timeZone: ${ZONE} }\n` });
  jana = await visit(inbox.url, "jana");
  const { threads } = await inbox.store.inbox.page({
    scope: { allBut: [] },
    states: ["open"],
    order: "oldest",
    limit: 40,
  });
  open = threads.map(({ top }) => top.commentId);
  for (const { top } of threads) accountOf.set(top.commentId, top.accountId);
});
afterAll(() => inbox?.[Symbol.asyncDispose]());

const idAt = (nth: number): string => open[nth] ?? "";
const toText = (html: string): string =>
  html
    .replace(/<(style|script)[^>]*>.*?<\/\1>/gs, "")
    .replace(/<[^>]+>/g, " ")
    .replace(/&#x27;/g, "'")
    .replace(/\s+/g, " ");
/** What a form leads to, as a browser goes there. */
async function send(path: string, fields: Readonly<Record<string, string | readonly string[]>> = {}) {
  const { status, location } = await jana.post(path, fields);
  expect(status, path).toBe(303);
  return { ...(await jana.get(location)), location };
}
const banner = (html: string): string => toText(/<p class="said"[^>]*>.*?<\/p>/s.exec(html)?.[0] ?? "").trim();

describe("while a deletion waits", () => {
  it("is taken back, done or assigned, and nothing else: by what is offered, and by a form of before", async () => {
    const id = idAt(0);
    await send(`/comments/${id}/delete`);
    const { body } = await jana.get(`/comments/${id}`);
    const acts = [...body.matchAll(/action="\/comments\/\d+\/([\w-]+)"/g)].map(([, verb]) => verb);
    expect(acts).toEqual(["undo", "done", "assign", "save-reply"]);
    // Nor where somebody has shown it again elsewhere.
    await inbox.store.comments.markHidden(id, false);
    const shown = (await jana.get(`/comments/${id}`)).body;
    expect(shown).not.toMatch(/\/(reply|hide|unhide|delete|look)"/);
    expect(toText(shown)).toContain("Until then everybody sees it.");
    await inbox.store.comments.markHidden(id, true);
    const writes = inbox.writes().length;
    const calls = inbox.journey.sandbox.callsCounted();
    for (const verb of ["hide", "unhide", "reply", "delete"]) {
      const refused = await send(`/comments/${id}/${verb}`, { text: "Thank you!" });
      expect(toText(refused.body), verb).toMatch(/It waits to be deleted.*Take its deletion back first/);
    }
    expect(inbox.writes().length).toBe(writes);
    expect(inbox.journey.sandbox.callsCounted()).toBe(calls);
    const preview = await jana.get(`/comments/bulk/preview?kind=unhide&ids=${id}`);
    expect(toText(preview.body)).toMatch(/left as it is: it waits to be deleted/);
    expect(banner((await send(`/comments/${id}/undo`)).body)).toMatch(/^Taken back/);
    expect((await inbox.store.inbox.find(id))?.state).toBe("open");
  });
});

describe("moments", () => {
  it("are told in one zone, in banners as on the page", async () => {
    const id = idAt(1);
    const { body } = await send(`/comments/${id}/delete`);
    const [due] = await inbox.store.comments.actions({ commentIds: [id], kinds: ["delete"] });
    const told = new Intl.DateTimeFormat("en-GB", {
      timeZone: ZONE,
      day: "numeric",
      month: "short",
      hour: "2-digit",
      minute: "2-digit",
    }).format(new Date(due?.dueAt ?? ""));
    expect(banner(body)).toContain(`deleted at ${told}, unless`);
    expect(toText(body)).toContain(`It is deleted ${told}`);
    expect(toText(body)).not.toMatch(/UTC|\dT\d\d:/);
    await send(`/comments/${id}/undo`);
  });
});

describe("a form", () => {
  it("that is refused leads to its thread, with what was typed and why, once", async () => {
    const id = idAt(2);
    const back = "view=all&q=e";
    const refused = await send(`/comments/${id}/reply`, { text: "From jana", mark: "7 x", back });
    expect(refused.location).toBe(`/comments/${id}?${back}`);
    expect(refused.body).toMatch(/role="alert".*was at this comment/s);
    expect(refused.body).toMatch(/<textarea id="text"[^>]*>From jana<\/textarea>/);
    expect((await jana.get(refused.location)).body).not.toMatch(/role="alert"/);
    const [entry] = await inbox.store.deskLog.list(1);
    expect(entry).toMatchObject({ action: "comment-reply", outcome: "refused" });
    expect(entry?.message).toContain("was at this comment");
  });

  it("has an address that leads to its page when it is asked for by hand", async () => {
    const id = idAt(2);
    for (const [path, page] of [
      [`/comments/${id}/reply`, `/comments/${id}`],
      [`/comments/${id}/save-reply`, `/comments/${id}`],
      ["/comments/look", "/comments"],
      ["/settings/check", "/settings"],
      ["/calls/lessons/forget", "/calls"],
    ] as const) {
      const { status, location } = await jana.get(path);
      expect([path, status, location]).toEqual([path, 303, page]);
    }
  });

  it("that answers with a page shows it by a GET, once", async () => {
    const shown = await send("/settings/check");
    expect(toText(shown.body)).toContain("configuration");
    expect((await jana.get(shown.location)).location).toBe("/settings");
  });

  it("of an answer leads back to what was answered", async () => {
    const id = idAt(3);
    const { body } = await send(`/comments/${id}/reply`, { text: "Thank you!", back: "view=unanswered" });
    expect(banner(body)).toMatch(/^Answered /);
    expect(body).toMatch(new RegExp(`<p class="said"[^>]*data-answered="jana ${id}".*?<a href="/comments/${id}`, "s"));
  });
});

describe("a search", () => {
  it("finds who wrote, and tells of nothing found what it looked through and where else to look", async () => {
    const author = (await inbox.store.inbox.find(idAt(5)))?.top.username ?? "";
    const found = await jana.get(`/comments?q=${author.toUpperCase()}`);
    expect(found.body).toContain(`id="row-${idAt(5)}"`);
    const empty = await jana.get("/comments?q=xyzzy&age=7d");
    expect(toText(empty.body)).toContain(
      "No unanswered comment of those that fit the other filters has “xyzzy” in its texts or names.",
    );
    expect(empty.body).toMatch(/<a href="\/comments\?view&#x3D;all&amp;q&#x3D;xyzzy">Search all comments<\/a>/);
    expect(toText(empty.body)).not.toContain("Nobody waits");
    expect(toText((await jana.get("/comments?q=xyzzy&view=all")).body)).not.toContain("Search all comments");
    expect(toText((await jana.get("/comments?age=24h&account=nobody")).body)).toContain(
      "No unanswered comment fits the filters.",
    );
  });

  it("that came only so far does not say that nothing is there", () => {
    const asked = { view: "unanswered", q: "xyzzy", after: "" } as const;
    expect(toEmptyWords(asked, { isNarrowed: false, isPart: true })).toBe(
      "No unanswered comment looked through so far has “xyzzy” in its texts or names.",
    );
  });

  it("has a view for what was answered", async () => {
    const id = idAt(6);
    await send(`/comments/${id}/reply`, { text: "From 8 to 14." });
    const row = `id="row-${id}"`;
    expect((await jana.get("/comments?view=answered&q=from%208%20to%2014")).body).toContain(row);
    expect((await jana.get("/comments?view=answered&sort=oldest")).body).not.toContain(`id="row-${idAt(18)}"`);
    expect((await jana.get("/comments?view=unanswered&q=from%208%20to%2014")).body).not.toContain(row);
    const { body } = await jana.get("/comments?view=done");
    expect(body).not.toContain(row);
    expect(toText(body)).toContain("what was answered is under Answered");
  });

  it("for what there is not says so in a sentence", async () => {
    const { status, body } = await jana.get("/comments?view=xyz");
    expect(status).toBe(400);
    expect(toText(body)).toContain("There is no such view: it is one of unanswered, answered, all,");
  });
});

describe("work on several", () => {
  it("begins with nothing chosen, and says of each what would be done and was done in the deed's words", async () => {
    const { body } = await jana.get("/comments/bulk?view=unanswered");
    expect(body.match(/name="ids"/g)?.length).toBe(25);
    expect(body).not.toMatch(/name="ids"[^>]*checked/);
    // The label before a text is no part of it, whichever way it runs.
    expect(body).not.toMatch(/<td[^>]*dir="auto"/);
    expect(toText((await jana.get("/comments/bulk/preview?kind=hide")).body)).toContain("No comment was chosen.");
    const ids = [idAt(8), idAt(9)];
    const query = ids.map((id) => `ids=${id}`).join("&");
    for (const [kind, words] of [
      ["done", "marked as done"],
      ["hide", "hidden"],
      ["delete", "deleted in 24 h"],
      ["reply", "answered"],
    ] as const) {
      const preview = await jana.get(`/comments/bulk/preview?kind=${kind}&text=Hello&${query}`);
      const states = [...preview.body.matchAll(/class="state busy">([^<]+)</g)].map(([, state]) => state);
      expect(states, kind).toEqual([words, words]);
    }
    const hidden = await send("/comments/bulk", { kind: "hide", ids });
    expect(banner(hidden.body)).toBe("2 comments are hidden.");
    const shown = await send("/comments/bulk", { kind: "unhide", ids });
    expect(banner(shown.body)).toBe("2 comments are shown again.");
    const dayOf = (at: Date) =>
      new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", timeZone: "Europe/Berlin" }).format(at);
    const tomorrow = () => dayOf(new Date(inbox.clock.now().getTime() + 86_400_000));
    const begun = tomorrow();
    const deleted = await send("/comments/bulk", { kind: "delete", ids });
    expect(
      [begun, tomorrow()].map((day) => `2 comments wait to be deleted at ${day}, hh:mm, 2 hidden until then.`),
    ).toContain(banner(deleted.body)?.replace(/\d\d:\d\d/, "hh:mm"));
    for (const id of ids) await send(`/comments/${id}/undo`);
  });
});

describe("who did what", () => {
  it("is told in words, with a way to what it was done to, and without what is the page's own", async () => {
    const id = idAt(10);
    const words = "long ".repeat(100);
    await send(`/comments/${id}/reply`, { text: words, back: "view=all", mark: "0 " });
    await send(`/comments/${id}/assign`, { to: "jana" });
    await send("/comments/bulk", { kind: "done", ids: [11, 12, 13, 14, 15].map(idAt) });
    const [several, , answer] = await inbox.store.deskLog.list(3);
    expect(JSON.parse(answer?.about ?? "")).toEqual({ commentId: id, text: `${words.slice(0, 199)}…` });
    expect(JSON.parse(several?.about ?? "")).toMatchObject({ kind: "done" });
    const { body } = await jana.get("/settings/log");
    const account = inbox.accounts.find(({ accountId }) => accountId === accountOf.get(id))?.username;
    expect(body).toMatch(new RegExp(`<a href="/comments/${id}">@${account}: “`));
    const text = toText(body);
    expect(text).toMatch(/jana Answer a comment @/);
    expect(text).toMatch(/Assign a comment @[^“]+“[^”]+” to jana done/);
    expect(text).toMatch(/Work on several comments .*mark as done , and 2 more done/);
    expect(text).not.toMatch(/commentId|&quot;|comment-reply|view=all/);
  });

  it("has words for every form there is, and keeps no secret", () => {
    for (const { name, method } of ROUTES) if (method === "POST") expect(toDeedWords(name), name).not.toBe(name);
    const given = {
      name: "mia",
      password: PASSWORD,
      smtpPassword: PASSWORD,
      apiToken: "t",
      back: "b",
      ids: Array(60).fill("1"),
    };
    const noted = toNoted(given);
    expect(noted).toEqual({ name: "mia", ids: Array(25).fill("1"), idsCount: 60 });
  });
});

describe("what is said of a comment", () => {
  it("tells once that a deletion was taken back, and whether one is carried out by itself", async () => {
    const id = idAt(16);
    const waiting = await send(`/comments/${id}/delete`);
    expect(toText(waiting.body)).toContain("It is not deleted by itself: gazette schedule");
    const slotAt = inbox.clock.now().toISOString();
    await inbox.store.slots.note([{ job: "run", slotAt, state: "due" }]);
    const claimed = await inbox.store.slots.claim({ job: "run", slotAt });
    if ("claim" in claimed) await claimed.claim.finish({ state: "done", outcome: "complete" });
    expect(toText((await jana.get(`/comments/${id}`)).body)).toMatch(
      /Nobody need do anything: .* last at work \d\d:\d\d/,
    );
    const { body } = await send(`/comments/${id}/undo`);
    expect(toText(body)).toContain("jana ordered its deletion, taken back by jana");
  });

  it("offers to keep a saved answer where there is none", async () => {
    const { body } = await jana.get(`/comments/${idAt(17)}`);
    expect(body).toMatch(/<details class="saved">.*There is none yet\. <a href="#keep">/s);
    expect(body).toMatch(/<details class="keep" id="keep">/);
    expect(toText(body)).toMatch(/\d+ of 60 writes to Instagram left this hour/);
  });
});
