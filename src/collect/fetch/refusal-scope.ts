// Whose a refusal is, found out by evidence (PRODUCT §3): the same words on three questions of an account that
// have nothing in common, none of them answered, are the account's; on three accounts of a connection, the connection's; the app's own on all connections, the app's.

import { type GraphError, MAX_TRIES } from "../../graph/index.ts";
import { countTries, type PlannedCall, type PlannedRequest, withoutNames } from "../plan/index.ts";
import {
  type AccountDoubt,
  type ConnectionDoubt,
  openAccountDoubt,
  openConnectionDoubt,
  type Verdict,
} from "./doubts.ts";
import { findRefusedMetrics } from "./guilty.ts";
import {
  isAboutQuestion,
  isOfAccount,
  isPassing,
  maySpread,
  toQuestion,
  toReach,
  toSharedWords,
  toWords,
} from "./refusal-words.ts";

/** Questions of an account that must be refused in the same words. */
const QUESTIONS = 3;
const ACCOUNTS = 3;
/** Refused calls that are enough for a connection: with those that found its accounts, and one under way, they make ten. */
const REFUSALS = 7;
/** And for an app, over its connections. */
const APP_REFUSALS = 6;
/** What each further account is asked before the next one is, once one is known to be refused as a whole. */
const QUESTIONS_ASIDE = 2;
/** Requests of a connection under way until it has answered one. */
const FIRST_REQUESTS = 3;

export type { Verdict } from "./doubts.ts";

export interface RefusalScopes {
  /** These calls are begun next: what of an account is asked again waits for its other questions among them. */
  expect(calls: readonly PlannedCall[]): void;
  /** Waits while account or connection is in doubt and another asks; gives the verdict where there is one. */
  enter(call: PlannedCall, request: PlannedRequest, standAside: StandAside): Promise<Verdict | undefined>;
  /** True once something of the account was answered in this run. */
  hasAnswered(call: PlannedCall): boolean;
  /** False before that, and after trouble that outlasted every try: what may pass is then asked once. */
  mayRetry(call: PlannedCall): boolean;
  /** Times the account was refused in the same words, none answered between. */
  countRefusals(call: PlannedCall): number;
  /** Another account of the connection is known to be refused as a whole in these words, and nobody has answered since. */
  isOthers(call: PlannedCall, error: GraphError): boolean;
  /** The request that entered is over. */
  leave(call: PlannedCall): void;
  /** A request that waits for its throttled account holds up nobody meanwhile. */
  pause(call: PlannedCall, wait: () => Promise<void>): Promise<void>;
  onAnswered(call: PlannedCall): void;
  onRefused(call: PlannedCall, request: PlannedRequest, error: GraphError): Verdict | undefined;
  /** Nothing more is asked for this call. */
  finish(call: PlannedCall): void;
}

type StandAside = (wait: () => Promise<void>) => Promise<void>;

/** What an earlier run has found out. */
export interface RememberedRefusals {
  /** The words in which an account was refused as a whole; once more is enough then. */
  readonly account: (accountId: string) => string | undefined;
  /** And all of a connection, ids left out; each of its accounts once is enough as long as none has answered. */
  readonly connection: (connection: string) => string | undefined;
}

