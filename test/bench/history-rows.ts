// What weekly collections leave of one account: rows by table, ids without the account's own part, figures of a small one.
// Counts are those of form 1 with stories and comments: some 350 rows a week.

import {
  AUDIENCE_DIMENSIONS,
  DAY_TOTAL_METRICS,
  FOLLOWER_METRICS,
  POST_METRICS,
  REACH_METRICS,
  STORY_METRICS,
  TOTAL_METRICS,
} from "../../src/collect/plan/metric-sets.ts";
import { addDays, type Day, type DaySpan, listDays } from "../../src/dataset/index.ts";

type Value = string | number | null;
type Rows = Record<string, Record<string, Value>[]>;

const POSTS_A_WEEK = 4;
const STORIES_A_WEEK = 3;
/** `collect.mediaDays` is 35: a post is read in five weekly runs. */
const READINGS = 5;
const COMMENTS_A_WEEK = 2;
const PLACES = 20;
const SPLITS: readonly (readonly [metric: string, breakdown: string, buckets: readonly string[]])[] = [
  ["reach", "media_product_type", ["POST", "REEL", "STORY", "AD"]],
  ["reach", "follow_type", ["FOLLOWER", "NON_FOLLOWER"]],
  ["follows_and_unfollows", "follow_type", ["FOLLOWER", "NON_FOLLOWER"]],
];
const DAY_SPLITS = ["FOLLOWER", "NON_FOLLOWER"];
const BUCKETS: Readonly<Record<string, readonly string[]>> = {
  "age,gender": ["13-17", "18-24", "25-34", "35-44", "45-54", "55-64", "65+"].flatMap((age) =>
    ["F", "M", "U"].map((gender) => `${age},${gender}`),
  ),
  country: Array.from({ length: PLACES }, (_, at) => `${String.fromCharCode(65 + at)}${String.fromCharCode(90 - at)}`),
  city: Array.from({ length: PLACES }, (_, at) => `City ${at + 1}, Somewhere`),
};

/** Weeks are numbered so that the last is this one, however many there are: its rows are then the same, too. */
const LAST_WEEK = 9_999;

/** Rows of every table, oldest week first; those of a table name the same columns. */
export function toHistoryRows(last: DaySpan, weeks: number): Rows {
  const rows: Rows = {};
  const add = (table: string, row: Record<string, Value>): void => {
    const held = rows[table] ?? [];
    rows[table] = held;
    held.push(row);
  };
  add("accounts", toProfile(LAST_WEEK, toRead(last.to)));
  for (let week = LAST_WEEK + 1 - weeks; week <= LAST_WEEK; week += 1) {
    const span = { from: addDays(last.from, 7 * (week - LAST_WEEK)), to: addDays(last.to, 7 * (week - LAST_WEEK)) };
    const readAt = toRead(span.to);
    add("account_profiles", toProfile(week, readAt));
    addRun(add, span, week);
    addDaysAndTotals(add, span, week);
    addPosts(add, span, week);
    addAudience(add, readAt);
    addGaps(add, span, week);
  }
  return rows;
}

/** A run reads a week on the morning after. */
function toRead(to: Day): string {
  return `${addDays(to, 1)}T06:00:00.000Z`;
}

/** Something between 0 and 1 that is the same every time. */
function vary(...parts: readonly number[]): number {
  const mixed = parts.reduce((sum, part, at) => sum + Math.imul(part + 1, 2_654_435_761 >>> at), 0) >>> 0;
  return (Math.imul(mixed ^ (mixed >>> 15), 2_246_822_519) >>> 0) / 2 ** 32;
}

type Add = (table: string, row: Record<string, Value>) => void;

function toProfile(week: number, takenAt: string): Record<string, Value> {
  return {
    account_id: "",
    username: "",
    name: "",
    page_id: "",
    page_name: "",
    connection: "agency",
    followers_count: 2_000 + 7 * (week - LAST_WEEK),
    follows_count: 210,
    media_count: 3_000 + POSTS_A_WEEK * (week - LAST_WEEK),
    biography: "Bread, cakes and coffee. Open from seven, closed on Mondays.",
    website: "https://bakery.example",
    profile_picture_url: null,
    tasks: '["ANALYZE","MODERATE"]',
    taken_at: takenAt,
  };
}

function addRun(add: Add, { from, to }: DaySpan, week: number): void {
  const at = toRead(to);
  const run = `run-${week}`;
  add("runs", {
    run_id: run,
    kind: "collect",
    from_day: from,
    to_day: to,
    state: "partial",
    started_at: at,
    ended_at: at.replace("T06", "T07"),
    accounts: 1,
    calls: 1,
    gaps: 2,
    message: null,
    scope: `${from}..${to}`,
    plan: "{}",
    holder: "",
    heartbeat_at: at,
  });
  add("calls", {
    call_id: `-${week}`,
    connection: "agency",
    pool: "calls",
    path: "/17841400000000000",
    cost: 1,
    reserved_at: at,
    answered_at: at,
    http_status: 200,
    code: null,
    used_percent: 20,
    run_id: run,
    kept: 1,
    counted_at: at,
  });
}

