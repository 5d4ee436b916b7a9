// One Graph call, without HTTP: who asks, for which node and edge, with which parameters. Anything unknown is refused.

import { type Call, type EdgeRequest, type GraphNode, isNode } from "./call.ts";
import type { Account } from "./cast.ts";
import { toCommentNode } from "./comment-node.ts";
import { readNode } from "./expand.ts";
import { type FieldExpression, parseFields } from "./fields.ts";
import { toInstagramNode } from "./instagram-node.ts";
import type { JsonObject } from "./json.ts";
import { toMediaNode } from "./media-node.ts";
import { toBusinessNode, toPageNode, toUserNode } from "./nodes.ts";
import { parseMediaId } from "./posts.ts";
import { refusal } from "./refusals.ts";
import { findMedia, listBusinessesOf, listPagesOf, type World } from "./world.ts";
import { findComment, performWrite } from "./writes.ts";

export interface GraphRequest {
  readonly method: "GET" | "POST" | "DELETE";
  /** Path segments without version. */
  readonly segments: readonly string[];
  readonly parameters: ReadonlyMap<string, string>;
}

/** Taken everywhere; they say nothing about the node. */
const GENERAL_PARAMETERS = [
  "access_token",
  "appsecret_proof",
  "fields",
  "locale",
  "method",
  "pretty",
  "debug",
  "format",
  "include_headers",
  "suppress_http_code",
];
const MOST_IDS = 50;

/** The body of one call; `enterWrite` is asked before anything is changed. Throws refusals. */
export function answerGraph(
  { method, segments, parameters }: GraphRequest,
  call: Call,
  enterWrite: () => void,
): JsonObject {
  const ids = parameters.get("ids");
  if (ids !== undefined && method === "GET") return answerMany(ids.split(","), segments, parameters, call);
  const [id, edge, ...rest] = segments;
  if (id === undefined) throw refusal.badValue("Unsupported get request. The path names no object");
  if (rest.length > 0) throw refusal.unknownPath(rest.join("/"));
  if (method === "GET") return answerRead(id, edge ?? null, parameters, call);
  refuseUnreachable(call, id);
  return performWrite({ method, id, edge: edge ?? null, parameters }, call, enterWrite);
}

/** One bad id fails all (CONTRACT §5.2); every id counts as a call. */
function answerMany(
  ids: readonly string[],
  segments: readonly string[],
  parameters: ReadonlyMap<string, string>,
  call: Call,
): JsonObject {
  if (segments.length > 1) throw refusal.unknownPath(segments.slice(1).join("/"));
  if (ids.length > MOST_IDS) throw refusal.badValue(`Too many IDs. Maximum: ${MOST_IDS}. Provided: ${ids.length}`);
  const unknown = ids.filter((id) => findNode(id, call) === null);
  if (unknown.length > 0) throw refusal.unknownAlias(unknown.join(","));
  const own = new Map([...parameters].filter(([name]) => name !== "ids"));
  return Object.fromEntries(ids.map((id) => [id, answerRead(id, segments[0] ?? null, own, call)]));
}

function answerRead(
  id: string,
  edgeName: string | null,
  parameters: ReadonlyMap<string, string>,
  call: Call,
): JsonObject {
  const node = id === "me" ? toMe(call) : findNode(id, call);
  if (node === null) throw /^\d+$/.test(id) ? refusal.notFound(id) : refusal.unknownAlias(id);
  if (id !== "me") refuseUnreachable(call, id);
  refuseUserToken(call, id);
  const fields = readFields(parameters);
  if (edgeName === null) {
    refuseUnknownParameters(parameters, []);
    return readNode(node, fields, call);
  }
  const edge = Object.hasOwn(node.edges, edgeName) ? node.edges[edgeName] : undefined;
  if (edge !== undefined) {
    refuseUnknownParameters(parameters, edge.parameters);
    const own = new Map([...parameters].filter(([name]) => edge.parameters.includes(name)));
    const request: EdgeRequest = { parameters: own, fields, isNested: false };
    return edge.read(request);
  }
  const value = Object.hasOwn(node.fields, edgeName) ? node.fields[edgeName]?.() : undefined;
  if (value !== undefined && isNode(value)) return readNode(value, fields, call);
  throw refusal.unknownPath(edgeName);
}

function readFields(parameters: ReadonlyMap<string, string>): readonly FieldExpression[] | null {
  const text = parameters.get("fields");
  return text === undefined || text.trim() === "" ? null : parseFields(toFieldsText(text));
}

