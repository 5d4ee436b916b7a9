// One collection for reports of several cadences: their periods are windows of the same requests, and what is held is not
// asked again.
import { describe, expect, it } from "vitest";
import { planCalls } from "../../src/collect/plan/index.ts";
import { findServing, toScope } from "../../src/collect/scope.ts";
import { toSpans } from "../../src/collect/spans.ts";
import type { DaySpan } from "../../src/dataset/index.ts";
import type { Store } from "../../src/store/index.ts";
import { ACCOUNT_ID, inForm, listBlocks, MONTH, planInput, WEEK } from "./plans.ts";

const SUNDAY_WEEK = { from: "2026-11-15", to: "2026-11-21" };
const QUARTER = { from: "2026-07-01", to: "2026-09-30" };

const plan = (spans: readonly DaySpan[], held: readonly DaySpan[] = [], form: 1 | 3 = 1) =>
  planCalls(
    planInput({
      span: { from: "2026-07-01", to: WEEK.to },
      spans: new Map([[ACCOUNT_ID, spans]]),
      known: inForm(form),
      held: new Map([
        [
          ACCOUNT_ID,
          {
            accountId: ACCOUNT_ID,
            totalWindows: held.map(({ from, to }) => `${from}..${to}`),
            media: [{ publishedAt: "2026-06-01T00:00:00.000Z", readAt: "2026-11-20T00:00:00.000Z" }],
          },
        ],
      ]),
    }),
  );

const listTotals = (made: ReturnType<typeof plan>): readonly string[] => [
  ...new Set(
    listBlocks(made.calls).flatMap((block) =>
      block.kind === "totals" && block.daily !== true ? [`${block.span.from}..${block.span.to}`] : [],
    ),
  ),
];

describe("periods of one account", () => {
  it("are the shortest and newest first, each once, of those whose names mean it", () => {
    const windows = [
      { names: ["brand*"], span: MONTH },
      { names: ["brand_de"], span: WEEK },
      { names: ["*"], span: WEEK },
      { names: ["*"], span: SUNDAY_WEEK },
      { names: ["other"], span: QUARTER },
    ];
    const account = { accountId: "1", username: "brand_de" };
    expect(toSpans(account, { span: QUARTER, windows })).toEqual([WEEK, SUNDAY_WEEK, MONTH]);
    expect(toSpans({ accountId: "1", username: "x" }, { span: QUARTER, windows: windows.slice(0, 2) })).toEqual([
      QUARTER,
    ]);
    expect(toSpans(account, { span: QUARTER })).toEqual([QUARTER]);
  });

  it("share one request where the API takes all at once", () => {
    const alone = plan([WEEK]);
    const shared = plan([WEEK, SUNDAY_WEEK, MONTH]);
    expect(shared.cost).toBe(alone.cost);
    expect(listTotals(shared)).toEqual(
      expect.arrayContaining([
        "2026-11-16..2026-11-22",
        "2026-11-15..2026-11-21",
        "2026-10-01..2026-10-30",
        "2026-10-31..2026-10-31",
      ]),
    );
  });

  it("cost only what is not held, with what they are compared with", () => {
    const held = [MONTH, { from: "2026-10-01", to: "2026-10-30" }, { from: "2026-10-31", to: "2026-10-31" }];
    const before = [
      { from: "2026-08-31", to: "2026-09-29" },
      { from: "2026-09-30", to: "2026-09-30" },
    ];
    const shared = plan([WEEK, MONTH], [...held, ...before]);
    expect(listTotals(shared).filter((window) => window < "2026-11")).toEqual([]);
    expect(listTotals(plan([WEEK, MONTH], held)).filter((window) => window < "2026-11")).toEqual([
      "2026-08-31..2026-09-29",
      "2026-09-30..2026-09-30",
    ]);
    // Where each window is a call of its own, it is a call less each.
    expect(plan([WEEK, MONTH], [], 3).cost - plan([WEEK, MONTH], [...held, ...before], 3).cost).toBe(6);
  });

  it("list posts no further back than they were listed before", () => {
    const since = (made: ReturnType<typeof plan>): number =>
      Math.min(...listBlocks(made.calls).flatMap((block) => (block.kind === "media" ? [block.since] : [])));
    expect(since(plan([WEEK, QUARTER]))).toBe(since(plan([WEEK])));
    const fresh = planCalls(planInput({ span: QUARTER, spans: new Map([[ACCOUNT_ID, [WEEK, QUARTER]]]) }));
    expect(since(fresh)).toBeLessThan(Date.parse(QUARTER.from) / 1000);
  });
});

describe("the collection that serves a report", () => {
  const filter: { readonly include: readonly string[]; readonly exclude: readonly string[] } = {
    include: ["*"],
    exclude: [],
  };
  const shared = (spans: readonly DaySpan[]) => ({
    span: { from: "2026-10-01", to: WEEK.to },
    windows: spans.map((span) => ({ names: ["a*"], span })),
    filter: { ...filter, within: [["a*"]] },
  });
  const serve = (scopes: readonly string[], span: DaySpan, names = ["a*"], asked = filter) =>
    findServing({ listScopes: async () => scopes } as unknown as Store, asked, [{ names, span }]);

  it("is the newest that asked for its window of the same accounts", async () => {
    const [newer, older] = [shared([WEEK, MONTH]), shared([WEEK])];
    const scopes = [toScope(newer), toScope(older)];
    expect(await serve(scopes, WEEK)).toEqual([newer]);
    expect(await serve(scopes.slice(1), MONTH)).toEqual([undefined]);
    expect(toScope((await serve(scopes, MONTH))[0] ?? older)).toBe(scopes[0]);
  });

  it("is none of another kind, of other names or of another choice of accounts", async () => {
    const scope = toScope(shared([WEEK]));
    expect(await serve([scope], WEEK, ["b*"])).toEqual([undefined]);
    expect(await serve([scope], WEEK, ["a*"], { include: ["*"], exclude: ["x"] })).toEqual([undefined]);
    expect(await serve([toScope({ span: WEEK, filter })], WEEK)).toEqual([undefined]);
    expect(await serve([toScope({ ...shared([WEEK]), storiesOnly: true })], WEEK)).toEqual([undefined]);
    expect(await serve([toScope({ span: WEEK, filter, since: "2026-01-01", storiesOnly: true })], WEEK)).toEqual([
      undefined,
    ]);
  });
});
