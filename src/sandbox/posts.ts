// What an account publishes: a function of seed, account and UTC day, so the same media exist whenever they are asked
// for and new ones appear as time goes on. Ids carry their origin, so a post is found without any list.

import { type Account, ORIGIN_DAY } from "./cast.ts";
import { DAY_MS, toWeek, toWeekday } from "./pacific-day.ts";
import { toBetween, toHash, toLetters, toUnit, toWhole } from "./random.ts";

export type MediaType = "IMAGE" | "VIDEO" | "CAROUSEL_ALBUM";
export type ProductType = "FEED" | "REELS" | "STORY";

/** Lifetime totals, reached when the post is `horizonMs` old. */
export interface PostTotals {
  readonly reach: number;
  readonly views: number;
  readonly likes: number;
  readonly comments: number;
  readonly saved: number;
  readonly shares: number;
  readonly reposts: number;
  readonly follows: number;
  readonly profileVisits: number;
  /** Story replies. */
  readonly replies: number;
  readonly linkClicks: number;
}

export interface Post {
  readonly id: string;
  readonly account: Account;
  readonly day: number;
  readonly slot: number;
  readonly mediaType: MediaType;
  readonly productType: ProductType;
  readonly postedAt: number;
  readonly childCount: number;
  readonly totals: PostTotals;
  readonly horizonMs: number;
  readonly paceMs: number;
}

const HOUR_MS = 3_600_000;
/** After this age a post's figures no longer move. */
export const POST_HORIZON_MS = 30 * DAY_MS;
export const STORY_LIFE_MS = 24 * HOUR_MS;
const SLOTS_PER_DAY = 5;

// Monday … Sunday: when people post, and when they look.
const POSTING_RHYTHM = [0.8, 0.95, 1, 1.05, 1.25, 1.1, 0.85];
const VIEWING_RHYTHM = [0.86, 0.9, 0.94, 0.98, 1.08, 1.2, 1.22];

export type MediaKind = "post" | "story" | "tag";
const KIND_DIGITS: Readonly<Record<MediaKind, string>> = { post: "0", story: "1", tag: "3" };

/** 17 digits: "179", account, kind, day, slot, album child (00: the album itself). Beyond 2^53, as real ids are. */
export function toMediaId(accountIndex: number, kind: MediaKind, day: number, slot: number, child = 0): string {
  const digits = (value: number, length: number) => String(value).padStart(length, "0");
  return `179${digits(accountIndex, 5)}${KIND_DIGITS[kind]}${digits(day, 5)}${slot}${digits(child, 2)}`;
}

export interface MediaAddress {
  readonly accountIndex: number;
  readonly kind: MediaKind;
  readonly day: number;
  readonly slot: number;
  readonly child: number;
}

/** Where a media id points, or null when it is none of ours. */
export function parseMediaId(id: string): MediaAddress | null {
  const parts = /^179(\d{5})(\d)(\d{5})(\d)(\d{2})$/.exec(id);
  if (parts === null) return null;
  const kind = (["post", "story", "tag"] as const).find((name) => KIND_DIGITS[name] === parts[2]);
  if (kind === undefined) return null;
  const [accountIndex, day, slot, child] = [parts[1], parts[3], parts[4], parts[5]].map(Number) as [
    number,
    number,
    number,
    number,
  ];
  return { accountIndex, kind, day, slot, child };
}

// Posts are asked for again and again while one account is read, so those of the last few accounts are kept.
const REMEMBERED_ACCOUNTS = 12;
const remembered = new Map<Account, Map<string, readonly Post[]>>();

function remember(account: Account, key: string, make: () => readonly Post[]): readonly Post[] {
  let days = remembered.get(account);
  if (days === undefined) {
    days = new Map();
    const oldest = remembered.keys().next().value;
    if (remembered.size >= REMEMBERED_ACCOUNTS && oldest !== undefined) remembered.delete(oldest);
    remembered.set(account, days);
  }
  const known = days.get(key);
  if (known !== undefined) return known;
  const posts = make();
  days.set(key, posts);
  return posts;
}

