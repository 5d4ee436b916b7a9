// The stand-in's own count of calls, as Meta would count them (CONTRACT §5.5, §7): a rolling hour per user, shared by
// all of its tokens, and the percentages the usage headers show of it.

import type { ShownUsage } from "./faults.ts";
import { type Refusal, refusal } from "./refusals.ts";
import type { SandboxSettings } from "./settings.ts";
import type { TokenOwner } from "./tokens.ts";
import type { World } from "./world.ts";

const HOUR_MS = 3_600_000;
/** Work a full hour of calls may do before the CPU percentage reads 100: a rough measure, never a reason to refuse. */
const UNITS_PER_CALL = 2_500;

interface Entry {
  readonly at: number;
  readonly cost: number;
  readonly userId: string;
  readonly accountId: string | null;
  units: number;
}

export interface Allowance {
  /** Enters calls and says how the API refuses them when the hour is spent; refused calls are entered too. */
  readonly enter: (
    cost: number,
    by: { readonly userId: string; readonly accountId: string | null },
    settings: SandboxSettings,
    nowMs: number,
  ) => Refusal | null;
  /** Adds the work of the call entered last. */
  readonly addWork: (units: number) => void;
  /** Enters a comment write of a user; throws 613 beyond that user's writes of the hour. */
  readonly enterWrite: (userId: string, settings: SandboxSettings, nowMs: number) => void;
  readonly toHeaders: (reading: UsageReading) => Readonly<Record<string, string>>;
  /** Calls since the start. */
  readonly total: () => number;
}

export interface UsageReading {
  readonly owner: TokenOwner | null;
  readonly userId: string;
  readonly node: "instagram" | "page" | "other";
  readonly accountId: string | null;
  readonly settings: SandboxSettings;
  readonly nowMs: number;
  /** Shown instead of the own count: an injected throttle, or others' use. */
  readonly shown?: ShownUsage | undefined;
}

export function createAllowance(world: World): Allowance {
  let entries: Entry[] = [];
  let writes: { readonly at: number; readonly userId: string }[] = [];
  let total = 0;

  const countHour = (nowMs: number, userId: string, accountId?: string): number => {
    entries = entries.filter(({ at }) => at > nowMs - HOUR_MS);
    return entries
      .filter((entry) => entry.userId === userId && (accountId === undefined || entry.accountId === accountId))
      .reduce((sum, { cost }) => sum + cost, 0);
  };

  const toUsage = (calls: number, { userId, settings, nowMs, shown }: UsageReading) => {
    const own = entries.filter((entry) => entry.userId === userId);
    const units = own.reduce((sum, entry) => sum + entry.units, 0);
    const work = Math.floor(
      (100 * units) / (settings.callsPerHour * UNITS_PER_CALL) + settings.cpuPercentPerCall * countHour(nowMs, userId),
    );
    const percent = Math.floor((100 * (calls + settings.callsByOthers)) / settings.callsPerHour);
    return { call_count: shown?.percent ?? percent, total_cputime: work, total_time: work };
  };

  return {
    enter: (cost, { userId, accountId }, settings, nowMs) => {
      const isSpent = countHour(nowMs, userId) + settings.callsByOthers + cost > settings.callsPerHour;
      entries.push({ at: nowMs, cost, userId, accountId, units: 0 });
      total += cost;
      if (!isSpent) return null;
      if (settings.throttleCode === 4) return refusal.appLimit();
      return settings.throttleCode === 17 ? refusal.userLimit() : refusal.instagramLimit();
    },
    addWork: (units) => {
      const last = entries.at(-1);
      if (last !== undefined) last.units += units;
    },
    enterWrite: (userId, settings, nowMs) => {
      writes = writes.filter(({ at }) => at > nowMs - HOUR_MS);
      const own = writes.filter((write) => write.userId === userId);
      if (own.length >= settings.commentWritesPerHour) throw refusal.customLimit();
      writes.push({ at: nowMs, userId });
    },
    toHeaders: (reading) => {
      const { owner, userId, node, accountId, settings, nowMs } = reading;
      if (!settings.usageHeaders || owner === null) return {};
      const usage = toUsage(countHour(nowMs, userId), reading);
      if (owner.kind !== "page" && reading.shown?.scope !== "account") return { "x-app-usage": JSON.stringify(usage) };
      const oldest = entries.find((entry) => entry.userId === userId)?.at ?? nowMs;
      const isOver = usage.call_count >= 100;
      const waitMinutes =
        reading.shown?.waitMinutes ?? (isOver ? Math.max(1, Math.ceil((oldest + HOUR_MS - nowMs) / 60_000)) : 0);
      const row = (figures: typeof usage) => [
        { type: node === "page" ? "pages" : "instagram", ...figures, estimated_time_to_regain_access: waitMinutes },
      ];
      // One Instagram read shows under two keys: the owning business and the account (CONTRACT §7).
      const keys =
        node === "page" && owner.kind === "page"
          ? { [owner.page.id]: row(usage) }
          : {
              [world.businessId]: row(usage),
              ...(accountId === null
                ? {}
                : { [accountId]: row(toUsage(countHour(nowMs, userId, accountId), reading)) }),
            };
      return { "x-business-use-case-usage": JSON.stringify(keys) };
    },
    total: () => total,
  };
}
