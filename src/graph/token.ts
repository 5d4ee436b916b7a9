// What a connection's token is and what its user has granted. Either question may be refused; what the other one tells
// is then all that is known.
import { classify } from "./classify.ts";
import { GraphError } from "./errors.ts";
import type { Graph } from "./graph.ts";
import { toListing } from "./pages.ts";

/** What the collector asks of a token, and for what (CONTRACT §1.3). `isVital`: without it nothing worth it is collected. */
export const NEEDED_PERMISSIONS = [
  { name: "pages_show_list", purpose: "finding your Pages", isVital: true },
  { name: "pages_read_engagement", purpose: "reading what the Pages are linked to", isVital: true },
  { name: "business_management", purpose: "Pages that belong to a Business portfolio", isVital: false },
  { name: "instagram_basic", purpose: "profiles, posts and stories", isVital: true },
  { name: "instagram_manage_insights", purpose: "the numbers", isVital: true },
] as const;

export interface Permissions {
  readonly granted: readonly string[];
  /** Asked for when logging in and turned down, or run out since. */
  readonly declined: readonly string[];
  /** Needed by Gazette and not granted, the declined ones among them. */
  readonly missing: readonly string[];
}

export interface TokenReading {
  readonly isValid: boolean;
  /** Why it is not valid; absent when it is. */
  readonly failure?: GraphError | undefined;
  /** Whether `/debug_token` answered: without it the dates and the type are unknown, not absent. */
  readonly isInspected: boolean;
  /** "USER", "PAGE", "SYSTEM_USER". */
  readonly type?: string | undefined;
  readonly appId?: string | undefined;
  /** UTC ISO 8601; absent when it never expires (RELIABILITY K9). */
  readonly expiresAt?: string | undefined;
  /** Another clock: 90 days from the user's last login data is refused, though the token lives on. */
  readonly dataAccessExpiresAt?: string | undefined;
  /** Absent when neither question about them was answered. */
  readonly permissions?: Permissions | undefined;
  /** Version the server says it served. */
  readonly servedVersion?: string | undefined;
}

/**
 * Reads everything about a connection's token: 1 call, or 2 when something Gazette needs is not granted. A dead token is
 * a reading, not an error; a spent budget, a stop signal and a server out of reach are thrown.
 */
export async function readToken(graph: Graph, connection: string, signal: AbortSignal): Promise<TokenReading> {
  let inspected: TokenReading | undefined;
  try {
    inspected = await inspectToken(graph, connection, signal);
    if (!inspected.isValid || inspected.permissions?.missing.length === 0) return inspected;
  } catch (error) {
    if (isDead(error)) return { isValid: false, failure: error, isInspected: false };
    if (!isRefused(error)) throw error;
  }
  const known: TokenReading = inspected ?? { isValid: true, isInspected: false };
  try {
    const { permissions, servedVersion } = await readPermissions(graph, connection, signal);
    return { ...known, permissions, servedVersion: known.servedVersion ?? servedVersion };
  } catch (error) {
    if (isDead(error)) return { ...known, isValid: false, failure: error };
    if (!isRefused(error)) throw error;
    return known;
  }
}

/** What the token's user granted and declined when logging in: `/me/permissions`, 1 call. Throws what `send` throws. */
export async function readPermissions(
  graph: Graph,
  connection: string,
  signal: AbortSignal,
): Promise<{
  readonly permissions: Permissions;
  readonly callIds: readonly string[];
  readonly servedVersion?: string | undefined;
}> {
  const about = `the permissions of connection "${connection}"`;
  const { body, callIds, servedVersion } = await graph.send({ connection, path: "me/permissions", about }, signal);
  const granted: string[] = [];
  const declined: string[] = [];
  for (const item of toListing(body, about).data) {
    const { permission, status } = toFields(item);
    if (typeof permission === "string") (status === "granted" ? granted : declined).push(permission);
  }
  return { permissions: toPermissions(granted, declined), callIds, servedVersion };
}