/** The posts of one UTC day, oldest first; at most five. */
export function listPostsOfDay(account: Account, day: number): readonly Post[] {
  return isActive(account, day) ? remember(account, `post ${day}`, () => createPosts(account, day)) : [];
}

/** A post of this very minute, beside those of the day; `nth` from 0. */
export function createExtraPost(account: Account, nowMs: number, nth: number): Post {
  const day = Math.floor(nowMs / DAY_MS);
  const slot = SLOTS_PER_DAY + (nth % (10 - SLOTS_PER_DAY));
  const post = createPost(account, day, slot, 10);
  return { ...post, postedAt: Math.floor(nowMs / 1000) * 1000 - 60_000 };
}

export function listStoriesOfDay(account: Account, day: number): readonly Post[] {
  return isActive(account, day) ? remember(account, `story ${day}`, () => createStories(account, day)) : [];
}

function createPosts(account: Account, day: number): readonly Post[] {
  const { seed, index } = account;
  const expected = (account.postsPerWeek / 7) * (POSTING_RHYTHM[toWeekday(day)] ?? 1);
  const plain = Math.min(SLOTS_PER_DAY - 1, toWhole(expected, seed, "posts", index, day));
  const count = isViralDay(account, day) ? Math.max(1, plain) : plain;
  return Array.from({ length: count }, (_, slot) => createPost(account, day, slot, count));
}

function createStories(account: Account, day: number): readonly Post[] {
  const { seed, index } = account;
  const count = Math.min(8, toWhole(account.storiesPerWeek / 7, seed, "stories", index, day));
  return Array.from({ length: count }, (_, slot) => createStory(account, day, slot, count));
}

/** Wednesday of every third week, for the one account whose reels take off now and then. */
export function isViralDay(account: Account, day: number): boolean {
  return account.hasViralReels && toWeekday(day) === 2 && toWeek(day) % 3 === toWeek(ORIGIN_DAY - 1) % 3;
}

function isActive(account: Account, day: number): boolean {
  return day >= account.firstDay && (account.quietFrom === null || day < account.quietFrom);
}

function createPost(account: Account, day: number, slot: number, count: number): Post {
  const { seed, index } = account;
  const parts = [seed, index, day, slot] as const;
  const isViral = slot === 0 && isViralDay(account, day);
  const kind = toUnit("kind", ...parts);
  const isReel = isViral || kind < account.reelShare;
  const isAlbum = !isReel && kind < account.reelShare + 0.28;
  const hour = 7 + ((slot + toUnit("hour", ...parts)) / count) * 12;
  const lift = isViral ? 14 : isReel ? 1.9 : isAlbum ? 1.15 : 1;
  const noise = Math.exp((toUnit("noise", ...parts) + toUnit("noise2", ...parts) - 1) * 0.9);
  const rhythm = VIEWING_RHYTHM[toWeekday(day)] ?? 1;
  const reach = Math.max(6, Math.round(toAudienceSize(account, day) * account.reachRate * lift * rhythm * noise));
  return {
    id: toMediaId(index, "post", day, slot),
    account,
    day,
    slot,
    mediaType: isReel ? "VIDEO" : isAlbum ? "CAROUSEL_ALBUM" : "IMAGE",
    productType: isReel ? "REELS" : "FEED",
    postedAt: day * DAY_MS + Math.round((hour * HOUR_MS) / 1000) * 1000,
    childCount: isAlbum ? 2 + (toHash("children", ...parts) % 5) : 0,
    totals: toPostTotals(reach, isReel, parts),
    horizonMs: POST_HORIZON_MS,
    paceMs: isReel ? 2.4 * DAY_MS : 1.1 * DAY_MS,
  };
}

