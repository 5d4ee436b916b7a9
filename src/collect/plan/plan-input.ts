// What the planner is told: accounts, what is held of them, what was learnt, and how much may be spent.
import type { Day, DaySpan } from "../../dataset/index.ts";
import type { Form } from "./call.ts";
import type { RefusedEdge } from "./refused-edges.ts";
import type { RefusingPost } from "./refusing-posts.ts";

export interface PlanAccount {
  readonly accountId: string;
  readonly username: string;
  readonly connection: string;
  /** Discovery brought the profile along, so that no call of its own is needed for it. */
  readonly hasProfile: boolean;
  readonly mediaCount?: number | undefined;
  /** What that was when its posts were listed last. */
  readonly mediaCountBefore?: number | undefined;
  /** As discovery told; figures with a threshold are asked for when absent. */
  readonly followersCount?: number | undefined;
  /** False when the role on its Page is known to lack insights: they are not asked for then (CONTRACT §1.3). */
  readonly mayReadInsights?: boolean | undefined;
}

/** What is held of an account, as far as it changes what must be asked. */
export interface PlanHeld {
  readonly accountId: string;
  /** Windows whose totals are held: "2026-11-09..2026-11-15". */
  readonly totalWindows: readonly string[];
  /** Those of them whose newest reading was taken before they had settled: due again. */
  readonly earlyWindows?: readonly (DaySpan & { readonly readAt: string })[] | undefined;
  readonly media: readonly {
    readonly mediaId?: string | undefined;
    readonly publishedAt: string;
    readonly readAt?: string | undefined;
    readonly commentsCount?: number | undefined;
  }[];
  readonly audienceTakenAt?: string | undefined;
  /** The same where some of it was lost since, and all is due again. */
  readonly audienceAnsweredAt?: string | undefined;
}

export interface PlanInput {
  readonly accounts: readonly PlanAccount[];
  readonly held: ReadonlyMap<string, PlanHeld>;
  readonly span: DaySpan;
  /** By account id, where it is collected for periods of its own: the first in full, of the others what adds to it. */
  readonly spans?: ReadonlyMap<string, readonly DaySpan[]> | undefined;
  readonly now: Date;
  /** The best form each connection is known to take; 1 when nothing was learnt. */
  readonly forms: ReadonlyMap<string, Form>;
  /** Where a better form is tried again: the one that is paid for if it is refused once more. */
  readonly doubtfulForms?: ReadonlyMap<string, Form> | undefined;
  /** Metrics a connection refused for good with the API's words: "account:reposts", "media:views". */
  readonly refusedMetrics: ReadonlyMap<string, ReadonlyMap<string, string>>;
  readonly pageSizes: ReadonlyMap<string, number>;
  /** Connections of which it is not known which day a series stamp means. */
  readonly unsettledStamps?: ReadonlySet<string> | undefined;
  /** Connections whose server nests no insights in a list. */
  readonly nestingRefused?: ReadonlySet<string> | undefined;
  /** Connections whose server nested none when it was tried last, and where it is tried again. */
  readonly nestingDoubtful?: ReadonlySet<string> | undefined;
  /** Connections whose server nests none in the list of stories. */
  readonly storyNestingRefused?: ReadonlySet<string> | undefined;
  /** Unix seconds by account: posts up to then are from before its conversion and have no insights (100/2108006). */
  readonly convertedAfter?: ReadonlyMap<string, number> | undefined;
  /** Ids of accounts whose stories had too few viewers lately: their insights are asked story by story. */
  readonly smallStories?: ReadonlySet<string> | undefined;
  /** By account id: posts that refuse a metric of their own, as far as that is not to be asked again. */
  readonly refusingPosts?: ReadonlyMap<string, readonly RefusingPost[]> | undefined;
  /** By account id: edges refused to it under the role it has. */
  readonly refusedEdges?: ReadonlyMap<string, readonly RefusedEdge[]> | undefined;
  readonly collect: {
    readonly mediaDays: number;
    readonly rereadDays: number;
    readonly stories: boolean;
    readonly audience: boolean;
    /** "all" has the comments of listed posts come along. */
    readonly comments?: "off" | "counts" | "all" | undefined;
    readonly extras?: boolean | undefined;
  };
  /** Back-fills to this day: earlier windows, daily reach and posts. */
  readonly since?: Day | undefined;
  /** Only catches the stories that are live now. */
  readonly storiesOnly?: boolean | undefined;
  /** Calls that can be spent by connection; absent means there is no hurry and the run may wait. */
  readonly callsLeft?: ReadonlyMap<string, number> | undefined;
}

/** The account's periods beside the one that is asked in full. */
export function listOthers({ accountId }: PlanAccount, { spans }: PlanInput): readonly DaySpan[] {
  return spans?.get(accountId)?.slice(1) ?? [];
}
