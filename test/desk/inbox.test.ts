// The inbox by plain HTTP: what is offered and refused, how moments are told, where forms lead.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type OpenInbox, openInbox } from "./open-inbox.ts";
import { type Visitor, visit } from "./visit.ts";

/** Never of UTC's own hour, winter or summer. */
const ZONE = "Asia/Kathmandu";

let inbox: OpenInbox;
let jana: Visitor;
let open: readonly string[];

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
    expect(banner(body)).toContain(`deleted at ${told} , unless`);
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
