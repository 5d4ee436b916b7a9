// The kinds of question we can ask of an account, and how they are bundled into requests.
import type { Day, DaySpan, GapReason, Noted } from "../../dataset/index.ts";
import type { Form } from "../capabilities/index.ts";
import type { EachStory, PostsStep, RefusedByOne } from "./next-step.ts";

/** A post as far as a second question about it needs to know it. */
export interface Member {
  readonly mediaId: string;
  readonly productType: string;
  /** Unix seconds. */
  readonly publishedAt: number;
}

/** A search for the posts that refuse them, newest first: what an answer and a refusal of this question mean. */
export interface Finding extends RefusedByOne {
  /** One of these refuses where all that is asked is answered. */
  readonly otherwise: readonly Member[];
  /** Older ones, of which nothing is known yet. */
  readonly later: readonly Member[];
  /** The server was seen to keep to the bounds of a window: a refusal is that of the posts asked for. */
  readonly isBounded: boolean;
  /** How many were cleared or found so far, and found among them. */
  readonly settled: number;
  readonly found: number;
}

/** The posts of a window, newest first, page by page. */
export interface MediaBlock {
  readonly kind: "media";
  /** Unix seconds: nothing published before is listed. */
  readonly since: number;
  /** Unix seconds: nothing published after is listed. */
  readonly until?: number | undefined;
  readonly pageSize: number;
  /** Insight metrics nested in the listing; empty lists plain fields only. */
  readonly metrics: readonly string[];
  /** The newest fifty comments of each post come along, which costs no further call (CONTRACT §13.8). */
  readonly comments?: true | undefined;
  /** Nothing about comments is asked, not even how many there are. */
  readonly uncounted?: true | undefined;
  /** Cursor to go on from; good within a run only (CONTRACT §6). */
  readonly after?: string | undefined;
  /** The walk has begun anew once because its cursor had gone stale. */
  readonly restarted?: true | undefined;
  /** An earlier page listed something without a readable id: this walk cannot tell who is no longer there. */
  readonly hasNameless?: true | undefined;
  /** Listed without these, which are asked for once it has come. */
  readonly nextSteps?: readonly PostsStep[] | undefined;
  /** Set on a group of listed posts: those it is about. */
  readonly members?: readonly Member[] | undefined;
  /** Set on a window of posts that have answered its metrics before, beside a list that goes without them. */
  readonly isKnownGood?: true | undefined;
  /** Set on a question of such a search. */
  readonly finding?: Finding | undefined;
  /** The size that was too much data; once a smaller page is answered, that is a lesson. */
  readonly refusedSize?: number | undefined;
  /** The page was made smaller in this walk: what the connection has learnt meanwhile does not change it. */
  readonly narrowed?: true | undefined;
  /** True asks with `metric_type=total_value`, because the API said so; false where that was refused, too. */
  readonly asTotal?: boolean | undefined;
}

/** Comments that did not fit into the listing: further ones of a post, or replies of one comment. */
export interface CommentsBlock {
  readonly kind: "comments";
  readonly mediaId: string;
  /** Set for the replies of this comment. */
  readonly parentId?: string | undefined;
  /** How many comments the media's own counter told, replies included. */
  readonly counted?: number | undefined;
  readonly after?: string | undefined;
  readonly restarted?: true | undefined;
}

/** The stories of the last 24 hours. */
export interface StoriesBlock {
  readonly kind: "stories";
  readonly metrics: readonly string[];
  /** Also the four ways of leaving a story; a second nested edge, so aliased forms only. */
  readonly navigation: boolean;
  readonly after?: string | undefined;
  readonly restarted?: true | undefined;
  readonly hasNameless?: true | undefined;
  /** The listing comes without insights, which each story is then asked for alone. */
  readonly nextSteps?: readonly EachStory[] | undefined;
  /** True asks with `metric_type=total_value`, because the API said so; false where that was refused, too. */
  readonly asTotal?: boolean | undefined;
}

