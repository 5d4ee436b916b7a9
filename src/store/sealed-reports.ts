// Reports as they were told (PRODUCT §6): a sealed model is never changed, and what was changed is not given out.
import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { createGunzip, createGzip } from "node:zlib";
import { type Selectable, sql } from "kysely";
import type { Day, DaySpan } from "../dataset/index.ts";
import type { Clock } from "../shared/index.ts";
import type { Database } from "./database.ts";
import { toInstant } from "./rows.ts";
import type { Schema } from "./schema.ts";
import { StoreError } from "./store-error.ts";

/** What is known of a sealed report without opening it. */
export interface SealedReport {
  readonly reportId: string;
  /** Group or account it was cut to; "" for all of it. */
  readonly cut: string;
  readonly period: DaySpan;
  readonly sealedAt: string;
  /** SHA-256 of the model's JSON text, in hex. */
  readonly sha256: string;
  /** Whose report it is, and which of theirs; "" for the nameless client's. */
  readonly client: string;
  readonly reportKey: string;
  readonly edition: "full" | "brief";
  /** Share of its values that were held, 0 to 1; absent where nobody noted it. */
  readonly coverage?: number | undefined;
}

/** What is looked for among the sealed ones. */
export interface SealQuery {
  /** Of these clients; of all where absent. */
  readonly clients?: readonly string[] | undefined;
  /** In the client's name, the cut, or the days. */
  readonly text?: string | undefined;
  /** Only those that were sealed before this one. */
  readonly after?: Pick<SealedReport, "sealedAt" | "reportId"> | undefined;
  readonly limit: number;
}

/** Whose report: "" stands for the nameless client and its only one. */
export interface ReportOwner {
  readonly client: string;
  readonly reportKey: string;
}

export const NAMELESS: ReportOwner = { client: "", reportKey: "" };

export interface SealedReports {
  /** Seals a model as JSON text. A report that is sealed stays as it is: the first sealing is answered. */
  keep(
    report: Pick<SealedReport, "reportId" | "cut" | "period"> &
      Partial<Pick<SealedReport, "client" | "reportKey" | "edition" | "coverage">> & {
        /** In pieces: whole, it may be longer than a string can be. */
        readonly model: Iterable<string>;
        /** What it shows, kept as it is shown; the model names each by its hash. */
        readonly pictures?: readonly Uint8Array[] | undefined;
      },
  ): Promise<SealedReport>;
  /**
   * The model's JSON text in pieces, byte for byte; undefined when no such report was sealed. Throws `STORE_SEAL_BROKEN`
   * before the first piece.
   */
  read(reportId: string): Promise<AsyncIterable<string> | undefined>;
  /** A picture of a sealed report, by the SHA-256 of its bytes in hex. */
  picture(sha256: string): Promise<Uint8Array | undefined>;
  find(reportId: string): Promise<SealedReport | undefined>;
  /** Newest first. */
  list(limit: number): Promise<readonly SealedReport[]>;
  /** Those that fit, newest first, read without their models. */
  search(query: SealQuery): Promise<readonly Omit<SealedReport, "sha256">[]>;
  /** Those of these reports that were made anew: of the same owner, cut and days there is a newer one. */
  replaced(reportIds: readonly string[]): Promise<ReadonlySet<string>>;
  /** The newest report of each owner and cut, newest first. */
  newest(): Promise<readonly SealedReport[]>;
  /** The newest report of the same owner and cut whose period begins before the day. */
  findBefore(day: Day, cut: string, owner?: ReportOwner): Promise<SealedReport | undefined>;
}

const HEAD = [
  "report_id",
  "cut",
  "period_from",
  "period_to",
  "sealed_at",
  "sha256",
  "client",
  "report_key",
  "edition",
  "coverage",
] as const;
/** What an index holds of each, so that no model is touched. */
const ARCHIVED = HEAD.filter((column) => column !== "sha256");

