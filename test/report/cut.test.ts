// What a report cut to some accounts tells: of them alone, whatever else the store holds.
import fc from "fast-check";
import { strFromU8, unzipSync } from "fflate";
import { describe, expect, test } from "vitest";
import { render, renderMail } from "../../src/report/render/index.ts";
import type { ReportModel, ReportOptions } from "../../src/report/summarise/index.ts";
import type { RunRow } from "../../src/store/index.ts";
import { readPdfWords } from "./render/pdf-words.ts";
import {
  account,
  build,
  type Dataset,
  gap,
  merge,
  post,
  series,
  THURSDAY,
  table,
  total,
  WEEK,
  whole,
} from "./summarise/memory-dataset.ts";

const INSIDE = ["17840000000000001", "17840000000000002"];
const OUTSIDE = ["17849990000000001", "17849990000000002", "17849990000000003"];
/** Stands in every name, text and message of somebody outside. */
const MARK = /zzother|1784999|987\D?654/i;

interface Outside {
  readonly accounts: number;
  readonly missing: boolean;
  readonly runs: number;
  readonly gaps: number;
  readonly restated: boolean;
  readonly spent: number;
}

const outsides = fc.record<Outside>({
  accounts: fc.nat(OUTSIDE.length),
  missing: fc.boolean(),
  runs: fc.nat(3),
  gaps: fc.nat(3),
  restated: fc.boolean(),
  spent: fc.nat(2),
});

/** The accounts of the cut, with a run of their own. */
function inside(seed: number): Dataset {
  const own = INSIDE.map((id, at) => ({
    ...whole(id, 1 + ((seed + at) % 4)),
    gaps: seed % 2 === 0 ? [gap(id, { metric: "reposts", reason: "metric-refused" })] : [],
  }));
  return merge(...own, { runs: [run("own", "2026-11-23T08:59:00.000Z", "2026-11-23T09:01:00.000Z")] });
}

function run(runId: string, startedAt: string, endedAt: string, counts: Partial<RunRow> = {}): RunRow {
  const { from, to } = WEEK;
  const rest = { accounts: 987_654, calls: 987_654, gaps: 987_654, ...counts };
  return { runId, kind: "collect", fromDay: from, toDay: to, state: "complete", startedAt, endedAt, ...rest };
}

/** Accounts of other clients and the operator's own affairs, all marked. */
function outside({ accounts, missing, runs, gaps, restated, spent }: Outside): Dataset {
  const ids = OUTSIDE.slice(0, accounts);
  return merge(
    ...ids.map((id) =>
      merge(
        {
          accounts: [
            account(id, {
              username: `zzother_${id}`,
              name: `Zzother ${id}`,
              pageName: "Zzother Page",
              pageId: `zzother${id}`,
            }),
          ],
          totals: [total(id, "views", 987_654), total(id, "reach", 987_654)],
          days: series(id, "reach", [987_654, 987_654]),
          gaps: Array.from({ length: gaps }, (_, at) =>
            gap(id, { message: `Zzother says ${at}`, metric: `zzother_${at}` }),
          ),
          comments: [
            {
              commentId: `${id}9`,
              mediaId: `${id}7`,
              accountId: id,
              username: "zzother_fan",
              text: "zzother!",
              createdAt: "2026-11-18T10:00:00.000Z",
              takenAt: THURSDAY,
            },
          ],
        },
        post(
          id,
          `${id}7`,
          "2026-11-18T10:00:00.000Z",
          { reach: 987_654, likes: 987_654, comments: 1, saved: 1, shares: 1 },
          { caption: "Zzother caption" },
        ),
      ),
    ),
    {
      missing: missing
        ? [
            {
              connection: "zzother",
              pageId: "zzother-77",
              pageName: "Zzother Careers",
              reason: "no-linked-account",
              message: "Zzother Page",
              seenAt: THURSDAY,
            },
            { connection: "zzother", reason: "nothing-listed", message: "Zzother lists nothing", seenAt: THURSDAY },
          ]
        : [],
      runs: Array.from({ length: runs }, (_, at) =>
        run(`zzother${at}`, `2026-11-1${6 + at}T03:00:00.000Z`, `2026-11-1${6 + at}T03:10:00.000Z`),
      ),
      restatements:
        restated && ids[0] !== undefined
          ? [
              {
                kind: "day",
                accountId: ids[0],
                metric: "reach",
                breakdown: "",
                bucket: "",
                fromDay: "2026-11-14",
                toDay: "2026-11-14",
                oldValue: 1,
                newValue: 987_654,
                oldTakenAt: "2026-11-16T09:00:00.000Z",
                newTakenAt: "2026-11-24T09:00:00.000Z",
              },
            ]
          : [],
      spent: Array.from({ length: spent }, (_, at) => ({ connection: `zzother-${at}`, calls: 987_654, refused: 1 })),
    },
  );
}

