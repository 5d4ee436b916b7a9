// The seeded world: users who manage Pages, most of them with an Instagram account. Built at once are only names and
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
  /** Pages with a role of this user, as `/me/accounts` lists them; null: every Page of the world. */
  readonly pageIds: readonly string[] | null;
  /** Portfolios of `/me/businesses`; null: every one of the world. */
  readonly businessIds: readonly string[] | null;
}

export interface World {
  readonly seed: number;
  readonly appId: string;
  readonly appSecret: string;
  readonly appName: string;
  /** The portfolio that owns the Instagram accounts, as the usage headers name it. */
  readonly businessId: string;
  /** The first of `users`. */
  readonly user: WorldUser;
  /** Each with a token, permissions and an hour of calls of its own. */
  readonly users: readonly WorldUser[];
  /** Every Page, in the order of `/me/accounts`. */
  readonly pages: readonly FbPage[];
  readonly accounts: readonly Account[];
  /** None in the default world. */
  readonly businesses: readonly Business[];
}

/** A portfolio to be; accounts are named by their index. */
export interface PortfolioPlan {
  readonly name: string;
  readonly owned?: readonly number[];
  readonly client?: readonly number[];
}

/** A user to be. */
export interface UserPlan {
  readonly name?: string;
  /** Indexes of the accounts whose Pages this user has a role on; all, and the Page without an account, when absent. */
  readonly accounts?: readonly number[];
  /** Indexes of the portfolios this user belongs to; all when absent. */
  readonly businesses?: readonly number[];
  /** Laid over the usual permissions, which are all granted; "none": never asked for. */
  readonly permissions?: Readonly<Record<string, "granted" | "declined" | "none">>;
  /** Days the token lives from `now`; null: it never expires. Default 60. */
  readonly tokenDays?: number | null;
}

export interface WorldOptions {
  readonly seed?: number;
  /** Instagram accounts; a Page without one is added to them. Default 14. */
  readonly accounts?: number;
  /** When the user token was issued; the content of the world does not depend on it. */
  readonly now?: Date;
  readonly businesses?: readonly PortfolioPlan[];
  /** Default: one user who sees everything. */
  readonly users?: readonly [UserPlan, ...UserPlan[]];
}

const ALL_TASKS = ["ANALYZE", "ADVERTISE", "MESSAGING", "MODERATE", "CREATE_CONTENT", "MANAGE"];
const TOKEN_DAYS = 60;
const PERMISSIONS = [
  "public_profile",
  "pages_show_list",
  "pages_read_engagement",
  "business_management",
  "instagram_basic",
  "instagram_manage_insights",
  "instagram_manage_comments",
];

/** A world of `accounts` accounts; equal for equal seed and number, whatever the time. */
export function createWorld(options: WorldOptions = {}): World {
  const { seed = 1, accounts: count = 14, now = new Date() } = options;
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
  const businesses = (options.businesses ?? []).map((plan, index) => createBusiness(plan, index, pages));
  const [first = {}, ...others] = options.users ?? [];
  const user = createUser(first, 0, seed, now);
  return {
    seed,
    appId: "9000000001",
    appSecret: toLetters(32, seed, "app secret").toLowerCase(),
    appName: "Gazette Sandbox",
    businessId: "645000000000001",
    user,
    users: [user, ...others.map((plan, index) => createUser(plan, index + 1, seed, now))],
    pages,
    accounts,
    businesses,
  };
}

function createUser(plan: UserPlan, index: number, seed: number, now: Date): WorldUser {
  const { tokenDays = TOKEN_DAYS } = plan;
  const usual = Object.fromEntries(PERMISSIONS.map((name) => [name, "granted" as const]));
  const permissions = Object.entries({ ...usual, ...plan.permissions }).flatMap(([name, status]) =>
    status === "none" ? [] : [[name, status] as const],
  );
  return {
    id: String(1_234_567_890 + index),
    name: plan.name ?? (index === 0 ? "Alex Example" : `Alex Example ${index + 1}`),
    token: `EAAU${index === 0 ? toLetters(100, seed, "user token") : toLetters(100, seed, "user token", index)}`,
    permissions: Object.fromEntries(permissions),
    tokenIssuedAt: now.getTime(),
    tokenExpiresAt: tokenDays === null ? null : now.getTime() + tokenDays * DAY_MS,
    pageIds: plan.accounts?.map(toPageId) ?? null,
    businessIds: plan.businesses?.map(toBusinessId) ?? null,
  };
}

function createBusiness({ name, owned = [], client = [] }: PortfolioPlan, index: number, pages: readonly FbPage[]) {
  const listPages = (indexes: readonly number[]) => pages.filter(({ id }) => indexes.map(toPageId).includes(id));
  return { id: toBusinessId(index), name, ownedPages: listPages(owned), clientPages: listPages(client) };
}

function toBusinessId(index: number): string {
  return `2000000${String(index + 1).padStart(8, "0")}`;
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

/** The Pages `/me/accounts` lists: those of a portfolio stay away without `business_management`, without an error (CONTRACT §1.1). */
export function listPagesOf(user: WorldUser, world: World): readonly FbPage[] {
  if (user.permissions.pages_show_list !== "granted") return [];
  const maySeeOwned = user.permissions.business_management === "granted";
  const owned = new Set(world.businesses.flatMap(({ ownedPages }) => ownedPages.map(({ id }) => id)));
  return world.pages.filter(
    ({ id }) => (user.pageIds === null || user.pageIds.includes(id)) && (maySeeOwned || !owned.has(id)),
  );
}

export function listBusinessesOf(user: WorldUser, world: World): readonly Business[] {
  return world.businesses.filter(({ id }) => user.businessIds === null || user.businessIds.includes(id));
}
