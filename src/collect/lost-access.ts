// What only a person can mend, told once each with the API's words and the remedy: dead tokens and refused accounts.
import type { GraphError } from "../graph/index.ts";
import type { FetchOptions, Verdict } from "./fetch/index.ts";
import type { PlannedCall } from "./plan/index.ts";

/** Accounts named one by one; of more only the number is told. */
const NAMED = 3;

export interface LostAccess extends Required<Pick<FetchOptions, "onTokenLost" | "onNotPermitted">> {
  /** An account, or with it its whole connection, is refused. */
  noteWhole(call: PlannedCall, verdict: Verdict): void;
  /** One for each token and account. */
  sentences(): readonly string[];
}

/** `connections`: of how many there are. */
export function createLostAccess(connections: number): LostAccess {
  const tokens: string[] = [];
  const refused = new Map<string, GraphError>();
  const accounts = new Map<string, string>();
  return {
    onTokenLost: (connection, { apiMessage, message, hint }) =>
      void tokens.push(end(`The token of connection "${connection}" stopped working: ${apiMessage || message}`, hint)),
    // The sentence of a Graph error names whom it is about.
    onNotPermitted({ accountId }, { message, hint }) {
      if (!accounts.has(accountId)) accounts.set(accountId, end(message, hint));
    },
    noteWhole({ connection, accountId }, { scope, error }) {
      if (scope === "connection") refused.set(connection, error);
      else if (!accounts.has(accountId)) accounts.set(accountId, end(error.message, error.hint));
    },
    sentences() {
      // Those of a connection that is refused as a whole are told with it.
      const told = refused.size === connections ? [] : [...accounts.values()];
      const more = told.length - NAMED;
      const rest = more > 0 ? [`${more} more ${more === 1 ? "account was" : "accounts were"} refused like this.`] : [];
      return [...tokens, ...tellRefused(refused, connections), ...told.slice(0, NAMED), ...rest];
    },
  };
}

/** The same words on all connections, of which there are several, are the app's. */
function tellRefused(refused: ReadonlyMap<string, GraphError>, connections: number): readonly string[] {
  const [first] = refused.values();
  const words = ({ apiMessage = "", message }: GraphError): string => apiMessage || message;
  const isApps = refused.size > 1 && refused.size === connections;
  if (first !== undefined && isApps && [...refused.values()].every((error) => words(error) === words(first))) {
    return [end(`The app is refused on every connection: ${words(first)}`, first.hint)];
  }
  return [...refused].map(([name, error]) =>
    end(`Connection "${name}" is refused as a whole: ${words(error)}`, error.hint),
  );
}

function end(sentence: string, hint = ""): string {
  const closed = /[.!?]$/.test(sentence) ? sentence : `${sentence}.`;
  return `${closed} ${hint}`.trimEnd();
}
