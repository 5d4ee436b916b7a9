// Followers: how many came and went on each Pacific day, the total at an instant, and who they are.

import { type Account, ORIGIN_DAY, type Theme } from "./cast.ts";
import { startOfPacificDay, toPacificDay, toWeekday } from "./pacific-day.ts";
import { isViralDay } from "./posts.ts";
import { toBetween, toWhole } from "./random.ts";

export interface FollowerChange {
  readonly gained: number;
  readonly lost: number;
}

const CHURN = 0.0011;
const WEEKLY = [0.85, 0.9, 0.95, 1, 1.05, 1.15, 1.1];

/** Those who followed and those who left on a whole Pacific day. */
export function readFollowerChange(account: Account, day: number): FollowerChange {
  const { seed, index, followersAtOrigin: size, dailyGrowth } = account;
  const noise = toBetween(0.6, 1.4, seed, "follow noise", index, day) * (WEEKLY[toWeekday(day)] ?? 1);
  const viral = [0, 1, 2, 3].reduce((sum, ago) => sum + (isViralDay(account, day - ago) ? 0.006 / (ago + 1) : 0), 0);
  return {
    gained: toWhole(size * ((CHURN + Math.max(0, dailyGrowth)) * noise + viral), seed, "gained", index, day),
    lost: toWhole(size * (CHURN + Math.max(0, -dailyGrowth)) * (0.75 + noise / 4), seed, "lost", index, day),
  };
}

/** The follower total at an instant: the origin's, plus every whole day between, plus the part of today. */
export function readFollowers(account: Account, atMs: number): number {
  const today = toPacificDay(atMs);
  let total = account.followersAtOrigin;
  for (let day = ORIGIN_DAY; day < today; day += 1) total += toNet(readFollowerChange(account, day));
  for (let day = ORIGIN_DAY - 1; day >= today; day -= 1) total -= toNet(readFollowerChange(account, day));
  const start = startOfPacificDay(today);
  const share = (atMs - start) / (startOfPacificDay(today + 1) - start);
  const { gained, lost } = readFollowerChange(account, today);
  return Math.max(0, total + Math.floor(gained * share) - Math.floor(lost * share));
}

const toNet = ({ gained, lost }: FollowerChange): number => gained - lost;

export type Dimension = "age" | "gender" | "country" | "city";

type Shares = readonly (readonly [value: string, share: number])[];

const AGES: Shares = [
  ["13-17", 0.02],
  ["18-24", 0.16],
  ["25-34", 0.36],
  ["35-44", 0.24],
  ["45-54", 0.13],
  ["55-64", 0.06],
  ["65+", 0.03],
];
const GENDERS: Shares = [
  ["F", 0.55],
  ["M", 0.36],
  ["U", 0.09],
];
const HOME_COUNTRIES: Readonly<Partial<Record<Account["language"], string>>> = { fr: "FR", ja: "JP", ar: "AE" };
const OTHER_COUNTRIES =
  "US GB CH AT NL SE NO DK FR IT ES PL BE FI IE PT CZ CA AU JP BR MX IN TR GR HU RO KR SG NZ ZA AR CL TH ID VN PH MY EG MA SA AE IL QA KW LB JO TN DE".split(
    " ",
  );
const CITIES: Readonly<Record<Theme, readonly string[]>> = {
  bakery: [
    "Hamburg, Hamburg",
    "Lübeck, Schleswig-Holstein",
    "Rostock, Mecklenburg-Vorpommern",
    "Kiel, Schleswig-Holstein",
    "Berlin, Berlin",
    "Bremen, Bremen",
  ],
  outdoor: [
    "London, England",
    "Oslo, Oslo",
    "München, Bayern",
    "Lyon, Auvergne-Rhône-Alpes",
    "Tokyo, Tokyo",
    "Dubai, Dubai",
    "Denver, Colorado",
  ],
  culture: ["Hamburg, Hamburg", "Zürich, Zürich", "Wien, Wien", "Konstanz, Baden-Württemberg", "New York, New York"],
};
/** At most this many entries come back, so sums stay below the total (CONTRACT §3.3). */
const TOP_ENTRIES = 45;

export interface DemographicEntry {
  readonly values: readonly string[];
  readonly count: number;
}

/** The people behind a number, split by one or more dimensions; largest first, the top 45. */
export function splitDemographics(
  account: Account,
  people: number,
  dimensions: readonly Dimension[],
): readonly DemographicEntry[] {
  let entries: readonly { values: readonly string[]; share: number }[] = [{ values: [], share: 0.97 }];
  for (const dimension of dimensions) {
    const shares = listShares(account, dimension);
    entries = entries.flatMap((entry) =>
      shares.map(([value, share]) => ({ values: [...entry.values, value], share: entry.share * share })),
    );
  }
  return entries
    .map(({ values, share }) => ({
      values,
      count: Math.floor(people * share * toBetween(0.9, 1, account.seed, account.index, ...values)),
    }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count)
    .slice(0, TOP_ENTRIES);
}

function listShares(account: Account, dimension: Dimension): Shares {
  if (dimension === "age") return AGES;
  if (dimension === "gender") return GENDERS;
  if (dimension === "city") return toFallingShares(CITIES[account.theme], 0.5);
  const home = HOME_COUNTRIES[account.language] ?? "DE";
  return toFallingShares([home, ...OTHER_COUNTRIES.filter((country) => country !== home)], 0.62);
}

/** The first gets `lead`, the rest share what is left in falling steps. */
function toFallingShares(values: readonly string[], lead: number): Shares {
  let left = 1;
  return values.map((value, position) => {
    const share = left * (position === 0 ? lead : 0.22);
    left -= share;
    return [value, share] as const;
  });
}
