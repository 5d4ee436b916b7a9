// What made a change within an account: one post, one format, a day or two.
import { addDays, countDays, type Day } from "../../../dataset/index.ts";
import { type AccountWeek, type HeldFigure, isHeld, median, type Post, readDay, sum } from "../../figures/index.ts";
import { measurePost, type PostMeasure } from "../figures/choose-posts.ts";
import { nameFormat } from "../model/writer.ts";
import type { PageData } from "../pages/page-data.ts";
import { quote } from "./candidate.ts";

/** Who made this much of a change made it. */
const MOST = 0.5;
const DAYS_MOST = 2;
const TWO_DAYS_MOST = 0.75;
/** Of a month each day is one of thirty. */
const PERIOD_DAYS_MOST = 14;

export interface MadeBy {
  readonly text: string;
  readonly receipts: readonly string[];
}

interface Won {
  readonly post: Post;
  readonly figure: HeldFigure;
}

/** The post, else the format, that made most of what the posts won more or less; undefined where many did. */
export function tellPosts(
  week: AccountWeek,
  measure: PostMeasure,
  isUp: boolean,
  data: Pick<PageData, "receipts" | "write">,
): MadeBy | undefined {
  const read = measurePost(measure);
  const listWon = (posts: readonly Post[]): readonly Won[] =>
    posts.flatMap((post) => {
      const figure = read(post);
      return isHeld(figure) ? [{ post, figure }] : [];
    });
  const [now, before] = [listWon(week.current.posts), listWon(week.before.posts)];
  const change = sumOf(now) - sumOf(before);
  // All of nothing is told elsewhere.
  if (now.length === 0 || before.length === 0 || change === 0 || change > 0 !== isUp) return undefined;
  return tellPost(isUp ? now : before, { measure, isUp, change }, data) ?? tellFormat(now, before, change, data);
}

/** A post that stands out of its period by as much as most of the change. */
function tellPost(
  posts: readonly Won[],
  { measure, isUp, change }: { readonly measure: PostMeasure; readonly isUp: boolean; readonly change: number },
  data: Pick<PageData, "receipts" | "write">,
): MadeBy | undefined {
  const [best, ...others] = posts.toSorted((a, b) => b.figure.value - a.figure.value);
  const usual = median(others.map(({ figure }) => figure.value));
  if (best === undefined || usual === undefined) return undefined;
  if (best.figure.value - usual < Math.abs(change) * MOST) return undefined;
  const text = data.write.words.findings;
  const told = isUp ? text.madeByPost : text.hadPost;
  const won = text.won[measure](data.write.count(best.figure.value));
  return {
    text: told(nameFormat(best.post.format, data.write), data.write.day(best.post.day), won),
    receipts: quote(data, "post", [best.figure]),
  };
}

/** The format of most of the change, where there is another. */
function tellFormat(
  now: readonly Won[],
  before: readonly Won[],
  change: number,
  { write }: Pick<PageData, "write">,
): MadeBy | undefined {
  const formats = [...new Set([...now, ...before].map(({ post }) => post.format))];
  if (formats.length < 2) return undefined;
  const of = (posts: readonly Won[], format: string) => sumOf(posts.filter(({ post }) => post.format === format));
  // One that made more than all of it had others against it.
  const made = formats
    .map((format) => ({ format, share: (of(now, format) - of(before, format)) / change }))
    .toSorted((a, b) => b.share - a.share);
  const [most] = made;
  if (most === undefined || most.share < MOST) return undefined;
  return { text: write.words.findings.madeByFormat(nameFormat(most.format, write)), receipts: [] };
}

/** The one or two days on which most of a change of reach fell, each against the same day of the period before. */
export function tellDays(
  { before, current }: AccountWeek,
  isUp: boolean,
  { write }: Pick<PageData, "write">,
): string | undefined {
  const length = countDays(current.span);
  if (length !== countDays(before.span) || length > PERIOD_DAYS_MOST || length <= DAYS_MOST) return undefined;
  const days = Array.from({ length }, (_, at) => {
    const day = addDays(current.span.from, at);
    const [now, then] = [readDay(current, "reach", day), readDay(before, "reach", addDays(before.span.from, at))];
    return isHeld(now) && isHeld(then) ? { day, change: now.value - then.value } : undefined;
  }).filter((day) => day !== undefined);
  const whole = sum(days.map(({ change }) => change));
  if (days.length < length || whole === 0 || whole > 0 !== isUp) return undefined;
  const [first, second] = days.toSorted((a, b) => (b.change - a.change) * Math.sign(whole));
  if (first === undefined || second === undefined) return undefined;
  const both = new Intl.ListFormat(write.locale);
  const tell = (...told: readonly Day[]): string =>
    write.words.findings.fellOn(both.format(told.toSorted().map(write.day)));
  if (first.change / whole >= MOST) return tell(first.day);
  return (first.change + second.change) / whole >= TWO_DAYS_MOST ? tell(first.day, second.day) : undefined;
}

function sumOf(posts: readonly Won[]): number {
  return sum(posts.map(({ figure }) => figure.value));
}