function addDaysAndTotals(add: Add, span: DaySpan, week: number): void {
  const taken_at = toRead(span.to);
  const days = listDays(span);
  const total = (metric: string, from: Day, to: Day, value: number, breakdown = "", bucket = ""): void =>
    add("account_totals", {
      account_id: "",
      metric,
      breakdown,
      bucket,
      from_day: from,
      to_day: to,
      value: Math.round(value),
      taken_at,
    });
  days.forEach((day, at) => {
    for (const metric of [...REACH_METRICS, ...FOLLOWER_METRICS].sort())
      add("account_days", {
        account_id: "",
        day,
        metric,
        value: Math.round((metric === "reach" ? 90 : 6) * (0.5 + vary(week, at, metric.length))),
        taken_at,
      });
    for (const [nth, metric] of DAY_TOTAL_METRICS.entries()) total(metric, day, day, 40 * vary(week, at, nth));
    for (const bucket of DAY_SPLITS) total("views", day, day, 20 * vary(week, at), "follow_type", bucket);
  });
  for (const [nth, metric] of TOTAL_METRICS.entries()) total(metric, span.from, span.to, 400 * vary(week, nth));
  for (const [metric, breakdown, buckets] of SPLITS)
    for (const [nth, bucket] of buckets.entries())
      total(metric, span.from, span.to, 60 * vary(week, nth), breakdown, bucket);
  if (week % 2 === 0) return;
  for (const metric of ["reach", "views"])
    add("restatements", {
      table_name: "account_totals",
      account_id: "",
      metric,
      breakdown: "",
      bucket: "",
      from_day: addDays(span.from, -7),
      to_day: addDays(span.to, -7),
      old_value: 300,
      new_value: 310,
      old_taken_at: toRead(addDays(span.to, -7)),
      new_taken_at: taken_at,
    });
}

function addPosts(add: Add, { from, to }: DaySpan, week: number): void {
  for (let nth = 0; nth < POSTS_A_WEEK + STORIES_A_WEEK; nth += 1) {
    const isStory = nth >= POSTS_A_WEEK;
    const media_id = `${week}${nth}`;
    const day = addDays(from, nth);
    const isReel = nth % 2 === 1;
    const readings = isStory ? 1 : Math.min(READINGS, LAST_WEEK + 1 - week);
    const taken = Array.from({ length: readings }, (_, at) => toRead(addDays(to, 7 * at)));
    add("media", {
      media_id,
      account_id: "",
      media_type: isReel || isStory ? "VIDEO" : "IMAGE",
      media_product_type: isStory ? "STORY" : isReel ? "REELS" : "FEED",
      published_at: `${day}T1${nth}:30:00.000Z`,
      caption: isStory
        ? null
        : `Fresh from the oven, number ${week}: “rye & spelt” <every> morning at seven, and on Sundays until noon. #bakery #bread`,
      permalink: `https://www.instagram.com/p/${media_id}`,
      like_count: isStory ? null : Math.round(12 * vary(week, nth)),
      comments_count: isStory ? null : 2,
      shortcode: media_id,
      media_url: "https://scontent.cdninstagram.com/v/t51/some/long/signed/address.jpg?stp=dst-jpg&_nc_cat=1&oh=00",
      thumbnail_url: null,
      is_comment_enabled: 1,
      taken_at: taken.at(-1) ?? toRead(to),
    });
    const metrics = [...(isStory ? STORY_METRICS : POST_METRICS)].sort();
    for (const [which, metric] of metrics.entries())
      for (const [at, taken_at] of taken.entries())
        add("media_insights", {
          media_id,
          metric,
          bucket: "",
          value: Math.round((metric === "reach" || metric === "views" ? 120 : 6) * (0.6 + vary(week, nth, which)) + at),
          taken_at,
          account_id: "",
        });
    if (!isStory)
      add("comment_walks", {
        media_id,
        account_id: "",
        walked_at: taken.at(-1) ?? toRead(to),
        counted: 2,
        returned: 2,
        is_whole: 1,
        permalink: `https://www.instagram.com/p/${media_id}`,
        caption: null,
      });
    if (nth < COMMENTS_A_WEEK)
      add("comments", {
        comment_id: `${media_id}1`,
        media_id,
        account_id: "",
        parent_id: null,
        username: "a_guest",
        text: "Is the rye bread there on Saturdays, too? We would come by with eight people.",
        created_at: `${day}T18:00:00.000Z`,
        hidden: 0,
        like_count: 1,
        taken_at: toRead(to),
        author_id: "17841499999999999",
      });
  }
}

function addAudience(add: Add, taken_at: string): void {
  const point = (metric: string, dimension: string, bucket: string, value: number): void =>
    add("audience", { account_id: "", metric, dimension, bucket, value: Math.round(value), taken_at });
  for (const dimension of AUDIENCE_DIMENSIONS)
    for (const [at, bucket] of (BUCKETS[dimension] ?? []).entries())
      point("follower_demographics", dimension, bucket, 5 + 60 * vary(at, dimension.length));
}

function addGaps(add: Add, { from, to }: DaySpan, week: number): void {
  const story = `${week}${POSTS_A_WEEK}`;
  const gap = { account_id: "", from_day: from, to_day: to, code: "100", seen_at: toRead(to) };
  add("gaps", {
    ...gap,
    media_id: story,
    metric: "navigation",
    reason: "below-threshold",
    message: "Not enough viewers for the media to show insights",
    subject: `/stories/${from}..${to}/${story}/navigation`,
  });
  add("gaps", {
    ...gap,
    media_id: "",
    metric: "profile_links_taps",
    reason: "metric-refused",
    message: "(#100) The value must be a valid insights metric",
    subject: `/totals/${from}..${to}/profile_links_taps`,
  });
}
