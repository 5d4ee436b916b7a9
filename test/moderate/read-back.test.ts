// What became of a write whose answer is lost, wrong or a riddle: told by reading, on servers that call authors otherwise.
import { IGComment } from "facebook-nodejs-business-sdk";
import { describe, expect, it } from "vitest";
import { carryOut, commit, isUnanswered, listDue, prepare, settle, undo } from "../../src/moderate/index.ts";
import { type Odd, refuse } from "../faults/odd-server.ts";
import type { ScriptedAnswer } from "../support/scripted-server.ts";
import { first, HOUR_MS, type Opened, openModerate, pickForeign, signal } from "./open-moderate.ts";

const TEXT = "Danke, bis morgen!";
const gone = refuse("Unsupported request. Object with ID does not exist", 100);
const GONE = { ...gone, body: { error: { ...(gone.body as { error: object }).error, error_subcode: 33 } } };

interface Ways {
  /** What the server tells of who wrote a comment. */
  readonly authors?: "scoped" | "scoped-id-only" | "nothing" | undefined;
  /** In place of the answer to what was done; `before`: in place of doing it. */
  readonly after?: RegExp | undefined;
  readonly before?: RegExp | undefined;
  readonly answer?: ScriptedAnswer | undefined;
}

/** A server that can be changed while it runs, and what it was sent to do. */
function createOdd(ways: Ways) {
  const state: { ways: Ways; readonly writes: string[] } = { ways, writes: [] };
  const odd: Odd = async (asked) => {
    const { after, before, answer = { status: 504, body: "<html>" }, authors } = state.ways;
    const isRead = asked.method === "GET" || asked.params.method === "GET";
    const line = `${isRead ? "GET" : asked.method} ${asked.path.replace(/^\/v[\d.]+/, "")}`;
    if (!isRead) state.writes.push(line);
    if (before?.test(line) === true) return answer;
    const reply = await asked.forward();
    if (after?.test(line) === true) return answer;
    return { ...reply, body: recast(reply.body, authors) };
  };
  return { odd, ...state, change: (next: Ways) => void Object.assign(state, { ways: next }) };
}

