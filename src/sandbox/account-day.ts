// What one Pacific day brought an account. Additive figures are the growth of its own media on that day, so days add
// up to weeks and to the media's lifetime values; reach is a count of people and does not.

import { readFollowerChange } from "./audience.ts";
import type { Account } from "./cast.ts";
import { startOfPacificDay, toUtcDay } from "./pacific-day.ts";
import {
  listPostsOfDay,
  listStoriesOfDay,
  POST_HORIZON_MS,
  type Post,
  type PostTotals,
  readGrown,
  STORY_LIFE_MS,
} from "./posts.ts";
import { toBetween, toWhole } from "./random.ts";

/** Real names of the media_product_type breakdown (CONTRACT §3.4), not those of the documentation. */
export const SURFACES = ["POST", "CAROUSEL_CONTAINER", "REEL", "STORY", "AD"] as const;
export type Surface = (typeof SURFACES)[number];

export interface SurfaceDay {
  /** Contacts before people are counted once; only `toPeople` makes accounts of them. */
  readonly contacts: number;
  readonly views: number;
  readonly likes: number;
  readonly comments: number;
  readonly saves: number;
  readonly shares: number;
}

export interface AccountDay {
  readonly surfaces: Readonly<Record<Surface, SurfaceDay>>;
  readonly replies: number;
  readonly reposts: number;
  readonly gained: number;
  readonly lost: number;
  readonly profileViews: number;
  readonly websiteClicks: number;
  readonly linkTaps: number;
}

/** Data of a day is complete this long after the day's end (CONTRACT §3.2). */
const LAG_MS = 48 * 3_600_000;
/** What is already visible at the very end of a period; the rest arrives evenly over the lag. */
const VISIBLE_AT_ONCE = 0.82;

/** The day as known at `nowMs`: cut at now while it lasts, still growing for 48 hours after, then final. */
export function readAccountDay(account: Account, day: number, nowMs: number): AccountDay {
  const start = startOfPacificDay(day);
  const end = Math.min(startOfPacificDay(day + 1), Math.max(start, nowMs));
  const visible = VISIBLE_AT_ONCE + (1 - VISIBLE_AT_ONCE) * Math.min(1, Math.max(0, nowMs - end) / LAG_MS);
  const share = ((end - start) / (startOfPacificDay(day + 1) - start)) * visible;
  const surfaces = Object.fromEntries(
    SURFACES.map((name) => [name, { contacts: 0, views: 0, likes: 0, comments: 0, saves: 0, shares: 0 }]),
  ) as Record<Surface, { -readonly [Key in keyof SurfaceDay]: number }>;
  const replies = { total: 0, reposts: 0 };

  const add = (post: Post): void => {
    const grown = (total: keyof PostTotals): number =>
      Math.floor((readGrown(post, total, end) - readGrown(post, total, start)) * visible);
    const surface = surfaces[toSurface(post)];
    surface.contacts += grown("reach");
    surface.views += grown("views");
    surface.likes += grown("likes");
    surface.comments += grown("comments");
    surface.saves += grown("saved");
    surface.shares += grown("shares");
    replies.total += grown("replies");
    replies.reposts += grown("reposts");
  };
  for (let posted = toUtcDay(start - POST_HORIZON_MS); posted <= toUtcDay(end); posted += 1)
    listPostsOfDay(account, posted).forEach(add);
  for (let posted = toUtcDay(start - STORY_LIFE_MS); posted <= toUtcDay(end); posted += 1)
    listStoriesOfDay(account, posted).forEach(add);
  if (account.runsAds) {
    const contacts = Math.floor(
      account.followersAtOrigin * toBetween(0.01, 0.03, account.seed, "ads", account.index, day) * share,
    );
    surfaces.AD.contacts = contacts;
    surfaces.AD.views = Math.floor(contacts * 1.4);
  }
  // What no medium of the last month explains: old posts, found again on the profile.
  const found = Math.floor(
    account.followersAtOrigin * toBetween(0.006, 0.012, account.seed, "other", account.index, day) * share,
  );
  surfaces.POST.contacts += found;
  surfaces.POST.views += Math.ceil(found * toBetween(1.3, 1.9, account.seed, "found", account.index, day));
  return {
    surfaces,
    ...readProfileDay(account, day, share, surfaces),
    replies: replies.total,
    reposts: replies.reposts,
  };
}

function readProfileDay(account: Account, day: number, share: number, surfaces: Readonly<Record<Surface, SurfaceDay>>) {
  const { seed, index, followersAtOrigin } = account;
  const contacts = SURFACES.reduce((sum, name) => sum + surfaces[name].contacts, 0);
  const profileViews = Math.floor(
    contacts * 0.022 + followersAtOrigin * toBetween(0.001, 0.003, seed, "profile", index, day) * share,
  );
  const websiteClicks = toWhole(profileViews * 0.07, seed, "website", index, day);
  const { gained, lost } = readFollowerChange(account, day);
  return {
    profileViews,
    websiteClicks,
    linkTaps: websiteClicks + toWhole(profileViews * 0.02, seed, "taps", index, day),
    gained: Math.floor(gained * share),
    lost: Math.floor(lost * share),
  };
}

function toSurface({ productType, mediaType }: Post): Surface {
  if (productType === "STORY") return "STORY";
  if (productType === "REELS") return "REEL";
  return mediaType === "CAROUSEL_ALBUM" ? "CAROUSEL_CONTAINER" : "POST";
}

/** Share of a surface's audience that already follows. */
export const FOLLOWER_SHARE: Readonly<Record<Surface, number>> = {
  POST: 0.76,
  CAROUSEL_CONTAINER: 0.71,
  REEL: 0.34,
  STORY: 0.95,
  AD: 0.04,
};

/**
 * People behind a number of contacts: each further contact is likelier to be someone met before, so the sum of days
 * exceeds the week (CONTRACT §0.7). Never falls as contacts grow.
 */
export function toPeople(account: Account, contacts: number): number {
  const reachable =
    account.followersAtOrigin *
    Math.max(1.3, account.postsPerWeek * account.reachRate * 2) *
    (account.hasViralReels ? 10 : 1);
  // A fifth more than the media's own reach, so that a week never reaches fewer people than its best post.
  return Math.round(reachable * (1 - Math.exp((-contacts * 1.2) / reachable)));
}

/** Distinct accounts behind a number of interactions. */
export function toEngagedPeople(account: Account, interactions: number): number {
  const reachable = account.followersAtOrigin * 1.5 + 20;
  return Math.round(reachable * (1 - Math.exp((-interactions * 0.85) / reachable)));
}

export const toTotalInteractions = ({ likes, comments, saves, shares }: SurfaceDay): number =>
  likes + comments + saves + shares;

/** Remembers settled days, which never change again; the oldest are dropped beyond `capacity`. */
export function createDayCache(capacity = 4_000): (account: Account, day: number, nowMs: number) => AccountDay {
  const settled = new Map<string, AccountDay>();
  return (account, day, nowMs) => {
    if (nowMs < startOfPacificDay(day + 1) + LAG_MS) return readAccountDay(account, day, nowMs);
    const key = `${account.index}/${day}`;
    const known = settled.get(key);
    if (known !== undefined) return known;
    const fresh = readAccountDay(account, day, nowMs);
    if (settled.size >= capacity) settled.delete(settled.keys().next().value ?? key);
    settled.set(key, fresh);
    return fresh;
  };
}