/** Scopes whose `target_ids` are Instagram accounts; of those about Pages they are Pages (CONTRACT §1.4). */
const ABOUT_ACCOUNTS = /^instagram_/;
const ABOUT_PAGES = /^pages_/;

/**
 * Ids of what a connection's token was granted, 1 call. A scope that was granted for everything names none. Throws what
 * `send` throws.
 */
export async function readGranted(
  graph: Graph,
  connection: string,
  signal: AbortSignal,
): Promise<{
  readonly pageIds: readonly string[];
  readonly accountIds: readonly string[];
  readonly callIds: readonly string[];
}> {
  const about = `what connection "${connection}" was granted`;
  const reply = await graph.send({ connection, path: "debug_token", isAboutToken: true, about }, signal);
  const { granular_scopes: scopes } = toFields(toFields(reply.body).data);
  const listIds = (pattern: RegExp): readonly string[] => {
    const ids = (Array.isArray(scopes) ? scopes : []).flatMap((entry) => {
      const { scope, target_ids } = toFields(entry);
      return typeof scope === "string" && pattern.test(scope) && Array.isArray(target_ids) ? target_ids : [];
    });
    return [...new Set(ids.map(String).filter((id) => /^\d+$/.test(id)))];
  };
  return { pageIds: listIds(ABOUT_PAGES), accountIds: listIds(ABOUT_ACCOUNTS), callIds: reply.callIds };
}

async function inspectToken(graph: Graph, connection: string, signal: AbortSignal): Promise<TokenReading> {
  const about = `the token of connection "${connection}"`;
  const reply = await graph.send({ connection, path: "debug_token", isAboutToken: true, about }, signal);
  const data = toFields(toFields(reply.body).data);
  if (typeof data.is_valid !== "boolean") {
    throw new GraphError({
      code: "GRAPH_UNEXPECTED_SHAPE",
      sentence: `Could not read ${about}: the answer does not say whether it is valid.`,
      recovery: "skip",
      scope: "call",
    });
  }
  const scopes = Array.isArray(data.scopes) ? data.scopes.filter((scope) => typeof scope === "string") : undefined;
  return {
    isValid: data.is_valid,
    failure: data.is_valid ? undefined : toDead(about, data.error),
    isInspected: true,
    type: typeof data.type === "string" ? data.type : undefined,
    appId: typeof data.app_id === "string" ? data.app_id : undefined,
    expiresAt: toInstant(data.expires_at),
    dataAccessExpiresAt: toInstant(data.data_access_expires_at),
    permissions: scopes === undefined ? undefined : toPermissions(scopes, []),
    servedVersion: reply.servedVersion,
  };
}

function toPermissions(granted: readonly string[], declined: readonly string[]): Permissions {
  const missing = NEEDED_PERMISSIONS.map(({ name }) => name).filter((name) => !granted.includes(name));
  return { granted, declined, missing };
}

/** Unix seconds as an instant; 0, absent and nonsense are no date (RELIABILITY K9). */
function toInstant(seconds: unknown): string | undefined {
  if (typeof seconds !== "number" || !(seconds > 0) || seconds > 8_640_000_000_000) return undefined;
  return new Date(seconds * 1000).toISOString();
}

/** The error inside an invalid token's description is one like any other (CONTRACT §1.4). */
function toDead(about: string, error: unknown): GraphError {
  const told = classify({ httpStatus: 400, body: { error }, about });
  if (told.code === "GRAPH_TOKEN_UNUSABLE") return told;
  return new GraphError({
    code: "GRAPH_TOKEN_UNUSABLE",
    sentence: `Could not use ${about}: the API calls it invalid.`,
    hint: "Log in again and give Gazette the new token.",
    recovery: "stop",
    scope: "token",
  });
}

function isDead(error: unknown): error is GraphError {
  return error instanceof GraphError && error.code === "GRAPH_TOKEN_UNUSABLE";
}

/** The API said no to this question; others may still be answered. */
function isRefused(error: unknown): boolean {
  return error instanceof GraphError && error.recovery === "skip";
}

function toFields(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}
