// Links to sealed reports for people without an account (PRODUCT §11): whoever has the secret sees that report and nothing else.
import { createHash, randomBytes, randomUUID } from "node:crypto";
import { type Selectable, sql } from "kysely";
import type { Clock } from "../shared/index.ts";
import type { Database } from "./database.ts";
import { toInstant } from "./rows.ts";
import type { Schema } from "./schema.ts";

export interface ShareLink {
  /** Names the link without opening it. */
  readonly linkId: string;
  readonly reportId: string;
  /** Who made it. */
  readonly madeBy: string;
  readonly madeAt: string;
  readonly endsAt: string;
  readonly revokedAt?: string | undefined;
  readonly views: number;
  readonly seenAt?: string | undefined;
}

export interface ShareLinks {
  /**
   * `secret` is 128 random bits in hex, told once: the store keeps its hash. Undefined where there is a link of this id: the
   * same order came twice.
   */
  make(
    link: Pick<ShareLink, "reportId" | "madeBy"> & { readonly linkId?: string | undefined; readonly endsAt: Date },
  ): Promise<{ readonly link: ShareLink; readonly secret: string } | undefined>;
  /** Opens it and counts the view; undefined when there is none, it has ended or was revoked. */
  open(secret: string): Promise<ShareLink | undefined>;
  find(linkId: string): Promise<ShareLink | undefined>;
  revoke(linkId: string): Promise<void>;
  /** Of a report, newest first. */
  list(reportId: string): Promise<readonly ShareLink[]>;
  /** Views of the links to each of these reports, those that have ended included. */
  countViews(reportIds: readonly string[]): Promise<ReadonlyMap<string, number>>;
}

const SECRET_BYTES = 16;

export function createShareLinks({ queries, write }: Database, clock: Pick<Clock, "now">): ShareLinks {
  const find: ShareLinks["find"] = async (linkId) => {
    const row = await queries.selectFrom("share_links").selectAll().where("link_id", "=", linkId).executeTakeFirst();
    return row === undefined ? undefined : toLink(row);
  };
  return {
    async make({ linkId = randomUUID(), reportId, madeBy, endsAt }) {
      const secret = randomBytes(SECRET_BYTES).toString("hex");
      const row = {
        link_id: linkId,
        secret_hash: toHash(secret),
        report_id: reportId,
        made_by: madeBy,
        made_at: toInstant(clock.now()),
        ends_at: toInstant(endsAt),
        revoked_at: null,
        views: 0,
        seen_at: null,
      };
      const made = await write((trx) =>
        trx
          .insertInto("share_links")
          .values(row)
          .onConflict((conflict) => conflict.column("link_id").doNothing())
          .returning("link_id")
          .execute(),
      );
      return made.length === 0 ? undefined : { link: toLink(row), secret };
    },

    async open(secret) {
      const now = toInstant(clock.now());
      // Found by its hash: how long a comparison takes tells nothing of a secret.
      const row = await queries
        .selectFrom("share_links")
        .selectAll()
        .where("secret_hash", "=", toHash(secret))
        .where("ends_at", ">", now)
        .where("revoked_at", "is", null)
        .executeTakeFirst();
      if (row === undefined) return undefined;
      await write((trx) =>
        trx
          .updateTable("share_links")
          .set({ views: sql<number>`views + 1`, seen_at: now })
          .where("link_id", "=", row.link_id)
          .execute(),
      );
      return toLink({ ...row, views: Number(row.views) + 1, seen_at: now });
    },

    find,

    async revoke(linkId) {
      const revoked_at = toInstant(clock.now());
      await write((trx) =>
        trx
          .updateTable("share_links")
          .set({ revoked_at })
          .where("link_id", "=", linkId)
          .where("revoked_at", "is", null)
          .execute(),
      );
    },

    async list(reportId) {
      const rows = await queries
        .selectFrom("share_links")
        .selectAll()
        .where("report_id", "=", reportId)
        .orderBy("made_at", "desc")
        .orderBy("link_id")
        .execute();
      return rows.map(toLink);
    },

    async countViews(reportIds) {
      if (reportIds.length === 0) return new Map();
      const rows = await queries
        .selectFrom("share_links")
        .select(({ fn }) => ["report_id", fn.sum<number>("views").as("views")])
        .where("report_id", "in", reportIds)
        .groupBy("report_id")
        .execute();
      return new Map(rows.map(({ report_id, views }) => [report_id, Number(views)]));
    },
  };
}

function toHash(secret: string): string {
  return createHash("sha256").update(secret).digest("hex");
}

function toLink(row: Selectable<Schema["share_links"]>): ShareLink {
  return {
    linkId: row.link_id,
    reportId: row.report_id,
    madeBy: row.made_by,
    madeAt: row.made_at,
    endsAt: row.ends_at,
    revokedAt: row.revoked_at ?? undefined,
    views: Number(row.views),
    seenAt: row.seen_at ?? undefined,
  };
}
