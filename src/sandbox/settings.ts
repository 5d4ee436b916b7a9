// The switches of the stand-in: facts CONTRACT leaves open (§12, §13) and behaviour tests want to force.

export interface SandboxSettings {
  /** `.as(name)` renames an edge, or is refused as unknown (request forms 1 and 2, CONTRACT §5.3). */
  readonly aliases: "allowed" | "refused";
  /** `insights…` inside another node's `fields`. */
  readonly nestedInsights: "allowed" | "refused";
  /**
   * Which days an account window returns, and how a point is stamped (CONTRACT §13.1). "end-stamp": days that begin
   * in [since, until), stamped with their end. "start-stamp": the same days, stamped with their start.
   * "end-stamp-within": days whose end stamp lies in [since, until], stamped with their end.
   */
  readonly seriesDays: "end-stamp" | "start-stamp" | "end-stamp-within";
  /** 2017 mode: every edge gives its default page size whatever `limit` says (CONTRACT §1.2). */
  readonly limitIgnored: boolean;
  /** More media, story and comment rows than this in one call → 500, code 1 "Please reduce the amount…"; null: no guard. */
  readonly maxRowsPerRequest: number | null;
  /** Calls a user and its Page tokens share in any rolling hour. */
  readonly callsPerHour: number;
  /** The code of the answer once the hour is spent: 4 app, 17 user, 80002 Instagram account. */
  readonly throttleCode: 4 | 17 | 80002;
  /** Comment writes per user in any rolling hour (CONTRACT §1.2). */
  readonly commentWritesPerHour: number;
  /** "none": comments are counted and never returned, as those of restricted users are (CONTRACT §2.5). */
  readonly commentsReturned: "all" | "none";
  /** Demographics under 100 followers: an empty list (§3.3) or 400 with subcode 2874010 (§13.4). */
  readonly demographicsSmall: "empty" | "error-2874010";
  readonly requireAppSecretProof: boolean;
  readonly usageHeaders: boolean;
  /** Percent of total_cputime and total_time that each call adds on top of the work it did. */
  readonly cpuPercentPerCall: number;
  /** Calls in the last hour made by somebody else with the same user, shown in the usage headers and counted. */
  readonly callsByOthers: number;
  /** Version every answer is served as; null: the one asked for, or v26.0. */
  readonly servedVersion: string | null;
  /** `/me/accounts` answers an empty list: business_management is missing (CONTRACT §1.1). */
  readonly emptyDiscovery: boolean;
  /** `/me/accounts` lists so many Pages and leaves out the rest, which still answer by id (CONTRACT §13.17); null: all. */
  readonly pagesListed: number | null;
  /** The six count fields of 2026-04-22 (CONTRACT §2.3). */
  readonly mediaFieldsNew: "accepted" | "refused";
  /** Errors of a nested insights edge begin "For field 'insights': " (CONTRACT §13.9). */
  readonly nestedErrorPrefix: boolean;
  /** How an account whose Page lacks the ANALYZE task is refused its insights. */
  readonly missingAnalyze: 10 | 200;
  /** Minutes by which the stand-in's clock is ahead of the caller's; negative: behind. */
  readonly clockSkewMinutes: number;
  /**
   * Figures of posts and stories under `values`, or under `total_value`: only where `metric_type=total_value` is asked for, or
   * whatever is asked for (CONTRACT §13.12).
   */
  readonly mediaFigures: "values" | "total_value" | "total_value_unasked";
  /** Plain fields and edges taken away, "IGUser.website" (CONTRACT §13.13). */
  readonly withdrawnFields: readonly string[];
  /** Of each hundred posts so many refuse one of `metrics`, always the same one (CONTRACT §4: `views`, `shares`). */
  readonly refusingPosts: { readonly percent: number; readonly metrics: readonly string[] };
  /** User names of accounts that are read with their Page's token alone (CONTRACT §13.7). */
  readonly pageTokenOnly: readonly string[];
  /** "none": the CDN has no picture of anything, which saves painting them. */
  readonly pictures: "painted" | "none";
}

export const DEFAULT_SETTINGS: SandboxSettings = {
  aliases: "allowed",
  nestedInsights: "allowed",
  seriesDays: "end-stamp",
  limitIgnored: false,
  maxRowsPerRequest: null,
  callsPerHour: 200,
  throttleCode: 17,
  commentWritesPerHour: 60,
  commentsReturned: "all",
  demographicsSmall: "empty",
  requireAppSecretProof: false,
  usageHeaders: true,
  cpuPercentPerCall: 0,
  callsByOthers: 0,
  servedVersion: null,
  emptyDiscovery: false,
  pagesListed: null,
  mediaFieldsNew: "accepted",
  nestedErrorPrefix: true,
  missingAnalyze: 10,
  clockSkewMinutes: 0,
  mediaFigures: "values",
  withdrawnFields: [],
  refusingPosts: { percent: 0, metrics: ["views", "shares"] },
  pageTokenOnly: [],
  pictures: "painted",
};
