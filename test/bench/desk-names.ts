// When it is in the desk's store of the bench, and how its things are called.
export const NOW = new Date("2026-11-24T09:00:00Z");

/** Three of a fifth of the accounts each, ten of a fiftieth. */
export const CLIENTS = ["1", "2", "3", ...Array.from({ length: 10 }, (_, nth) => `4${nth}`)].map((first) => ({
  name: `Client ${first}`,
  accounts: [`brand.${first}*`],
}));

export const toAccountId = (nth: number): string => `17841400000${String(nth).padStart(6, "0")}`;
export const toMediaId = (nth: number, post: number): string =>
  `1790000${String(nth).padStart(6, "0")}${String(post).padStart(4, "0")}`;
export const toCommentId = (nth: number): string => `1800000000${String(nth).padStart(7, "0")}`;
export const toReportId = (client: string, weeksAgo: number): string =>
  `bench_${client.replace(/\W/g, "_")}_${String(weeksAgo).padStart(3, "0")}`;
