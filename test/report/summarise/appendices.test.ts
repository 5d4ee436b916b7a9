import { describe, expect, test } from "vitest";
import { toNoted } from "../../../src/dataset/index.ts";
import { chainRestatements } from "../../../src/report/summarise/figures/restated.ts";
import { findLastReport } from "../../../src/report/summarise/read/restatements.ts";
import type { Restatement, RunRow } from "../../../src/store/index.ts";
import {
  account,
  build,
  cell,
  type Dataset,
  gap,
  merge,
  post,
  section,
  THURSDAY,
  table,
  WEEK,
  WEEK_BEFORE,
  whole,
} from "./memory-dataset.ts";

const run = (startedAt: string, rest: Partial<RunRow> = {}): RunRow => ({
  runId: startedAt,
  kind: "collect",
  fromDay: WEEK.from,
  toDay: WEEK.to,
  state: "complete",
  startedAt,
  endedAt: startedAt,
  accounts: 1,
  calls: 1,
  gaps: 0,
  ...rest,
});

const restated = (rest: Partial<Restatement> = {}): Restatement => ({
  kind: "day",
  accountId: "1",
  metric: "reach",
  breakdown: "",
  bucket: "",
  fromDay: "2026-11-15",
  toDay: "2026-11-15",
  oldValue: 100,
  newValue: 110,
  oldTakenAt: "2026-11-16T09:00:00.000Z",
  newTakenAt: "2026-11-23T09:00:00.000Z",
  ...rest,
});

describe("the collections", () => {
  test("that two groups began in the same millisecond are two, each with its own receipts", async () => {
    const runs = [
      run(THURSDAY, { runId: "a", endedAt: "2026-11-19T10:00:00.000Z", calls: 3 }),
      run(THURSDAY, { runId: "b", endedAt: "2026-11-19T11:00:00.000Z", calls: 5 }),
    ];
    const model = await build({ ...whole("1"), runs });
    const { rows } = table(model, "a1", "runs");
    expect(new Set(rows.map(({ key }) => key)).size).toBe(2);
    const takenAt = rows.map(({ cells }) => cells.flatMap((one) => (one.kind === "value" ? (one.receipt ?? []) : [])));
    expect(takenAt.map((keys) => [...new Set(keys.map((key) => model.receipts[key]?.takenAt))])).toEqual([
      ["2026-11-19T10:00:00.000Z"],
      ["2026-11-19T11:00:00.000Z"],
    ]);
  });
});

describe("what is missing", () => {
  test("a role without insights is one line, however many figures it takes away", async () => {
    const noted = toNoted({ code: "role-lacks-insights" });
    const lost = ["reach", "views", "likes"].map((metric) => gap("1", { metric, reason: "not-permitted", ...noted }));
    const refused = gap("2", { metric: "reposts", reason: "metric-refused", code: "100", message: "(#100) no" });
    const model = await build({ ...merge(whole("1"), whole("2")), gaps: [...lost, refused] });
    const groups = table(model, "a1", "gap-groups");
    expect(groups.rows.map((row) => [cell(groups, row, "metric"), cell(groups, row, "times")])).toEqual([
      [
        { kind: "text", text: "3 figures" },
        { kind: "value", value: 3 },
      ],
      [
        { kind: "text", text: "Reposts (reposts)" },
        { kind: "value", value: 1 },
      ],
    ]);
    expect(cell(groups, groups.rows[0], "message")).toEqual({ kind: "text", text: noted.message });
    expect(model.sheets.find(({ id }) => id === "gaps")?.table.rows).toHaveLength(4);
  });

  test("a token that died takes all figures, and the line says so", async () => {
    const gaps = [gap("1", { reason: "token-unusable" }), gap("1", { metric: "reach", reason: "token-unusable" })];
    const groups = table(await build({ ...whole("1"), gaps }), "a1", "gap-groups");
    expect(groups.rows.map((row) => cell(groups, row, "metric"))).toEqual([{ kind: "text", text: "all figures" }]);
  });
});

