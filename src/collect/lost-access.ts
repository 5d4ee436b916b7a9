// What only a person can mend, told once each with the API's words and the remedy: dead tokens and refused accounts.
import type { AccountRecord, GapRecord } from "../dataset/index.ts";
import type { GraphError } from "../graph/index.ts";
import { countOf, withRemedy } from "../shared/index.ts";
import type { FetchOptions, Verdict } from "./fetch/index.ts";
import { type PlannedCall, toWholeSubject } from "./plan/index.ts";

/** Accounts named one by one; of more only the number is told. */
const NAMED = 3;

export interface LostAccess extends Required<Pick<FetchOptions, "onTokenLost" | "onNotPermitted">> {
  /** An account, or with it its whole connection, is refused. */
  noteWhole(call: PlannedCall, verdict: Verdict): void;
  /** One for each token and account. */
  sentences(): readonly string[];
}

/** Of accounts of which nothing came: what their gaps say, for who asks later. */
export function tellWholeLosses(
  accounts: readonly Pick<AccountRecord, "accountId" | "username">[],
  gaps: readonly Pick<GapRecord, "subject" | "message">[],
): readonly string[] {
  const told = accounts.flatMap(({ accountId, username }) => {
    const gap = gaps.find(({ subject }) => subject === toWholeSubject(accountId));
    return gap === undefined ? [] : [withRemedy(`Could not read @${username}: ${gap.message ?? "refused"}`)];
  });
  return tellSome(told);
}

/** `connections`: of how many there are. */
export function createLostAccess(connections: number): LostAccess {
  const tokens: string[] = [];
  const refused = new Map<string, GraphError>();
  const accounts = new Map<string, { readonly connection: string; readonly sentence: string }>();
  let app: GraphError | undefined;
  return {
    onTokenLost: (connection, { apiMessage, message, hint }) =>
      void tokens.push(
        withRemedy(`The token of connection "${connection}" stopped working: ${apiMessage || message}`, hint),
      ),
    // The sentence of a Graph error names whom it is about.
    onNotPermitted({ accountId, connection }, { message, hint }) {
      if (accounts.has(accountId)) return;
      accounts.set(accountId, { connection, sentence: withRemedy(message, hint) });
    },
    noteWhole({ connection, accountId, username }, { scope, error }) {
      if (scope === "app") app = error;
      else if (scope === "connection") refused.set(connection, error);
      // In place of what was told of the first of its questions.
      else {
        const sentence = withRemedy(`Could not read @${username}: ${words(error)}`, error.hint);
        accounts.set(accountId, { connection, sentence });
      }
    },
    sentences() {
      if (app !== undefined) return [...tokens, tellApp(app)];
      // Those of a connection that is refused as a whole are told with it.
      const told = [...accounts.values()].filter(({ connection }) => !refused.has(connection));
      return [...tokens, ...tellRefused(refused, connections), ...tellSome(told.map(({ sentence }) => sentence))];
    },
  };
}

function tellSome(told: readonly string[]): readonly string[] {
  const more = told.length - NAMED;
  const rest = more > 0 ? [`${countOf(more, "more account was", "more accounts were")} refused like this.`] : [];
  return [...told.slice(0, NAMED), ...rest];
}

/** The same words on all connections, of which there are several, are the app's. */
function tellRefused(refused: ReadonlyMap<string, GraphError>, connections: number): readonly string[] {
  const [first] = refused.values();
  const isApps = refused.size > 1 && refused.size === connections;
  if (first !== undefined && isApps && [...refused.values()].every((error) => words(error) === words(first))) {
    return [tellApp(first)];
  }
  return [...refused].map(([name, error]) =>
    withRemedy(`Connection "${name}" is refused as a whole: ${words(error)}`, error.hint),
  );
}

function tellApp(error: GraphError): string {
  return withRemedy(`The app is refused on every connection: ${words(error)}`, error.hint);
}

const words = ({ apiMessage = "", message }: GraphError): string => apiMessage || message;
