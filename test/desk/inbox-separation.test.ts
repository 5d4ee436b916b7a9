// A client's people see and write their client's comments alone, by whatever way they ask; lookers write nothing.
import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type OpenInbox, openInbox } from "./open-inbox.ts";
import { type Visitor, visit } from "./visit.ts";

const CLIENTS = `clients:
  - { name: Nord, accounts: [kaffee_nord] }
  - { name: Hamburg, accounts: [kaffee_nord.hamburg] }
  - { name: Chain, accounts: [kaffee_nord] }
comments: { most: 3 }
`;

let inbox: OpenInbox;
let nord: Visitor;
let looker: Visitor;
let all: Visitor;
let own: readonly string[];
let foreign: readonly string[];

beforeAll(async () => {
  inbox = await openInbox(
    [
      { name: "nora", role: "moderator", clients: ["Nord"] },
      { name: "vic", role: "viewer", clients: ["Nord"] },
      { name: "ada", role: "admin" },
    ],
    { extra: CLIENTS },
  );
  [nord, looker, all] = await Promise.all([visit(inbox.url, "nora"), visit(inbox.url, "vic"), visit(inbox.url, "ada")]);
  const page = await inbox.store.inbox.page({ scope: { allBut: [] }, order: "newest", limit: 10_000 });
  const nordId = inbox.accounts.find(({ username }) => username === "kaffee_nord")?.accountId;
  const idsOf = (isOwn: boolean) =>
    page.threads.filter(({ top }) => (top.accountId === nordId) === isOwn).map(({ top }) => top.commentId);
  [own, foreign] = [idsOf(true), idsOf(false)];
});
afterAll(() => inbox?.[Symbol.asyncDispose]());

const countWrites = () =>
  inbox.journey.sandbox.log().filter(({ method, parameters }) => method !== "GET" && parameters.method === undefined)
    .length;

it("lists a client's threads and accounts alone, whatever the address asks for", async () => {
  const filters = fc.record({
    view: fc.constantFrom("unanswered", "all", "mine", "done", "hidden", "deleting"),
    client: fc.constantFrom("", "Nord", "Hamburg", "nobody"),
    account: fc.constantFrom("", "kaffee_nord", "kaffee_nord.hamburg", "@KAFFEE_NORD.HAMBURG"),
    q: fc.constantFrom("", "e", "followers"),
    sort: fc.constantFrom("", "newest", "oldest"),
    media: fc.constantFrom("", "17900000000000001"),
  });
  await fc.assert(
    fc.asyncProperty(filters, async (asked) => {
      const { status, body } = await nord.get(`/comments?${new URLSearchParams(asked)}`);
      expect(status).toBe(200);
      const shown = [...body.matchAll(/id="row-(\d+)"/g)].map(([, id]) => id ?? "");
      expect(shown.filter((id) => !own.includes(id))).toEqual([]);
      expect(body).not.toContain("kaffee_nord.luebeck");
      if (asked.account === "") expect(body).not.toContain("kaffee_nord.hamburg");
    }),
    { numRuns: 40 },
  );
  expect((await nord.get("/comments?view=all")).body).toContain('id="row-');
  const table = await nord.get("/accounts?sort=followers");
  expect(table.body).toContain("kaffee_nord");
  expect(table.body).not.toMatch(/kaffee_nord\.(hamburg|luebeck)/);
  expect((await all.get("/accounts")).body).toMatch(/kaffee_nord\.hamburg/);
});

const POSTS = [
  "reply",
  "hide",
  "unhide",
  "delete",
  "undo",
  "look",
  "done",
  "reopen",
  "assign",
  "save-reply",
  "drop-reply",
];

it("answers a foreign comment, account or picture by its id as one that is not there", async () => {
  const writes = countWrites();
  const calls = inbox.journey.sandbox.callsCounted();
  for (const id of [foreign[0] ?? "", "18999999999999999"]) {
    for (const path of [`/comments/${id}`, `/comments/${id}/presence?doing=writing`]) {
      expect((await nord.get(path)).status, path).toBe(404);
    }
    for (const verb of POSTS) {
      const fields = { text: "hello", to: "nora", name: "x" };
      expect((await nord.post(`/comments/${id}/${verb}`, fields)).status, verb).toBe(404);
    }
  }
  // Through a thread of one's own at a comment of somebody else.
  for (const verb of ["hide", "delete", "look"]) {
    expect((await nord.post(`/comments/${own[0]}/${verb}`, { target: foreign[0] ?? "" })).status).toBe(404);
  }
  const strange = inbox.accounts.find(({ username }) => username !== "kaffee_nord");
  expect((await nord.get(`/accounts/${strange?.accountId}`)).status).toBe(404);
  expect((await nord.post("/comments/look", { account: strange?.username ?? "" })).status).toBe(404);
  const media = (await inbox.store.inbox.find(foreign[0] ?? ""))?.top.mediaId ?? "";
  expect((await nord.get(`/media/${media}/picture`)).status).toBe(404);
  expect((await nord.get(`/comments?media=${media}&view=all`)).body).not.toContain('id="row-');
  expect(countWrites()).toBe(writes);
  expect(inbox.journey.sandbox.callsCounted()).toBe(calls);
});