const CUT: Partial<ReportOptions> = {
  only: { accountIds: INSIDE, groups: ["Ours"] },
  groups: { Ours: [...INSIDE], "Zzother group": [OUTSIDE[0] ?? "", INSIDE[0] ?? ""], "Zzother all": ["*"] },
  alias: { [OUTSIDE[0] ?? ""]: "Zzother alias" },
  goals: {
    all: { views: 987_654 },
    groups: { Ours: { views: 1_000 }, "Zzother all": { views: 987_654 } },
    accounts: { [OUTSIDE[0] ?? ""]: { views: 987_654 }, "zzother*": { reach: 987_654 } },
  },
  notes: "Zzother did well.",
  callsPerHour: { main: 987_654, "zzother-0": 987_654 },
};

async function write(model: ReportModel): Promise<readonly string[]> {
  const { files, failures } = await render(model, {
    formats: ["html", "xlsx"],
    template: "weekly",
    images: async () => undefined,
    signal: new AbortController().signal,
  });
  expect(failures).toEqual([]);
  const mail = await renderMail(model, {
    template: "weekly",
    cut: "Ours",
    files: { attached: [], reduced: "no", links: [] },
  });
  const parts = files.flatMap(({ name, bytes }) =>
    name.endsWith(".xlsx")
      ? Object.entries(unzipSync(bytes)).map(([part, text]) => part + strFromU8(text))
      : [strFromU8(bytes)],
  );
  return [JSON.stringify(model), mail.subject, mail.html, mail.plain, ...parts];
}

const ALL: Outside = { accounts: 3, missing: true, runs: 3, gaps: 3, restated: true, spent: 2 };
const NONE: Outside = { accounts: 0, missing: false, runs: 0, gaps: 0, restated: false, spent: 0 };

describe("a report cut to some accounts", () => {
  test("property: nothing of an account outside stands in it, and what is outside changes no byte", async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(3), outsides, outsides, async (seed, one, other) => {
        const here = JSON.stringify(await build(merge(inside(seed), outside(one)), CUT));
        expect(MARK.exec(here)?.[0]).toBeUndefined();
        const there = JSON.stringify(await build(merge(inside(seed), outside(other)), CUT));
        // Compared as a truth: a difference would print two models.
        expect(there === here).toBe(true);
      }),
      { numRuns: 12, examples: [[0, ALL, NONE]] },
    );
  });

  test("and so it is in page, workbook and mail, byte for byte", async () => {
    const here = await write(await build(merge(inside(0), outside(ALL)), CUT));
    for (const text of here) expect(MARK.exec(text)?.[0]).toBeUndefined();
    expect(await write(await build(merge(inside(0), outside(NONE)), CUT))).toEqual(here);
  });

  test("and so it is in the PDF: its words, its bookmarks, its metadata", async () => {
    const { files, failures } = await render(await build(merge(inside(0), outside(ALL)), CUT), {
      formats: ["pdf"],
      template: "weekly",
      images: async () => undefined,
      signal: new AbortController().signal,
    });
    expect(failures).toEqual([]);
    const words = await readPdfWords(files[0]?.bytes ?? new Uint8Array());
    expect(words.join(" ")).toContain("Ours");
    expect(words.length).toBeGreaterThan(10);
    for (const text of words) expect(MARK.exec(text)?.[0]).toBeUndefined();
  });

  test("keeps the group it is cut to, with its goals; a goal of all is none of its", async () => {
    const model = await build(
      merge(inside(0), outside({ accounts: 3, missing: true, runs: 1, gaps: 1, restated: true, spent: 1 })),
      CUT,
    );
    const goals = table(model, "goals", "goals");
    expect(goals.rows.map(({ cells }) => cells.slice(0, 2))).toEqual([
      [
        { kind: "text", text: "Ours (group)" },
        { kind: "text", text: "Views" },
      ],
    ]);
  });

  test("the whole report keeps runs, calls, missing Pages, notes and the goal of all", async () => {
    const { only: _only, ...rest } = CUT;
    const beside = { accounts: 1, missing: true, runs: 1, gaps: 0, restated: false, spent: 1 };
    const model = await build(merge(inside(0), outside(beside)), {
      ...rest,
      only: { accountIds: [...INSIDE, ...OUTSIDE], isWhole: true },
    });
    const text = JSON.stringify(model);
    expect(text).toContain("Zzother Careers");
    expect(text).toContain("Zzother did well.");
    expect(table(model, "a1", "runs").rows).toHaveLength(2);
    expect(table(model, "a1", "calls").rows).toHaveLength(1);
    expect(table(model, "goals", "goals").rows[0]?.cells[0]).toEqual({ kind: "text", text: "All accounts" });
  });

  test("an account in two groups counts in both rows, and once in the total", async () => {
    const [first = "", second = ""] = INSIDE;
    const model = await build(merge(whole(first), whole(second)), {
      groups: { North: [first, second], South: ["*0001"] },
    });
    const { rows, totals, columns, note } = table(model, "portfolio", "groups");
    const at = columns.findIndex(({ key }) => key === "views");
    expect(rows.map(({ cells }) => [cells[0], cells[1], cells[at]])).toMatchObject([
      [{ text: "North" }, { value: 2 }, { value: 3_600 }],
      [{ text: "South" }, { value: 1 }, { value: 1_800 }],
    ]);
    expect(totals?.[at]).toMatchObject({ value: 3_600 });
    expect(note).toContain("counted once");
  });
});
