// A token error about one account is not the connection's: its token is dead when `/me` says so (CONTRACT §13.16).
import { type Graph, GraphError } from "../../graph/index.ts";
import { toWords } from "./refusal-words.ts";

/** Answers whether a connection's token is dead. The same words are held against `/me` once. */
export function createTokenProbe(
  graph: Pick<Graph, "send">,
  signal: AbortSignal,
): (connection: string, error: GraphError) => Promise<boolean> {
  const found = new Map<string, Promise<boolean>>();

  async function ask(connection: string, error: GraphError): Promise<boolean> {
    const about = `the token of connection "${connection}"`;
    try {
      const { callIds } = await graph.send({ connection, path: "me", params: { fields: "id" }, about }, signal);
      error.callIds = [...error.callIds, ...callIds];
      return false;
    } catch (refused) {
      if (!(refused instanceof GraphError) || refused.recovery === "retry") throw refused;
      error.callIds = [...error.callIds, ...refused.callIds];
      return refused.recovery === "stop";
    }
  }

  return (connection, error) => {
    const key = `${connection} ${toWords(error)}`;
    const known = found.get(key) ?? ask(connection, error);
    found.set(key, known);
    return known;
  };
}
