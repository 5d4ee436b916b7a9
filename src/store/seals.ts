// Sealed reports that are to go, with the pictures no other report shows.
import { Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { sql } from "kysely";
import type { WriteTransaction } from "./database.ts";

export interface SealHead {
  readonly report_id: string;
  readonly client: string;
  readonly sealed_at: string;
}

export interface FoundSeals {
  readonly reportIds: readonly string[];
  /** SHA-256 of pictures that none but these show. */
  readonly orphans: readonly string[];
}

/** Read one at a time: a model may be large. */
export async function findSealsWhere(
  trx: WriteTransaction,
  isMeant: (head: SealHead, text: string) => boolean,
): Promise<FoundSeals> {
  const heads = await trx.selectFrom("sealed_reports").select(["report_id", "client", "sealed_at"]).execute();
  const reportIds: string[] = [];
  const theirs = new Set<string>();
  const others = new Set<string>();
  for (const head of heads) {
    const row = await trx
      .selectFrom("sealed_reports")
      .select("model")
      .where("report_id", "=", head.report_id)
      .executeTakeFirst();
    if (row === undefined) continue;
    const text = await unpack(row.model);
    const isTheirs = isMeant(head, text);
    if (isTheirs) reportIds.push(head.report_id);
    for (const [hash] of text.matchAll(/\b[0-9a-f]{64}\b/g)) (isTheirs ? theirs : others).add(hash);
  }
  return { reportIds, orphans: [...theirs].filter((hash) => !others.has(hash)) };
}

export async function removeSeals(trx: WriteTransaction, { reportIds, orphans }: FoundSeals): Promise<void> {
  for (const ids of toParts(reportIds)) {
    await sql`delete from sealed_reports where report_id in (${sql.join(ids)})`.execute(trx);
    await sql`delete from share_links where report_id in (${sql.join(ids)})`.execute(trx);
  }
  for (const hashes of toParts(orphans)) {
    await sql`delete from sealed_pictures where sha256 in (${sql.join(hashes)})`.execute(trx);
  }
}

/** A statement takes so many values. */
const PART = 400;

function toParts(all: readonly string[]): readonly (readonly string[])[] {
  return Array.from({ length: Math.ceil(all.length / PART) }, (_, at) => all.slice(at * PART, (at + 1) * PART));
}

/** What is broken tells nothing of anybody. */
async function unpack(bytes: Uint8Array): Promise<string> {
  const parts: string[] = [];
  try {
    for await (const part of Readable.from([bytes]).pipe(createGunzip()).setEncoding("utf8"))
      parts.push(part as string);
  } catch {
    return "";
  }
  return parts.join("");
}