function toPostTotals(reach: number, isReel: boolean, parts: readonly number[]): PostTotals {
  const likes = Math.round(reach * toBetween(0.025, isReel ? 0.06 : 0.085, "likes", ...parts));
  const shares = Math.round(likes * toBetween(0.02, isReel ? 0.22 : 0.1, "shares", ...parts));
  return {
    reach,
    views: Math.round(reach * toBetween(1.28, isReel ? 1.75 : 1.9, "views", ...parts)),
    likes,
    comments: Math.min(900, Math.round(likes * toBetween(0.03, 0.13, "comments", ...parts))),
    saved: Math.round(likes * toBetween(0.03, 0.2, "saved", ...parts)),
    shares,
    reposts: Math.round(shares * toBetween(0, 0.3, "reposts", ...parts)),
    follows: Math.round(reach * toBetween(0, 0.002, "follows", ...parts)),
    profileVisits: Math.round(reach * toBetween(0.004, 0.02, "visits", ...parts)),
    replies: 0,
    linkClicks: 0,
  };
}

function createStory(account: Account, day: number, slot: number, count: number): Post {
  const { seed, index } = account;
  const parts = [seed, index, day, slot, "story"] as const;
  const hour = 6 + ((slot + toUnit("hour", ...parts)) / count) * 14;
  const share = account.reachRate * toBetween(0.4, 0.9, "reach", ...parts) * (1 - 0.06 * slot);
  const reach = account.hasTinyStories
    ? toHash("tiny", ...parts) % 5
    : Math.max(1, Math.round(toAudienceSize(account, day) * share));
  return {
    id: toMediaId(index, "story", day, slot),
    account,
    day,
    slot,
    mediaType: toUnit("video", ...parts) < 0.35 ? "VIDEO" : "IMAGE",
    productType: "STORY",
    postedAt: day * DAY_MS + Math.round((hour * HOUR_MS) / 1000) * 1000,
    childCount: 0,
    totals: {
      reach,
      views: Math.round(reach * toBetween(1.24, 1.5, "views", ...parts)),
      likes: 0,
      comments: 0,
      saved: 0,
      shares: Math.round(reach * toBetween(0, 0.012, "shares", ...parts)),
      reposts: 0,
      follows: Math.round(reach * toBetween(0, 0.003, "follows", ...parts)),
      profileVisits: Math.round(reach * toBetween(0, 0.03, "visits", ...parts)),
      replies: Math.round(reach * toBetween(0, 0.01, "replies", ...parts)),
      linkClicks: Math.round(reach * toBetween(0, 0.02, "links", ...parts)),
    },
    horizonMs: STORY_LIFE_MS,
    paceMs: 7 * HOUR_MS,
  };
}

/** Roughly the followers of a day; the exact total is `readFollowers`, which need not be asked for every post. */
function toAudienceSize(account: Account, day: number): number {
  return Math.max(20, account.followersAtOrigin * (1 + account.dailyGrowth * (day - ORIGIN_DAY)));
}

/** How much of a lifetime total has happened at an age: 0 at birth, 1 from the horizon on. */
export function toGrownShare(post: Pick<Post, "horizonMs" | "paceMs">, ageMs: number): number {
  if (ageMs <= 0) return 0;
  if (ageMs >= post.horizonMs) return 1;
  return (1 - Math.exp(-ageMs / post.paceMs)) / (1 - Math.exp(-post.horizonMs / post.paceMs));
}

/** The age at which a share is reached: the inverse of `toGrownShare`. */
export function toAgeOfShare(post: Pick<Post, "horizonMs" | "paceMs">, share: number): number {
  if (share >= 1) return post.horizonMs;
  return -post.paceMs * Math.log(1 - share * (1 - Math.exp(-post.horizonMs / post.paceMs)));
}

/** The value a total has grown to at an instant: whole, never falling. */
export function readGrown(post: Post, total: keyof PostTotals, atMs: number): number {
  return Math.floor(post.totals[total] * toGrownShare(post, atMs - post.postedAt) + 1e-9);
}

export function toShortcode(post: Post): string {
  return `C${toLetters(10, post.account.seed, "shortcode", post.id)}`;
}

/** Likes on the ad made of a post, which only the `total_…` figures hold. */
export function toAdLikes(post: Post, nowMs: number): number {
  return post.account.runsAds ? Math.floor(readGrown(post, "likes", nowMs) * 0.2) : 0;
}
