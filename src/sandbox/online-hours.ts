// When an account's followers are online: asleep at night, a little more at noon, most in the evening, where they live.

import type { Account } from "./cast.ts";
import { startOfPacificDay, toWeekday } from "./pacific-day.ts";
import { toBetween } from "./random.ts";

/** Hours ahead of UTC in winter where most of the followers live, by the account's language; the rest is in London. */
const HOURS_AHEAD: Readonly<Partial<Record<Account["language"], number>>> = { de: 1, fr: 1, ar: 4, ja: 9 };
/** Share of the followers online at each hour of their own day, 0 to 23. */
const CURVE = [
  0.1, 0.06, 0.04, 0.03, 0.03, 0.05, 0.11, 0.19, 0.23, 0.22, 0.22, 0.24, 0.29, 0.27, 0.24, 0.24, 0.26, 0.3, 0.34, 0.38,
  0.4, 0.37, 0.28, 0.17,
];
const WEEKLY = [0.98, 1, 1, 1.02, 0.96, 1.03, 1.08];
const HOUR_MS = 3_600_000;

/** Followers online by hour of a Pacific day, "0" to "23". */
export function readOnlineHours(account: Account, followers: number, day: number): Readonly<Record<string, number>> {
  const start = startOfPacificDay(day);
  const hours = Array.from({ length: 24 }, (_, hour) => {
    const there = new Date(start + (hour + (HOURS_AHEAD[account.language] ?? 0)) * HOUR_MS);
    const weekday = toWeekday(Math.floor(there.getTime() / (24 * HOUR_MS)));
    const noise = toBetween(0.94, 1.06, account.seed, "online", account.index, day, hour);
    const share = (CURVE[there.getUTCHours()] ?? 0) * (WEEKLY[weekday] ?? 1) * noise;
    return [String(hour), Math.floor(followers * share)] as const;
  });
  return Object.fromEntries(hours);
}
