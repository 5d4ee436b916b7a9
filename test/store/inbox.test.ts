// The inbox on both engines: its rows say of every thread what the comments say, its pages hold every thread once, and what
// people said of one stays.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type CommentRecord, foldText, guessScript, waitsForAnswer } from "../../src/dataset/index.ts";
import type { Store, ThreadQuery, ThreadScope } from "../../src/store/index.ts";
import { SEARCHED_AT_A_TIME } from "../../src/store/thread-query.ts";
import { engines } from "./engines.ts";
import { account, comment, TAKEN_AT } from "./records.ts";
import { createTestStores, FakeClock } from "./test-store.ts";

const NOW = "2026-11-23T08:00:00.000Z";
const ONE = account({ accountId: "17841400000000001", username: "north" });
const TWO = account({ accountId: "17841400000000002", username: "south" });
const ALL = { allBut: [] } as const;
const newest = { scope: ALL, order: "newest", limit: 50 } as const;

function top(nth: number, parts: Partial<CommentRecord> = {}): CommentRecord {
  const createdAt = new Date(Date.parse("2026-11-01T08:00:00Z") + nth * 60_000).toISOString();
  return comment({ commentId: String(19_000_000_000_000_000n + BigInt(nth)), username: "guest", createdAt, ...parts });
}

const marking = (thread: CommentRecord, by = "jana", at = NOW) => ({ thread, connection: "agency", by, at });

function isIn(scope: ThreadScope, accountId: string): boolean {
  return "only" in scope ? scope.only.includes(accountId) : !scope.allBut.includes(accountId);
}

async function readStates(store: Store): Promise<Readonly<Record<string, string>>> {
  const { threads } = await store.inbox.page(newest);
  return Object.fromEntries(threads.map(({ top: { text }, state }) => [text, state]));
}

async function readAll(store: Store, query: Omit<ThreadQuery, "after">): Promise<readonly string[]> {
  const ids: string[] = [];
  let after: ThreadQuery["after"];
  for (let pages = 0; pages < 200; pages += 1) {
    const page = await store.inbox.page({ ...query, after });
    ids.push(...page.threads.map(({ top: { commentId } }) => commentId));
    if (page.next === undefined) return ids;
    after = page.next;
  }
  throw new Error("pages without an end");
}