/** The lifetime figures of one media. */
export interface MediaInsightsBlock {
  readonly kind: "media-insights";
  readonly mediaId: string;
  readonly productType: string;
  /** Unix seconds; everything older than a post from before the conversion is from before it, too. */
  readonly publishedAt?: number | undefined;
  readonly metrics: readonly string[];
  readonly finding?: Finding | undefined;
  /** Not asked: one of some posts refuses it, and all the others have answered. */
  readonly deduced?: RefusedByOne | undefined;
  /** True asks with `metric_type=total_value`, because the API said so; false where that was refused, too. */
  readonly asTotal?: boolean | undefined;
}

/** One value a day: reach and new followers only (CONTRACT fact 5). */
export interface SeriesBlock {
  readonly kind: "series";
  readonly span: DaySpan;
  readonly metrics: readonly string[];
}

/** One value for a window of at most 30 days. */
export interface TotalsBlock {
  readonly kind: "totals";
  readonly span: DaySpan;
  readonly metrics: readonly string[];
  /** "" or "follow_type" or "media_product_type"; holds for every metric of the block. */
  readonly breakdown: string;
  /** A single day's total, asked only where an alias makes it free. */
  readonly daily?: true | undefined;
  /** Held as read before it had settled: what does not come now leaves that reading and is no gap. */
  readonly again?: true | undefined;
  /**
   * A day's reach beside the daily series of the same days: it settles which day a stamp means and is not kept. "free" is
   * asked only where an alias makes it so.
   */
  readonly calibrates?: "free" | "always" | undefined;
}

/** A demographic snapshot, or the followers online by day and hour. */
export interface AudienceBlock {
  readonly kind: "audience";
  readonly metric: string;
  readonly dimension: string;
  /** Set where the answer is a value an hour: the days wanted. */
  readonly span?: DaySpan | undefined;
  /** Set where the metric is told of one only. */
  readonly timeframe?: "this_month" | undefined;
}

export interface ProfileBlock {
  readonly kind: "profile";
}

export type Block =
  | ProfileBlock
  | MediaBlock
  | CommentsBlock
  | StoriesBlock
  | MediaInsightsBlock
  | SeriesBlock
  | TotalsBlock
  | AudienceBlock;

/** One HTTP request to come: some blocks of one account. */
export interface PlannedRequest {
  readonly blocks: readonly Block[];
  /** What its answer tells of the request it was taken out of. */
  readonly proves?: Probe | undefined;
  /** Asked for the first time when absent. */
  readonly turn?: Turn | undefined;
  /** Plain fields left off because the API does not know them any more: "account:website". */
  readonly without?: readonly string[] | undefined;
  /** The API's words to the request it was part of, where those are about a permission: heard again, they are about this. */
  readonly refusedWith?: string | undefined;
}

/**
 * Metrics left off because the account's list of valid ones does not name them, though figures of posts were asked beside.
 * Answered without, it shows that the words were about them; refused in the same words, that they were not.
 */
export interface Omitted {
  readonly kind: "omitted";
  /** The request as it was before. */
  readonly blocks: readonly Block[];
  /** The API's, places in the list of metrics left out. */
  readonly words: string;
  /** As lessons name them. */
  readonly lessons: readonly { readonly metric: string; readonly message: string }[];
}

/** Why it is asked at this time. */
export type Turn =
  /** A refusal named one of the account's own figures, or a field of its profile, which was taken out: that often in turn. */
  | { readonly kind: "lighter"; readonly names: number }
  /** Put off that many times because of trouble that may pass. */
  | { readonly kind: "postponed"; readonly tries: number }
  /** For what was refused before, these edges of it: one try, and nothing smaller after a refusal. */
  | {
      readonly kind: "again";
      readonly edges: readonly string[];
      /** The words of that refusal: in others, it may be about something else. */
      readonly after?: string | undefined;
    }
  /** Sent only when figures left out of a list turn out to be told where a post is asked alone. */
  | { readonly kind: "waiting" };

/** Refused together and answered apart: what was to blame, in the API's words. */
export type Probe =
  | {
      readonly kind: "form";
      readonly form: Form;
      readonly words: string;
      /** They may mean something else, too: nothing is learnt against a form that has answered before. */
      readonly isGuess?: true | undefined;
    }
  | { readonly kind: "nesting"; readonly nesting: Nesting; readonly words: string }
  /** Insights asked in a list were neither told nor refused: figures of a post alone show that the list leaves them out. */
  | { readonly kind: "left-out" }
  | Omitted
  | { readonly kind: "comments"; readonly words: string; readonly apiCode?: string | undefined };

