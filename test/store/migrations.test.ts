// A store of an earlier edition keeps what it holds when it is brought to today's shape.
import { sql } from "kysely";
import { describe, expect, it } from "vitest";
import { openStore } from "../../src/store/index.ts";
import { migrate } from "../../src/store/migrate.ts";
import { listMigrations } from "../../src/store/migrations/index.ts";
import { openDatabase } from "../../src/store/open-database.ts";
import { createDatabasePlace, engines, type Place } from "./engines.ts";

const BEFORE = "0005";
const EARLY = "2026-11-16T06:00:00.000Z";
const LATE = "2026-11-23T06:00:00.000Z";

const createEmptyPlace = (engine: (typeof engines)[number]): Promise<Place> =>
  engine.name === "PostgreSQL" ? createDatabasePlace("template1") : engine.createPlace();

/** A store as the migrations before `BEFORE` left it, with readings of two accounts. */
async function fillEarlierStore(url: string): Promise<void> {
  const { database } = await openDatabase(url);
  await database.write(async (trx) => {
    await sql`create table kysely_migration (name varchar(255) primary key, timestamp varchar(255) not null)`.execute(
      trx,
    );
    for (const [name, apply] of Object.entries(listMigrations(database.columnTypes))) {
      if (name >= BEFORE) continue;
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
});
