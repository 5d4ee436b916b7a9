import { describe, expect, it } from "vitest";
import { normalise, normaliseKnownRefusals } from "../../src/collect/normalise/index.ts";
import type { Block } from "../../src/collect/plan/index.ts";
import { ACCOUNT_ID, plannedCall, recordedError } from "./plans.ts";
import { KNOWN, MEDIA, read, recorded, SERIES, single, TAKEN_AT, totals, WEEK } from "./readings.ts";

describe("a refusal", () => {
  const refuse = (block: Block, error: ReturnType<typeof recordedError>, metrics?: readonly string[]) =>
    normalise(
      {
        kind: "refused",
        call: plannedCall(),
        refusals: [{ block, error, ...(metrics === undefined ? {} : { metrics }) }],
        takenAt: TAKEN_AT,
      },
      { known: KNOWN, stampReading: "end", runStartedAt: TAKEN_AT },
    );

  it.each([
    ["010_permission", "not-permitted", "10"],
    ["200_permission", "not-permitted", "200"],
    ["010_not_enough_viewers", "below-threshold", "10"],
    ["100_2108006_before_conversion", "before-conversion", "100/2108006"],
    ["100_033_not_found", "gone", "100/33"],
    ["100_media_metric_unsupported", "metric-refused", "100"],
    ["100_impressions_media", "withdrawn", "100"],
    ["100_window_too_long", "metric-refused", "100"],
    ["190_463_expired", "token-unusable", "190/463"],
    ["002_service", "unanswered", "2"],
    ["2642_invalid_cursor", "unanswered", "2642"],
  ] as const)("%s is a gap of the reason %s, in the API's words", (name, reason, code) => {
    const [gap, ...more] = refuse(single("reach"), recordedError(name)).gaps;
    expect(more).toEqual([]);
    expect(gap).toMatchObject({ reason, code, mediaId: "17900000000000002", seenAt: TAKEN_AT, accountId: ACCOUNT_ID });
    expect(gap?.message).toBe(recordedError(name).apiMessage);
  });

  it("of a window is a gap for each of its metrics, with its days", () => {
    const batch = refuse(SERIES, recordedError("010_permission"));
    expect(batch.gaps.map(({ metric, fromDay, toDay }) => [metric, fromDay, toDay])).toEqual([
      ["reach", "2026-11-16", "2026-11-22"],
      ["follower_count", "2026-11-16", "2026-11-22"],
    ]);
    const subject = `${ACCOUNT_ID}/series/2026-11-16..2026-11-22/`;
    expect(batch.settled).toEqual([subject, `${subject}/reach`, `${subject}/follower_count`]);
  });

  describe("of a window and of days in it", () => {
    const day = { kind: "totals", span: { from: WEEK.from, to: WEEK.from }, breakdown: "", daily: true } as const;
    const window = { kind: "totals", span: WEEK, metrics: ["views", "likes"], breakdown: "" } as const;
    const lose = (blocks: readonly Block[], errors: readonly ReturnType<typeof recordedError>[]) =>
      normalise(
        {
          kind: "refused",
          call: plannedCall(),
          refusals: blocks.map((block, index) => ({ block, error: errors[index] ?? recordedError("010_permission") })),
          takenAt: TAKEN_AT,
        },
        { known: KNOWN, stampReading: "end", runStartedAt: TAKEN_AT },
      );
    const tell = ({ gaps }: ReturnType<typeof lose>) =>
      gaps.map(({ metric, fromDay, toDay }) => [metric, fromDay, toDay]);

    it("is one loss where the words are the same, and settles both", () => {
      const batch = lose([window, { ...day, metrics: ["views"] }], []);
      expect(tell(batch)).toEqual([
        ["views", WEEK.from, WEEK.to],
        ["likes", WEEK.from, WEEK.to],
      ]);
      expect(batch.settled).toContain(`${ACCOUNT_ID}/totals/${WEEK.from}..${WEEK.from}//views`);
    });

    it.each<[string, readonly Block[], readonly string[]]>([
      ["other words", [window, { ...day, metrics: ["views"] }], ["010_permission", "002_service"]],
      ["another metric", [window, { ...day, metrics: ["views", "saves"] }], []],
      [
        "another window",
        [
          { ...window, span: { from: WEEK.to, to: WEEK.to } },
          { ...day, metrics: ["views"] },
        ],
        [],
      ],
      ["the days alone", [{ ...day, metrics: ["views"] }], []],
    ])("is told apart where it is not the same: %s", (_what, blocks, errors) => {
      const batch = lose(
        blocks,
        errors.map((name) => recordedError(name)),
      );
      expect(tell(batch)).toContainEqual(["views", WEEK.from, WEEK.from]);
    });

    it("is one loss, too, where it is remembered", () => {
      const known = { message: "no", code: "10", reason: "not-permitted" } as const;
      const refusedBefore = [
        { ...known, block: window, metric: "views" },
        { ...known, block: { ...day, metrics: ["views"] }, metric: "views" },
        { ...known, block: { ...day, metrics: ["saves"] }, metric: "saves" },
      ];
      const { gaps } = normaliseKnownRefusals(plannedCall({ refusedBefore }), TAKEN_AT);
      expect(gaps.map(({ metric, toDay }) => [metric, toDay])).toEqual([
        ["views", WEEK.to],
        ["saves", WEEK.from],
      ]);
    });
  });

  it("of one metric outlives the answer to the others", () => {
    const lost = refuse(SERIES, recordedError("100_follower_count_too_old"), ["follower_count"]);
    expect(lost.settled).toEqual([]);
    const answered = read({ ...SERIES, metrics: ["reach"] }, recorded("user_insights_series_day"));
    expect(answered.settled).not.toContain(lost.gaps[0]?.subject);
  });

  it("to go on with a listing is a gap beside what was listed", () => {
    const error = recordedError("2642_invalid_cursor");
    const parts = [{ block: MEDIA, part: recorded("media_page_nested_insights") }];
    const batch = normalise(
      {
        kind: "page",
        call: plannedCall(),
        parts,
        refusals: [{ block: { ...MEDIA, after: "A" }, error }],
        takenAt: TAKEN_AT,
      },
      { known: KNOWN, stampReading: "end", runStartedAt: TAKEN_AT },
    );
    expect(batch.media).toHaveLength(3);
    expect(batch.gaps).toMatchObject([{ subject: `${ACCOUNT_ID}/media`, reason: "unanswered", code: "2642" }]);
  });

  it("known from an earlier run is told again without asking", () => {
    const call = plannedCall({
      refusedBefore: [{ block: totals("views", "likes"), metric: "likes", message: "gone since May" }],
    });
    expect(normaliseKnownRefusals(call, TAKEN_AT).gaps).toMatchObject([
      { metric: "likes", reason: "metric-refused", message: "gone since May", fromDay: WEEK.from, toDay: WEEK.to },
    ]);
  });

  it("known from an earlier run is told for the same reason as then", () => {
    const error = recordedError("100_impressions_media");
    const block = totals("views", "impressions");
    const message = error.apiMessage ?? "";
    const [then] = refuse(block, error, ["impressions"]).gaps;
    const [now] = normaliseKnownRefusals(
      plannedCall({ refusedBefore: [{ block, metric: "impressions", message }] }),
      TAKEN_AT,
    ).gaps;
    expect([now?.reason, now?.message]).toEqual([then?.reason, then?.message]);
    expect(now?.reason).toBe("withdrawn");
  });
});
