// What could be done next, where the figures know something useful: a better hour, a better format.
import { type AccountWeek, isHeld, median, type Post } from "../../figures/index.ts";
import { measurePost, type PostMeasure } from "../figures/choose-posts.ts";
import { findPeak, readOnlineHours, toWeekHour } from "../figures/posting-hours.ts";
import { nameFormat } from "../model/writer.ts";
import type { PageData } from "../pages/page-data.ts";

/** Hours of one slot: posts are too few for single hours. */
const SLOT_HOURS = 2;
/** Posts a slot, or a format, needs before its median is worth following. */
const POSTS_LEAST = 4;
/** A slot or format is named when its median stands this much above that of the other posts. */
const LEAD_LEAST = 1.2;
/** Of the hour with the most followers online; below it is a quiet hour. */
const QUIET_SHARE = 0.5;
/** Of the period's posts, or fewer, have the format that does best: it is under-used. */
const UNDER_USED = 0.5;

/** The first rule that knows something: a quiet hour, a format that does better, a slot that does. Only for what fell. */
export function adviseOn(
  week: AccountWeek,
  isUp: boolean,
  data: Pick<PageData, "frame" | "measure" | "write">,
): string | undefined {
  if (isUp) return adviseFormat(week, data);
  return adviseHour(week, data) ?? adviseFormat(week, data) ?? adviseSlot(week, data);
}

/** Most of the period's posts went out when few of the followers were online. */
function adviseHour(
  { current, audience }: AccountWeek,
  { frame, write }: Pick<PageData, "frame" | "write">,
): string | undefined {
  const online = readOnlineHours(audience, frame.timeZone);
  const peak = online === undefined ? undefined : findPeak(online);
  if (online === undefined || peak === undefined || current.posts.length === 0) return undefined;
  const quiet = current.posts
    .map(({ media }) => toWeekHour(Date.parse(media.publishedAt), frame.timeZone))
    .filter(({ weekday, hour }) => (online.values[weekday]?.[hour] ?? peak.value) < peak.value * QUIET_SHARE);
  if (quiet.length * 2 <= current.posts.length) return undefined;
  const hours = [...new Set(quiet.map(({ hour }) => hour))].sort((a, b) => a - b);
  return write.words.findings.quietHours(hours.map(write.hour).join(", "), write.hour(peak.hour));
}

/** The format whose median post does best, where the period had few of it. */
function adviseFormat(
  { current, history }: AccountWeek,
  { measure, write }: Pick<PageData, "measure" | "write">,
): string | undefined {
  const best = findBest(history, ({ format }) => format, measure);
  if (best === undefined) return undefined;
  const used = current.posts.filter(({ format }) => format === best.key).length;
  if (current.posts.length === 0 || used > current.posts.length * UNDER_USED) return undefined;
  return write.words.findings.betterFormat(
    nameFormat(best.key, write),
    write.multiple(best.lead),
    write.words.measures[measure],
    write.count(best.posts),
    write.count(used),
    write.plural(current.posts.length, "post"),
  );
}

/** The two hours of the day whose median post does best. */
export function adviseSlot(
  { history }: AccountWeek,
  { frame, measure, write }: Pick<PageData, "frame" | "measure" | "write">,
): string | undefined {
  const toSlot = ({ media }: Post): string => {
    const { hour } = toWeekHour(Date.parse(media.publishedAt), frame.timeZone);
    return String(hour - (hour % SLOT_HOURS));
  };
  const best = findBest(history, toSlot, measure);
  if (best === undefined) return undefined;
  const from = Number(best.key);
  return write.words.findings.bestSlot(write.hour(from), write.hour((from + SLOT_HOURS) % 24), write.count(best.posts));
}

interface Best {
  readonly key: string;
  readonly posts: number;
  /** Its median over that of all other posts. */
  readonly lead: number;
}

/** The kind of post whose median stands furthest above the median of the others. */
function findBest(history: readonly Post[], toKey: (post: Post) => string, measure: PostMeasure): Best | undefined {
  const read = measurePost(measure);
  const rated = history.flatMap((post) => {
    const figure = read(post);
    return isHeld(figure) ? [{ key: toKey(post), value: figure.value }] : [];
  });
  return [...Map.groupBy(rated, ({ key }) => key)]
    .flatMap(([key, own]): readonly Best[] => {
      const others = rated.filter((one) => one.key !== key);
      const [middle, rest] = [own, others].map((ones) => median(ones.map(({ value }) => value)) ?? 0);
      if (own.length < POSTS_LEAST || others.length < POSTS_LEAST || middle === undefined || !rest) return [];
      return [{ key, posts: own.length, lead: middle / rest }];
    })
    .filter(({ lead }) => lead >= LEAD_LEAST)
    .toSorted((a, b) => b.lead - a.lead || (a.key < b.key ? -1 : 1))
    .at(0);
}
