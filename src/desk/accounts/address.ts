// The table of accounts as its address says it: what it is sorted by, narrowed to, and where its page begins.
import { z } from "zod";

export const SORTS = ["account", "client", "followers", "reach", "read", "connection"] as const;
export type Sort = (typeof SORTS)[number];

export const address = z.object({
  q: z.string().trim().max(200).default(""),
  client: z.string().trim().max(200).default(""),
  connection: z.string().trim().max(200).default(""),
  role: z.enum(["", "lacking"]).default(""),
  sort: z.enum(SORTS).default("account"),
  order: z.enum(["", "up", "down"]).default(""),
  /** The id of the last account of the page before. */
  after: z
    .string()
    .regex(/^\d{0,30}$/)
    .default(""),
});
export type Address = z.infer<typeof address>;

const PLAIN = address.parse({});

export function toPath(filters: Partial<Address>): string {
  const set = Object.entries(filters).filter(([name, value]) => value !== "" && value !== PLAIN[name as keyof Address]);
  const text = new URLSearchParams(set as [string, string][]).toString();
  return `/accounts${text === "" ? "" : `?${text}`}`;
}

/** Figures begin with the largest, names with A. */
export function isDown({ sort, order }: Pick<Address, "sort" | "order">): boolean {
  return order === "" ? sort === "followers" || sort === "reach" : order === "down";
}