describe("restatements", () => {
  test("a chain of changes is one line from the value told to the value now; one that came back is none", () => {
    const second = restated({ oldValue: 110, newValue: 125, newTakenAt: "2026-11-24T09:00:00.000Z" });
    const back = [
      restated({ metric: "views", newValue: 90 }),
      restated({ metric: "views", oldValue: 90, newValue: 100, newTakenAt: "2026-11-24T09:00:00.000Z" }),
    ];
    expect(chainRestatements([second, ...back, restated()])).toEqual([
      { ...restated(), newValue: 125, newTakenAt: "2026-11-24T09:00:00.000Z" },
    ]);
  });

  test("a day's total and the same day of a series are two chains", () => {
    const day = restated({ oldValue: 100, newValue: 110, newTakenAt: "2026-11-23T09:00:00.000Z" });
    const window = restated({ kind: "window", oldValue: 500, newValue: 505, newTakenAt: "2026-11-24T09:00:00.000Z" });
    expect(chainRestatements([day, window])).toEqual([day, window]);
  });

  test("the last report is the one told, else the first collection after the period before, else its end", () => {
    const runs = [run("2026-11-23T09:00:00.000Z"), run("2026-11-16T09:00:00.000Z"), run("2026-11-15T09:00:00.000Z")];
    expect(findLastReport(WEEK_BEFORE, runs, undefined)).toBe("2026-11-16T09:00:00.000Z");
    expect(findLastReport(WEEK_BEFORE, runs, "2026-11-17T00:00:00.000Z")).toBe("2026-11-17T00:00:00.000Z");
    expect(findLastReport(WEEK_BEFORE, [], undefined)).toBe("2026-11-16T00:00:00.000Z");
    const unfinished = run("2026-11-16T10:00:00.000Z", { endedAt: undefined });
    expect(findLastReport(WEEK_BEFORE, [unfinished], undefined)).toBe("2026-11-16T00:00:00.000Z");
  });

  test("stand in A1 with the old and the new value, the furthest first, per cent only from a base of 20", async () => {
    const restatements = [
      restated(),
      restated({ metric: "follower_count", oldValue: 2, newValue: 3 }),
      restated({ metric: "reach", fromDay: "2026-11-14", toDay: "2026-11-14", newValue: 50 }),
      restated({ accountId: "9" }),
      restated({ fromDay: "2026-11-16", toDay: "2026-11-16" }),
      restated({ metric: "views", newTakenAt: "2026-11-15T09:00:00.000Z" }),
    ];
    const model = await build({ ...whole("1"), restatements });
    const changes = table(model, "a1", "restated");
    expect(changes.rows).toHaveLength(3);
    expect(changes.rows.map((row) => cell(changes, row, "figure"))).toMatchObject([
      { text: "Reach" },
      { text: "Reach" },
      { text: "New followers" },
    ]);
    expect(changes.rows.map((row) => [cell(changes, row, "told"), cell(changes, row, "now")])).toMatchObject([
      [{ value: 100 }, { value: 50 }],
      [{ value: 100 }, { value: 110 }],
      [{ value: 2 }, { value: 3 }],
    ]);
    expect(changes.rows.map((row) => cell(changes, row, "change"))).toMatchObject([
      { kind: "change", value: -0.5, as: "percent", against: 100 },
      { kind: "change", value: 0.1, as: "percent", against: 100 },
      { kind: "change", value: 1, as: "count", against: 2 },
    ]);
    const old = cell(changes, changes.rows[1], "told");
    expect(old?.kind === "value" ? model.receipts[old.receipt ?? ""] : undefined).toEqual({
      metric: "reach for the last report",
      window: { from: "2026-11-15", to: "2026-11-15" },
      takenAt: "2026-11-16T09:00:00.000Z",
      formula: "account insight reach, as read for the last report",
    });
  });

  test("none is said to be none, since when", async () => {
    const changes = table(await build(whole("1")), "a1", "restated");
    expect(changes).toMatchObject({
      rows: [],
      whenEmpty: "No figure of an earlier period has changed since Nov 16, 2026, 1:00 AM.",
    });
  });
});

describe("calls", () => {
  test("spent against the budget of the connection; an unknown one is not measured", async () => {
    const spent = [
      { connection: "agency", calls: 48, refused: 1, usedPercent: 15 },
      { connection: "brand", calls: 2, refused: 0 },
    ];
    const model = await build({ ...whole("1"), spent }, { callsPerHour: { agency: 180 } });
    const calls = table(model, "a1", "calls");
    const receipt = (what: string) => expect.stringMatching(new RegExp(`^connection/${what}/`));
    expect(calls.rows.map(({ cells }) => cells.slice(1))).toEqual([
      [
        { kind: "value", value: 48, receipt: receipt("agency/calls") },
        { kind: "value", value: 180, receipt: receipt("agency/callsPerHour") },
        { kind: "value", value: 0.15, receipt: receipt("agency/usedPercent") },
      ],
      [
        { kind: "value", value: 2, receipt: receipt("brand/calls") },
        { kind: "absent", because: "not in the configuration the report was made with" },
        { kind: "absent", because: "Meta sent no usage header" },
      ],
    ]);
    const [told] = Object.entries(model.receipts).filter(([key]) => key.startsWith("connection/agency/calls/"));
    expect(told?.[1]).toEqual({
      metric: "calls",
      window: { from: WEEK.from, to: "2026-11-29" },
      takenAt: null,
      formula: "counted by the ledger of calls",
    });
  });
});

