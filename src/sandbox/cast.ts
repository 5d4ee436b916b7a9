// Who lives in the world: fourteen invented accounts of three groups with one awkward trait each, and as many
// plain ones after them as are asked for.

import { toDayNumber } from "./pacific-day.ts";
import { toBetween, toChoice, toHash } from "./random.ts";

export type Theme = "bakery" | "outdoor" | "culture";
export type Language = "de" | "en" | "fr" | "ja" | "ar" | "he" | "hi" | "th";

export interface Account {
  readonly index: number;
  /** Seed of the world it belongs to: all chance about it starts there. */
  readonly seed: number;
  readonly id: string;
  readonly username: string;
  readonly name: string;
  readonly pageName: string;
  readonly category: string;
  readonly group: string;
  readonly theme: Theme;
  readonly language: Language;
  readonly biography: string;
  readonly website: string;
  /** Follower total at the start of `ORIGIN_DAY`; the days before and after are counted from here. */
  readonly followersAtOrigin: number;
  /** Net new followers per day as a share of `followersAtOrigin`. */
  readonly dailyGrowth: number;
  readonly postsPerWeek: number;
  readonly storiesPerWeek: number;
  readonly reelShare: number;
  /** Reach of an ordinary post as a share of the followers. */
  readonly reachRate: number;
  /** Day of the first post. */
  readonly firstDay: number;
  /** Media posted before this day has no insights (2108006); null: always a business account. */
  readonly convertedDay: number | null;
  /** No post and no story from this day on; null: active. */
  readonly quietFrom: number | null;
  readonly hidesCounts: boolean;
  readonly hasViralReels: boolean;
  /** Stories reach fewer than five viewers, so their insights are refused (#10). */
  readonly hasTinyStories: boolean;
  readonly lacksAnalyze: boolean;
  readonly runsAds: boolean;
  /** Captions that break careless readers; every other post carries one. */
  readonly awkwardCaptions: boolean;
}

/** The Monday from which follower totals are counted, forwards and backwards. */
export const ORIGIN_DAY = toDayNumber("2026-11-23");

type Trait = Partial<Omit<Account, "index" | "seed" | "id">> &
  Pick<Account, "username" | "name" | "group" | "theme" | "followersAtOrigin" | "postsPerWeek">;

const BAKERY = { group: "Kaffee Nord", theme: "bakery", category: "Bakery", language: "de" } as const;
const OUTDOOR = {
  group: "Fjellvik",
  theme: "outdoor",
  category: "Outdoor & Sporting Goods Company",
  language: "en",
} as const;
const CULTURE = { group: "Haus & Kultur", theme: "culture", category: "Art Museum", language: "de" } as const;

const CAST: readonly Trait[] = [
  {
    ...BAKERY,
    username: "kaffee_nord",
    name: "Kaffee Nord",
    followersAtOrigin: 18_400,
    postsPerWeek: 7,
    dailyGrowth: 0.0009,
    awkwardCaptions: true,
  },
  {
    ...BAKERY,
    username: "kaffee_nord.hamburg",
    name: "Kaffee Nord Hamburg",
    followersAtOrigin: 6_930,
    postsPerWeek: 5,
    dailyGrowth: 0.0006,
  },
  {
    ...BAKERY,
    username: "kaffee_nord.luebeck",
    name: "Kaffee Nord Lübeck",
    followersAtOrigin: 3_152,
    postsPerWeek: 4,
    dailyGrowth: -0.0001,
    quietFrom: toDayNumber("2026-11-12"),
  },
  {
    ...BAKERY,
    username: "kaffee_nord_rostock",
    name: "Kaffee Nord Rostock",
    followersAtOrigin: 2_487,
    postsPerWeek: 5,
    dailyGrowth: 0.0014,
    convertedDay: toDayNumber("2026-11-10"),
  },
  {
    ...BAKERY,
    username: "kaffee_nord.backstube",
    name: "Backstube",
    followersAtOrigin: 64,
    postsPerWeek: 3,
    dailyGrowth: 0.002,
  },
  {
    ...OUTDOOR,
    username: "fjellvik",
    name: "Fjellvik",
    followersAtOrigin: 212_300,
    postsPerWeek: 17,
    dailyGrowth: 0.0008,
    reelShare: 0.45,
    runsAds: true,
  },
  {
    ...OUTDOOR,
    username: "fjellvik_de",
    name: "Fjellvik Deutschland",
    followersAtOrigin: 48_310,
    postsPerWeek: 9,
    dailyGrowth: 0.0005,
    language: "de",
    runsAds: true,
  },
  {
    ...OUTDOOR,
    username: "fjellvik.fr",
    name: "Fjellvik France",
    followersAtOrigin: 31_740,
    postsPerWeek: 7,
    dailyGrowth: 0.0004,
    language: "fr",
    hidesCounts: true,
  },
  {
    ...OUTDOOR,
    username: "fjellvik_jp",
    name: "フィエルヴィク",
    followersAtOrigin: 27_920,
    postsPerWeek: 8,
    dailyGrowth: 0.0011,
    language: "ja",
  },
  {
    ...OUTDOOR,
    username: "fjellvik.mena",
    name: "فيلفيك",
    followersAtOrigin: 15_260,
    postsPerWeek: 6,
    dailyGrowth: 0.0013,
    language: "ar",
  },
  {
    ...CULTURE,
    username: "museum.am.hafen",
    name: "Museum am Hafen",
    followersAtOrigin: 22_615,
    postsPerWeek: 6,
    dailyGrowth: 0.0007,
    hasViralReels: true,
    reelShare: 0.3,
  },
  {
    ...CULTURE,
    username: "hotel_seeblick",
    name: "Hotel Seeblick 🌊",
    followersAtOrigin: 9_874,
    postsPerWeek: 4,
    dailyGrowth: -0.0016,
    category: "Hotel",
  },
  {
    ...CULTURE,
    username: "botanischer_garten.sued",
    name: "Botanischer Garten Süd",
    followersAtOrigin: 5_438,
    postsPerWeek: 5,
    dailyGrowth: 0.0004,
    category: "Botanical Garden",
    lacksAnalyze: true,
  },
  {
    ...CULTURE,
    username: "theater_im_speicher",
    name: "Theater im Speicher",
    followersAtOrigin: 1_246,
    postsPerWeek: 6,
    dailyGrowth: 0.0008,
    language: "en",
    category: "Performance Art Theatre",
    hasTinyStories: true,
    awkwardCaptions: true,
  },
];

