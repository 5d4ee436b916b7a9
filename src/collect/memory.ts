// The lessons of a run: learnt once, used at once by every account still to come, and remembered for the next run.
import type { Clock } from "../shared/index.ts";
import type { Store } from "../store/index.ts";
import { type FetchOptions, toPlainWords, toSharedWords, toWords } from "./fetch/index.ts";
import { type Lessons, TOPIC } from "./lessons.ts";
import { createMetricLessons } from "./metric-lessons.ts";
import { createPageSizes } from "./page-sizes.ts";
import type { Form } from "./plan/index.ts";

type Memory = Pick<
  FetchOptions,
  | "form"
  | "isProven"
  | "refusedMetrics"
  | "onRefusedForm"
  | "onAnsweredForm"
  | "pageSize"
  | "onPageSize"
  | "onFullPage"
  | "provenPosts"
  | "onAnsweredPosts"
  | "isNestingRefused"
  | "isNestingProven"
  | "onRefusedNesting"
  | "nestingWords"
  | "isStoryNestingRefused"
  | "onRefusedStoryNesting"
  | "onAnsweredStoryNesting"
  | "onAnsweredNesting"
  | "isPostingDoubtful"
  | "refusedAccount"
  | "refusedConnection"
  | "onRefusedWhole"
  | "isThrottled"
  | "onThrottled"
  | "onAnsweredAccount"
  | "needsPageToken"
  | "onPageToken"
  | "onRefusingPost"
  | "onAnsweredPost"
  | "onRefusedEdge"
  | "onAnsweredEdges"
  | "doubtedEdge"
  | "isTotalWanted"
  | "onTotalWanted"
  | "onRefusedMetric"
  | "onAnsweredMetrics"
  | "isOneInDoubt"
  | "withdrawnFields"
  | "onWithdrawnField"
  | "onConversion"
  | "onSmallStories"
> & { readonly keepAnswered: () => Promise<void> };

