import type { AccountWeek } from "../account-week.ts";
import { type DailyName, sumDaily } from "../daily.ts";
import type { Facts } from "../facts.ts";
import { isHeld } from "../figure.ts";
import { findFirstWeek, findHeldWeeks, overWeeks } from "../history.ts";
import { findKpi, type KpiId } from "../kpis.ts";
import type { Tile } from "../model.ts";
import { rateOf } from "../posts.ts";
import { combineAccounts, compareLastYear, type RollUp, rollUp } from "../roll-up.ts";
import { plural, type Writer } from "../writer.ts";

const SPARKS: Partial<Record<KpiId, { readonly daily: DailyName; readonly name: string }>> = {
  netFollowers: { daily: "newFollowers", name: "New followers" },
  reach: { daily: "reach", name: "Reach" },
  views: { daily: "views", name: "Views" },
  interactions: { daily: "interactions", name: "Interactions" },
  posts: { daily: "posts", name: "Posts" },
};

/** From here on the mean is as good as the median. */
const MANY_POSTS = 10;

/** Figures that a past week still tells; fewer weeks than these make no line. */
const BY_WEEK: readonly KpiId[] = [
  "followers",
  "netFollowers",
  "reach",
  "views",
  "interactions",
  "engagementRate",
  "posts",
];
const LEAST_WEEKS = 4;

const text = {
  overlap: "sum over accounts; people may overlap",
  asOf: (moment: string) => `as of ${moment}`,
  partOf: (held: string, of: string) => `${held} of ${of} accounts`,
  compared: (accounts: string) => `change over ${accounts}`,
  comparedYear: (accounts: string) => `last year over ${accounts}`,
  leftOut: (posts: string) => `${posts} left out, figures unknown`,
  followed: (gained: string, lost: string) => `${gained} gained, ${lost} lost`,
  mean: (mean: string) => `mean ${mean}`,
  stories: (stories: string) => `and ${stories} seen`,
  weekSpark: (name: string, weeks: string, accounts: string) => `${name} a week, the last ${weeks} weeks, ${accounts}`,
  spark: (name: string, days: string, accounts: string) => `${name} a day, ${days}, ${accounts}`,
};

/** A key figure of one or more accounts as a tile; `owner` is whose receipt it is. */
export function toTile(id: KpiId, weeks: readonly AccountWeek[], owner: string, facts: Facts): Tile {
  const kpi = findKpi(id);
  const result = rollUp(kpi, weeks);
  const lastYear = compareLastYear(kpi, weeks);
  const notes = listNotes(id, weeks, result, facts.write);
  if (lastYear !== undefined && lastYear.compared < result.held) {
    notes.push(text.comparedYear(plural(lastYear.compared, "account", "accounts", facts.write)));
  }
  return {
    id,
    label: kpi.name,
    unit: kpi.unit,
    figure: facts.receipts.toCell(owner, result.figure),
    // What is not measured has changed by nothing one could tell; the figure says why.
    change: isHeld(result.figure) ? result.change : undefined,
    spark: toWeekSpark(id, weeks, facts) ?? toSpark(id, weeks, facts),
    lastYear: lastYear?.change,
    note: notes.length === 0 ? undefined : notes.join("; "),
  };
}

/** The past weeks, when enough of them are held to make a line. */
function toWeekSpark(id: KpiId, weeks: readonly AccountWeek[], { write }: Facts): Tile["spark"] {
  if (!BY_WEEK.includes(id)) return undefined;
  const held = findHeldWeeks(id, weeks);
  const first = findFirstWeek(held, LEAST_WEEKS);
  const row = first === undefined ? undefined : overWeeks(id, weeks, held);
  if (first === undefined || row === undefined) return undefined;
  const values = row.values.slice(first);
  const accounts = plural(row.accounts, "account", "accounts", write);
  return { values, alt: text.weekSpark(findKpi(id).name, write.count(values.length), accounts) };
}

function toSpark(id: KpiId, weeks: readonly AccountWeek[], { frame, write }: Facts): Tile["spark"] {
  const wanted = SPARKS[id];
  const daily = wanted === undefined ? undefined : sumDaily(weeks, wanted.daily, frame.span);
  if (wanted === undefined || daily === undefined || daily.values.length < 2) return undefined;
  const accounts = plural(daily.accounts, "account", "accounts", write);
  return { values: daily.values, alt: text.spark(wanted.name, write.span(frame.span), accounts) };
}

function listNotes(
  id: KpiId,
  weeks: readonly AccountWeek[],
  { figure, held, of, compared }: RollUp,
  write: Writer,
): string[] {
  if (!isHeld(figure)) return [];
  const notes: string[] = [];
  if (id === "reach" && held > 1) notes.push(text.overlap);
  if (id === "followers" && figure.takenAt !== null) notes.push(text.asOf(write.instant(figure.takenAt)));
  if (id === "netFollowers") notes.push(...noteFollows(weeks, held, write));
  if (id === "posts") notes.push(...noteStories(weeks, write));
  if (id === "engagementRate") notes.push(...noteLeftOut(weeks, write));
  if (id === "medianPostReach") notes.push(...noteMean(weeks, write));
  if (held < of) notes.push(text.partOf(write.count(held), write.count(of)));
  if (compared > 0 && compared < held) notes.push(text.compared(plural(compared, "account", "accounts", write)));
  return notes;
}

/** Gained and lost, where they cover the very accounts of the net figure. */
function noteFollows(weeks: readonly AccountWeek[], held: number, write: Writer): string[] {
  const [gained, lost] = [findKpi("gained"), findKpi("lost")].map((kpi) => rollUp(kpi, weeks));
  if (gained === undefined || lost === undefined || gained.held !== held || lost.held !== held) return [];
  if (!isHeld(gained.figure) || !isHeld(lost.figure)) return [];
  return [text.followed(write.count(gained.figure.value), write.count(lost.figure.value))];
}

function noteStories(weeks: readonly AccountWeek[], write: Writer): string[] {
  const stories = weeks.reduce((count, { current }) => count + current.stories.length, 0);
  return stories === 0 ? [] : [text.stories(plural(stories, "story", "stories", write))];
}

/** Under ten posts mean and median tell different things; both stand there (PRODUCT §5). */
function noteMean(weeks: readonly AccountWeek[], write: Writer): string[] {
  const [only] = weeks;
  if (only === undefined || weeks.length > 1 || only.current.posts.length >= MANY_POSTS) return [];
  const mean = findKpi("meanPostReach").compute(only.current);
  return isHeld(mean) ? [text.mean(write.count(mean.value))] : [];
}

function noteLeftOut(weeks: readonly AccountWeek[], write: Writer): string[] {
  const { leftOut } = rateOf(
    weeks.flatMap(({ current }) => current.posts),
    null,
  );
  return leftOut === 0 ? [] : [text.leftOut(plural(leftOut, "post", "posts", write))];
}

/** The sum or ratio of a key figure over accounts, for one period. */
export function totalOf(id: KpiId, weeks: readonly AccountWeek[]) {
  return combineAccounts(
    findKpi(id),
    weeks.map(({ current }) => current),
  );
}