/** `from.id` is scoped to whoever asks (CONTRACT §13.11), names need a permission (§2.5). */
function recast(value: unknown, authors: Ways["authors"]): unknown {
  if (authors === undefined || typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map((one) => recast(one, authors));
  const entries = Object.entries(value).flatMap(([key, part]): readonly (readonly [string, unknown])[] => {
    if (key === "from") {
      const { id, username } = part as { id: string; username: string };
      if (authors === "nothing") return [];
      return [[key, { id: `9${id}`, ...(authors === "scoped" ? { username } : {}) }]];
    }
    if (key === "username" && authors !== "scoped") return [];
    return [[key, recast(part, authors)]];
  });
  return Object.fromEntries(entries);
}

const listTexts = async (commentId: string): Promise<readonly string[]> =>
  (await new IGComment(commentId).getReplies(["text"]))
    .map((reply) => String(reply.exportAllData().text))
    .filter((text) => text === TEXT);

/** The newest thread of the public by what the stand-in itself knows. */
async function pickTop({ threads }: Opened) {
  return first((await threads()).filter(({ top, replies }) => top.hidden !== true && replies.length === 0)).top;
}

describe("a reply whose answer is lost after it was posted", () => {
  it.each([
    ["from.id is scoped", "scoped"],
    ["from.id is scoped and nobody has a name", "scoped-id-only"],
  ] as const)("is found where %s, and not posted again", async (_what, authors) => {
    const server = createOdd({ authors });
    await using opened = await openModerate({ odd: server.odd });
    const top = await pickTop(opened);
    if (authors === "scoped-id-only") {
      // By what this server calls the account is learnt from an earlier reply.
      await opened.order([{ kind: "reply", commentId: top.commentId, text: "earlier" }]);
    }
    await opened.threads();
    server.writes.length = 0;
    server.change({ authors, after: /^POST .*replies$/ });
    const { actions } = await opened.order([{ kind: "reply", commentId: top.commentId, text: TEXT }]);
    expect(actions).toMatchObject([{ state: "done", tries: 1, answer: "read back" }]);
    expect(server.writes.length).toBe(1);
    expect((await listTexts(top.commentId)).length).toBe(1);
    const thread = (await opened.threads()).find((one) => one.top.commentId === top.commentId);
    expect(thread !== undefined && isUnanswered(thread)).toBe(false);
  });

  it.each(["scoped-id-only", "nothing"] as const)(
    "stays unknown where nothing tells whose it is (%s)",
    async (authors) => {
      const server = createOdd({ authors, after: /^POST .*replies$/ });
      await using opened = await openModerate({ odd: server.odd });
      const { house, accounts, clock } = opened;
      const top = await pickTop(opened);
      const order = { kind: "reply", commentId: top.commentId, text: TEXT } as const;
      const { actions, outcome } = await opened.order([order]);
      expect(outcome).toBe("partial");
      expect(actions).toMatchObject([{ state: "unknown", tries: 1 }]);
      expect(actions[0]?.answer).toMatch(/does not tell who wrote it/);
      expect(server.writes.length).toBe(1);
      // It is not looked at again at every turn, ordered again it is not sent, and a person may settle it.
      expect(await listDue(house, accounts)).toEqual([]);
      clock.advance(HOUR_MS);
      expect((await settle(house, { accounts, settleMs: 0 }, signal)).actions).toMatchObject([{ state: "unknown" }]);
      await opened.order([order]);
      expect(server.writes.length).toBe(1);
      const taken = await undo(house, [top.commentId], { accounts, settleMs: 0, osUser: "tester" }, signal);
      expect(taken.undone).toMatchObject([{ kind: "reply", state: "undone" }]);
      expect((await opened.order([order])).prepared[0]?.verdict.kind).toBe("already");
      expect((await listTexts(top.commentId)).length).toBe(1);
    },
  );
});

describe("a write that is answered with a refusal", () => {
  it.each([
    ["reply", 400],
    ["hide", 400],
  ] as const)("%s, and was done all the same, is done", async (kind, status) => {
    const server = createOdd({ after: /^POST /, answer: refuse("(#100) Invalid parameter", 100, status) });
    await using opened = await openModerate({ odd: server.odd });
    const { top } = first(pickForeign(await opened.threads(), 1));
    const { actions } = await opened.order([
      { kind, commentId: top.commentId, text: kind === "reply" ? TEXT : undefined },
    ]);
    expect(actions).toMatchObject([{ state: "done", tries: 1, answer: "read back" }]);
    expect(server.writes.length).toBe(1);
  });

  it.each([
    ["reply", refuse("(#100) Invalid parameter")],
    ["hide", refuse("(#100) Invalid parameter")],
    ["delete", refuse("(#100) Invalid parameter")],
    ["reply", { body: { success: false } }],
  ] as const)("%s, and was not done, is refused in its words and sent once", async (kind, answer) => {
    const server = createOdd({ before: /^(POST|DELETE) /, answer: { status: 200, ...answer } });
    await using opened = await openModerate({ odd: server.odd });
    const { top } = first(pickForeign(await opened.threads(), 1));
    const { actions, outcome } = await opened.order([
      { kind, commentId: top.commentId, text: kind === "reply" ? TEXT : undefined },
    ]);
    expect(outcome).toBe("failed");
    expect(actions).toMatchObject([{ state: "refused", tries: 1 }]);
    expect(actions[0]?.answer).toMatch(/Invalid parameter|did not do it/);
    expect(server.writes.length).toBe(1);
  });
});

describe("a deletion answered 100/33", () => {
  const deleteFirst = async (opened: Opened) => {
    const { top } = first(pickForeign(await opened.threads(), 1));
    return { top, ...(await opened.order([{ kind: "delete", commentId: top.commentId }])) };
  };
  const listHeld = async ({ house, account }: Opened) =>
    (await house.store.comments.threads({ accountIds: [account.accountId] })).map(({ commentId }) => commentId);

  it("is done where the comment is gone", async () => {
    const server = createOdd({ after: /^DELETE /, answer: GONE });
    await using opened = await openModerate({ odd: server.odd });
    const { top, actions } = await deleteFirst(opened);
    expect(actions).toMatchObject([{ state: "done", tries: 1, answer: "no longer there" }]);
    expect(await listHeld(opened)).not.toContain(top.commentId);
  });

  it("is sent again where it is still there, and refused after the third time", async () => {
    const server = createOdd({ before: /^DELETE /, answer: GONE });
    await using opened = await openModerate({ odd: server.odd });
    const { top, actions } = await deleteFirst(opened);
    expect(actions).toMatchObject([{ state: "refused", tries: 3 }]);
    expect(actions[0]?.answer).toMatch(/sent 3 times, and it is not done; the last answer: 100\/33/);
    expect(opened.clock.sleepsMs).toContain(30_000);
    expect(await listHeld(opened)).toContain(top.commentId);
  });

  it("stays unknown where the comment itself is said not to exist and is listed", async () => {
    const server = createOdd({});
    await using opened = await openModerate({ odd: server.odd });
    const { top } = first(pickForeign(await opened.threads(), 1));
    const { house, accounts } = opened;
    const prepared = await prepare(house, [{ kind: "delete", commentId: top.commentId }], { accounts }, signal);
    const { now } = await commit(house, prepared, { osUser: "tester", graceMs: 0 });
    server.change({ before: new RegExp(`^(DELETE|GET) /${top.commentId}$`), answer: GONE });
    const { actions } = await carryOut(house, now, { accounts, settleMs: 0 }, signal);
    expect(actions).toMatchObject([{ state: "unknown", tries: 1 }]);
    expect(await listHeld(opened)).toContain(top.commentId);
  });

  it.each(["top", "reply"] as const)("stays unknown where it is listed behind the first page (a %s)", async (which) => {
    const state = { hidden: "", isShort: false };
    await using opened = await openModerate({
      odd: async (asked) => {
        if (state.hidden !== "" && asked.path.endsWith(`/${state.hidden}`)) return { status: 400, ...GONE };
        if (!state.isShort) return asked.forward();
        // Pages of one comment with one reply, whatever is asked for.
        const fields = asked.params.fields?.replace(/limit\(\d+\)/g, "limit(1)");
        Object.assign(asked.params, { fields }, asked.params.limit === undefined ? {} : { limit: "1" });
        return asked.forward();
      },
    });
    const { house, accounts } = opened;
    const threads = (await opened.threads()).filter(({ top }) => top.hidden !== true);
    const ofMedia = [...Map.groupBy(threads, ({ media }) => media.mediaId).values()];
    const oldest = ofMedia.find((list) => list.length > 2)?.at(-1);
    const answered = threads.find(({ replies }) => replies.length > 1);
    const commentId = (which === "top" ? oldest?.top : answered?.replies.at(-1))?.commentId ?? "";
    const prepared = await prepare(house, [{ kind: "delete", commentId }], { accounts }, signal);
    const { now } = await commit(house, prepared, { osUser: "tester", graceMs: 0 });
    Object.assign(state, { hidden: commentId, isShort: true });
    const { actions } = await carryOut(house, now, { accounts, settleMs: 0 }, signal);
    expect(actions).toMatchObject([{ kind: "delete", state: "unknown" }]);
    expect(await listHeld(opened)).toContain(commentId);
    state.isShort = false;
  });

  it.each(["top", "reply"] as const)("stays unknown where what is listed cannot be read (a %s)", async (which) => {
    const state = { hidden: "" };
    await using opened = await openModerate({
      odd: async (asked) => {
        if (state.hidden === "") return asked.forward();
        if (asked.path.endsWith(`/${state.hidden}`)) return { status: 400, ...GONE };
        return /\/comments$/.test(asked.path) ? { body: { data: [null, 7, "text", []] } } : asked.forward();
      },
    });
    const { house, accounts } = opened;
    const threads = (await opened.threads()).filter(({ top }) => top.hidden !== true);
    const answered = threads.find(({ replies }) => replies.length > 0);
    const commentId = (which === "top" ? answered?.top : answered?.replies.at(-1))?.commentId ?? "";
    const prepared = await prepare(house, [{ kind: "delete", commentId }], { accounts }, signal);
    const { now } = await commit(house, prepared, { osUser: "tester", graceMs: 0 });
    state.hidden = commentId;
    const { actions } = await carryOut(house, now, { accounts, settleMs: 0 }, signal);
    expect(actions).toMatchObject([{ kind: "delete", state: "unknown" }]);
  });

  it("is never called done while the API shows nothing of the account, before it is sent or after", async () => {
    const server = createOdd({});
    await using opened = await openModerate({ odd: server.odd });
    const { house, accounts, clock } = opened;
    const [one, two] = pickForeign(await opened.threads(), 2).map(({ top }) => top.commentId);
    const orders = [one, two].map((commentId) => ({ kind: "delete" as const, commentId }));
    const prepared = await prepare(house, orders, { accounts }, signal);
    const { later } = await commit(house, prepared, { osUser: "tester", graceMs: HOUR_MS });
    const [early, late] = later;
    if (early === undefined || late === undefined) throw new Error("nothing waits");
    server.change({ before: /./, answer: GONE });
    const options = { accounts, settleMs: 0 };
    expect((await carryOut(house, [early], options, signal)).actions).toMatchObject([{ state: "unknown", tries: 1 }]);
    clock.advance(HOUR_MS);
    expect((await carryOut(house, [late], options, signal)).actions).toMatchObject([{ state: "planned", tries: 0 }]);
    expect(await listHeld(opened)).toEqual(expect.arrayContaining([one, two]));
    server.change({});
    clock.advance(HOUR_MS);
    const settled = await settle(house, options, signal);
    expect(settled.actions.filter(({ kind }) => kind === "delete")).toMatchObject([
      { state: "done" },
      { state: "done" },
    ]);
    expect(await listHeld(opened)).not.toEqual(expect.arrayContaining([one]));
  });
});