/** Insights nested in any list, or in that of stories. */
export type Nesting = "nested-insights" | "nested-story-insights";

/** Names taken out of it one after the other. */
export function countNames({ turn }: PlannedRequest): number {
  return turn?.kind === "lighter" ? turn.names : 0;
}

/** Times it was put off. */
export function countTries({ turn }: PlannedRequest): number {
  return turn?.kind === "postponed" ? turn.tries : 0;
}

/** A metric that need not be asked to know that it will not come. */
export interface KnownRefusal extends Noted {
  readonly block: Block;
  /** "" where a listing is refused. */
  readonly metric: string;
  /** The block is refused as a whole: told as its refusal was. */
  readonly isWhole?: true | undefined;
  /** A metric refused before when absent. */
  readonly reason?: GapReason | undefined;
  /** The API's code, as it came with the words; absent where nothing was refused or an earlier version remembered none. */
  readonly code?: string | undefined;
}

/** A piece of work for one account: its requests are sent one after the other, and it is resumed as a whole. */
export interface PlannedCall {
  /** Stable within a run, e.g. "17841400000000001/all". */
  readonly key: string;
  readonly accountId: string;
  /** User name, or the id when the API has not told it yet. */
  readonly username: string;
  readonly connection: string;
  readonly form: Form;
  readonly requests: readonly PlannedRequest[];
  /** The account has posts: only there does a new form prove anything (CONTRACT §13.3). */
  readonly worthProbing: boolean;
  /** Metrics left off because the API refused them before, the role forbids them, or the account is too small. */
  readonly refusedBefore: readonly KnownRefusal[];
  /** Calls it should cost when nothing is refused. */
  readonly cost: number;
  /** Pages it may cost beyond that, where nobody has listed the account's posts yet; 0 when absent. */
  readonly unknownPages?: number | undefined;
  readonly priority: number;
}

/**
 * What a call will likely come to: an account whose posts were never listed and need not fit on a page costs about one more,
 * for the next page or in search of what is refused of its older posts. Measured over the stand-in's agency: 29 told, 28 to
 * 30 spent, where the least was 15.
 */
export function toLikelyCost({ cost, unknownPages = 0 }: Pick<PlannedCall, "cost" | "unknownPages">): number {
  return cost + Math.min(1, unknownPages);
}

export interface LeftOut {
  readonly connection: string;
  readonly accountId: string;
  readonly username: string;
  readonly what: string;
  readonly why: string;
}

export interface CallPlan {
  readonly calls: readonly PlannedCall[];
  /** Calls in all, discovery not counted. */
  readonly cost: number;
  readonly leftOut: readonly LeftOut[];
}

/** Whether nothing is missing when it does not come: the figure is held already, or not asked for its own sake. */
export function mayStayAway(block: Block): boolean {
  return block.kind === "totals" && (block.again === true || block.calibrates !== undefined);
}

/** Names a block in gaps and progress: the same question has the same subject, whatever request carries it. */
export function toSubject(accountId: string, block: Block): string {
  switch (block.kind) {
    case "series":
    case "totals":
      return [accountId, block.kind, toSpanText(block.span), "breakdown" in block ? block.breakdown : ""].join("/");
    case "audience":
      return [accountId, "audience", block.metric, block.dimension].join("/");
    case "media-insights":
      return [accountId, "media", block.mediaId].join("/");
    case "comments":
      return [accountId, "comments", block.mediaId].join("/");
    case "media":
      // A group's questions are its posts' own; only the walk itself is the account's.
      return block.members === undefined ? `${accountId}/media` : `${accountId}/media/group/${block.since}`;
    default:
      return [accountId, block.kind].join("/");
  }
}

/** Names the account as a whole, where nothing of it was answered. */
export function toWholeSubject(accountId: string): string {
  return `${accountId}/account`;
}

export function toSpanText({ from, to }: { readonly from: Day; readonly to: Day }): string {
  return `${from}..${to}`;
}
