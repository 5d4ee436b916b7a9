import { z } from "zod";
import type { AccountRecord, MissingAccount } from "../../dataset/index.ts";
import { type Graph, GraphError, type GraphReply, refuseLoop, toListing } from "../../graph/index.ts";
import { explainNoLinkedAccount, explainNothingListed } from "./explain-missing.ts";

/** What one walk of a connection's Pages has found so far; JSON-able, so that an interrupted walk goes on. */
export interface Discovery {
  readonly accounts: readonly AccountRecord[];
  readonly missing: readonly MissingAccount[];
  readonly pages: number;
  /** Cursor of the next page; absent when the walk is over. */
  readonly after?: string | undefined;
  readonly done: boolean;
}

const ACCOUNT_FIELDS =
  "id,username,name,biography,website,profile_picture_url,followers_count,follows_count,media_count";
const FIELDS = `id,name,tasks,instagram_business_account{${ACCOUNT_FIELDS}}`;
/** The most the edge is known to give at once (CONTRACT fact 1). */
const PAGE_SIZE = 100;

const text = z.string().optional().catch(undefined);
const count = z.number().optional().catch(undefined);
const wireFbPage = z.object({
  id: z.string(),
  name: text,
  tasks: z.array(z.string()).optional().catch(undefined),
  instagram_business_account: z
    .object({
      id: z.string(),
      username: text,
      name: text,
      biography: text,
      website: text,
      profile_picture_url: text,
      followers_count: count,
      follows_count: count,
      media_count: count,
    })
    .optional()
    .catch(undefined),
});

/**
 * Walks every Page of a connection to its end and keeps those with a linked professional account: discovery and profile
 * snapshot for one call per 100 Pages (CONTRACT fact 1). `keep` is told after each answer.
 */
export async function discoverAccounts(
  graph: Graph,
  connection: string,
  from: Discovery | undefined,
  keep: (discovery: Discovery, callIds: readonly string[]) => Promise<void>,
  signal: AbortSignal,
): Promise<Discovery> {
  const nothing: Discovery = { accounts: [], missing: [], pages: 0, done: false };
  let found = from ?? nothing;
  let isRestarted = false;
  const followed = new Set<string>();
  const about = `the Pages of connection "${connection}"`;
  while (!found.done) {
    const params = {
      fields: FIELDS,
      limit: String(PAGE_SIZE),
      ...(found.after === undefined ? {} : { after: found.after }),
    };
    let reply: GraphReply;
    try {
      reply = await graph.send({ connection, path: "me/accounts", params, about }, signal);
    } catch (error) {
      const isStale = error instanceof GraphError && error.code === "GRAPH_CURSOR_STALE" && found.after !== undefined;
      if (!isStale || isRestarted) throw error;
      // The cursor of a walk interrupted days ago: begin anew, once (RELIABILITY P8).
      [found, isRestarted] = [nothing, true];
      followed.clear();
      continue;
    }
    const { data, after } = toListing(reply.body, about);
    found = addPages(found, data, connection, reply.takenAt, after);
    if (after !== undefined) {
      refuseLoop(after, followed, about);
      followed.add(after);
    }
    if (found.done && found.pages === 0) {
      found = { ...found, missing: [explainNothingListed(connection, reply.takenAt)] };
    }
    await keep(found, reply.callIds);
  }
  return found;
}

function addPages(
  found: Discovery,
  data: readonly unknown[],
  connection: string,
  takenAt: string,
  after: string | undefined,
): Discovery {
  const accounts: AccountRecord[] = [];
  const missing: MissingAccount[] = [];
  for (const item of data) {
    const read = wireFbPage.safeParse(item);
    if (!read.success) continue;
    const { id: pageId, name: pageName = "", tasks = [], instagram_business_account: linked } = read.data;
    if (linked === undefined) {
      missing.push(explainNoLinkedAccount(connection, pageId, pageName, takenAt));
      continue;
    }
    accounts.push({
      accountId: linked.id,
      username: linked.username ?? linked.id,
      name: linked.name,
      pageId,
      pageName,
      connection,
      tasks,
      followersCount: linked.followers_count,
      followsCount: linked.follows_count,
      mediaCount: linked.media_count,
      biography: linked.biography,
      website: linked.website,
      profilePictureUrl: linked.profile_picture_url,
      takenAt,
    });
  }
  return {
    accounts: [...found.accounts, ...accounts],
    missing: [...found.missing, ...missing],
    pages: found.pages + data.length,
    after,
    done: after === undefined,
  };
}