export function createMemory(
  store: Store,
  clock: Clock,
  lessons: Lessons,
  /** How many accounts of a connection are asked: of one alone no second word can come. */
  countAccounts: (connection: string) => number = () => 1,
  /** What the role on an account's Page allows, as one text: under another role its refusals are asked anew. */
  tasksOf: (accountId: string) => string = () => "",
): Memory {
  const learn = (connection: string, topic: string, finding: string, message: string) =>
    store.learn({ connection, topic, finding, message, learntAt: clock.now().toISOString() });
  const form = (connection: string): Form => lessons.forms.get(connection) ?? 1;
  const doubted = new Set<string>();
  const startedAt = clock.now().toISOString();
  /** Ids of accounts that have answered in this run, and edges refused to others twice in it. */
  const answered = new Set<string>();
  const twice = new Map<string, readonly string[]>();

  /** Twice is enough where the account answers something else: then it is about these edges alone. */
  async function confirmEdges(connection: string, accountId: string): Promise<void> {
    const sure = twice.get(accountId);
    if (sure === undefined) return;
    twice.delete(accountId);
    const edges = (lessons.refusedEdges.get(accountId) ?? []).map((one) =>
      sure.includes(one.edge) ? { ...one, isConfirmed: true as const } : one,
    );
    lessons.refusedEdges.set(accountId, edges);
    await learn(connection, TOPIC.refusedEdges + accountId, JSON.stringify(edges), "refused twice");
  }

  return {
    form,
    isProven: (connection) => lessons.proven.has(`${connection}/${form(connection)}`),
    async onRefusedForm(connection, refused, message) {
      const best: Form = refused === 1 ? 2 : 3;
      if (best <= form(connection)) return;
      const key = `${connection}/${refused}`;
      // It has answered before: one account's trouble is no lesson yet, a second one's is.
      if (lessons.proven.has(key) && !doubted.has(key)) {
        doubted.add(key);
        return;
      }
      lessons.forms.set(connection, best);
      await learn(connection, TOPIC.form, String(best), message);
    },
    async onAnsweredForm(connection, answered) {
      const key = `${connection}/${answered}`;
      if (lessons.proven.has(key)) return;
      lessons.proven.add(key);
      await learn(connection, TOPIC.proven, String(answered), "answered");
    },
    ...createPageSizes(lessons, learn),
    isNestingRefused: (connection) => lessons.nestingRefused.has(connection),
    isNestingProven: (connection) => lessons.nestingProven.has(connection),
    async onRefusedNesting(connection, message) {
      if (lessons.nestingRefused.has(connection)) return;
      lessons.nestingRefused.add(connection);
      await learn(connection, TOPIC.nesting, "refused", message);
    },
    nestingWords: (connection) => ({
      posts: lessons.nestingProven.has(connection) ? undefined : lessons.nestingWords.get(connection),
      stories: lessons.storyNestingWords.get(connection),
    }),
    isStoryNestingRefused: (connection) => lessons.storyNestingRefused.has(connection),
    async onRefusedStoryNesting(connection, message) {
      if (lessons.storyNestingRefused.has(connection)) return;
      lessons.storyNestingRefused.add(connection);
      await learn(connection, TOPIC.storyNesting, "refused", message);
    },
    async onAnsweredStoryNesting(connection) {
      // Only against an old refusal is it news.
      if (lessons.storyNestingRefused.has(connection) || !lessons.storyNestingWords.delete(connection)) return;
      await learn(connection, TOPIC.storyNesting, "answered", "answered");
    },
    async onAnsweredNesting(connection) {
      if (lessons.nestingProven.has(connection) || lessons.nestingRefused.has(connection)) return;
      lessons.nestingProven.add(connection);
      await learn(connection, TOPIC.nesting, "answered", "answered");
    },
    isPostingDoubtful: (connection) => lessons.postingDoubtful.has(connection),
    refusedAccount: (accountId) => lessons.refusedAccounts.get(accountId),
    refusedConnection: (connection) => lessons.refusedConnections.get(connection),
    async onRefusedWhole({ connection, accountId }, { scope, error }) {
      const words = toWords(error);
      // What is the connection's is no lesson about one of its accounts.
      if (scope !== "account") {
        const shared = toSharedWords(error);
        if (lessons.refusedConnections.get(connection) === shared) return;
        lessons.refusedConnections.set(connection, shared);
        await learn(connection, TOPIC.refusedConnection, "refused", shared);
        return;
      }
      if (lessons.refusedAccounts.get(accountId) === words) return;
      lessons.refusedAccounts.set(accountId, words);
      await learn(connection, TOPIC.refusedAccount + accountId, "refused", words);
    },
    isThrottled: (accountId) => lessons.throttledAccounts.has(accountId),
    async onThrottled({ connection, accountId }, { message }) {
      if (lessons.throttledAccounts.has(accountId)) return;
      lessons.throttledAccounts.add(accountId);
      await learn(connection, TOPIC.throttledAccount + accountId, "throttled", message);
    },
    async onAnsweredAccount({ connection, accountId }) {
      answered.add(accountId);
      if (lessons.refusedConnections.delete(connection)) {
        await learn(connection, TOPIC.refusedConnection, "answered", "answered");
      }
      await confirmEdges(connection, accountId);
      if (lessons.throttledAccounts.delete(accountId)) {
        await learn(connection, TOPIC.throttledAccount + accountId, "answered", "answered");
      }
      if (!lessons.refusedAccounts.delete(accountId)) return;
      await learn(connection, TOPIC.refusedAccount + accountId, "answered", "answered");
    },
    needsPageToken: (accountId) => lessons.pageTokens.has(accountId),
    async onPageToken(connection, accountId) {
      if (lessons.pageTokens.has(accountId)) return;
      lessons.pageTokens.add(accountId);
      await learn(connection, TOPIC.pageToken + accountId, "needed", "read with the token of its Page");
    },
    async onRefusingPost(connection, accountId, post) {
      const learntAt = clock.now().toISOString();
      const known = lessons.refusingPosts.get(accountId) ?? [];
      const before = known.find(({ mediaId }) => mediaId === post.mediaId)?.metrics ?? [];
      const metrics = [...new Set([...before, ...post.metrics])];
      const posts = [...known.filter(({ mediaId }) => mediaId !== post.mediaId), { ...post, metrics, learntAt }];
      lessons.refusingPosts.set(accountId, posts);
      await learn(connection, TOPIC.refusingPosts + accountId, JSON.stringify(posts), post.message);
    },
    async onAnsweredPost(connection, accountId, mediaId, metrics) {
      const known = lessons.refusingPosts.get(accountId) ?? [];
      const post = known.find((one) => one.mediaId === mediaId);
      const left = post?.metrics.filter((name) => !metrics.includes(name)) ?? [];
      if (post === undefined || left.length === post.metrics.length) return;
      const others = known.filter((one) => one !== post);
      const posts = left.length === 0 ? others : [...others, { ...post, metrics: left }];
      lessons.refusingPosts.set(accountId, posts);
      await learn(connection, TOPIC.refusingPosts + accountId, JSON.stringify(posts), "answered");
    },
    async onRefusedEdge(connection, accountId, edge, words, isTwice) {
      if (isTwice) twice.set(accountId, [...(twice.get(accountId) ?? []), edge]);
      const others = (lessons.refusedEdges.get(accountId) ?? []).filter((one) => one.edge !== edge);
      const before = lessons.refusedEdges.get(accountId)?.find((one) => one.edge === edge);
      const isAgain = before !== undefined && before.learntAt < startedAt;
      const isSure = isAgain || before?.isConfirmed === true || (isTwice && answered.has(accountId));
      const confirmed = isSure ? { isConfirmed: true as const } : {};
      // The four weeks run from the first refusal; a trial that fails begins them anew.
      const isFirstAgain = isAgain && before.isConfirmed !== true;
      const learntAt = isFirstAgain ? before.learntAt : clock.now().toISOString();
      const edges = [...others, { edge, ...words, learntAt, tasks: tasksOf(accountId), ...confirmed }];
      lessons.refusedEdges.set(accountId, edges);
      await learn(connection, TOPIC.refusedEdges + accountId, JSON.stringify(edges), words.message);
    },
    async onAnsweredEdges(connection, accountId, edges) {
      const known = lessons.refusedEdges.get(accountId) ?? [];
      const left = known.filter(({ edge }) => !edges.includes(edge));
      if (left.length === known.length) return;
      lessons.refusedEdges.set(accountId, left);
      await learn(connection, TOPIC.refusedEdges + accountId, JSON.stringify(left), "answered");
    },
    doubtedEdge(accountId, edge) {
      const known = lessons.refusedEdges.get(accountId)?.find((one) => one.edge === edge);
      if (known === undefined || known.isConfirmed === true || known.learntAt >= startedAt) return undefined;
      return toPlainWords(known.code, known.message);
    },
    isTotalWanted: (connection) => lessons.totalWanted.has(connection),
    async onTotalWanted(connection) {
      if (lessons.totalWanted.has(connection)) return;
      lessons.totalWanted.add(connection);
      await learn(
        connection,
        TOPIC.totalWanted,
        "wanted",
        "should be specified with parameter metric_type=total_value",
      );
    },
    refusedMetrics: (connection) => lessons.refusedMetrics.get(connection) ?? new Map<string, string>(),
    async onConversion(connection, accountId, publishedAt) {
      if (publishedAt <= (lessons.convertedAfter.get(accountId) ?? 0)) return;
      lessons.convertedAfter.set(accountId, publishedAt);
      await learn(connection, TOPIC.converted + accountId, String(publishedAt), "posted before the business account");
    },
    async onSmallStories(connection, accountId) {
      await learn(connection, TOPIC.smallStories + accountId, "apart", "not enough viewers");
    },
    ...createMetricLessons(lessons, learn, countAccounts),
  };
}
