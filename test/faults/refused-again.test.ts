// What is refused is asked again as soon as it may be answered, and no oftener (PRODUCT §3).
import { expect, it } from "vitest";
import { addDays } from "../../src/dataset/index.ts";
import { createWorld } from "../../src/sandbox/index.ts";
import type { ScriptedAnswer } from "../support/scripted-server.ts";
import { type FaultHouse, NOW, openFaultHouse, readDataset, WEEK } from "./fault-house.ts";
import { nestsIn, type Odd, refuse, startOddServer } from "./odd-server.ts";

type Asked = Parameters<Odd>[0];

const STRUCK = "17841400000000002";
const DAY_MS = 86_400_000;

/** A house whose server's time is its own, asked for one week after the other. */
async function collectWeeks(weeks: number, odd: (asked: Asked, week: number) => ReturnType<Odd>) {
  const place: { house?: FaultHouse } = {};
  const world = createWorld({ seed: 7, accounts: 4, now: new Date(NOW.getTime() + 70 * DAY_MS) });
  const house = await openFaultHouse({ world, now: () => place.house?.clock.now() ?? NOW });
  place.house = house;
  await using _closing = house;
  let week = 0;
  let refused = 0;
  await using server = await startOddServer(house.sandbox.url, async (asked) => {
    const answer = await odd(asked, week);
    if ((answer.status ?? 200) >= 400) refused += 1;
    return answer;
  });
  const runs: { readonly calls: number; readonly refused: number }[] = [];
  for (; week < weeks; week += 1) {
    const before = { calls: server.requests.length, refused };
    const span = { from: addDays(WEEK.from, week * 7), to: addDays(WEEK.to, week * 7) };
    await house.run({ graph: { url: server.url }, collect: { span, concurrency: 1 } });
    runs.push({ calls: server.requests.length - before.calls, refused: refused - before.refused });
    house.clock.advance(7 * DAY_MS);
  }
  const rows = await readDataset(house.store, house.sandbox.url);
  return { runs, rows: rows.get(STRUCK) ?? [] };
}

const allowed = (asked: Asked) => asked.forward();
const isOf = (table: string) => (row: string) => row.startsWith(`${table} `);

const NEVER = refuse("Duplicate status message", 506);

/** One story at most of the struck account, and its figures as `answer` where that is given. */
function oneStory(answer?: (asked: Asked) => ScriptedAnswer): (asked: Asked) => Promise<ScriptedAnswer> {
  const stories = new Set<string>();
  return async (asked) => {
    const { path } = asked;
    const isOfStory = [...stories].some((id) => path.endsWith(`/${id}/insights`));
    const isNested = path.includes(STRUCK) && nestsIn("stories", asked);
    const whole = await asked.forward();
    const body = structuredClone(whole.body) as { data?: { id: string }[]; stories?: { data: { id: string }[] } };
    if (!path.includes(STRUCK)) return isOfStory && answer !== undefined ? answer(asked) : whole;
    if (path.endsWith("/stories")) body.data = body.data?.slice(0, 1) ?? [];
    if (body.stories !== undefined) body.stories = { data: body.stories.data.slice(0, 1) };
    const listed = (path.endsWith("/stories") ? body.data : body.stories?.data) ?? [];
    for (const { id } of listed) stories.add(id);
    return isNested && answer !== undefined && listed.length > 0 ? answer(asked) : { ...whole, body };
  };
}

/** Names the last of the figures of stories. */
function toStoryRefusal({ params }: Asked): ScriptedAnswer {
  const [list = ""] = /\bstories[^{,]*\{(?:[^{}]|\{[^{}]*\})*\}/.exec(params.fields ?? "") ?? [params.fields ?? ""];
  const metric = (params.metric ?? /insights\.metric\(([^)]*)\)/.exec(list)?.[1])?.split(",").at(-1);
  return refuse(`(#100) The Media Insights API does not support the ${metric} metric for this media product type.`);
}

