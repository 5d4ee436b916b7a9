// A connection's token in words. Pure: what was read goes in, lines come out.

import { NEEDED_PERMISSIONS, type TokenReading } from "../../graph/index.ts";
import { countOf } from "../../shared/index.ts";
import type { Check } from "./check.ts";

/** From here on the end of a token is worth a warning. */
const WARN_DAYS = 14;
const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const RENEW = "Log in again and give Gazette the new token before then.";
/** A token fresh from a login lives an hour or two, and so would every Page token made from it (CONTRACT §1.4). */
const EXCHANGE =
  "Exchange a token fresh from a login for one of 60 days (GET /oauth/access_token with grant_type=fb_exchange_token, " +
  "client_id, client_secret and fb_exchange_token), or give Gazette a system user's token, which does not expire.";

/** The lines about one token: its validity and dates, and what it may do. */
export function checkToken(connection: string, token: TokenReading, now: Date): readonly Check[] {
  const name = `token ${connection}`;
  if (!token.isValid) {
    return [{ name, state: "fail", message: token.failure?.message ?? "It is not valid.", hint: token.failure?.hint }];
  }
  return [
    toDatesCheck(name, token, now),
    ...toDataAccessCheck(connection, token, now),
    toScopesCheck(connection, token),
  ];
}

function toDatesCheck(name: string, { isInspected, type, appId, expiresAt }: TokenReading, now: Date): Check {
  if (!isInspected) {
    return { name, state: "ok", message: "valid; the API does not tell when it ends to this token" };
  }
  const kind = [
    type === undefined ? "" : `${type.toLowerCase().replaceAll("_", " ")} token`,
    appId && `of app ${appId}`,
  ];
  const start = ["valid", kind.filter(Boolean).join(" ")].filter((part) => part !== "").join(", ");
  if (expiresAt === undefined) return { name, state: "ok", message: `${start}, never expires` };
  const days = countDaysLeft(expiresAt, now);
  if (days === 0) {
    const hours = Math.max(0, Math.floor((Date.parse(expiresAt) - now.getTime()) / HOUR_MS));
    const left = hours === 0 ? "less than an hour" : `${hours} ${hours === 1 ? "hour" : "hours"}`;
    const until = `${expiresAt.slice(0, 16).replace("T", " ")} UTC`;
    return { name, state: "warn", message: `${start}, short-lived: ${left} left (until ${until})`, hint: EXCHANGE };
  }
  const message = `${start}, ${days} ${days === 1 ? "day" : "days"} left (until ${expiresAt.slice(0, 10)})`;
  return days < WARN_DAYS ? { name, state: "warn", message, hint: RENEW } : { name, state: "ok", message };
}

/** Another clock than the token's (RELIABILITY K9): told only when it runs out. */
function toDataAccessCheck(connection: string, { dataAccessExpiresAt }: TokenReading, now: Date): readonly Check[] {
  if (dataAccessExpiresAt === undefined) return [];
  const days = countDaysLeft(dataAccessExpiresAt, now);
  if (days >= WARN_DAYS) return [];
  const message = `data access ends in ${countOf(days, "day")} (${dataAccessExpiresAt.slice(0, 10)}), though the token may live on`;
  return [{ name: `data access ${connection}`, state: "warn", message, hint: RENEW }];
}

function countDaysLeft(until: string, now: Date): number {
  return Math.max(0, Math.floor((Date.parse(until) - now.getTime()) / DAY_MS));
}

function toScopesCheck(connection: string, { permissions }: TokenReading): Check {
  const name = `permissions ${connection}`;
  if (permissions === undefined) {
    return {
      name,
      state: "warn",
      message: "the API does not tell what this token may do",
      hint: "The README lists what Gazette needs; what is missing shows as gaps.",
    };
  }
  const missing = NEEDED_PERMISSIONS.filter((needed) => permissions.missing.includes(needed.name));
  if (missing.length === 0) return { name, state: "ok", message: `all ${NEEDED_PERMISSIONS.length} granted` };
  const words = missing.map(({ name: scope, purpose }) => {
    const why = permissions.declined.includes(scope) ? "declined" : "not asked for";
    return `${scope} is missing (${why}; for ${purpose})`;
  });
  return {
    name,
    state: missing.some(({ isVital }) => isVital) ? "fail" : "warn",
    message: words.join("; "),
    hint: "Log in again and grant it; apps that are not yours need Advanced Access for it.",
  };
}

/** An expired version is served as the oldest that lives (CONTRACT §10); told once, whatever the number of connections. */
export function checkVersion(asked: string, served: readonly (string | undefined)[]): readonly Check[] {
  const known = served.filter((version) => version !== undefined);
  if (known.length === 0) return [];
  const other = known.find((version) => version !== asked);
  if (other === undefined) return [{ name: "API version", state: "ok", message: asked }];
  return [
    {
      name: "API version",
      state: "warn",
      message: `${asked} is asked for, but Meta serves ${other}: fields and metrics may differ from what Gazette knows.`,
      hint: `Set graph.version: ${other}, or update Gazette.`,
    },
  ];
}
