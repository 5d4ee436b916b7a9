// The comments commands as a person or a script meets them, against the stand-in.
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { CommentAction } from "../../src/dataset/index.ts";
import { type Journey, startJourney } from "../support/journey.ts";
import { startClock, USUAL } from "../support/test-clock.ts";

const world = (settings = {}) => ({
  accounts: 3,
  seed: 7,
  settings: { pictures: "none", callsPerHour: 100_000, ...settings } as const,
});
const CONFIG = "budget: { callsPerHour: 100000 }\n";

interface Listed {
  readonly outcome: string;
  readonly total: number;
  readonly calls: number;
  readonly onlyCounted: readonly string[];
  readonly threads: readonly {
    readonly commentId: string;
    readonly mediaId: string;
    readonly account: string;
    readonly author: string;
    readonly text: string;
    readonly hidden: boolean;
    readonly unanswered: boolean;
    readonly createdAt: string;
    readonly replies: readonly { readonly text: string; readonly own: boolean }[];
    readonly notes: readonly { readonly kind: string }[];
  }[];
}

interface Done {
  readonly outcome: string;
  readonly dryRun?: boolean;
  readonly matched: number;
  readonly leftOut: number;
  readonly actions: readonly CommentAction[];
  readonly later: readonly CommentAction[];
  readonly orders: readonly { readonly commentId: string; readonly verdict: string }[];
  readonly writesLeft: Readonly<Record<string, number>>;
  readonly resumesAt: string | null;
  readonly error?: { readonly code: string; readonly message: string };
}

async function run<T = Done>(journey: Journey, code: number, ...words: readonly string[]): Promise<T> {
  const ended = await journey.gazette(["comments", ...words, "--json"]);
  expect(ended.code, `${words.join(" ")}\n${ended.stderr}${ended.stdout}`).toBe(code);
  return ended.json<T>();
}

const writesOf = ({ sandbox }: Journey) =>
  sandbox.log().filter(({ method, parameters }) => method !== "GET" && parameters.method === undefined).length;

