// The week as hours: when followers are online, when posts went out. Weekdays count from Monday, hours in the report's zone.
import { TZDate } from "@date-fns/tz";
import { type AudiencePoint, ONLINE_HOURS_TIME_ZONE } from "../../../dataset/index.ts";
import { byText, median } from "../../figures/index.ts";

export interface WeekHour {
  /** 0 is Monday. */
  readonly weekday: number;
  readonly hour: number;
}

/** Where in the week an instant lies. */
export function toWeekHour(instant: number, timeZone: string): WeekHour {
  const there = new TZDate(instant, timeZone);
  return { weekday: (there.getDay() + 6) % 7, hour: there.getHours() };
}

export interface OnlineHours {
  /** Mean followers online by weekday and hour; null where no day tells. */
  readonly values: readonly (readonly (number | null)[])[];
  readonly takenAt: string;
}

/**
 * Followers online from a snapshot of `online_followers`: by "day,hour" ("2026-11-16,13"), or by "hour" alone, which
 * then stands for every weekday. Their zone is ONLINE_HOURS_TIME_ZONE. Undefined when none is held.
 */
export function readOnlineHours(audience: readonly AudiencePoint[], timeZone: string): OnlineHours | undefined {
  const points = audience.filter(({ metric }) => metric === "online_followers");
  const dated = points.filter(({ dimension }) => dimension === "day,hour");
  const used = dated.length > 0 ? dated : points.filter(({ dimension }) => dimension === "hour");
  const sums = Array.from({ length: 7 }, () => Array.from({ length: 24 }, () => ({ sum: 0, count: 0 })));
  let takenAt = "";
  for (const point of used) {
    for (const { weekday, hour } of toPlaces(point, timeZone)) {
      const cell = sums[weekday]?.[hour];
      if (cell === undefined) continue;
      cell.sum += point.value;
      cell.count += 1;
      if (point.takenAt > takenAt) takenAt = point.takenAt;
    }
  }
  if (takenAt === "") return undefined;
  return { values: sums.map((row) => row.map(({ sum, count }) => (count === 0 ? null : sum / count))), takenAt };
}

function toPlaces({ bucket, dimension, takenAt }: AudiencePoint, timeZone: string): readonly WeekHour[] {
  const day = dimension === "day,hour" ? bucket.split(",")[0] : undefined;
  const hour = Number(dimension === "day,hour" ? bucket.split(",")[1] : bucket);
  if (!Number.isInteger(hour) || hour < 0 || hour > 23) return [];
  const [year = 0, month = 0, date = 0] = (day ?? takenAt.slice(0, 10)).split("-").map(Number);
  const place = toWeekHour(TZDate.tz(ONLINE_HOURS_TIME_ZONE, year, month - 1, date, hour).getTime(), timeZone);
  return day === undefined ? Array.from({ length: 7 }, (_, weekday) => ({ weekday, hour: place.hour })) : [place];
}

/** The weekday and hour with the most followers online; the earliest of equals. */
export function findPeak({ values }: OnlineHours): (WeekHour & { readonly value: number }) | undefined {
  return values
    .flatMap((row, weekday) => row.flatMap((value, hour) => (value === null ? [] : [{ weekday, hour, value }])))
    .sort((a, b) => b.value - a.value || a.weekday - b.weekday || a.hour - b.hour)[0];
}

/** Hours that are compared as one: of single ones hardly any holds more than a post. */
const HOURS_A_SLOT = 3;
/** One post that went well makes no slot. */
const LEAST_POSTS = 3;

export interface BestSlot extends WeekHour {
  /** Where it ends, up to 24. */
  readonly until: number;
  readonly posts: number;
  /** Its median against that of all posts. */
  readonly multiple: number;
}

/**
 * The three hours of a weekday whose posts did best by their median; undefined where none stands out, or where no other has
 * enough posts to be compared with.
 */
export function findBestSlot<Post extends { readonly media: { readonly publishedAt: string } }>(
  posts: readonly Post[],
  timeZone: string,
  read: (post: Post) => number | undefined,
): BestSlot | undefined {
  const rated = posts.flatMap((post) => {
    const value = read(post);
    const { weekday, hour } = toWeekHour(Date.parse(post.media.publishedAt), timeZone);
    return value === undefined ? [] : [{ slot: weekday * 24 + hour - (hour % HOURS_A_SLOT), value }];
  });
  const usual = median(rated.map(({ value }) => value)) ?? 0;
  const slots = [...Map.groupBy(rated, ({ slot }) => slot)]
    .map(([slot, own]) => ({ slot, posts: own.length, middle: median(own.map(({ value }) => value)) ?? 0 }))
    .filter((one) => one.posts >= LEAST_POSTS)
    .toSorted((a, b) => b.middle - a.middle || a.slot - b.slot);
  const [best, next] = slots;
  if (best === undefined || next === undefined || usual === 0 || best.middle <= Math.max(usual, next.middle)) return;
  const hour = best.slot % 24;
  const weekday = (best.slot - hour) / 24;
  return { weekday, hour, until: hour + HOURS_A_SLOT, posts: best.posts, multiple: best.middle / usual };
}

/** Posts by weekday and hour, in the order of the week. */
export function countByHour<Post extends { readonly media: { readonly publishedAt: string } }>(
  posts: readonly Post[],
  timeZone: string,
): readonly (WeekHour & { readonly posts: readonly Post[] })[] {
  const slots = new Map<string, WeekHour & { readonly posts: Post[] }>();
  for (const post of posts) {
    const place = toWeekHour(Date.parse(post.media.publishedAt), timeZone);
    const key = `${place.weekday}/${String(place.hour).padStart(2, "0")}`;
    const slot = slots.get(key) ?? { ...place, posts: [] };
    slot.posts.push(post);
    slots.set(key, slot);
  }
  return [...slots].sort(([a], [b]) => byText(a, b)).map(([, slot]) => slot);
}
