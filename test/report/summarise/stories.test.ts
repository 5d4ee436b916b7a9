// The stories strip of an account page.
import { describe, expect, test } from "vitest";
import { addDays, type MediaPoint } from "../../../src/dataset/index.ts";
import type { Block, ReportModel } from "../../../src/report/summarise/index.ts";
import type { RunRow } from "../../../src/store/index.ts";
import { account, build, type Dataset, gap, merge, post, section, THURSDAY, WEEK, whole } from "./memory-dataset.ts";

const ID = "1";
const PAGE = `account-${ID}`;

function find<Kind extends Block["kind"]>(model: ReportModel, kind: Kind): Extract<Block, { kind: Kind }> {
  const found = section(model, PAGE).blocks.find((block) => block.kind === kind);
  if (found === undefined) throw new Error(`no ${kind}`);
  return found as Extract<Block, { kind: Kind }>;
}

describe("stories", () => {
  function story(id: string, day: string, parts: Readonly<Record<string, number>>): Partial<Dataset> {
    const { exits, swipes, ...rest } = parts;
    const told = post(ID, id, `${day}T10:00:00.000Z`, rest, { mediaProductType: "STORY" });
    const navigation = (bucket: string, value: number | undefined): readonly MediaPoint[] =>
      value === undefined
        ? []
        : [{ mediaId: id, accountId: ID, metric: "navigation", bucket, value, takenAt: THURSDAY }];
    return {
      media: told.media ?? [],
      mediaInsights: [
        ...(told.mediaInsights ?? []),
        ...navigation("tap_exit", exits),
        ...navigation("swipe_forward", swipes),
      ],
    };
  }
  const look = (at: string, rest: Partial<RunRow> = {}): RunRow => ({
    runId: at,
    kind: "collect",
    fromDay: WEEK.from,
    toDay: WEEK.to,
    state: "complete",
    startedAt: at,
    endedAt: at,
    accounts: 1,
    calls: 1,
    gaps: 0,
    ...rest,
  });
  const two = merge(
    whole(ID),
    story("s1", "2026-11-17", { reach: 90, views: 100, exits: 5, swipes: 15, replies: 2 }),
    story("s2", "2026-11-18", { reach: 50, views: 300, exits: 15, swipes: 5 }),
  );

  test("completion and exits are ratios of sums, and each story has its own", async () => {
    const { strip } = find(await build(two), "strip");
    expect(strip.totals.map(({ cell: one }) => one)).toMatchObject([
      { value: 70 },
      { value: 1 - 40 / 400 },
      { value: 20 / 400 },
    ]);
    expect(strip.items.map(({ mediaId }) => mediaId)).toEqual(["s1", "s2"]);
    expect(strip.items[0]?.figures.map(({ cell: one }) => one)).toMatchObject([
      { value: 90 },
      { value: 0.8 },
      { value: 0.05 },
      { value: 2 },
    ]);
    expect(strip.items[1]?.figures[3]?.cell).toEqual({ kind: "absent", because: "not collected" });
  });

  test("an action Meta left out is unknown, never zero", async () => {
    const model = await build(merge(whole(ID), story("s", "2026-11-17", { views: 100, exits: 5 })));
    expect(find(model, "strip").strip.items[0]?.figures.map(({ cell: one }) => one)).toMatchObject([
      { kind: "absent", because: "not collected" },
      { kind: "absent", because: "Meta left it out" },
      { value: 0.05 },
      { kind: "absent" },
    ]);
  });

  test("a story of which nothing is told says so once", async () => {
    const few = gap(ID, { mediaId: "s", reason: "below-threshold" });
    const model = await build({ ...merge(whole(ID), story("s", "2026-11-17", {})), gaps: [few] });
    const { strip } = find(model, "strip");
    const figure = {
      label: "Figures",
      unit: "accounts",
      cell: { kind: "absent", because: "too small for Meta to tell" },
    };
    expect(strip.items[0]?.figures).toEqual([figure]);
    expect(strip.totals).toEqual([figure]);
  });

  test("seen of posted is told only where no story can have come and gone between two looks", async () => {
    const daily = Array.from({ length: 8 }, (_, day) => look(`${addDays("2026-11-16", day)}T08:00:00.000Z`));
    // Runs that read no profile of the account passed it by, however many accounts they read.
    const ofOthers = [look("2026-11-19T12:00:00.000Z", { accounts: 9 })];
    const noteOf = async (runs: readonly RunRow[], rest: Partial<Dataset> = {}) =>
      find(
        await build({
          ...merge(two, { profiles: runs.map(({ startedAt }) => account(ID, { takenAt: startedAt })) }),
          runs: [...runs, ...ofOthers],
          ...rest,
        }),
        "strip",
      ).strip.note;
    expect(await noteOf(daily)).toContain("2 of 2 posted were seen.");
    const unknown = (looks: string) =>
      `2 stories seen in ${looks}; a story lives 24 hours, so others may have gone unseen.`;
    expect(await noteOf(daily.toSpliced(3, 1))).toContain(unknown("7 looks"));
    expect(await noteOf(daily.map((run, at) => (at === 3 ? { ...run, state: "failed" as const } : run)))).toContain(
      unknown("7 looks"),
    );
    expect(await noteOf([look("2026-11-17T08:00:00.000Z")])).toContain(unknown("1 look"));
    expect(await noteOf(daily, { gaps: [gap(ID, { subject: `${ID}/stories/` })] })).toContain(unknown("8 looks"));
  });

  test("Meta's caveat of replies stands where replies are shown", async () => {
    const noteOf = async (parts: Readonly<Record<string, number>>) =>
      find(await build(merge(whole(ID), story("s", "2026-11-18", parts))), "strip").strip.note;
    expect(await noteOf({ reach: 50, replies: 0 })).toContain(
      "Meta counts no replies to stories of accounts in the EU",
    );
    expect(await noteOf({ reach: 50 })).not.toContain("replies");
  });

  test("an account without stories has no strip", async () => {
    expect(section(await build(whole(ID)), PAGE).blocks.map(({ kind }) => kind)).not.toContain("strip");
  });
});
