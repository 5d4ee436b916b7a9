// What the planner is told: accounts, what is held of them, what was learnt, and how much may be spent.
import type { Day, DaySpan } from "../../dataset/index.ts";
import type { Capabilities } from "../capabilities/index.ts";

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
  /** What was learnt so far; edges only as far as they are refused to an account under the role it has. */
  readonly known: Capabilities;
  /** Connections of which it is not known which day a series stamp means. */
  readonly unsettledStamps?: ReadonlySet<string> | undefined;
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