export function createSealedReports({ queries, write }: Database, clock: Clock): SealedReports {
  return {
    async keep({
      reportId,
      cut,
      period,
      model,
      pictures = [],
      client = "",
      reportKey = "",
      edition = "full",
      coverage,
    }) {
      const { packed, sha256 } = await pack(model);
      const row = {
        report_id: reportId,
        cut,
        period_from: period.from,
        period_to: period.to,
        sealed_at: toInstant(clock.now()),
        sha256,
        model: packed,
        client,
        report_key: reportKey,
        edition,
        coverage: coverage ?? null,
      };
      return write(async (trx) => {
        await trx
          .insertInto("sealed_reports")
          .values(row)
          .onConflict((conflict) => conflict.doNothing())
          .execute();
        for (const bytes of pictures) {
          await trx
            .insertInto("sealed_pictures")
            .values({ sha256: toHash(bytes), bytes })
            .onConflict((conflict) => conflict.doNothing())
            .execute();
        }
        const held = await trx
          .selectFrom("sealed_reports")
          .select(HEAD)
          .where("report_id", "=", reportId)
          .executeTakeFirstOrThrow();
        return toSealedReport(held);
      });
    },

    async read(reportId) {
      const row = await queries
        .selectFrom("sealed_reports")
        .select(["model", "sha256"])
        .where("report_id", "=", reportId)
        .executeTakeFirst();
      if (row === undefined) return undefined;
      if ((await hashOf(row.model)) === row.sha256) return unpack(row.model);
      throw new StoreError({
        code: "STORE_SEAL_BROKEN",
        sentence: `Could not give out the report ${reportId}: it is not what was sealed, its hash differs.`,
        hint: "Restore the store from a backup, or make the report anew from the dataset with `gazette report`.",
      });
    },

    async picture(sha256) {
      const row = await queries
        .selectFrom("sealed_pictures")
        .select("bytes")
        .where("sha256", "=", sha256)
        .executeTakeFirst();
      return row?.bytes;
    },

    async find(reportId) {
      const row = await queries
        .selectFrom("sealed_reports")
        .select(HEAD)
        .where("report_id", "=", reportId)
        .executeTakeFirst();
      return row === undefined ? undefined : toSealedReport(row);
    },

    async list(limit) {
      const rows = await queries
        .selectFrom("sealed_reports")
        .select(HEAD)
        .orderBy("sealed_at", "desc")
        .orderBy("report_id")
        .limit(limit)
        .execute();
      return rows.map(toSealedReport);
    },

    async search({ clients, text = "", after, limit }) {
      let query = queries.selectFrom("sealed_reports").select(ARCHIVED);
      // Not by the index of owners: its rows are looked up one by one, each within megabytes of models.
      if (clients !== undefined) query = query.where(sql<string>`client || ''`, "in", [...clients]);
      for (const word of text
        .toLowerCase()
        .split(/\s+/)
        .filter((one) => one !== "")) {
        const like = `%${word.replace(/[\\%_]/g, "\\$&")}%`;
        query = query.where(
          sql<boolean>`lower(client || ' ' || report_key || ' ' || cut || ' ' || period_from || ' ' || period_to) like ${like} escape '\\'`,
        );
      }
      if (after !== undefined) {
        const { sealedAt, reportId } = after;
        query = query.where(
          sql<boolean>`(sealed_at < ${sealedAt} or (sealed_at = ${sealedAt} and report_id > ${reportId}))`,
        );
      }
      const rows = await query.orderBy("sealed_at", "desc").orderBy("report_id").limit(limit).execute();
      return rows.map((row) => toArchived(row));
    },

    async replaced(reportIds) {
      if (reportIds.length === 0) return new Set();
      const rows = await queries
        .selectFrom("sealed_reports as one")
        .select("one.report_id")
        .where("one.report_id", "in", [...reportIds])
        .where(({ exists, selectFrom }) =>
          exists(
            selectFrom("sealed_reports as newer")
              .select("newer.report_id")
              .whereRef("newer.client", "=", "one.client")
              .whereRef("newer.report_key", "=", "one.report_key")
              .whereRef("newer.cut", "=", "one.cut")
              .whereRef("newer.period_from", "=", "one.period_from")
              .whereRef("newer.period_to", "=", "one.period_to")
              .whereRef("newer.sealed_at", ">", "one.sealed_at"),
          ),
        )
        .execute();
      return new Set(rows.map(({ report_id }) => report_id));
    },

    async newest() {
      const latest = queries
        .selectFrom("sealed_reports")
        .select(({ fn }) => ["client", "report_key", "cut", fn.max("sealed_at").as("latest")])
        .groupBy(["client", "report_key", "cut"])
        .as("newest");
      const rows = await queries
        .selectFrom("sealed_reports as sealed")
        .innerJoin(latest, (join) =>
          join
            .onRef("newest.client", "=", "sealed.client")
            .onRef("newest.report_key", "=", "sealed.report_key")
            .onRef("newest.cut", "=", "sealed.cut")
            .onRef("newest.latest", "=", "sealed.sealed_at"),
        )
        .select(HEAD.map((column) => `sealed.${column}` as const))
        .orderBy("sealed.sealed_at", "desc")
        .orderBy("sealed.report_id")
        .execute();
      return rows.map(toSealedReport);
    },

    async findBefore(day, cut, { client, reportKey } = NAMELESS) {
      const row = await queries
        .selectFrom("sealed_reports")
        .select(HEAD)
        .where("period_from", "<", day)
        .where("cut", "=", cut)
        .where("client", "=", client)
        .where("report_key", "=", reportKey)
        .orderBy("period_from", "desc")
        .orderBy("sealed_at", "desc")
        .executeTakeFirst();
      return row === undefined ? undefined : toSealedReport(row);
    },
  };
}

function toHash(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

async function pack(model: Iterable<string>): Promise<{ readonly packed: Uint8Array; readonly sha256: string }> {
  const hash = createHash("sha256");
  const read = function* (): Generator<Buffer> {
    for (const piece of model) {
      hash.update(piece);
      yield Buffer.from(piece);
    }
  };
  const packed = await buffer(Readable.from(read()).pipe(createGzip()));
  return { packed: new Uint8Array(packed), sha256: hash.digest("hex") };
}

function unpack(bytes: Uint8Array): AsyncIterable<string> {
  return Readable.from([bytes]).pipe(createGunzip()).setEncoding("utf8");
}

/** Undefined when the bytes are no gzip any more. */
async function hashOf(bytes: Uint8Array): Promise<string | undefined> {
  const hash = createHash("sha256");
  try {
    for await (const piece of unpack(bytes)) hash.update(piece);
    return hash.digest("hex");
  } catch {
    return undefined;
  }
}

type Row = Selectable<Schema["sealed_reports"]>;

function toSealedReport(row: Pick<Row, (typeof HEAD)[number]>): SealedReport {
  return { ...toArchived(row), sha256: row.sha256 };
}

function toArchived(row: Pick<Row, Exclude<(typeof HEAD)[number], "sha256">>): Omit<SealedReport, "sha256"> {
  return {
    reportId: row.report_id,
    cut: row.cut,
    period: { from: row.period_from, to: row.period_to },
    sealedAt: row.sealed_at,
    client: row.client,
    reportKey: row.report_key,
    edition: row.edition === "brief" ? "brief" : "full",
    ...(row.coverage === null ? {} : { coverage: row.coverage }),
  };
}