describe("all posts", () => {
  test("lists posts and stories by account, and measures no story against posts", async () => {
    const story = post("2", "s", "2026-11-17T09:00:00.000Z", { reach: 5 }, { mediaProductType: "STORY" });
    const model = await build(merge(whole("1"), whole("2"), story));
    const posts = table(model, "a3", "all-posts");
    expect(posts.rows.map(({ key }) => key)).toEqual(["1-c", "1-b", "1-a", "2-c", "2-b", "2-a", "s"]);
    expect(posts.rows[6]?.target).toBe("account-2");
    expect(cell(posts, posts.rows[6], "multiple")).toEqual({ kind: "text", text: "" });
    expect(section(model, "a3").lead).toBe(
      "6 posts and 1 story seen of November 16–22, 2026, newest first by account.",
    );
  });
});

describe("top content of several accounts", () => {
  const figures = (likes: number) => ({ reach: 100, likes, comments: 0, saved: 0, shares: 0 });
  const accountOf = (id: string, posts: number, likes: number) =>
    merge(
      { accounts: [account(id)] },
      ...Array.from({ length: posts }, (_, at) =>
        post(id, `${id}${at}`, "2026-11-17T10:00:00.000Z", figures(likes - at)),
      ),
    );
  async function listTop(dataset: Dataset) {
    const [cards] = section(await build(dataset), "top").blocks;
    if (cards?.kind !== "cards") throw new Error("no cards");
    return { title: cards.title, ids: cards.cards.map(({ mediaId }) => mediaId) };
  }

  test("shows at most three of one account, and says so", async () => {
    const top = await listTop(merge(accountOf("a", 8, 900), accountOf("b", 4, 500), accountOf("c", 4, 100)));
    expect(top.ids).toEqual(["a0", "a1", "a2", "b0", "b1", "b2", "c0", "c1", "c2"]);
    expect(top.title).toBe("Most interactions, at most 3 of one account");
  });

  test("but fills the nine when the others have too few", async () => {
    const top = await listTop(merge(accountOf("a", 8, 900), accountOf("b", 1, 500)));
    expect(top.ids).toEqual(["a0", "a1", "a2", "a3", "a4", "a5", "a6", "a7", "b0"]);
    expect(top.title).toBe("Most interactions");
  });
});

describe("the dataset's hash", () => {
  const hashOf = async (dataset: Dataset) => (await build(dataset)).datasetHash;

  test("is equal for equal facts in any order, and another for any other fact", async () => {
    const one = whole("1");
    const first = await hashOf(one);
    expect(first).toMatch(/^[0-9a-f]{64}$/);
    const turned = { ...one, totals: one.totals.toReversed(), mediaInsights: one.mediaInsights.toReversed() };
    expect(await hashOf({ ...turned, days: one.days.toReversed(), media: one.media.toReversed() })).toBe(first);
    for (const part of ["totals", "days", "mediaInsights", "media"] as const) {
      const [head, ...rest] = one[part];
      const later = { ...head, takenAt: "2026-11-27T09:00:00.000Z" };
      expect(await hashOf({ ...one, [part]: [later, ...rest] }), part).not.toBe(first);
    }
    expect(await hashOf({ ...one, gaps: [gap("1", {})] })).not.toBe(first);
    expect(await hashOf({ ...one, runs: [run(THURSDAY)] })).toBe(first);
    const moved = one.media.map((media) => ({ ...media, mediaUrl: "https://cdn.example/1.jpg?signed" }));
    expect(await hashOf({ ...one, media: moved })).toBe(first);
  });
});

describe("an account that is no longer listed", () => {
  test("is shown with what is held, marked as last read, and is not told as missing beside it", async () => {
    const gone = { connection: "agency", reason: "no-longer-listed", seenAt: THURSDAY } as const;
    const missing = [
      { ...gone, pageId: "p1", pageName: "Page of one", message: "No list names Page of one any more." },
      { ...gone, pageId: "p9", pageName: "Stranger", message: "No list names Stranger any more." },
    ];
    const lost = account("1", { pageId: "p1", username: "one" });
    const model = await build({
      ...merge(whole("1"), whole("2")),
      accounts: [lost, account("2", { pageId: "p2" })],
      missing,
    });
    expect(model.accounts).toBe(2);
    expect(JSON.stringify(table(model, "a1", "missing").rows)).toContain("Stranger");
    expect(JSON.stringify(table(model, "a1", "missing").rows)).not.toContain("Page of one");
    const leads = model.sections
      .filter(({ account: own }) => own !== undefined)
      .map(({ account: own, lead }) => [own?.accountId, lead]);
    expect(leads).toEqual([
      ["1", expect.stringMatching(/last read/i)],
      ["2", undefined],
    ]);
    expect(JSON.stringify(section(model, "summary").blocks)).toMatch(/one/);
  });
});
