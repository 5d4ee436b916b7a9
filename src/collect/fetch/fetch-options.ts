// What fetching is told, and whom it tells.
import type { BudgetSpent, GraphError } from "../../graph/index.ts";
import type { Edge, Form, Member, PlannedCall, PlannedRequest, RefusedEdge, RefusingPost } from "../plan/index.ts";
import type { FetchStep } from "./answer.ts";
import type { Verdict } from "./refusal-scope.ts";

export interface NestingWords {
  /** Of insights in any list. */
  readonly posts?: string | undefined;
  /** Of insights in the list of stories. */
  readonly stories?: string | undefined;
}

export interface FetchOptions {
  readonly now: () => Date;
  readonly sleep: (delayMs: number, signal: AbortSignal) => Promise<void>;
  /** Requests of a connection under way at once; the budget, not this, is what limits the pace. */
  readonly concurrency: number;
  /** Where a call of an interrupted run goes on; absent means from its start. */
  readonly resume: (call: PlannedCall) => readonly PlannedRequest[] | undefined;
  /** The best form a connection is known to take right now. */
  readonly form: (connection: string) => Form;
  /** True when the connection's form has answered before, so that it need not be tried on one account first. */
  readonly isProven: (connection: string) => boolean;
  /** Discovery has brought this account's profile: where asking would be a call of its own, it is not asked again. */
  readonly hasProfile?: ((accountId: string) => boolean) | undefined;
  /** How many posts an account's profile told; bounds the walk of its list. */
  readonly mediaCount?: ((accountId: string) => number | undefined) | undefined;
  /** Called with each step before the next request of the same call is sent; what it resolves is acknowledged. */
  readonly keep: (call: PlannedCall, step: FetchStep) => Promise<void>;
  readonly onRefusedForm: (connection: string, refused: Form, message: string) => Promise<void>;
  readonly onAnsweredForm: (connection: string, form: Form) => Promise<void>;
  /** The page size learnt for a connection; absent where none was. */
  readonly pageSize: (connection: string) => number | undefined;
  /** A page of `refused` posts was too much data, and the walk goes on with `pageSize`. */
  readonly onPageSize: (connection: string, pageSize: number, refused: number, accountId?: string) => Promise<void>;
  /** A page came with as many posts as it was asked for. */
  readonly onFullPage: (connection: string, pageSize: number) => Promise<void>;
  /** True when the connection's server will not nest insights in a list. */
  readonly isNestingRefused: (connection: string) => boolean;
  /** True when it was seen to nest them, so that it need not be tried on one account first. */
  readonly isNestingProven: (connection: string) => boolean;
  readonly onRefusedNesting: (connection: string, message: string) => Promise<void>;
  readonly onAnsweredNesting: (connection: string) => Promise<void>;
  /** True when the connection's server will not nest insights in the list of stories. */
  readonly isStoryNestingRefused: (connection: string) => boolean;
  readonly onRefusedStoryNesting: (connection: string, message: string) => Promise<void>;
  readonly onAnsweredStoryNesting: (connection: string) => Promise<void>;
  /** The words in which either was refused before, however long ago. */
  readonly nestingWords: (connection: string) => NestingWords;
  /** True when long reads sent as POST were refused so long ago that they are tried again, by one account first. */
  readonly isPostingDoubtful?: ((connection: string) => boolean) | undefined;
  /** True when the connection's server wants figures of posts asked with `metric_type=total_value`. */
  readonly isTotalWanted?: ((connection: string) => boolean) | undefined;
  readonly onTotalWanted?: ((connection: string) => Promise<void>) | undefined;
  /** Metrics refused for good so far, with the API's words. */
  readonly refusedMetrics: (connection: string) => ReadonlyMap<string, string>;
  /** An account's newest post from before its conversion to a business account; Unix seconds. */
  readonly onConversion: (connection: string, accountId: string, publishedAt: number) => Promise<void>;
  /** An account whose stories have too few viewers: nested, they would spoil every request they stand in. */
  readonly onSmallStories: (connection: string, accountId: string) => Promise<void>;
  /** The words in which an account was refused as a whole in an earlier run. */
  readonly refusedAccount?: ((accountId: string) => string | undefined) | undefined;
  /** The words in which all of a connection was refused in the last run, ids left out. */
  readonly refusedConnection?: ((connection: string) => string | undefined) | undefined;
  /** An account, or its whole connection, is refused: told once for each account that is lost by it. */
  readonly onRefusedWhole?: ((call: PlannedCall, verdict: Verdict) => Promise<void>) | undefined;
  /** True for an account whose throttle lasted in an earlier run however long it was waited for. */
  readonly isThrottled?: ((accountId: string) => boolean) | undefined;
  readonly onThrottled?: ((call: PlannedCall, error: BudgetSpent) => Promise<void>) | undefined;
  readonly onAnsweredAccount?: ((call: PlannedCall) => Promise<void>) | undefined;
  /** The Page an account is linked to, and whether the account was seen to insist on its token. */
  readonly pageOf?: ((accountId: string) => string | undefined) | undefined;
  readonly needsPageToken?: ((accountId: string) => boolean) | undefined;
  readonly onPageToken?: ((connection: string, accountId: string) => Promise<void>) | undefined;
  /** A connection's token was refused for good: nothing more is asked with it. */
  readonly onTokenLost?: ((connection: string, error: GraphError) => void) | undefined;
  /** Something of an account is lost for want of a permission or role. */
  readonly onNotPermitted?: ((call: PlannedCall, error: GraphError) => void) | undefined;
  /** The account has answered in this run's first collection: only what was lost of it is asked again. */
  readonly isRepeat?: ((accountId: string) => boolean) | undefined;
  /** The most posts that came with figures in one page of the connection's, and a page that did. */
  readonly provenPosts?: ((connection: string) => number) | undefined;
  readonly onAnsweredPosts?: ((connection: string, posts: number, pageSize: number) => void) | undefined;
  /** Posts of an account whose figures are held. */
  readonly readPosts?: ((accountId: string) => readonly Member[]) | undefined;
  /** A post refuses a metric that others of its account have. */
  readonly onRefusingPost?:
    | ((connection: string, accountId: string, post: Omit<RefusingPost, "learntAt">) => Promise<void>)
    | undefined;
  /** A post has answered metrics, whatever it did before. */
  readonly onAnsweredPost?:
    | ((connection: string, accountId: string, mediaId: string, metrics: readonly string[]) => Promise<void>)
    | undefined;
  /**
   * An edge of an account is refused, and the account is not refused as a whole. `isTwice`: so was the request it was part
   * of, in the same words.
   */
  readonly onRefusedEdge?:
    | ((
        connection: string,
        accountId: string,
        edge: Edge,
        words: Pick<RefusedEdge, "message" | "code" | "reason" | "isPassing">,
        isTwice: boolean,
      ) => Promise<void>)
    | undefined;
  readonly onAnsweredEdges?:
    | ((connection: string, accountId: string, edges: readonly Edge[]) => Promise<void>)
    | undefined;
  /** The words, ids left out, in which an earlier run was refused an edge that is not known to be refused for good. */
  readonly doubtedEdge?: ((accountId: string, edge: Edge) => string | undefined) | undefined;
  readonly onRefusedMetric: (connection: string, metric: string, message: string, accountId: string) => Promise<void>;
  /** Metrics that came with a value, as `toLessonKey` names them. */
  readonly onAnsweredMetrics?:
    | ((connection: string, accountId: string, metrics: readonly string[]) => void)
    | undefined;
  /** True while one account's word against a metric or field waits for a second one's. */
  readonly isOneInDoubt?: ((connection: string) => boolean) | undefined;
  /** Plain fields withdrawn so far, "account:website", with the API's words. */
  readonly withdrawnFields?: ((connection: string) => ReadonlyMap<string, string>) | undefined;
  readonly onWithdrawnField?:
    | ((connection: string, field: string, message: string, accountId: string) => Promise<void>)
    | undefined;
}