export function createRefusalScopes(
  remembered: RememberedRefusals,
  /** The connection's own token is known to be dead: that is told apart. */
  isDead: (connection: string) => boolean,
  /** Only what was lost of the account is asked again: that it is refused once more says nothing of all else. */
  isRepeat: (accountId: string) => boolean,
  signal: AbortSignal,
): RefusalScopes {
  const accounts = new Map<string, AccountDoubt>();
  const connections = new Map<string, ConnectionDoubt>();
  let appVerdict: Verdict | undefined;

  const rememberedOf = (accountId: string) => plain(remembered.account(accountId));

  const accountOf = ({ accountId }: PlannedCall): AccountDoubt => {
    const words = rememberedOf(accountId);
    const known = words === undefined ? {} : { words, ...askedBefore() };
    return getOr(accounts, accountId, { ...openAccountDoubt(), answered: isRepeat(accountId), ...known });
  };
  const connectionOf = ({ connection }: PlannedCall): ConnectionDoubt =>
    getOr(connections, connection, openConnectionDoubt());
  const verdictOf = (call: PlannedCall): Verdict | undefined =>
    appVerdict ?? connectionOf(call).verdict ?? accountOf(call).verdict;

  function mayGo(call: PlannedCall): boolean {
    const [account, connection] = [accountOf(call), connectionOf(call)];
    if (verdictOf(call) !== undefined) return true;
    if (!account.answered && account.words !== undefined && account.underWay > 0) return false;
    if (!account.answered && account.postponed.has(call.key) && !isLastResort(account, call)) return false;
    if (connection.words === undefined && connection.answered) return true;
    const isOpen = connection.words === undefined && connection.witness === undefined;
    if (isOpen) return connection.underWay < FIRST_REQUESTS;
    return connection.underWay === 0 && (connection.witness ?? call.accountId) === call.accountId;
  }

  /** Nothing of the account is left that was not asked yet, and of what is asked again it is the first. */
  function isLastResort({ open, postponed }: AccountDoubt, { key }: PlannedCall): boolean {
    const [first] = postponed;
    return first === key && [...open].every((one) => postponed.has(one));
  }

  /** The newest to come first: accounts far from those that were refused tell more. */
  function wake(connection: ConnectionDoubt): void {
    const isFresh = (accountId: string): boolean => !connection.accounts.has(accountId);
    const waiting = connection.waiting.splice(0);
    const order = connection.words === undefined ? waiting : waiting.toReversed();
    for (const one of [
      ...order.filter(({ accountId }) => accountId === connection.witness),
      ...order.filter(({ accountId }) => isFresh(accountId)),
      ...order.filter(({ accountId }) => !isFresh(accountId)),
    ]) {
      one.wake();
    }
  }

  function step(call: PlannedCall, by: 1 | -1): void {
    accountOf(call).underWay += by;
    connectionOf(call).underWay += by;
  }

  function leave(call: PlannedCall): void {
    step(call, -1);
    wake(connectionOf(call));
  }

  function isOthers(call: PlannedCall, error: GraphError): boolean {
    const { isOneSure, words } = connectionOf(call);
    return isOneSure && words === toSharedPlain(error);
  }

  function giveWay(call: PlannedCall): void {
    const connection = connectionOf(call);
    if (connection.witness === call.accountId) connection.witness = undefined;
  }

  return {
    expect(calls) {
      for (const call of calls) {
        connectionOf(call);
        accountOf(call).open.add(call.key);
      }
    },
    hasAnswered: (call) => accountOf(call).answered,
    mayRetry: (call) => accountOf(call).answered && !accountOf(call).isTired,
    countRefusals: (call) => accountOf(call).refusals,
    isOthers,
    async enter(call, request, standAside) {
      const tries = countTries(request);
      const [account, connection] = [accountOf(call), connectionOf(call)];
      if (tries > 0) {
        account.postponed.add(call.key);
        wake(connection);
      }
      while (!mayGo(call)) {
        const { promise, resolve } = Promise.withResolvers<void>();
        connection.waiting.push({ accountId: call.accountId, wake: resolve });
        // Before anything was refused it is the next in turn; in doubt, others of its lane must get as far as this.
        const isNext = connection.words === undefined && tries === 0;
        await (isNext ? promise : standAside(() => promise));
        signal.throwIfAborted();
      }
      account.postponed.delete(call.key);
      const verdict = verdictOf(call);
      if (verdict !== undefined) return verdict;
      if (connection.words !== undefined) connection.witness = call.accountId;
      step(call, 1);
      return undefined;
    },
    leave,
    async pause(call, wait) {
      giveWay(call);
      leave(call);
      try {
        await wait();
      } finally {
        step(call, 1);
      }
    },
    onAnswered(call) {
      const [account, connection] = [accountOf(call), connectionOf(call)];
      Object.assign(account, { ...forgotten(), answered: true, words: undefined });
      const cleared = { words: undefined, refusals: 0, accounts: new Set(), isOneSure: false, witness: undefined };
      Object.assign(connection, { answered: true, ...cleared });
    },
    onRefused(call, request, error) {
      if (!maySpread(error) || isDead(call.connection)) return undefined;
      const [account, connection] = [accountOf(call), connectionOf(call)];
      if (account.answered && isPassing(error)) account.isTired = true;
      if (account.answered && error.code !== "GRAPH_APP_REFUSED" && !error.isAccountWide) return undefined;
      // Nothing of the connection has answered yet: what comes of this account tells what the others need be asked.
      if (!connection.answered) connection.witness ??= call.accountId;
      const isSaid = error.isAccountWide;
      if (!isSaid && !isOfAccount(request)) return verdictOf(call);
      const words = withoutNames(toWords(error));
      // Metrics it names have a way on of their own; named once more, it is about something else.
      const isNamed = request.blocks.some((block) => findRefusedMetrics(block, error).length > 0);
      const shared = toSharedPlain(error);
      const isKnown = !connection.answered && plain(remembered.connection(call.connection)) === shared;
      const isSpread = isOthers(call, error);
      if (isNamed && !isSpread && !isKnown && account.named !== words && account.words !== words) {
        account.named = words;
        return verdictOf(call);
      }
      if (account.words !== words) Object.assign(account, { ...forgotten(), words });
      if (isKnown) Object.assign(account, askedBefore());
      connection.isKnown = isKnown;
      const reach = toReach(request);
      account.common = account.common?.filter((one) => reach.includes(one)) ?? reach;
      account.questions.add(toQuestion(call, request));
      account.refusals += 1;
      account.calls += countCalls(error);
      const hasTried = !isPassing(error) || account.refusals >= MAX_TRIES;
      // What nothing else can be to blame for is enough where another account has shown it.
      const isLightest =
        isSpread && account.questions.size > 1 && request.blocks.every(({ kind }) => kind === "profile");
      const isSure = ((account.questions.size >= QUESTIONS && account.common.length === 0) || isLightest) && hasTried;
      if (isSure || isSaid) account.verdict ??= { scope: "account", error };
      const isNews = account.verdict !== undefined || connection.isOneSure || !isAboutQuestion(error);
      // What was known beforehand of it alone says nothing new of the others, but counts with theirs.
      const isOld = rememberedOf(call.accountId) === words && !isKnown;
      if (isNews && !isOld) noteConnection(connection, call, account, error);
      else if (connection.words === shared) {
        connection.accounts.add(call.accountId);
        noteRefusals(connection, error, countCalls(error));
      }
      return verdictOf(call);
    },
    finish(call) {
      accountOf(call).open.delete(call.key);
      giveWay(call);
      wake(connectionOf(call));
    },
  };

  function noteConnection(connection: ConnectionDoubt, call: PlannedCall, account: AccountDoubt, error: GraphError) {
    const words = toSharedPlain(error);
    if (connection.words !== words) {
      Object.assign(connection, { words, refusals: 0, accounts: new Set(), isOneSure: false });
      connection.witness = call.accountId;
    }
    // Some of it may have been kept back until the account was sure.
    const calls = connection.accounts.has(call.accountId) ? countCalls(error) : account.calls;
    connection.accounts.add(call.accountId);
    connection.isOneSure ||= account.verdict !== undefined;
    if (account.verdict !== undefined) giveWay(call);
    else if (connection.isOneSure && account.questions.size >= QUESTIONS_ASIDE) giveWay(call);
    noteRefusals(connection, error, calls);
    if (error.code === "GRAPH_APP_REFUSED" && isApps(words)) {
      appVerdict ??= { scope: "app", error };
      for (const one of connections.values()) wake(one);
    }
  }

  function noteRefusals(connection: ConnectionDoubt, error: GraphError, calls: number): void {
    connection.refusals += calls;
    const isEnough = connection.isKnown || connection.refusals >= REFUSALS;
    const isSure = connection.isOneSure && connection.accounts.size >= ACCOUNTS && isEnough;
    if (isSure) connection.verdict ??= { scope: "connection", error };
  }

  /** The app's own words on each of several connections, and nothing answered since. */
  function isApps(words: string): boolean {
    const all = [...connections.values()];
    if (all.length < 2 || all.some((one) => one.words !== words)) return false;
    const refused = new Set(all.flatMap((one) => [...one.accounts]));
    const enough = Math.min(ACCOUNTS, accounts.size);
    return refused.size >= enough && all.reduce((sum, { refusals }) => sum + refusals, 0) >= APP_REFUSALS;
  }
}

/** Whichever metric they name. */
function toSharedPlain(error: GraphError): string {
  return withoutNames(toSharedWords(error));
}

const plain = (words: string | undefined): string | undefined =>
  words === undefined ? undefined : withoutNames(words);

/** As if two other questions had been refused in the same words. */
function askedBefore(): Pick<AccountDoubt, "questions" | "common" | "refusals"> {
  return { questions: new Set(["before", "long before"]), common: [], refusals: MAX_TRIES };
}

function forgotten(): Pick<AccountDoubt, "questions" | "common" | "refusals" | "calls"> {
  return { questions: new Set(), common: undefined, refusals: 0, calls: 0 };
}

function countCalls({ callIds }: GraphError): number {
  return Math.max(1, callIds.length);
}

function getOr<K, V>(map: Map<K, V>, key: K, fresh: V): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  map.set(key, fresh);
  return fresh;
}
