// What each connection has taught us, out of the store and into the planner's words.
import type { StampReading } from "../dataset/index.ts";
import type { Lesson } from "../store/index.ts";
import { type Form, isFresh, type RefusedEdge, type RefusingPost } from "./plan/index.ts";

/**
 * A refused form or page size is tried again after a week: Meta may have changed its mind (CALL-COST §7.3). A day more,
 * or a weekly run that starts a minute late would pay for the lesson every time.
 */
const RETRY_MS = 8 * 86_400_000;
/** A metric no version knows is asked for again every eight weeks: another `graph.version` may have it. */
const METRIC_RETRY_MS = 57 * 86_400_000;

/** What one post or one edge refuses is asked again after four weeks; of a post nobody lists any more it is forgotten. */
const POST_RETRY_MS = 28 * 86_400_000;

export interface Lessons {
  readonly forms: Map<string, Form>;
  /** What an old refusal left, where the better form is tried again: what a run costs if it is refused once more. */
  readonly doubtfulForms: Map<string, Form>;
  readonly proven: Set<string>;
  /** By account id: posts it had, as discovery told, when they were listed last. */
  readonly mediaCounts: Map<string, number>;
  /** Posts a page: the size to ask for next, the largest that held, the smallest that was refused. */
  readonly pageSizes: Map<string, number>;
  readonly goodPageSizes: Map<string, number>;
  readonly refusedPageSizes: Map<string, number>;
  /** Pages of a discovery listed at once, where the most were too much. */
  readonly discoveryPageSizes: Map<string, number>;
  /** Connections whose server nests no insights in a list, and those where it was seen to. */
  readonly nestingRefused: Set<string>;
  readonly nestingProven: Set<string>;
  /** Connections whose server nests none in the list of stories. */
  readonly storyNestingRefused: Set<string>;
  /** By connection, the words in which either was refused last, however long ago: the same words mean the same again. */
  readonly nestingWords: Map<string, string>;
  readonly storyNestingWords: Map<string, string>;
  /** Connections whose server takes no long reads as POST, and those where that is to be tried again. */
  readonly postingRefused: Set<string>;
  readonly postingDoubtful: Set<string>;
  /** Took long reads as POST when last told; what is refused is refused for itself. */
  readonly postingTaken: Set<string>;
  /** Connections whose server wants figures of posts asked with `metric_type=total_value`. */
  readonly totalWanted: Set<string>;
  /** By account id: the words in which it was refused as a whole. */
  readonly refusedAccounts: Map<string, string>;
  /** By connection: the words in which all of it was refused, ids left out. */
  readonly refusedConnections: Map<string, string>;
  /** Ids of accounts whose throttle lasted however long it was waited for. */
  readonly throttledAccounts: Set<string>;
  /** Ids of accounts that are read with the token of their Page. */
  readonly pageTokens: Set<string>;
  /** By account id: posts that refuse a metric. */
  readonly refusingPosts: Map<string, readonly RefusingPost[]>;
  /** By account id: edges refused to it. */
  readonly refusedEdges: Map<string, readonly RefusedEdge[]>;
  /** By connection: metrics that were answered under this version, and by whom. */
  readonly answeredMetrics: Map<string, Set<string>>;
  /** By connection: plain fields withdrawn, "account:website", with the API's words. */
  readonly withdrawnFields: Map<string, Map<string, string>>;
  readonly refusedMetrics: Map<string, Map<string, string>>;
  /** Unix seconds by account id. */
  readonly convertedAfter: Map<string, number>;
  /** Ids of accounts whose stories had too few viewers. */
  readonly smallStories: Set<string>;
  /** By connection: lists of Business portfolios with Pages that `/me/accounts` does not show. */
  readonly portfolioEdges: Map<string, readonly string[]>;
  /** By connection, as it was found last (CONTRACT §13.1). */
  readonly stampReadings: Map<string, StampReading>;
  /** "connection/version" where it was found, or lately looked for in vain. */
  readonly stampsLookedAt: Set<string>;
}

export const TOPIC = {
  form: "form",
  proven: "form-proven",
  mediaCounts: "media-counts",
  pageSize: "page-size",
  goodPageSize: "page-size-good",
  refusedPageSize: "page-size-refused",
  discoveryPageSize: "discovery-page-size",
  nesting: "nested-insights",
  storyNesting: "nested-story-insights",
  posting: "posted-reads",
  totalWanted: "media-total-value",
  refusedAccount: "refused-account:",
  refusedConnection: "refused-connection",
  throttledAccount: "throttled-account:",
  pageToken: "page-token:",
  version: "version",
  refusingPosts: "refusing-posts:",
  refusedEdges: "refused-edges:",
  answeredMetrics: "metrics-answered",
  field: "field:",
  metric: "metric:",
  converted: "converted-after:",
  smallStories: "small-stories:",
  portfolios: "portfolio-pages",
  stampReading: "stamp-reading",
  stampsTried: "stamps-tried",
} as const;

