import { type AccountWeek, findLongestReach, isHeld, rateOf, sum, toPlainReason } from "../../figures/index.ts";
import { findKpi, type Kpi } from "../../kpis/index.ts";
import { findEarlyDay, sumDaily } from "../figures/daily.ts";
import { findFirstWeek, findHeldWeeks, isLastEarly, overWeeks } from "../figures/history.ts";
import { compareLastYear, type RollUp, rollUp } from "../figures/roll-up.ts";
import type { Tile } from "../model/model.ts";
import type { Writer } from "../model/writer.ts";
import type { PageData } from "./page-data.ts";

/** From here on the mean is as good as the median. */
const MANY_POSTS = 10;

/** Fewer weeks than these make no line. */
const LEAST_WEEKS = 4;

/** A key figure of one or more accounts as a tile; `owner` is whose receipt it is. */
export function toTile(
  kpi: Kpi,
  weeks: readonly AccountWeek[],
  owner: string,
  data: Pick<PageData, "frame" | "receipts" | "write">,
): Tile {
  const text = data.write.words.tile;
  const { id } = kpi;
  const result = rollUp(kpi, weeks);
  const lastYear = compareLastYear(kpi, weeks);
  const notes = listNotes(id, weeks, result, data.write);
  if (lastYear !== undefined && lastYear.compared < result.held) {
    notes.push(text.comparedYear(data.write.plural(lastYear.compared, "account")));
  }
  return {
    id,
    label: data.write.kpi(id).name,
    unit: kpi.unit,
    figure: data.receipts.toCell(owner, result.figure),
    ...(isHeld(result.figure) ? {} : { absence: toPlainReason(result.figure.because).code }),
    // What is not measured has changed by nothing one could tell; the figure says why.
    change: isHeld(result.figure) ? data.receipts.inWords(result.change) : undefined,
    spark: toWeekSpark(kpi, weeks, data) ?? toSpark(kpi, weeks, data),
    lastYear: lastYear === undefined ? undefined : data.receipts.inWords(lastYear.change),
    note: notes.length === 0 ? undefined : notes.join(data.write.words.phrases.semicolon),
  };
}

/** The past weeks, when enough of them are held to make a line. */
function toWeekSpark(
  { id, isHeldByPeriod }: Kpi,
  weeks: readonly AccountWeek[],
  { write }: Pick<PageData, "write">,
): Tile["spark"] {
  if (isHeldByPeriod !== true) return undefined;
  const held = findHeldWeeks(id, weeks);
  const first = findFirstWeek(held, LEAST_WEEKS);
  const row = first === undefined ? undefined : overWeeks(id, weeks, held);
  if (first === undefined || row === undefined) return undefined;
  const values = row.values.slice(first);
  const accounts = write.plural(row.accounts, "account");
  const provisionalFrom = isLastEarly(id, weeks) ? values.length - 1 : undefined;
  return {
    values,
    provisionalFrom,
    alt: write.period.tileSpark(write.kpi(id).name, write.periods(values.length), accounts),
  };
}

function toSpark(
  { id, daily: name }: Kpi,
  weeks: readonly AccountWeek[],
  { frame, write }: Pick<PageData, "frame" | "write">,
): Tile["spark"] {
  const text = write.words.tile;
  const daily = name === undefined ? undefined : sumDaily(weeks, name, frame.span);
  if (name === undefined || daily === undefined || daily.values.length < 2) return undefined;
  const accounts = write.plural(daily.accounts, "account");
  const provisionalFrom = findEarlyDay(weeks, name, frame.span);
  return {
    values: daily.values,
    provisionalFrom,
    alt: text.spark(
      name === "newFollowers" ? write.words.short.newFollowers : write.kpi(id).short,
      write.span(frame.span),
      accounts,
    ),
  };
}

function listNotes(
  id: string,
  weeks: readonly AccountWeek[],
  { figure, held, of, compared }: RollUp,
  write: Writer,
): string[] {
  const text = write.words.tile;
  if (!isHeld(figure)) return id === "reach" ? noteLongestReach(weeks, write) : [];
  const notes: string[] = [];
  if (id === "reach" && held > 1) notes.push(text.overlap);
  if (id === "followers" && figure.takenAt !== null) notes.push(text.asOf(write.instant(figure.takenAt)));
  if (id === "netFollowers") notes.push(...noteFollows(weeks, held, write));
  if (id === "posts") notes.push(...noteStories(weeks, write));
  if (id === "engagementRate") notes.push(...noteLeftOut(weeks, write));
  if (id === "medianPostReach") notes.push(...noteMean(weeks, write));
  if (held < of) notes.push(text.partOf(write.count(held), write.count(of)));
  if (compared > 0 && compared < held) notes.push(text.compared(write.plural(compared, "account")));
  return notes;
}

/** Of a period longer than Meta gives unique reach for: that of the longest window it gives, over the accounts that have it. */
function noteLongestReach(weeks: readonly AccountWeek[], write: Writer): string[] {
  const { tile: text, phrases } = write.words;
  const held = weeks.flatMap(({ current }) => findLongestReach(current) ?? []);
  const [last] = held.toSorted((a, b) => (a.window.to < b.window.to ? 1 : -1));
  if (last === undefined) return [];
  const same = held.filter(({ window }) => window.to === last.window.to);
  return [
    `${write.span(last.window)}${phrases.colon}${write.count(sum(same.map(({ value }) => value)))}`,
    ...(same.length > 1 ? [text.overlap] : []),
    ...(same.length < weeks.length ? [text.partOf(write.count(same.length), write.count(weeks.length))] : []),
  ];
}

/** Gained and lost, where they cover the very accounts of the net figure. */
function noteFollows(weeks: readonly AccountWeek[], held: number, write: Writer): string[] {
  const text = write.words.tile;
  const [gained, lost] = [findKpi("gained"), findKpi("lost")].map((kpi) => rollUp(kpi, weeks));
  if (gained === undefined || lost === undefined || gained.held !== held || lost.held !== held) return [];
  if (!isHeld(gained.figure) || !isHeld(lost.figure)) return [];
  return [text.followed(write.count(gained.figure.value), write.count(lost.figure.value))];
}

function noteStories(weeks: readonly AccountWeek[], write: Writer): string[] {
  const text = write.words.tile;
  const stories = weeks.reduce((count, { current }) => count + current.stories.length, 0);
  return stories === 0 ? [] : [text.stories(write.plural(stories, "story"))];
}

/** Under ten posts mean and median tell different things; both stand there (PRODUCT §5). */
function noteMean(weeks: readonly AccountWeek[], write: Writer): string[] {
  const text = write.words.tile;
  const [only] = weeks;
  if (only === undefined || weeks.length > 1 || only.current.posts.length >= MANY_POSTS) return [];
  const mean = findKpi("meanPostReach").compute(only.current);
  return isHeld(mean) ? [text.mean(write.count(mean.value))] : [];
}

function noteLeftOut(weeks: readonly AccountWeek[], write: Writer): string[] {
  const text = write.words.tile;
  const { leftOut } = rateOf(
    weeks.flatMap(({ current }) => current.posts),
    null,
  );
  return leftOut === 0 ? [] : [text.leftOut(write.plural(leftOut, "post"))];
}
