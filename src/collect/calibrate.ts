// Which end of its day a series stamp marks is open in the contract (§13.1). One request settles it for a connection:
// totals of single days beside the series of the same days. A collection does it by the way (`stamp-readings.ts`).
import {
  type AccountRecord,
  addDays,
  type Day,
  listDays,
  META_TIME_ZONE,
  type StampReading,
  toDayInZone,
  toDayOfStamp,
  toUnixSeconds,
} from "../dataset/index.ts";
import { type Graph, GraphError, readKey, readNumber } from "../graph/index.ts";
import type { Capability } from "./capabilities/index.ts";
import type { CollectContext } from "./collect-context.ts";
import { readFigure, readInsights, readPoints } from "./normalise/index.ts";

export interface Calibration {
  /** Absent when the figures do not tell one reading from the other. */
  readonly reading: StampReading | undefined;
  /** One sentence with the evidence. */
  readonly evidence: string;
}

/** Old enough to be settled (Meta restates for 48 hours), recent enough to be there. */
const NEWEST_DAYS_AGO = 4;
const DAYS_COMPARED = 6;
const METRIC = "reach";
const STAMP_READING = "stamp-reading" satisfies Capability;
/** The better reading must be off by less than this share of what the other one is off by. */
const CLEAR = 0.25;

/** The evidence of the connection's last calibration; undefined when there was none. */
export async function readCalibration(
  { store }: Pick<CollectContext, "store">,
  connection: string,
): Promise<string | undefined> {
  const lessons = await store.lessons();
  return lessons.find((lesson) => lesson.connection === connection && lesson.topic === STAMP_READING)?.message;
}

/**
 * Finds the reading under which the daily series of an account agrees with totals of single days, and remembers it for
 * the account's connection. 1 call where the API takes aliases, else 2. Throws what the API refuses altogether.
 */
export async function calibrateStamps(
  { graph, store, clock }: CollectContext,
  account: AccountRecord,
  signal: AbortSignal,
): Promise<Calibration> {
  const to = addDays(toDayInZone(clock.now(), META_TIME_ZONE), -NEWEST_DAYS_AGO);
  const days = listDays({ from: addDays(to, 1 - DAYS_COMPARED), to });
  const { points, totals } = await readFigures(graph, account, days, signal);
  const found = compareFigures({ points, totals }, account.username, graph.version);
  await learnReading(store, clock, account.connection, graph.version, found);
  return found;
}

/** The reading under which series and totals agree; none where they agree as well, or as badly, under the other. */
export function compareFigures({ points, totals }: Figures, username: string, version: string): Calibration {
  const errors = { end: sumErrors(points, totals, "end"), start: sumErrors(points, totals, "start") };
  const best = errors.end <= errors.start ? "end" : "start";
  const other = best === "end" ? "start" : "end";
  if (totals.size === 0 || !(errors[best] < CLEAR * errors[other])) {
    const why = totals.size === 0 ? "has no reach on any of the days" : "has days too much alike";
    return { reading: undefined, evidence: `@${username} ${why}; try an account with more reach.` };
  }
  const days = `${totals.size} ${totals.size === 1 ? "day of reach" : "days of reach"} of @${username}`;
  return { reading: best, evidence: `stamps mark the ${best} of their day: ${days} agree (${version})` };
}

/** Remembers what was found, or that it was looked for in vain. */
export async function learnReading(
  store: Pick<CollectContext["store"], "learn">,
  clock: CollectContext["clock"],
  connection: string,
  version: string,
  { reading, evidence }: Calibration,
): Promise<void> {
  const learntAt = clock.now().toISOString();
  const found =
    reading === undefined
      ? { topic: "stamps-tried" satisfies Capability, finding: version }
      : { topic: STAMP_READING, finding: reading };
  await store.learn({ connection, ...found, message: evidence, learntAt });
}

interface Point {
  readonly stamp: string;
  readonly value: number;
}

export interface Figures {
  readonly points: readonly Point[];
  readonly totals: ReadonlyMap<Day, number>;
}

/** How far series and totals are apart when stamps are read one way; a day without a point is off by all of it. */
function sumErrors(points: readonly Point[], totals: ReadonlyMap<Day, number>, reading: StampReading): number {
  const byDay = new Map(points.map(({ stamp, value }) => [toDayOfStamp(stamp, reading), value]));
  return [...totals].reduce((sum, [day, total]) => sum + Math.abs(total - (byDay.get(day) ?? 0)), 0);
}

async function readFigures(
  graph: Graph,
  account: AccountRecord,
  days: readonly Day[],
  signal: AbortSignal,
): Promise<Figures> {
  const { accountId, connection } = account;
  const about = `the days of @${account.username}`;
  const ask = async (path: string, params: Record<string, string>): Promise<unknown> =>
    (await graph.send({ connection, accountId, path, params, about }, signal)).body;
  const series = toBounds(addDays(days[0] ?? "", -1), addDays(days.at(-1) ?? "", 2));
  try {
    const fields = [
      `insights.metric(${METRIC}).period(day).since(${series.since}).until(${series.until}).as(series){name,values}`,
      ...days.map((day, index) => {
        const { since, until } = toBounds(day, addDays(day, 1));
        return `insights.metric(${METRIC}).period(day).metric_type(total_value).since(${since}).until(${until}).as(day${index}){name,values,total_value}`;
      }),
    ];
    const node = await ask(accountId, { fields: fields.join(",") });
    const totals = days.flatMap((day, index) => toTotal(day, readKey(node, `day${index}`)));
    return { points: toPoints(readKey(node, "series")), totals: new Map(totals) };
  } catch (error) {
    // Aliases refused: the series first, then the total of the day that stands out most.
    if (!(error instanceof GraphError) || error.recovery !== "skip" || error.code === "GRAPH_NOT_PERMITTED")
      throw error;
  }
  const shared = { metric: METRIC, period: "day" };
  const points = toPoints(await ask(`${accountId}/insights`, { ...shared, ...series }));
  const day = findStandingOut(points, days);
  const total = { ...shared, metric_type: "total_value", ...toBounds(day, addDays(day, 1)) };
  return { points, totals: new Map(toTotal(day, await ask(`${accountId}/insights`, total))) };
}

/** The day whose value differs most between the two readings. */
function findStandingOut(points: readonly Point[], days: readonly Day[]): Day {
  const [end, start] = (["end", "start"] as const).map(
    (reading) => new Map(points.map(({ stamp, value }) => [toDayOfStamp(stamp, reading), value])),
  );
  const toDifference = (day: Day): number => Math.abs((end?.get(day) ?? 0) - (start?.get(day) ?? 0));
  return days.reduce((best, day) => (toDifference(day) > toDifference(best) ? day : best));
}

function toBounds(from: Day, until: Day) {
  return { since: String(toUnixSeconds(from)), until: String(toUnixSeconds(until)) };
}

/** The daily series, in whatever shape its figures stand. */
export function toPoints(edge: unknown): readonly Point[] {
  const entry = readInsights(edge).find(({ name }) => name === METRIC)?.entry ?? {};
  return readPoints(entry).flatMap(({ stamp, raw }) => {
    const value = readNumber(raw);
    return stamp === undefined || value === undefined ? [] : [{ stamp, value }];
  });
}

export function toTotal(day: Day, edge: unknown): readonly (readonly [Day, number])[] {
  const figure = readFigure("account", METRIC, readInsights(edge));
  return "value" in figure && figure.value > 0 ? [[day, figure.value]] : [];
}