/** Meta's SDKs write the list as JSON, too: `["id","name"]`. */
function toFieldsText(text: string): string {
  if (!text.trim().startsWith("[")) return text;
  try {
    const list: unknown = JSON.parse(text);
    return Array.isArray(list) ? list.map(String).join(",") : text;
  } catch {
    return text;
  }
}

function refuseUnknownParameters(parameters: ReadonlyMap<string, string>, known: readonly string[]): void {
  for (const name of parameters.keys()) {
    if (!GENERAL_PARAMETERS.includes(name) && !known.includes(name)) throw refusal.invalidParameter(name);
  }
}

function toMe(call: Call): GraphNode {
  if (call.owner.kind === "app") throw refusal.tokenMissingForMe();
  return call.owner.kind === "page" ? toPageNode(call.owner.page, call) : toUserNode(call.user, call);
}

/** A node by id, whoever asks; null for an id that is nothing (any more). */
function findNode(id: string, call: Call): GraphNode | null {
  const { world } = call;
  const user = world.users.find((one) => one.id === id);
  if (user !== undefined) return toUserNode(user, call);
  const page = world.pages.find((one) => one.id === id) ?? listPortfolioPages(world).find((one) => one.id === id);
  if (page !== undefined) return toPageNode(page, call);
  const business = world.businesses.find((one) => one.id === id);
  if (business !== undefined) return toBusinessNode(business, call);
  const account = world.accounts.find((one) => one.id === id);
  if (account !== undefined) return toInstagramNode(account, call);
  const added = call.moderation.addedMedia.find((post) => post.id === id);
  const known = added === undefined ? findMedia(world, id, call.nowMs) : { post: added, child: 0 };
  const media = call.moderation.deletedMedia.has(id) ? null : known;
  if (media !== null) return toMediaNode(media, call, { isDirect: true });
  const found = findComment(id, call);
  return found === null ? null : toCommentNode(found.comment, found.post, call);
}

const listPortfolioPages = ({ businesses }: World) =>
  businesses.flatMap(({ ownedPages, clientPages }) => [...ownedPages, ...clientPages]);

/** A token reaches its own Pages and accounts only; to others the node does not exist (100/33). */
function refuseUnreachable(call: Call, id: string): void {
  const { owner } = call;
  if (owner.kind === "user") {
    if (!isReachableBy(call, id)) throw refusal.notFound(id);
    return;
  }
  const isReachable =
    owner.kind === "page" &&
    (id === owner.page.id ||
      (owner.page.account !== null && findAccountOf(id, call.world)?.id === owner.page.account.id));
  if (!isReachable) throw refusal.notFound(id);
}

/** What the account's Page alone may read (CONTRACT §13.7). */
function refuseUserToken({ owner, settings, world }: Call, id: string): void {
  const username = settings.pageTokenOnly.length > 0 ? findAccountOf(id, world)?.username : undefined;
  const isPage = world.pages.some((page) => page.id === id);
  if (isPage || username === undefined || owner.kind === "page") return;
  if (settings.pageTokenOnly.includes(username)) throw refusal.needsPageToken();
}

/** All of a user who sees everything; of another what has a role or a portfolio of this one behind it. */
function isReachableBy({ user, world }: Call, id: string): boolean {
  if ((world.users.length === 1 && user.pageIds === null) || user.id === id) return true;
  const businesses = listBusinessesOf(user, world);
  const pages = [
    ...listPagesOf(user, world),
    ...businesses.flatMap(({ ownedPages, clientPages }) => [...ownedPages, ...clientPages]),
  ];
  const account = findAccountOf(id, world);
  return (
    [...businesses, ...pages].some((one) => one.id === id) || pages.some((page) => page.account?.id === account?.id)
  );
}

/** The account a Page, account, media or comment id belongs to. */
export function findAccountOf(id: string, world: World): Account | null {
  const accounts = world.accounts;
  if (id.startsWith("178414") && id.length === 17) return accounts[Number(id.slice(6)) - 1] ?? null;
  const page = world.pages.find((one) => one.id === id);
  if (page !== undefined) return page.account;
  const address = parseMediaId(id);
  if (address !== null) return accounts[address.accountIndex] ?? null;
  const comment = /^178(\d{5})\d{9}$/.exec(id);
  return comment === null ? null : (accounts[Number(comment[1])] ?? null);
}
