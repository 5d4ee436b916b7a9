// A store of an earlier edition keeps what it holds when it is brought to today's shape.
import { sql } from "kysely";
import { describe, expect, it } from "vitest";
import { openStore } from "../../src/store/index.ts";
import { migrate } from "../../src/store/migrate.ts";
import { arrangeByAccount } from "../../src/store/migrations/0006-by-account.ts";
import { listMigrations } from "../../src/store/migrations/index.ts";
import { openDatabase } from "../../src/store/open-database.ts";
import { createDatabasePlace, engines, type Place } from "./engines.ts";

const EARLY = "2026-11-16T06:00:00.000Z";
const LATE = "2026-11-23T06:00:00.000Z";

const createEmptyPlace = (engine: (typeof engines)[number]): Promise<Place> =>
  engine.name === "PostgreSQL" ? createDatabasePlace("template1") : engine.createPlace();

/** A store as the migrations before this one left it, with readings of two accounts. */
async function fillEarlierStore(url: string, before = "0005"): Promise<void> {
  const { database } = await openDatabase(url);
  await database.write(async (trx) => {
    await sql`create table kysely_migration (name varchar(255) primary key, timestamp varchar(255) not null)`.execute(
      trx,
    );
    for (const [name, apply] of Object.entries(listMigrations(database.columnTypes))) {
      if (name >= before) continue;
      await apply(trx);
      await sql`insert into kysely_migration values (${name}, ${EARLY})`.execute(trx);
    }
    for (const [mediaId, accountId] of [
      ["m1", "b"],
      ["m2", "a"],
    ]) {
      await sql`
        insert into media (media_id, account_id, media_type, media_product_type, published_at, taken_at)
        values (${mediaId}, ${accountId}, 'IMAGE', 'FEED', ${EARLY}, ${LATE})
      `.execute(trx);
      for (const [takenAt, value] of [
        [EARLY, 5],
        [LATE, 8],
      ]) {
        await sql`
          insert into media_insights (media_id, metric, bucket, value, taken_at, account_id)
          values (${mediaId}, 'reach', '', ${value}, ${takenAt}, ${accountId})
        `.execute(trx);
      }
    }
    const later = sql`'account_days', 'a', 'reach', '', '', '2026-11-10', '2026-11-10', 3.0, 4.0, ${EARLY}, ${LATE}`;
    await sql`insert into account_days values ('a', '2026-11-10', 'reach', 4, ${LATE})`.execute(trx);
    await sql`insert into restatements values (${later})`.execute(trx);
    await sql`insert into account_totals values ('b', 'views', '', '', '2026-11-09', '2026-11-15', 9, ${LATE})`.execute(
      trx,
    );
    await sql`insert into audience values ('a', 'follower_demographics', 'country', 'DE', 7, ${EARLY})`.execute(trx);
  });
  await database.close();
}

describe.each(engines)("an earlier store on $name", (engine) => {
  it("keeps every reading, and the planner knows when each account was read", async () => {
    const place = await createEmptyPlace(engine);
    try {
      await fillEarlierStore(place.url);
      await using store = await openStore({ url: place.url });
      const readings = [];
      for await (const row of store.exportRows("media_insights", { history: true })) readings.push(row);
      expect(readings.map((row) => [row.account_id, row.media_id, row.taken_at, row.value])).toEqual([
        ["a", "m2", EARLY, 5],
        ["a", "m2", LATE, 8],
        ["b", "m1", EARLY, 5],
        ["b", "m1", LATE, 8],
      ]);
      expect(await store.held(["a", "b", "c"], EARLY)).toMatchObject([
        { mediaWalkedAt: LATE, audienceTakenAt: EARLY, media: [{ mediaId: "m2", readAt: LATE }] },
        { mediaWalkedAt: LATE, audienceTakenAt: undefined, media: [{ mediaId: "m1", readAt: LATE }] },
        { mediaWalkedAt: undefined, audienceTakenAt: undefined, media: [] },
      ]);
      const { database } = await openDatabase(place.url);
      await migrate(database, "the store");
      await database.close();
    } finally {
      await place.remove();
    }
  });

  it("answers what a day and a window were at a moment, as far as that is known", async () => {
    const place = await createEmptyPlace(engine);
    try {
      await fillEarlierStore(place.url);
      await using store = await openStore({ url: place.url });
      const span = { from: "2026-11-09", to: "2026-11-15" };
      const days = async (takenUntil: string) => (await store.read.days("a", span, takenUntil)).map((one) => one.value);
      expect([await days("2026-11-15T00:00:00Z"), await days(EARLY), await days(LATE)]).toEqual([[], [3], [4]]);
      expect(await store.read.totals("b", span, EARLY)).toEqual([]);
      expect(await store.read.totals("b", span, LATE)).toMatchObject([{ metric: "views", value: 9, takenAt: LATE }]);
    } finally {
      await place.remove();
    }
  });

  it.each([1, 3, 4])("is copied whole in stretches of %i readings", async (readingsACopy) => {
    const place = await createEmptyPlace(engine);
    try {
      await fillEarlierStore(place.url, "0006");
      const { database } = await openDatabase(place.url);
      await database.write((trx) => arrangeByAccount(trx, database.columnTypes, readingsACopy));
      const { rows } = await sql<{ account_id: string; value: number }>`
        select account_id, value from media_insights order by account_id, taken_at
      `.execute(database.queries);
      expect(rows.map((row) => [row.account_id, row.value])).toEqual([
        ["a", 5],
        ["a", 8],
        ["b", 5],
        ["b", 8],
      ]);
      await database.close();
    } finally {
      await place.remove();
    }
  });
});
