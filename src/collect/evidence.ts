// What answers and refusals of a run prove: at once for every account still to come, and remembered for the next run.
import type { Clock } from "../shared/index.ts";
import type { Store } from "../store/index.ts";
import {
  type Capabilities,
  type Findings,
  find,
  findRefusal,
  formOf,
  type KeptCapability,
  list,
  type RefusedEdge,
  type RefusingPost,
  replace,
  stateOf,
  toAged,
  toLesson,
} from "./capabilities/index.ts";
import type { Asked, Fact } from "./fetch/index.ts";
import { toSharedWords, toWords } from "./fetch/index.ts";
import { createLearn } from "./learn.ts";
import { createNameEvidence } from "./name-evidence.ts";
import { createPageEvidence } from "./page-evidence.ts";

export interface Evidence {
  note(asked: Asked, fact: Fact): Promise<void>;
  /** What was answered in this run, for the next one to know. */
  keepAnswered(): Promise<void>;
}

export function createEvidence(
  store: Store,
  clock: Clock,
  known: Capabilities,
  /** How many accounts of a connection are asked: of one alone no second word can come. */
  countAccounts: (connection: string) => number = () => 1,
  /** What the role on an account's Page allows, as one text: under another role its refusals are asked anew. */
  tasksOf: (accountId: string) => string = () => "",
): Evidence {
  const startedAt = clock.now().toISOString();
  const learn = createLearn(store, clock, known);
  const notePage = createPageEvidence(known, learn);
  const names = createNameEvidence(known, learn, countAccounts);
  /** Forms refused to one account though they had answered before. */
  const doubted = new Set<string>();
  /** Ids of accounts that have answered in this run, and edges refused to others twice in it. */
  const answered = new Set<string>();
  const twice = new Map<string, readonly string[]>();

  /** Unless it is known to be so. */
  async function prove(connection: string, capability: Simple, words: string, owner = connection): Promise<void> {
    if (stateOf(known, capability, owner) !== "proven")
      await learn(connection, capability, { state: "proven", words }, { owner });
  }

  async function refuse(connection: string, capability: Simple, words: string, owner = connection): Promise<void> {
    if (stateOf(known, capability, owner) !== "refused")
      await learn(connection, capability, { state: "refused", words }, { owner });
  }

  /** What stood refused is answered. */
  async function clear(connection: string, capability: Simple, owner = connection): Promise<void> {
    if (stateOf(known, capability, owner) === "refused") await prove(connection, capability, "answered", owner);
  }

  /** Several of an account's, which one lesson tells. */
  async function keepAll<C extends "refused-edges" | "refusing-posts">(
    { connection, accountId: owner }: Asked,
    capability: C,
    all: Map<string, Findings[C]>,
    message: string,
  ): Promise<void> {
    replace(known, capability, owner, all);
    await store.learn(toLesson(known, connection, capability, { owner, message, learntAt: clock.now().toISOString() }));
  }

  async function noteRefusedForm(connection: string, refused: 1 | 2 | 3, words: string): Promise<void> {
    const best = refused === 1 ? 2 : 3;
    if (best <= formOf(known, connection)) return;
    const key = `${connection}/${refused}`;
    // It has answered before: one account's trouble is no lesson yet, a second one's is.
    if (stateOf(known, "form-proven", connection, String(refused)) === "proven" && !doubted.has(key)) {
      doubted.add(key);
      return;
    }
    await learn(connection, "form", { state: "refused", words, value: best });
  }

  async function noteAnsweredAccount(asked: Asked): Promise<void> {
    const { connection, accountId } = asked;
    answered.add(accountId);
    await clear(connection, "refused-connection");
    // Twice is enough where the account answers something else: then it is about these edges alone.
    const sure = twice.get(accountId);
    if (sure !== undefined) {
      twice.delete(accountId);
      const edges = list(known, "refused-edges", accountId);
      const confirmed = [...edges].map(
        ([edge, one]) => [edge, sure.includes(edge) ? { ...one, isConfirmed: true as const } : one] as const,
      );
      await keepAll(asked, "refused-edges", new Map(confirmed), "refused twice");
    }
    await clear(connection, "throttled-account", accountId);
    await clear(connection, "refused-account", accountId);
  }

  async function noteRefusedPost(asked: Asked, post: Extract<Fact, { kind: "post-refused" }>["post"]): Promise<void> {
    const now = clock.now();
    const others = new Map(list(known, "refusing-posts", asked.accountId));
    const metrics = [...new Set([...(others.get(post.mediaId)?.metrics ?? []), ...post.metrics])];
    others.delete(post.mediaId);
    const one: RefusingPost = { ...post, metrics, state: "refused", since: now.toISOString() };
    await keepAll(asked, "refusing-posts", others.set(post.mediaId, toAged("refusing-posts", one, now)), post.words);
  }

  async function noteAnsweredPost(asked: Asked, mediaId: string, metrics: readonly string[]): Promise<void> {
    const posts = new Map(list(known, "refusing-posts", asked.accountId));
    const post = posts.get(mediaId);
    const left = post?.metrics.filter((name) => !metrics.includes(name)) ?? [];
    if (post === undefined || left.length === post.metrics.length) return;
    posts.delete(mediaId);
    if (left.length > 0) posts.set(mediaId, { ...post, metrics: left });
    await keepAll(asked, "refusing-posts", posts, "answered");
  }

  async function noteRefusedEdge(asked: Asked, { edge, refused, isTwice }: Extract<Fact, { kind: "edge-refused" }>) {
    const { accountId } = asked;
    if (isTwice) twice.set(accountId, [...(twice.get(accountId) ?? []), edge]);
    const edges = new Map(list(known, "refused-edges", accountId));
    const before = edges.get(edge);
    edges.delete(edge);
    const isAgain = before !== undefined && before.since < startedAt;
    const isSure = isAgain || before?.isConfirmed === true || (isTwice && answered.has(accountId));
    const confirmed = isSure ? { isConfirmed: true as const } : {};
    // The four weeks run from the first refusal; a trial that fails begins them anew.
    const isFirstAgain = isAgain && before.isConfirmed !== true;
    const since = isFirstAgain ? before.since : clock.now().toISOString();
    const one: RefusedEdge = { edge, ...refused, state: "refused", since, tasks: tasksOf(accountId), ...confirmed };
    await keepAll(asked, "refused-edges", edges.set(edge, toAged("refused-edges", one, clock.now())), refused.words);
  }

  async function noteAnsweredEdges(asked: Asked, edges: readonly string[]): Promise<void> {
    const before = list(known, "refused-edges", asked.accountId);
    const left = new Map([...before].filter(([edge]) => !edges.includes(edge)));
    if (left.size < before.size) await keepAll(asked, "refused-edges", left, "answered");
  }

  async function noteRefusedWhole({ connection, accountId }: Asked, { scope, error }: Verdict): Promise<void> {
    // What is the connection's is no lesson about one of its accounts.
    const [capability, owner, words] =
      scope === "account"
        ? (["refused-account", accountId, toWords(error)] as const)
        : (["refused-connection", connection, toSharedWords(error)] as const);
    if (findRefusal(known, capability, owner) === words) return;
    await learn(connection, capability, { state: "refused", words }, { owner });
  }

  return {
    async note(asked, fact) {
      const { connection, accountId } = asked;
      switch (fact.kind) {
        case "form-refused":
          return await noteRefusedForm(connection, fact.form, fact.words);
        case "form-answered": {
          const name = String(fact.form);
          if (stateOf(known, "form-proven", connection, name) === "proven") return;
          return await learn(connection, "form-proven", { state: "proven", words: "answered" }, { name });
        }
        case "nesting-refused":
          return await refuse(connection, fact.nesting, fact.words);
        case "nesting-answered": {
          const state = stateOf(known, fact.nesting, connection);
          // Of stories alone, only against an old refusal is it news.
          const isNews = state === "doubtful" || (state === "unknown" && fact.nesting === "nested-insights");
          return isNews ? await prove(connection, fact.nesting, "answered") : undefined;
        }
        case "total-wanted":
          return await prove(connection, "media-total-value", TOTAL_WANTED);
        case "page-too-big":
        case "page-full":
        case "page-answered":
          return await notePage(asked, fact);
        case "whole-refused":
          return await noteRefusedWhole(asked, fact.verdict);
        case "throttled":
          return await refuse(connection, "throttled-account", fact.words, accountId);
        case "account-answered":
          return await noteAnsweredAccount(asked);
        case "page-token-adopted":
          return await prove(connection, "page-token", "read with the token of its Page", accountId);
        case "post-refused":
          return await noteRefusedPost(asked, fact.post);
        case "post-answered":
          return await noteAnsweredPost(asked, fact.mediaId, fact.metrics);
        case "edge-refused":
          return await noteRefusedEdge(asked, fact);
        case "edges-answered":
          return await noteAnsweredEdges(asked, fact.edges);
        case "name-refused":
        case "metrics-answered":
          return await names.note(asked, fact);
        case "converted": {
          const { publishedAt: value, words } = fact;
          if (value <= (find(known, "converted-after", accountId)?.value ?? 0)) return;
          return await learn(connection, "converted-after", { state: "proven", words, value }, { owner: accountId });
        }
        case "small-stories":
          return await learn(
            connection,
            "small-stories",
            { state: "refused", words: "not enough viewers" },
            { owner: accountId },
          );
      }
    },
    keepAnswered: names.keepAnswered,
  };
}

type Verdict = Extract<Fact, { kind: "whole-refused" }>["verdict"];

/** Told by their state alone. */
type Simple = Exclude<
  {
    [C in KeptCapability]: Findings[C] extends { value: unknown } | RefusedEdge | RefusingPost ? never : C;
  }[KeptCapability],
  undefined
>;

const TOTAL_WANTED = "should be specified with parameter metric_type=total_value";