const TOWNS = [
  "Kiel",
  "Bremen",
  "Leipzig",
  "Graz",
  "Basel",
  "Lyon",
  "Porto",
  "Turin",
  "Ghent",
  "Oslo",
  "Turku",
  "Riga",
];
const KINDS = [
  { ...BAKERY, word: "brotzeit" },
  { ...OUTDOOR, word: "bergluft" },
  { ...CULTURE, word: "galerie" },
] as const;

/** Account number `index` of the world; the first fourteen are the cast above. */
export function createAccount(seed: number, index: number): Account {
  const trait = CAST[index] ?? createExtra(seed, index);
  const { postsPerWeek } = trait;
  const plain = {
    pageName: trait.name,
    category: "Local business",
    language: "en" as Language,
    biography: BIOGRAPHIES[trait.theme],
    website: `https://${trait.username.replaceAll(/[._]/g, "-")}.example/`,
    dailyGrowth: toBetween(-0.0004, 0.0014, seed, "growth", index),
    storiesPerWeek: postsPerWeek * 1.6,
    reelShare: 0.25,
    // The more follow, the smaller the share a post reaches: half of sixty, a seventh of ten thousand.
    reachRate: (toBetween(0.75, 1.25, seed, "reach", index) * 1.4) / trait.followersAtOrigin ** 0.25,
    // About a hundred media by the origin day, and never less than six weeks of them.
    firstDay: ORIGIN_DAY - Math.max(42, Math.ceil((100 / postsPerWeek) * 7)),
    convertedDay: null,
    quietFrom: null,
    hidesCounts: false,
    hasViralReels: false,
    hasTinyStories: false,
    lacksAnalyze: false,
    runsAds: false,
    awkwardCaptions: false,
  };
  return { ...plain, ...trait, index, seed, id: toInstagramId(index) };
}

export function toInstagramId(index: number): string {
  return `178414${String(index + 1).padStart(11, "0")}`;
}

const BIOGRAPHIES: Readonly<Record<Theme, string>> = {
  bakery: "Brot, Kuchen und guter Kaffee. Täglich ab 7.",
  outdoor: "Made for weather. Repaired for life.",
  culture: "Open Tuesday to Sunday, 10–18.",
};

function createExtra(seed: number, index: number): Trait {
  const { word, ...kind } = toChoice(KINDS, seed, "kind", index);
  const town = toChoice(TOWNS, seed, "town", index);
  const joint = toHash(seed, "joint", index) % 2 === 0 ? "." : "_";
  return {
    ...kind,
    username: `${word}${joint}${town.toLowerCase()}${index + 1}`,
    name: `${word[0]?.toUpperCase()}${word.slice(1)} ${town}`,
    followersAtOrigin: Math.round(Math.exp(toBetween(6, 11, seed, "size", index))),
    postsPerWeek: Math.round(toBetween(2, 14, seed, "rate", index)),
  };
}
