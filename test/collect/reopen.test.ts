import { expect, it } from "vitest";
import { reopen } from "../../src/collect/reopen.ts";
import type { GapReason } from "../../src/dataset/index.ts";
import type { Held } from "../../src/store/index.ts";
import { gap } from "../store/records.ts";

it("what a token that died in the middle of an account left of it is due again", () => {
  const accountId = "17841400000000001";
  const held = { accountId, media: [{}], totalWindows: ["2026-11-16..2026-11-22"], audienceTakenAt: "2026-11-23" };
  const whole = gap({ accountId, subject: `${accountId}/account`, reason: "token-unusable" });
  expect(reopen(held as unknown as Held, [whole])).toEqual({
    accountId,
    media: [],
    totalWindows: [],
    audienceAnsweredAt: "2026-11-23",
  });
  expect(reopen(held as unknown as Held, [{ ...whole, reason: "unanswered" }])).toEqual(held);
});

it.each<[GapReason, boolean]>([
  ["unanswered", true],
  ["token-unusable", true],
  ["not-permitted", true],
  ["out-of-budget", true],
  ["metric-refused", false],
  ["withdrawn", false],
  ["below-threshold", false],
  ["before-conversion", false],
  ["gone", false],
  ["not-reported", false],
])("what was lost as %s is due again: %s", (reason, isDue) => {
  const accountId = "17841400000000001";
  const media = [{ mediaId: "1", publishedAt: "2026-11-20T00:00:00.000Z", takenAt: "2026-11-23T00:00:00.000Z" }];
  const held = { accountId, media, totalWindows: ["2026-11-16..2026-11-22"], audienceTakenAt: "2026-11-23" } as unknown;
  const gaps = ["media", "totals/2026-11-16..2026-11-22/x", "audience/country"].map((question) =>
    gap({ accountId, subject: `${accountId}/${question}`, reason }),
  );
  // Refused to the whole connection; to one account alone a window would be due again.
  const refused = new Map(gaps.map(({ metric = "" }) => [`account:${metric}`, "not known"]));
  const now = reopen(held as Held, gaps, refused);
  expect([now.media.length === 0, now.totalWindows.length === 0, now.audienceTakenAt === undefined]).toEqual([
    isDue,
    isDue,
    isDue,
  ]);
});
