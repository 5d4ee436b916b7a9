// Who a token belongs to and what it may see.

import { createHmac, timingSafeEqual } from "node:crypto";
import type { JsonObject } from "./json.ts";
import { DAY_MS } from "./pacific-day.ts";
import { toLetters } from "./random.ts";
import { Refusal, refusal } from "./refusals.ts";
import type { SandboxSettings } from "./settings.ts";
import { type FbPage, listPagesOf, type World, type WorldUser } from "./world.ts";

export type TokenOwner =
  | { readonly kind: "user"; readonly token: string; readonly expiresAt: number | null; readonly user: WorldUser }
  | { readonly kind: "page"; readonly token: string; readonly page: FbPage }
  | { readonly kind: "app"; readonly token: string };

export interface TokenBook {
  /** The owner; throws the 190 refusals for a token that is unknown, expired or revoked. */
  readonly authenticate: (token: string, nowMs: number) => TokenOwner;
  /** Whose hour a call with this token counts in; a Page token's is the first user's, and so is an unknown one's. */
  readonly findUser: (token: string) => WorldUser;
  /** Every user and Page token known, exchanged ones included. */
  readonly list: () => readonly string[];
  /** A long-lived token for a user token, as `/oauth/access_token` gives it. */
  readonly exchange: (token: string, nowMs: number) => string;
  readonly revoke: (token: string) => void;
}

export function createTokenBook(world: World): TokenBook {
  const owners = new Map<string, TokenOwner>();
  const revoked = new Set<string>();
  for (const user of world.users)
    owners.set(user.token, { kind: "user", token: user.token, expiresAt: user.tokenExpiresAt, user });
  for (const page of world.pages) owners.set(page.token, { kind: "page", token: page.token, page });
  for (const { ownedPages, clientPages } of world.businesses) {
    for (const page of [...ownedPages, ...clientPages])
      owners.set(page.token, { kind: "page", token: page.token, page });
  }
  const appToken = `${world.appId}|${world.appSecret}`;

  const authenticate = (token: string, nowMs: number): TokenOwner => {
    if (token === appToken) return { kind: "app", token };
    const owner = owners.get(token);
    if (owner === undefined) throw refusal.tokenUnreadable();
    if (revoked.has(token)) throw refusal.tokenRevoked();
    if (owner.kind === "user" && owner.expiresAt !== null && owner.expiresAt <= nowMs) {
      throw refusal.tokenExpired(new Date(owner.expiresAt), new Date(nowMs));
    }
    return owner;
  };
  const exchange = (token: string, nowMs: number): string => {
    const owner = authenticate(token, nowMs);
    if (owner.kind !== "user") throw refusal.tokenUnreadable();
    const longLived = `EAAL${toLetters(100, world.seed, "long-lived", token)}`;
    owners.set(longLived, { kind: "user", token: longLived, expiresAt: nowMs + 60 * DAY_MS, user: owner.user });
    return longLived;
  };
  const findUser = (token: string): WorldUser => {
    const owner = owners.get(token);
    return owner?.kind === "user" ? owner.user : world.user;
  };
  return {
    authenticate,
    exchange,
    findUser,
    list: () => [...owners.keys()],
    revoke: (token) => void revoked.add(token),
  };
}

/** Checks `appsecret_proof`: hex HMAC-SHA256 of the token under the app secret (CONTRACT §1.4). */
export function checkProof(world: World, token: string, proof: string | undefined, isRequired: boolean): void {
  if (proof === undefined) {
    if (isRequired) throw refusal.proofMissing();
    return;
  }
  const expected = Buffer.from(createHmac("sha256", world.appSecret).update(token).digest("hex"));
  const given = Buffer.from(proof);
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) throw refusal.proofWrong();
}

/** `emptyDiscovery` stands for a token without `business_management`, which shows wherever permissions are told. */
export function toUserUnder({ emptyDiscovery }: SandboxSettings, user: WorldUser): WorldUser {
  if (!emptyDiscovery) return user;
  const { business_management: _withheld, ...permissions } = user.permissions;
  return { ...user, permissions };
}

/** The body of `/debug_token` (CONTRACT §1.4): an unusable token is described, not refused. */
export function describeToken(
  world: World,
  book: TokenBook,
  token: string,
  settings: SandboxSettings,
  nowMs: number,
): JsonObject {
  const user = toUserUnder(settings, book.findUser(token));
  const scopes = Object.entries(user.permissions).flatMap(([name, status]) => (status === "granted" ? [name] : []));
  let owner: TokenOwner;
  try {
    owner = book.authenticate(token, nowMs);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const { code, message, subcode } = error.parts;
    const reason = { code, message, ...(subcode === undefined ? {} : { subcode }) };
    return { data: { app_id: world.appId, application: world.appName, error: reason, is_valid: false, scopes: [] } };
  }
  const issuedAt = Math.floor(user.tokenIssuedAt / 1000);
  const isUser = owner.kind === "user";
  const expiresAt = owner.kind === "user" && owner.expiresAt !== null ? Math.floor(owner.expiresAt / 1000) : 0;
  const granted = settings.emptyDiscovery ? [] : listPagesOf(user, world);
  const pages = owner.kind === "page" ? [owner.page] : granted;
  const accounts = pages.flatMap(({ account }) => (account === null ? [] : [account.id]));
  return {
    data: {
      app_id: world.appId,
      type: owner.kind.toUpperCase(),
      application: world.appName,
      data_access_expires_at: issuedAt + 90 * 86_400,
      expires_at: expiresAt,
      is_valid: true,
      ...(isUser ? { issued_at: issuedAt } : {}),
      scopes,
      granular_scopes: [
        { scope: "pages_show_list", target_ids: pages.map(({ id }) => id) },
        { scope: "instagram_basic", target_ids: accounts },
        { scope: "instagram_manage_insights", target_ids: accounts },
      ],
      user_id: user.id,
      ...(owner.kind === "page" ? { profile_id: owner.page.id } : {}),
    },
  };
}