describe.each(engines)("the inbox in $name", ({ createPlace, numRuns }) => {
  const { open, newPlace } = createTestStores(createPlace);

  async function openOne() {
    const clock = new FakeClock(NOW);
    const { url } = await newPlace();
    const store = await open({ url, clock });
    await store.keepDiscovery([ONE, TWO], []);
    return { store, clock, url };
  }

  it("knows who waits for an answer, whatever is written, hidden, deleted and found gone, in whatever order", async () => {
    const names = fc.constantFrom("guest", "north", "NORTH", undefined);
    const authors = fc.constantFrom("7", "8", undefined);
    const step = fc.oneof(
      { weight: 6, arbitrary: fc.record({ top: fc.nat(3), reply: fc.nat(3), name: names, author: authors }) },
      { weight: 1, arbitrary: fc.record({ hide: fc.nat(3), hidden: fc.boolean() }) },
      { weight: 1, arbitrary: fc.record({ gone: fc.nat(3) }) },
      { weight: 1, arbitrary: fc.record({ walk: fc.constant(true) }) },
    );
    const { store, clock } = await openOne();
    let round = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 14 }), async (steps) => {
        round += 1;
        // Whoever is called "7" is only learnt where a comment names the account: each round has an account of its own.
        const one = { ...ONE, accountId: `1784140000001${String(round).padStart(4, "0")}` };
        await store.keepDiscovery([one], []);
        const id = (nth: number, reply = 0) => `19${String(round).padStart(5, "0")}${nth}${reply}0000000000`;
        const mediaId = `18${String(round).padStart(5, "0")}0000000000`;
        for (const said of steps) {
          clock.advance(60_000);
          const takenAt = clock.now().toISOString();
          const place = { accountId: one.accountId, mediaId, takenAt, text: "hm" };
          if ("top" in said) {
            const parts = { ...place, username: said.name, authorId: said.author };
            const own = { ...top(said.top, parts), commentId: id(said.top) };
            const reply = { ...own, commentId: id(said.top, said.reply), parentId: own.commentId };
            // Now and then a reply comes before what it stands under.
            await store.comments.keep([said.reply === 0 ? own : reply], []);
          } else if ("hide" in said) await store.comments.markHidden(id(said.hide), said.hidden);
          else if ("gone" in said) await store.comments.markDeleted([id(said.gone)], takenAt);
          else {
            const walk = { mediaId, accountId: one.accountId, startedAt: takenAt, walkedAt: takenAt, returned: 0 };
            await store.comments.keep([], [{ ...walk, isWhole: true }]);
          }
        }
        const held = await store.comments.threads({ accountIds: [one.accountId] });
        const signs = (await store.comments.ownSigns([one.accountId])).get(one.accountId);
        const waiting = held
          .filter(({ parentId }) => parentId === undefined)
          .filter((own) => {
            const replies = held.filter(({ parentId }) => parentId === own.commentId);
            return waitsForAnswer(own, replies, { ...one, ...signs });
          });
        const scope = { only: [one.accountId] };
        const { threads } = await store.inbox.page({ ...newest, scope, states: ["open"] });
        expect(threads.map(({ top: { commentId } }) => commentId).toSorted()).toEqual(
          waiting.map(({ commentId }) => commentId).toSorted(),
        );
        expect(await store.inbox.count({ scope, states: ["open"] }, 1_000)).toBe(waiting.length);
        const { threads: all } = await store.inbox.page({ ...newest, scope });
        expect(all.length).toBe(held.filter(({ parentId }) => parentId === undefined).length);
      }),
      {
        numRuns,
        examples: [
          // An id that told the account's own comments is found to be somebody else's.
          [
            [
              { top: 0, reply: 0, name: "guest", author: "8" },
              { top: 3, reply: 1, name: "north", author: "8" },
              { top: 3, reply: 1, name: "guest", author: "7" },
            ],
          ],
        ],
      },
    );
  });

  it("shows every thread that fits once, page by page, in both orders, for one account, a few and all but some", async () => {
    const { store } = await openOne();
    const texts = ["Öffnet ihr?", "次の入荷", "100 % legit", "plain_text", "back\\slash"];
    const all = Array.from({ length: 90 }, (_, nth) =>
      top(nth, {
        accountId: nth % 3 === 0 ? TWO.accountId : ONE.accountId,
        mediaId: `1800000000000000${nth % 4}`,
        text: texts[nth % texts.length] ?? "",
        hidden: nth % 11 === 0,
        // Several of one moment: the id decides.
        createdAt: top(Math.floor(nth / 3)).createdAt,
      }),
    );
    await store.comments.keep(all, []);
    for (const thread of all.slice(0, 8)) await store.inbox.setDone(marking(thread), true);
    for (const thread of all.slice(4, 20)) await store.inbox.assign(marking(thread), "tom");
    const query = fc.record(
      {
        scope: fc.constantFrom(
          ALL,
          { only: [ONE.accountId] },
          { only: [ONE.accountId, TWO.accountId] },
          { only: [] },
          { allBut: [TWO.accountId] },
        ),
        order: fc.constantFrom("newest" as const, "oldest" as const),
        limit: fc.integer({ min: 1, max: 40 }),
        states: fc.constantFrom(undefined, ["open"] as const, ["done"] as const, ["hidden", "open"] as const),
        mediaIds: fc.constantFrom<readonly string[] | undefined>(undefined, ["18000000000000001"]),
        since: fc.constantFrom(undefined, top(10).createdAt),
        until: fc.constantFrom(undefined, top(25).createdAt),
        script: fc.constantFrom(undefined, "latin" as const, "japanese" as const),
        contains: fc.constantFrom(undefined, "ÖFFNET", "%", "_", "\\", "入荷", "nothing at all"),
        assignedTo: fc.constantFrom(undefined, "tom"),
      },
      { requiredKeys: ["scope", "order", "limit"] },
    );
    const stateOf = (thread: CommentRecord) =>
      all.indexOf(thread) < 8 ? "done" : thread.hidden === true ? "hidden" : "open";
    await fc.assert(
      fc.asyncProperty(query, async (asked) => {
        const { scope, order, states, mediaIds, since, until, script, contains, assignedTo } = asked;
        const fits = all
          .filter(({ accountId }) => isIn(scope, accountId))
          .filter((thread) => states === undefined || states.some((state) => state === stateOf(thread)))
          .filter(({ mediaId }) => mediaIds === undefined || mediaIds.includes(mediaId))
          .filter(({ createdAt }) => since === undefined || createdAt >= since)
          .filter(({ createdAt }) => until === undefined || createdAt < until)
          .filter(({ text }) => script === undefined || guessScript(text) === script)
          .filter(({ text }) => contains === undefined || foldText(text).includes(foldText(contains)))
          .filter((thread) => {
            const nth = all.indexOf(thread);
            return assignedTo === undefined || (nth >= 4 && nth < 20);
          });
        const key = ({ createdAt, commentId }: CommentRecord) => `${createdAt} ${commentId}`;
        const sorted = fits.toSorted((a, b) => (key(a) < key(b) ? -1 : 1));
        const expected = (order === "oldest" ? sorted : sorted.toReversed()).map(({ commentId }) => commentId);
        expect(await readAll(store, asked)).toEqual(expected);
        if (contains === undefined) expect(await store.inbox.count(asked, 1_000)).toBe(expected.length);
      }),
      { numRuns: numRuns * 5 },
    );
    expect(await store.inbox.count({ scope: ALL, states: ["open"] }, 7)).toBe(7);
  });

  it("finds a thread by who wrote in it, as by its texts, but not by the account's own name", async () => {
    const { store } = await openOne();
    const [asked, other] = [top(1, { text: "Open?", username: "Anna.Liebig" }), top(2, { text: "Where?" })];
    const answers = [
      { ...top(3, { text: "Till six", username: "north" }), parentId: asked.commentId },
      { ...top(4, { text: "Thanks", username: "bo_100" }), parentId: asked.commentId },
    ];
    await store.comments.keep([asked, other, ...answers], []);
    const find = async (contains: string) =>
      (await store.inbox.page({ ...newest, contains })).threads.map(({ top: { text } }) => text);
    for (const words of ["anna", "@ANNA.liebig", "bo_1", "till six"])
      expect(await find(words), words).toEqual(["Open?"]);
    expect(await find("guest")).toEqual(["Where?"]);
    for (const words of ["north", "@north", "boX100", "@liebig"]) expect(await find(words), words).toEqual([]);
  });

  it("looks for a text through so many threads at a time, says how far it came and goes on from there", async () => {
    const { store } = await openOne();
    const all = Array.from({ length: SEARCHED_AT_A_TIME + 2 }, (_, nth) =>
      top(nth, { accountId: nth % 2 === 0 ? ONE.accountId : TWO.accountId, text: nth === 0 ? "a needle" : "hay" }),
    );
    await store.comments.keep(all, []);
    const search = { ...newest, contains: "needle" };
    for (const scope of [ALL, { only: [ONE.accountId, TWO.accountId] }]) {
      const first = await store.inbox.page({ ...search, scope });
      const end = all[2];
      expect(first).toEqual({
        threads: [],
        next: { createdAt: end?.createdAt, commentId: end?.commentId },
        searchedTo: end?.createdAt,
      });
      const second = await store.inbox.page({ ...search, scope, after: first.next });
      expect(second).toMatchObject({ threads: [{ top: { text: "a needle" } }] });
      expect(second.next).toBeUndefined();
      expect(await readAll(store, { ...search, scope, contains: "hay", limit: 900 })).toHaveLength(all.length - 1);
    }
    const own = await store.inbox.page({ ...search, scope: { only: [ONE.accountId] } });
    expect(own).toMatchObject({ threads: [{ top: { text: "a needle" } }] });
    expect(own.searchedTo).toBeUndefined();
  });

  it("finds what a rule has hit and what waits to be deleted, by a reply as well", async () => {
    const { store } = await openOne();
    const [one, two, three] = [top(1, { text: "one" }), top(2, { text: "two" }), top(3, { text: "three" })];
    const reply = top(4, { parentId: two.commentId, text: "cheap" });
    await store.comments.keep([one, two, three, reply], []);
    const act = (kind: "flag" | "delete", of: CommentRecord, reason?: string) => ({
      kind,
      connection: "agency",
      accountId: of.accountId,
      mediaId: of.mediaId,
      commentId: of.commentId,
      text: undefined,
      textBefore: of.text,
      author: of.username,
      reason,
      osUser: "tester",
      requestedAt: NOW,
      dueAt: NOW,
      ...(kind === "flag" ? { state: "done" as const } : {}),
    });
    await store.comments.plan([act("flag", reply, "rule spam"), act("flag", one, "rule other"), act("delete", three)]);
    const find = async (parts: Partial<ThreadQuery>) =>
      (await store.inbox.page({ ...newest, ...parts })).threads.map(({ top: { text } }) => text);
    expect(await find({ reason: "rule spam" })).toEqual(["two"]);
    expect(await find({ isDeleting: true })).toEqual(["three"]);
    expect(await find({ isDeleting: true, reason: "rule spam" })).toEqual([]);
    expect(await find({ reason: "rule other", scope: { only: [TWO.accountId] } })).toEqual([]);
    expect(await store.inbox.count({ scope: ALL, isDeleting: true }, 100)).toBe(1);
  });

  it("keeps what people said of a thread, who said it and when, through everything that is read of it", async () => {
    const { store } = await openOne();
    const thread = top(1, { text: "Are you open?" });
    await store.comments.keep([thread], []);
    expect(await store.inbox.assign(marking(thread, "jana"), "tom")).toBe(true);
    expect(await store.inbox.assign(marking(thread, "tom"), "tom")).toBe(false);
    expect(await store.inbox.setDone(marking(thread, "tom"), true)).toBe(true);
    expect(await store.inbox.setDone(marking(thread, "jana"), true)).toBe(false);
    await store.comments.keep([{ ...thread, likeCount: 3, takenAt: "2026-11-25T08:00:00.000Z" }], []);
    expect(await store.inbox.find(thread.commentId)).toMatchObject({
      state: "done",
      done: { by: "tom", at: NOW },
      assigned: { to: "tom", by: "jana", at: NOW },
      top: { likeCount: 3 },
    });
    expect(await store.inbox.setDone(marking(thread, "jana"), false)).toBe(true);
    expect(await store.inbox.assign(marking(thread, "jana"), undefined)).toBe(true);
    expect(await store.inbox.find(thread.commentId)).toMatchObject({
      state: "open",
      done: undefined,
      assigned: undefined,
    });
    const log = (await store.comments.actions({ commentIds: [thread.commentId] })).map(
      ({ kind, osUser, text, state }) => [kind, osUser, text, state],
    );
    expect(log.toSorted()).toEqual([
      ["assign", "jana", "tom", "done"],
      ["done", "tom", undefined, "done"],
      ["reopen", "jana", undefined, "done"],
      ["unassign", "jana", undefined, "done"],
    ]);
    expect(await store.inbox.setDone(marking(top(99)), true)).toBe(false);
  });

  it("tells who else is at a thread, and forgets who has gone silent", async () => {
    const { store, clock, url } = await openOne();
    const other = await open({ url, clock });
    const place = { commentId: "19", accountId: ONE.accountId, forMs: 60_000 };
    await store.inbox.enter({ ...place, person: "jana", doing: "looking" });
    clock.advance(10_000);
    await other.inbox.enter({ ...place, person: "tom", doing: "writing" });
    await other.inbox.enter({ ...place, person: "tom", doing: "writing" });
    expect(await other.inbox.present(["19", "20"], "tom")).toEqual([
      { commentId: "19", person: "jana", doing: "looking", since: NOW },
    ]);
    expect((await store.inbox.present(["19"], "nobody")).map(({ person }) => person)).toEqual(["tom", "jana"]);
    clock.advance(55_000);
    expect((await store.inbox.present(["19"], "nobody")).map(({ person }) => person)).toEqual(["tom"]);
    await other.inbox.leave("19", "tom");
    expect(await store.inbox.present(["19"], "nobody")).toEqual([]);
  });

  it("keeps answers for use again, of everybody and of one client", async () => {
    const { store } = await openOne();
    const reply = { client: "", name: "hours", text: "From 8 to 14.", savedBy: "jana", savedAt: NOW };
    await store.inbox.saveReply(reply);
    await store.inbox.saveReply({ ...reply, client: "Nord", text: "Nord: from 9." });
    await store.inbox.saveReply({ ...reply, text: "From 8 to 15.", savedBy: "tom" });
    expect((await store.inbox.savedReplies([])).map(({ text, savedBy }) => [text, savedBy])).toEqual([
      ["From 8 to 15.", "tom"],
    ]);
    expect((await store.inbox.savedReplies(["Nord"])).map(({ client }) => client)).toEqual(["", "Nord"]);
    await store.inbox.dropReply("", "hours");
    expect((await store.inbox.savedReplies(["Nord"])).map(({ client }) => client)).toEqual(["Nord"]);
    expect((await store.eraser.erase({ accounts: [], clients: ["Nord"] })).removed).toMatchObject({ saved_replies: 1 });
    expect(await store.inbox.savedReplies(["Nord"])).toEqual([]);
  });

  it("drops threads with their comments when those are not kept any longer", async () => {
    const { store } = await openOne();
    await store.comments.keep([top(1, { text: "old" }), top(5_000, { text: "new" })], []);
    expect(await readStates(store)).toEqual({ old: "open", new: "open" });
    await store.dropOldData("comments", new Date(top(10).createdAt));
    expect(await readStates(store)).toEqual({ new: "open" });
    expect(await store.inbox.count({ scope: ALL }, 100)).toBe(1);
    expect(TAKEN_AT).toBe(NOW);
  });
});
