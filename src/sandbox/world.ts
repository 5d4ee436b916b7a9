// The seeded world: a user who manages Pages, most of them with an Instagram account. Built at once are only names and
// ids; everything else is worked out when asked for, so a thousand accounts cost as little as fourteen.

import { type Account, createAccount } from "./cast.ts";
import { DAY_MS, toUtcDay } from "./pacific-day.ts";
import { listPostsOfDay, listStoriesOfDay, type Post, parseMediaId, STORY_LIFE_MS } from "./posts.ts";
import { toLetters } from "./random.ts";

export interface FbPage {
  readonly id: string;
  readonly name: string;
  readonly category: string;
  readonly token: string;
  readonly tasks: readonly string[];
  readonly account: Account | null;
}

export interface Business {
  readonly id: string;
  readonly name: string;
  readonly ownedPages: readonly FbPage[];
  readonly clientPages: readonly FbPage[];
}

export interface WorldUser {
  readonly id: string;
  readonly name: string;
  readonly token: string;
  readonly permissions: Readonly<Record<string, "granted" | "declined">>;
  readonly tokenIssuedAt: number;
  /** Unix ms; null: never. */
  readonly tokenExpiresAt: number | null;
}

export interface World {
  readonly seed: number;
  readonly appId: string;
  readonly appSecret: string;
  readonly appName: string;
  /** The portfolio that owns the Instagram accounts, as the usage headers name it. */
  readonly businessId: string;
  readonly user: WorldUser;
  /** In the order of `/me/accounts`. */
  readonly pages: readonly FbPage[];
  readonly accounts: readonly Account[];
  /** Portfolios of `/me/businesses`; none in the default world. */
  readonly businesses: readonly Business[];
}

export interface WorldOptions {
  readonly seed?: number;
  /** Instagram accounts; a Page without one is added to them. Default 14. */
  readonly accounts?: number;
  /** When the user token was issued; the content of the world does not depend on it. */
  readonly now?: Date;
}

const ALL_TASKS = ["ANALYZE", "ADVERTISE", "MESSAGING", "MODERATE", "CREATE_CONTENT", "MANAGE"];
const TOKEN_LIFE_MS = 60 * DAY_MS;

/** A world of `accounts` accounts; equal for equal seed and number, whatever the time. */
export function createWorld({ seed = 1, accounts: count = 14, now = new Date() }: WorldOptions = {}): World {
  const accounts = Array.from({ length: count }, (_, index) => createAccount(seed, index));
  const pages = accounts.map(
    (account): FbPage => ({
      id: toPageId(account.index),
      name: account.pageName,
      category: account.category,
      token: `EAAP${toLetters(60, seed, "page token", account.index)}`,
      tasks: account.lacksAnalyze ? ["MESSAGING", "MODERATE", "CREATE_CONTENT"] : ALL_TASKS,
      account,
    }),
  );
  // A Page without an account, in the middle of the list so that no reader can rely on the ends.
  pages.splice(Math.min(7, pages.length), 0, {
    id: toPageId(99_999),
    name: "Fjellvik Careers",
    category: "Local service",
    token: `EAAP${toLetters(60, seed, "page token", "careers")}`,
    tasks: ["ANALYZE", "MODERATE"],
    account: null,
  });
  return {
    seed,
    appId: "9000000001",
    appSecret: toLetters(32, seed, "app secret").toLowerCase(),
    appName: "Gazette Sandbox",
    businessId: "645000000000001",
    user: {
      id: "1234567890",
      name: "Alex Example",
      token: `EAAU${toLetters(100, seed, "user token")}`,
      permissions: {
        public_profile: "granted",
        pages_show_list: "granted",
        pages_read_engagement: "granted",
        business_management: "granted",
        instagram_basic: "granted",
        instagram_manage_insights: "granted",
        instagram_manage_comments: "granted",
      },
      tokenIssuedAt: now.getTime(),
      tokenExpiresAt: now.getTime() + TOKEN_LIFE_MS,
    },
    pages,
    accounts,
    businesses: [],
  };
}

function toPageId(index: number): string {
  return `1000000${String(index + 1).padStart(8, "0")}`;
}

/** The account's posts that exist at `nowMs`, newest first, found lazily: a caller may stop early. */
export function* walkPosts(account: Account, nowMs: number): Generator<Post> {
  for (let day = toUtcDay(nowMs); day >= account.firstDay; day -= 1) {
    for (const post of listPostsOfDay(account, day).toReversed()) if (post.postedAt <= nowMs) yield post;
  }
}

/** Stories of the last 24 hours, newest first. */
export function listLiveStories(account: Account, nowMs: number): readonly Post[] {
  const today = toUtcDay(nowMs);
  return [today, today - 1]
    .flatMap((day) => listStoriesOfDay(account, day).toReversed())
    .filter(({ postedAt }) => postedAt <= nowMs && postedAt > nowMs - STORY_LIFE_MS);
}

export interface FoundMedia {
  readonly post: Post;
  /** 1…n for a child of an album, 0 for the media itself. */
  readonly child: number;
}

/** The post, live story or album child with this id at `nowMs`; null when there is none (any more). */
export function findMedia(world: World, id: string, nowMs: number): FoundMedia | null {
  const address = parseMediaId(id);
  const account = address === null ? undefined : world.accounts[address.accountIndex];
  if (address === null || account === undefined || address.kind === "tag") return null;
  const posts = address.kind === "post" ? listPostsOfDay(account, address.day) : listStoriesOfDay(account, address.day);
  const post = posts[address.slot];
  if (post === undefined || post.postedAt > nowMs || address.child > post.childCount) return null;
  if (post.productType === "STORY" && post.postedAt <= nowMs - STORY_LIFE_MS) return null;
  return { post, child: address.child };
}