/** The discovery's page size where the smallest was refused, too. */
export const NO_SIZE = "0";

/** What is true of the server whatever version is asked; all else is learnt anew under another. */
const LASTING: readonly string[] = [
  "mediaCounts",
  "converted",
  "smallStories",
  "refusedAccount",
  "refusedConnection",
  "throttledAccount",
  "pageToken",
  "refusedEdges",
  "portfolios",
  "stampReading",
  "version",
] satisfies readonly (keyof typeof TOPIC)[];

/** Lessons of the version in use: `note-version.ts` writes when that began. */
function ofVersion(remembered: readonly Lesson[]): readonly Lesson[] {
  const since = new Map(
    remembered.filter(({ topic }) => topic === TOPIC.version).map(({ connection, learntAt }) => [connection, learntAt]),
  );
  const lasting = LASTING.map((name) => TOPIC[name as keyof typeof TOPIC]);
  return remembered.filter(
    ({ connection, topic, learntAt }) =>
      learntAt >= (since.get(connection) ?? "") || lasting.some((start) => topic.startsWith(start)),
  );
}

/** Sorts remembered lessons by what they are about; old refusals and those of another version are left out. */
export function toLessons(all: readonly Lesson[], now: Date): Lessons {
  const remembered = ofVersion(all);
  const lessons: Lessons = {
    forms: new Map(),
    doubtfulForms: new Map(),
    mediaCounts: new Map(),
    proven: new Set(),
    pageSizes: new Map(),
    goodPageSizes: new Map(),
    refusedPageSizes: new Map(),
    discoveryPageSizes: new Map(),
    nestingRefused: new Set(),
    nestingProven: new Set(),
    storyNestingRefused: new Set(),
    nestingWords: new Map(),
    storyNestingWords: new Map(),
    postingRefused: new Set(),
    postingDoubtful: new Set(),
    postingTaken: new Set(),
    totalWanted: new Set(),
    refusedAccounts: new Map(),
    refusedConnections: new Map(),
    throttledAccounts: new Set(),
    pageTokens: new Set(),
    refusingPosts: new Map(),
    refusedEdges: new Map(),
    answeredMetrics: new Map(),
    withdrawnFields: new Map(),
    refusedMetrics: new Map(),
    convertedAfter: new Map(),
    smallStories: new Set(),
    portfolioEdges: new Map(),
    stampReadings: new Map(),
    stampsLookedAt: new Set(),
  };
  const refusedAt = new Map(
    remembered.filter(({ topic }) => topic === TOPIC.form).map(({ connection, learntAt }) => [connection, learntAt]),
  );
  for (const { connection, topic, finding, message, learntAt } of remembered) {
    const isNew = isFresh(learntAt, now, RETRY_MS);
    if (topic === TOPIC.form) (isNew ? lessons.forms : lessons.doubtfulForms).set(connection, toForm(finding));
    if (topic === TOPIC.mediaCounts) {
      for (const [accountId, count] of Object.entries(parseFinding<Readonly<Record<string, number>>>(finding, {}))) {
        lessons.mediaCounts.set(accountId, count);
      }
    }
    // A form that was refused since is tried on one account first when the refusal has aged.
    if (topic === TOPIC.proven && learntAt >= (refusedAt.get(connection) ?? "")) {
      lessons.proven.add(`${connection}/${finding}`);
    }
    if (topic === TOPIC.pageSize && isNew) lessons.pageSizes.set(connection, Number(finding));
    if (topic === TOPIC.goodPageSize && isNew) lessons.goodPageSizes.set(connection, Number(finding));
    if (topic === TOPIC.refusedPageSize && isNew) lessons.refusedPageSizes.set(connection, Number(finding));
    // Where none held, the smallest shows whether it was the size: that costs no more than one call, however long ago it was.
    if (topic === TOPIC.discoveryPageSize && (isNew || finding === NO_SIZE))
      lessons.discoveryPageSizes.set(connection, Number(finding));
    if (topic === TOPIC.nesting && finding === "answered") lessons.nestingProven.add(connection);
    if (topic === TOPIC.nesting && finding === "refused") {
      lessons.nestingWords.set(connection, message);
      if (isNew) lessons.nestingRefused.add(connection);
    }
    if (topic === TOPIC.storyNesting && finding === "refused") {
      lessons.storyNestingWords.set(connection, message);
      if (isNew) lessons.storyNestingRefused.add(connection);
    }
    if (topic === TOPIC.posting && finding === "taken") lessons.postingTaken.add(connection);
    if (topic === TOPIC.posting && finding === "refused") {
      (isNew ? lessons.postingRefused : lessons.postingDoubtful).add(connection);
    }
    if (topic.startsWith(TOPIC.refusedAccount) && finding === "refused") {
      lessons.refusedAccounts.set(topic.slice(TOPIC.refusedAccount.length), message);
    }
    if (topic === TOPIC.refusedConnection && finding === "refused") lessons.refusedConnections.set(connection, message);
    if (topic.startsWith(TOPIC.throttledAccount) && finding === "throttled") {
      lessons.throttledAccounts.add(topic.slice(TOPIC.throttledAccount.length));
    }
    if (topic.startsWith(TOPIC.pageToken)) lessons.pageTokens.add(topic.slice(TOPIC.pageToken.length));
    if (topic === TOPIC.totalWanted) lessons.totalWanted.add(connection);
    if (topic === TOPIC.portfolios && finding.includes("/")) lessons.portfolioEdges.set(connection, finding.split(" "));
    if (topic === TOPIC.stampReading) {
      lessons.stampReadings.set(connection, finding === "start" ? "start" : "end");
      // The evidence ends with the version it was found under; one from before that was told is looked for anew.
      const [, version = ""] = /\((v[\d.]+)\)$/.exec(message) ?? [];
      lessons.stampsLookedAt.add(`${connection}/${version}`);
    }
    // In vain where days were too much alike: other days may not be.
    if (topic === TOPIC.stampsTried && isNew) lessons.stampsLookedAt.add(`${connection}/${finding}`);
    if (topic.startsWith(TOPIC.converted))
      lessons.convertedAfter.set(topic.slice(TOPIC.converted.length), Number(finding));
    // An audience grows: after a week the stories stand in the request again.
    if (topic.startsWith(TOPIC.smallStories) && isNew) {
      lessons.smallStories.add(topic.slice(TOPIC.smallStories.length));
    }
    if (topic.startsWith(TOPIC.refusingPosts)) {
      const posts = parseFinding<readonly RefusingPost[]>(finding, [])
        .filter((one) => isFresh(one.learntAt, now, METRIC_RETRY_MS))
        .map((one) => (isAside(one, now) ? one : { ...one, isDue: true as const }));
      lessons.refusingPosts.set(topic.slice(TOPIC.refusingPosts.length), posts);
    }
    if (topic.startsWith(TOPIC.refusedEdges)) {
      const edges = parseFinding<readonly RefusedEdge[]>(finding, []).map((one) =>
        isAside(one, now) ? one : { ...one, isDue: true as const },
      );
      lessons.refusedEdges.set(topic.slice(TOPIC.refusedEdges.length), edges);
    }
    if (topic === TOPIC.answeredMetrics) lessons.answeredMetrics.set(connection, new Set(finding.split(" ")));
    if (topic.startsWith(TOPIC.field) && isFresh(learntAt, now, METRIC_RETRY_MS)) {
      const fields = lessons.withdrawnFields.get(connection) ?? new Map<string, string>();
      lessons.withdrawnFields.set(connection, fields.set(topic.slice(TOPIC.field.length), message));
    }
    if (topic.startsWith(TOPIC.metric) && isFresh(learntAt, now, METRIC_RETRY_MS)) {
      const metrics = lessons.refusedMetrics.get(connection) ?? new Map<string, string>();
      metrics.set(topic.slice(TOPIC.metric.length), message);
      lessons.refusedMetrics.set(connection, metrics);
    }
  }
  // What was answered since is no longer in doubt.
  for (const connection of lessons.doubtfulForms.keys()) {
    if (lessons.proven.has(`${connection}/1`)) lessons.doubtfulForms.delete(connection);
  }
  return lessons;
}

/** Not asked again yet. */
function isAside({ learntAt, isPassing }: Pick<RefusedEdge, "learntAt" | "isPassing">, now: Date): boolean {
  return isPassing !== true && isFresh(learntAt, now, POST_RETRY_MS);
}

/** What cannot be read any more is learnt anew. */
function parseFinding<T>(finding: string, nothing: T): T {
  try {
    return JSON.parse(finding) as T;
  } catch {
    return nothing;
  }
}

function toForm(finding: string): Form {
  return finding === "3" ? 3 : finding === "2" ? 2 : 1;
}