describe("reading", () => {
  it("lists every account in one list, filters it and shows a thread, from the dataset without a call", async () => {
    // A day on which each of the three has comments.
    await using journey = await startJourney(world(), CONFIG, startClock(USUAL));
    const live = await run<Listed>(journey, 0, "list", "--live", "--limit", "10000");
    expect(live.calls).toBeLessThan(12);
    expect(new Set(live.threads.map(({ account }) => account)).size).toBe(3);
    const spent = journey.sandbox.callsCounted();
    const words = ["--unanswered", "--contains", "FOLLOWERS", "--age", "2w", "--account", "kaffee_nord"];
    const filtered = await run<Listed>(journey, 0, "list", ...words);
    const since = journey.now().getTime() - 14 * 86_400_000 - 60_000;
    const expected = live.threads.filter(
      ({ account, text, unanswered, createdAt }) =>
        account === "kaffee_nord" && unanswered && /followers/.test(text) && Date.parse(createdAt) > since,
    );
    expect(expected.length).toBeGreaterThan(1);
    expect(filtered.threads.map(({ commentId }) => commentId)).toEqual(expected.map(({ commentId }) => commentId));
    const discussed = live.threads.find(({ replies }) => replies.length > 1);
    const shown = await journey.gazette(["comments", "show", discussed?.commentId ?? ""]);
    expect(shown.code, shown.stderr).toBe(0);
    expect(shown.stdout.match(/↳/g)?.length).toBe(discussed?.replies.length);
    expect(journey.sandbox.callsCounted()).toBe(spent);
    const plain = await journey.gazette(["comments", "list", "--contains", "terminal"]);
    expect(plain.stdout).toContain("hello terminal");
    const json = await journey.gazette(["comments", "list", "--contains", "terminal", "--json"]);
    expect(json.json<Listed>().threads[0]?.text).toContain("\u001b[2J");
    // No letter that could move or colour a terminal (V13).
    for (const text of [plain.stdout, plain.stderr, json.stdout]) {
      expect(text.replaceAll("\n", "")).not.toMatch(/[\0-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/);
    }
    expect((await run(journey, 2, "list", "--language", "klingon")).error?.code).toBe("USAGE_INVALID");
  });

  it("says what was counted and not returned", async () => {
    await using journey = await startJourney(world({ commentsReturned: "none" }), CONFIG);
    const ended = await journey.gazette(["comments", "list", "--live", "--account", "kaffee_nord"]);
    expect(ended.code, ended.stderr).toBe(0);
    expect(ended.stdout).toMatch(/its count says \d+, the API returned 0\./);
  });
});

describe("writing", () => {
  it("one comment at a time: create, reply, hide, unhide, close, open, each in the log", async () => {
    await using journey = await startJourney(world(), CONFIG);
    const { threads } = await run<Listed>(journey, 0, "list", "--live", "--unanswered", "--limit", "2");
    const [one = "", two = ""] = threads.map(({ commentId }) => commentId);
    const media = threads[0]?.mediaId ?? "";
    await run(journey, 0, "create", media, "We open at 8.");
    const answered = await run(journey, 0, "reply", one, "Danke & bis bald");
    expect(answered.writesLeft).toEqual({ agency: 58 });
    await run(journey, 0, "hide", two);
    expect((await run(journey, 1, "reply", two, "hm")).error).toMatchObject({
      code: "MODERATE_NOT_ALLOWED",
      message: expect.stringContaining("hidden comments cannot be answered") as string,
    });
    await run(journey, 0, "unhide", two);
    await run(journey, 0, "close", media);
    expect((await run(journey, 1, "create", media, "too late")).error?.message).toContain("comments are closed");
    await run(journey, 0, "open", media);
    const { actions } = (await journey.gazette(["comments", "log", "--json"])).json<Pick<Done, "actions">>();
    const done = ["create", "reply", "hide", "unhide", "close", "open"];
    expect(actions.map(({ kind, state }) => `${kind} ${state}`).toReversed()).toEqual(
      done.map((kind) => `${kind} done`),
    );
    expect(actions.every(({ osUser, requestedAt }) => osUser !== "" && requestedAt !== "")).toBe(true);
    expect(actions.find(({ kind }) => kind === "hide")?.textBefore).toBe(threads[1]?.text);
    expect(writesOf(journey)).toBe(6);
  });

  it("several: a dry run first, capped; the hour's end pauses with 4 and the same command goes on", async () => {
    const limits = "comments: { writesPerHour: 4, most: 3, replies: { hours: At 8. } }";
    await using journey = await startJourney(world(), CONFIG + limits);
    await run(journey, 0, "list", "--live");
    const dry = await run(journey, 0, "reply", "--unanswered", "--contains", "when do you open", "--saved", "hours");
    expect([dry.dryRun, dry.orders.length, dry.leftOut]).toEqual([true, 3, dry.matched - 3]);
    expect(writesOf(journey)).toBe(0);
    const six = await run(
      journey,
      0,
      "reply",
      "--unanswered",
      "--contains",
      "when do you open",
      "--text",
      "x",
      "--max",
      "6",
    );
    const lines = six.orders.map(({ commentId }) =>
      JSON.stringify({ comment_id: commentId, reply: `At 8, ${commentId}.` }),
    );
    await writeFile(join(journey.folder, "answers.jsonl"), lines.join("\n"));
    const bulk = ["reply", "--file", "answers.jsonl", "--max", "6", "--yes", "--no-wait"];
    const paused = await run(journey, 4, ...bulk);
    expect(paused.outcome).toBe("paused");
    expect(Date.parse(paused.resumesAt ?? "")).toBeGreaterThan(journey.now().getTime());
    expect(writesOf(journey)).toBe(4);
    await journey.configure(`${CONFIG}comments: { writesPerHour: 60 }`);
    const resumed = await run(journey, 0, ...bulk);
    expect(resumed.actions.map(({ state, text, commentId }) => [state, text === `At 8, ${commentId}.`])).toEqual([
      ["done", true],
      ["done", true],
    ]);
    expect(writesOf(journey)).toBe(6);
    expect((await run(journey, 1, "hide", "--file", "none.txt")).error?.code).toBe("MODERATE_FILE");
  });

  it("deletes after a grace time: undo takes it back, --now does not wait, the archive keeps the text", async () => {
    await using journey = await startJourney(world(), `${CONFIG}comments: { settleSeconds: 0 }`);
    const words = ["--live", "--contains", "followers", "--unanswered", "--limit", "2"];
    const { threads } = await run<Listed>(journey, 0, "list", ...words);
    const [one = "", two = ""] = threads.map(({ commentId }) => commentId);
    const queued = await run(journey, 0, "delete", one);
    expect(queued.actions).toMatchObject([{ kind: "hide", state: "done" }]);
    expect(queued.later).toMatchObject([{ kind: "delete", state: "planned", textBefore: threads[0]?.text }]);
    expect((await run(journey, 0, "settle")).actions).toEqual([]);
    const status = (await journey.gazette(["status", "--json"])).json();
    expect(status).toMatchObject({
      commentActions: { waiting: 1, due: 0 },
      connections: [{ commentWritesLeft: 59, commentWritesPerHour: 60 }],
    });
    expect((await run(journey, 0, "undo", one)).actions).toMatchObject([{ kind: "unhide", state: "done" }]);
    await run(journey, 0, "delete", two, "--now");
    const shown = await journey.gazette(["comments", "show", two]);
    expect(shown.code, shown.stderr).toBe(0);
    expect(shown.stdout).toMatch(/no longer on Instagram/);
    expect(shown.stdout).toContain("free followers");
    expect(writesOf(journey)).toBe(3);
  });

  it("goes on with the next ones when a capped bulk is given again, and tells odd ids for what they are", async () => {
    await using journey = await startJourney(world(), `${CONFIG}comments: { most: 2 }`);
    const { threads } = await run<Listed>(journey, 0, "list", "--live", "--limit", "1");
    const bulk = ["delete", "--contains", "followers", "--yes"];
    const first = await run(journey, 0, ...bulk);
    const second = await run(journey, 0, ...bulk);
    const ids = [...first.later, ...second.later].map(({ commentId }) => commentId);
    expect([new Set(ids).size, second.matched]).toEqual([4, first.matched - 2]);
    const before = writesOf(journey);
    const odd = ["17841400000000001", threads[0]?.mediaId ?? "", "../me", "17899999999999999"];
    for (const id of odd) {
      const { error } = await run(journey, 1, "hide", id);
      expect(error?.code, id).toMatch(/^MODERATE_(NOT_ALLOWED|NOT_FOUND)$/);
      expect(error?.message, id).toContain(id);
    }
    expect((await run(journey, 1, "create", threads[0]?.commentId ?? "", "x")).error?.code).toMatch(/^MODERATE_/);
    expect((await run(journey, 1, "undo", ids[0] ?? "", "17899999999999999")).error?.code).toBe("MODERATE_TOO_LATE");
    expect(writesOf(journey)).toBe(before);
  });

  it("sweeps by the rules: a dry run tells the hits, --yes queues and notes", async () => {
    const rules = `comments:
  replies: { hours: At 8. }
  rules:
    - { name: spam, when: { link: true, contains: [followers] }, action: delete }
    - { name: opening, when: { matches: 'do you open' }, action: suggest, reply: hours }`;
    await using journey = await startJourney(world(), CONFIG + rules);
    interface Swept {
      readonly hits: readonly { readonly rule: string; readonly count: number }[];
      readonly later: readonly CommentAction[];
    }
    const dry = await run<Swept>(journey, 0, "sweep", "--max", "2");
    expect(dry.hits.map(({ rule, count }) => [rule, count > 0])).toEqual([
      ["spam", true],
      ["opening", true],
    ]);
    expect(writesOf(journey)).toBe(0);
    const swept = await run<Swept>(journey, 0, "sweep", "--max", "2", "--yes");
    expect(swept.later.length).toBe(2);
    expect(writesOf(journey)).toBe(2);
    const noted = await run<Listed>(journey, 0, "list", "--contains", "do you open", "--limit", "1");
    expect(noted.threads[0]?.notes).toMatchObject([{ kind: "suggest", text: "At 8." }]);
  });
});
