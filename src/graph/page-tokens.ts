// Tokens of Pages whose accounts insist on them (CONTRACT §13.7): asked of the Page, kept in memory, and nowhere else.
import { Secret } from "../shared/index.ts";
import { GraphError } from "./errors.ts";
import type { Graph, GraphRequest } from "./graph.ts";
import { readKey } from "./wire.ts";

export interface PageTokens {
  of(request: Pick<GraphRequest, "accountId" | "method">): Secret | undefined;
  list(): readonly Secret[];
  adopt(send: Graph["send"], ...asked: Parameters<Graph["adoptPageToken"]>): ReturnType<Graph["adoptPageToken"]>;
}

export function createPageTokens(): PageTokens {
  const tokens = new Map<string, Secret>();
  const asked = new Set<string>();
  return {
    of: ({ accountId = "" }) => tokens.get(accountId),
    list: () => [...tokens.values()],
    async adopt(send, { connection, accountId, pageId, about }, signal) {
      if (asked.has(accountId)) return { isAdopted: false, callIds: [] };
      asked.add(accountId);
      try {
        const { body, callIds } = await send(
          { connection, path: pageId, params: { fields: "access_token" }, about },
          signal,
        );
        const token = readKey(body, "access_token");
        const isAdopted = token instanceof Secret && token.reveal() !== "";
        if (isAdopted) tokens.set(accountId, token);
        return { isAdopted, callIds };
      } catch (error) {
        if (!(error instanceof GraphError) || error.recovery === "retry") throw error;
        return { isAdopted: false, callIds: error.callIds };
      }
    },
  };
}