it("leaves foreign comments out of work on several", async () => {
  const ids = [own[0] ?? "", ...foreign.slice(0, 3)];
  const preview = await nord.get(`/comments/bulk/preview?kind=hide&${ids.map((id) => `ids=${id}`).join("&")}`);
  expect([...preview.body.matchAll(/name="ids" value="(\d+)"/g)].map(([, id]) => id)).toEqual(own.slice(0, 1));
  const writes = countWrites();
  for (const kind of ["done", "hide", "delete", "reply"]) {
    expect((await nord.post("/comments/bulk", { kind, text: "hm", ids: foreign.slice(0, 3) })).status).toBe(303);
  }
  expect(countWrites()).toBe(writes);
  for (const id of foreign.slice(0, 3)) expect((await inbox.store.inbox.find(id))?.done).toBeUndefined();
});

it("does no more at once than the cap, whatever is sent", async () => {
  const ids = own.slice(3, 8);
  expect(ids.length).toBe(5);
  const preview = await nord.get(`/comments/bulk/preview?kind=done&${ids.map((id) => `ids=${id}`).join("&")}`);
  expect([...preview.body.matchAll(/name="ids" value="(\d+)"/g)].length).toBe(3);
  expect((await nord.post("/comments/bulk", { kind: "done", ids })).status).toBe(303);
  const rows = await Promise.all(ids.map((id) => inbox.store.inbox.find(id)));
  expect(rows.filter((row) => row?.done !== undefined).length).toBe(3);
});

it("lets a viewer look and nothing more", async () => {
  const id = own[1] ?? "";
  expect((await looker.get(`/comments/${id}`)).status).toBe(200);
  for (const verb of POSTS)
    expect((await looker.post(`/comments/${id}/${verb}`, { text: "x", to: "vic", name: "x" })).status, verb).toBe(403);
  expect((await looker.get("/comments/bulk")).status).toBe(403);
  expect((await looker.post("/comments/bulk", { kind: "done", ids: [id] })).status).toBe(403);
  expect((await looker.post("/comments/look", { account: "kaffee_nord" })).status).toBe(403);
  expect((await looker.get(`/comments/${id}`)).body).not.toContain("<textarea");
});

it("assigns to nobody who may not answer it, and says no to what it does not understand", async () => {
  const id = own[2] ?? "";
  for (const to of ["vic", "nobody", "<script>"])
    expect((await nord.post(`/comments/${id}/assign`, { to })).status).toBe(400);
  expect((await nord.post(`/comments/${id}/assign`, { to: "ada" })).status).toBe(303);
  for (const path of [
    "/comments?after=x",
    "/comments?view=x",
    "/comments/x",
    "/comments?media=1%27",
    "/accounts?sort=x",
    "/accounts/..%2f",
  ]) {
    expect((await nord.get(path)).status, path).toBeGreaterThanOrEqual(400);
  }
  // Where a form leads back to is made of what was understood of it.
  const led = await nord.post(`/comments/${id}/assign`, { to: "", back: "https://evil.test/?view=all&x=1" });
  expect(led.location).toBe(`/comments/${id}`);
});

it("shows and removes of the answers that are kept one's own client's alone", async () => {
  const id = own[2] ?? "";
  const [savedBy, savedAt] = ["ada", inbox.clock.now().toISOString()];
  for (const client of ["", "Nord", "Chain", "Hamburg"])
    await inbox.store.inbox.saveReply({ client, name: "hours", text: `Of ${client || "all"}`, savedBy, savedAt });
  const listNames = async () =>
    (await inbox.store.inbox.savedReplies(["Nord", "Chain", "Hamburg"])).map(({ client }) => client);
  const { body } = await nord.get(`/comments/${id}`);
  expect(body).toMatch(/Of all.*Of Nord/s);
  expect(body).not.toMatch(/Of (Chain|Hamburg)/);
  for (const client of ["", "Chain", "Hamburg", "nobody"])
    expect((await nord.post(`/comments/${id}/drop-reply`, { client, name: "hours" })).status, client).toBe(404);
  expect(await listNames()).toEqual(["", "Chain", "Hamburg", "Nord"]);
  expect((await nord.post(`/comments/${id}/drop-reply`, { client: "Nord", name: "hours" })).status).toBe(303);
  expect((await nord.post(`/comments/${id}/drop-reply`, { client: "Nord", name: "hours" })).status).toBe(404);
  expect((await all.post(`/comments/${id}/drop-reply`, { client: "", name: "hours" })).status).toBe(303);
  expect(await listNames()).toEqual(["Chain", "Hamburg"]);
});

it("needs the form's own token", async () => {
  const stranger = await visit(inbox.url, "nora");
  const answer = await fetch(`${inbox.url}/comments/${own[0]}/done`, { method: "POST", redirect: "manual" });
  expect(answer.status).toBe(403);
  expect((await stranger.get(`/comments/${own[0]}`)).status).toBe(200);
});