it.each([
  ["words nobody knows", () => NEVER, [4, 4]],
  // What one week has shown, the next need ask the plainest figure of only.
  ["name after name", toStoryRefusal, [9, 4]],
] as const)(
  "figures of the one story a week are refused in two weeks (%s), then asked again after four",
  async (_how, answer, most) => {
    const clean = await collectWeeks(7, oneStory());
    const { runs, rows } = await collectWeeks(7, oneStory(answer));
    const extra = runs.map(({ refused }, week) => refused - (clean.runs[week]?.refused ?? 0));
    // Not every week has one.
    expect(extra.filter((refused) => refused > 0)).toEqual([...most, 1]);
    const known = extra.lastIndexOf(most[1]) + 1;
    expect(runs.slice(known).map(({ calls }, index) => calls - (extra[known + index] ?? 0))).toEqual(
      clean.runs.slice(known).map(({ calls }) => calls),
    );
    const lost = clean.rows.filter((row) => !row.startsWith("gaps") && !rows.includes(row));
    expect(lost.filter((row) => !row.startsWith("media_insights"))).toEqual([]);
  },
);

const isOfInsights = ({ path, params }: Asked): boolean => {
  if (!path.includes(STRUCK)) return false;
  const lists = /\b(?:media|stories)[^{,]*\{(?:[^{}]|\{[^{}]*\})*\}/g;
  return (
    path.endsWith("/insights") ||
    (!/(?:media|stories)$/.test(path) && /\binsights\b/.test((params.fields ?? "").replace(lists, "")))
  );
};

function toRefusalByName({ params }: Asked): ScriptedAnswer {
  const own = (params.fields ?? "").replace(/\b(?:media|stories)[^{,]*\{(?:[^{}]|\{[^{}]*\})*\}/g, "");
  const metric = (params.metric ?? /insights\.metric\(([^)]*)\)/.exec(own)?.[1])?.split(",").at(-1);
  return refuse(`(#100) The following metrics (${metric}) should be specified with parameter metric_type=total_value`);
}

it.each([
  ["a permission", refuse("(#10) Application does not have permission for this action", 10, 403)],
  ["words nobody knows", NEVER],
  ["name after name", toRefusalByName],
])(
  "an account's own figures, refused in one week by %s, come a week later by one call, and that week's with them",
  async (_what, answer) => {
    const clean = await collectWeeks(4, allowed);
    const { runs, rows } = await collectWeeks(4, (asked, week) =>
      week === 1 && isOfInsights(asked)
        ? Promise.resolve(typeof answer === "function" ? answer(asked) : answer)
        : asked.forward(),
    );
    expect(runs[1]?.refused).toBeGreaterThan(0);
    expect(runs[2]).toEqual({ calls: (clean.runs[2]?.calls ?? 0) + 1, refused: 0 });
    expect(runs[3]).toEqual(clean.runs[3]);
    for (const table of ["account_days", "account_totals", "audience"]) {
      expect(rows.filter(isOf(table))).toEqual(clean.rows.filter(isOf(table)));
    }
  },
);

it.each([
  ["whose insights alone stay refused has its posts", true],
  ["that answers again has everything", false],
])("an account that was refused as a whole and %s a week later, by one call more", async (_how, isPartly) => {
  const answer = refuse("(#10) Application does not have permission for this action", 10, 403);
  const clean = await collectWeeks(4, allowed);
  const { runs, rows } = await collectWeeks(4, (asked, week) => {
    const isWhole = week < 2 && asked.path.includes(STRUCK);
    return isWhole || (isPartly && isOfInsights(asked)) ? Promise.resolve(answer) : asked.forward();
  });
  // The stand-in refuses a metric of a post or two of another account.
  const more = runs.map(({ calls, refused }, week) => ({
    calls: calls - (clean.runs[week]?.calls ?? 0),
    refused: refused - (clean.runs[week]?.refused ?? 0),
  }));
  expect(more[0]?.refused).toBeLessThanOrEqual(4);
  expect(more[1]).toEqual({ calls: 0, refused: 1 });
  if (!isPartly) expect(more[2]).toEqual({ calls: 1, refused: 0 });
  expect(more[2]?.refused).toBeLessThanOrEqual(4);
  expect(more[3]?.refused).toBeLessThanOrEqual(1);
  const tables = isPartly ? ["media", "media_insights"] : ["media", "media_insights", "audience"];
  for (const table of tables) {
    const late = rows.filter(isOf(table));
    expect(late.length).toBeGreaterThan(0.7 * clean.rows.filter(isOf(table)).length);
  }
});
