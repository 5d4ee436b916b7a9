// What each connection comes to in a run: how many of its accounts were asked, how many answered, and what was lost.
import type { AccountFilter, AccountRecord, GapReason, MissingAccount, RecordBatch } from "../dataset/index.ts";
import type { GraphError } from "../graph/index.ts";
import { withRemedy } from "../shared/index.ts";
import type { ConnectionTally } from "../store/index.ts";
import type { Answer } from "./fetch/index.ts";
import type { PlannedCall } from "./plan/index.ts";

/** What Meta tells to nobody, or to no account so small or post so old, is no loss of the run. */
const UNTOLD: ReadonlySet<GapReason> = new Set([
  "metric-refused",
  "withdrawn",
  "below-threshold",
  "before-conversion",
  "too-long-window",
  "beyond-range",
]);

interface Part {
  readonly asked: Set<string>;
  readonly answered: Set<string>;
  readonly refused: Set<string>;
  came: number;
  lost: number;
  /** Of a connection that lists nothing, the accounts held of it. */
  unlisted: number;
  failure?: string;
}

/** What one process found out of a connection. JSON-able. */
export interface TallyPart {
  readonly connection: string;
  /** Account ids. */
  readonly answered: readonly string[];
  readonly refused: readonly string[];
  readonly came: number;
  readonly lost: number;
  readonly failure?: string | undefined;
}

export interface Tally {
  /** Calls that an interrupted part of the run has finished count as answered. */
  plan(calls: readonly PlannedCall[], isDone: (call: PlannedCall) => boolean): void;
  note(call: PlannedCall, answer: Answer, batch: RecordBatch): void;
  refuse(call: PlannedCall): void;
  fail(connection: string, message: string): void;
  /** None of the connections let itself be walked. */
  failAll(error: GraphError, held: readonly AccountRecord[]): void;
  /** Connections that listed no account and said why; `held`: accounts found by an earlier discovery. */
  noteUnlisted(
    listed: readonly AccountRecord[],
    missing: readonly MissingAccount[],
    held: readonly AccountRecord[],
  ): void;
  /** What there is to tell to another tally of the same run, which has the same plan. */
  parts(): readonly TallyPart[];
  add(parts: readonly TallyPart[]): void;
  /** Accounts that answered; undefined where none was to be asked. */
  answered(): number | undefined;
  rows(): readonly ConnectionTally[];
}

/** `before`: what was told of the run when it was last interrupted. */
export function createTally(connections: readonly string[], before: readonly ConnectionTally[]): Tally {
  const parts = new Map<string, Part>();
  const toPart = (connection: string): Part => {
    const known = parts.get(connection);
    if (known !== undefined) return known;
    const earlier = before.find((row) => row.connection === connection);
    const { came = 0, lost = 0, refused = [] } = earlier ?? {};
    const part: Part = { asked: new Set(), answered: new Set(), refused: new Set(refused), came, lost, unlisted: 0 };
    parts.set(connection, part);
    return part;
  };
  const failWhole = (connection: string, message: string, held: readonly AccountRecord[]): void => {
    const part = toPart(connection);
    part.failure = message;
    part.unlisted = held.filter((account) => account.connection === connection).length;
  };
  for (const connection of connections) toPart(connection);
  return {
    plan(calls, isDone) {
      for (const call of calls) {
        const { asked, answered, refused } = toPart(call.connection);
        asked.add(call.accountId);
        // What is left off because it is known to be refused is refused all the same.
        if (call.refusedBefore.some(({ reason }) => reason === "not-permitted")) refused.add(call.accountId);
        if (isDone(call)) answered.add(call.accountId);
      }
    },
    note({ connection, accountId }, answer, batch) {
      const part = toPart(connection);
      if (answer.kind === "page") part.answered.add(accountId);
      else if (answer.refusals.some(({ error }) => error.code === "GRAPH_NOT_PERMITTED")) part.refused.add(accountId);
      const { days, totals, mediaInsights, audience, media, gaps } = batch;
      part.came += days.length + totals.length + mediaInsights.length + audience.length + media.length;
      part.lost += gaps.filter(({ reason }) => !UNTOLD.has(reason)).length;
    },
    refuse: ({ connection, accountId }) => void toPart(connection).refused.add(accountId),
    fail(connection, message) {
      toPart(connection).failure = message;
    },
    failAll({ code, message, hint }, held) {
      // A server out of reach says nothing about its connections.
      if (code === "GRAPH_UNREACHABLE") return;
      for (const connection of connections) failWhole(connection, withRemedy(message, hint), held);
    },
    noteUnlisted(listed, missing, held) {
      for (const { connection, pageId, reason, message } of missing) {
        const isOfWhole = pageId === undefined && (reason === "not-permitted" || reason === "nothing-listed");
        if (!isOfWhole || listed.some((account) => account.connection === connection)) continue;
        failWhole(connection, message, held);
      }
    },
    parts: () =>
      [...parts].map(([connection, { answered, refused, came, lost, failure }]) => ({
        connection,
        answered: [...answered],
        refused: [...refused],
        came,
        lost,
        failure,
      })),
    add(others) {
      for (const { connection, answered, refused, came, lost, failure } of others) {
        const part = toPart(connection);
        for (const id of answered) part.answered.add(id);
        for (const id of refused) part.refused.add(id);
        part.came += came;
        part.lost += lost;
        if (failure !== undefined) part.failure = failure;
      }
    },
    answered() {
      const all = [...parts.values()];
      const asked = all.reduce((sum, part) => sum + part.asked.size + part.unlisted, 0);
      return asked === 0 ? undefined : all.reduce((sum, part) => sum + part.answered.size, 0);
    },
    rows: () =>
      [...parts].map(([connection, { asked, answered, refused, came, lost, unlisted, failure }]) => ({
        connection,
        asked: asked.size + unlisted,
        answered: answered.size,
        came,
        lost,
        refused: [...refused].toSorted(),
        failure,
      })),
  };
}

export function explainNobody({ include }: AccountFilter): string {
  const asked = include.map((name) => `"${name}"`).join(", ");
  return `Nobody was asked: no account that can be reached fits ${asked}. See \`gazette accounts\` for who is there.`;
}
