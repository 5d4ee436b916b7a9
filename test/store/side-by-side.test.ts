// Writers on PostgreSQL: those that guard nothing in common go side by side, the others take turns.
import { sql } from "kysely";
import { describe, expect, it, onTestFinished } from "vitest";
import { emptyBatch } from "../../src/dataset/index.ts";
import type { Database, Guards, WriteTransaction } from "../../src/store/database.ts";
import { withFence } from "../../src/store/fence.ts";
import { guardAccounts, guardLessons } from "../../src/store/guards.ts";
import { openPostgres } from "../../src/store/postgres.ts";
import { sendAlong } from "../../src/store/statement.ts";
import { createDatabasePlace, postgresAbsent } from "./engines.ts";
import { account, day, LATER, total } from "./records.ts";
import { createTestStores } from "./test-store.ts";

const RUN = {
  kind: "collect",
  scope: "s",
  span: { from: "2026-11-16", to: "2026-11-22" },
  plan: null,
  now: new Date("2026-11-23T08:00:00Z"),
};
const HASTY = { lockMs: 250 };

describe.skipIf(postgresAbsent !== undefined)(`writers on PostgreSQL (${postgresAbsent ?? "for real"})`, () => {
  const { newPlace, open } = createTestStores(createDatabasePlace);

  async function openTwo(url: string): Promise<readonly [Database, Database]> {
    const both = [await openPostgres({ url }), await openPostgres({ url, waits: HASTY })] as const;
    onTestFinished(async () => {
      for (const one of both) await one.close();
    });
    return both;
  }

  /** Keeps a write open until `letGo`. */
  async function hold(database: Database, guards?: Guards) {
    const began = Promise.withResolvers<void>();
    const holding = Promise.withResolvers<void>();
    const work = async (trx: WriteTransaction): Promise<void> => {
      await sql`select 1`.execute(trx);
      began.resolve();
      await holding.promise;
    };
    const ended = database.write(work, "process", guards);
    // A test that fails must not leave it open.
    onTestFinished(() => holding.resolve());
    await began.promise;
    return async () => {
      holding.resolve();
      await ended;
    };
  }

  it.each([
    ["the same", ["account/1"], ["account/1", "account/2"], false],
    ["another", ["account/1"], ["account/2"], true],
    ["nothing", [], [], true],
    ["the whole dataset beside one that guards a part", undefined, ["account/1"], false],
    ["a part beside one that has the whole dataset", ["account/1"], undefined, false],
  ] as const)("go beside one another by what they guard: %s", async (_, first, second, isBeside) => {
    const [slow, hasty] = await openTwo((await newPlace()).url);
    const letGo = await hold(slow, first);
    const write = () => hasty.write(async () => "written", "process", second);
    if (isBeside) expect(await write()).toBe("written");
    else await expect(write()).rejects.toMatchObject({ code: "STORE_LOCKED" });
    await letGo();
    expect(await write()).toBe("written");
  });

  it("read nothing before their turn has come", async () => {
    const [first, second] = await openTwo((await newPlace()).url);
    const letGo = await hold(first, ["a"]);
    let hasBegun = false;
    const write = second.write(
      async () => {
        hasBegun = true;
      },
      "process",
      ["a"],
    );
    await first.write(async () => undefined, "process", ["b"]);
    expect(hasBegun).toBe(false);
    await letGo();
    await write;
    expect(hasBegun).toBe(true);
  });

  it("are done again where they met at rows in another order", async () => {
    const { url } = await newPlace();
    const store = await open({ url });
    for (const topic of ["a", "b"])
      await store.learn({ connection: "c", topic, finding: "0", message: "", learntAt: LATER });
    const [one] = await openTwo(url);
    const bothHaveOne = [Promise.withResolvers<void>(), Promise.withResolvers<void>()] as const;
    let tries = 0;
    const add = (database: Database, topics: readonly string[], own: 0 | 1) =>
      database.write(
        async (trx) => {
          tries += 1;
          for (const topic of topics) {
            await sql`update lessons set message = message || ${String(own)} where topic = ${topic}`.execute(trx);
            bothHaveOne[own].resolve();
            await bothHaveOne[own === 0 ? 1 : 0].promise;
          }
        },
        "process",
        [],
      );
    const patient = await openPostgres({ url });
    onTestFinished(() => patient.close());
    await Promise.all([add(one, ["a", "b"], 0), add(patient, ["b", "a"], 1)]);
    // Whoever is done again may come to the first row before the other wakes, and both meet once more.
    expect(tries).toBeGreaterThan(2);
    expect((await store.lessons()).map(({ message }) => [...message].toSorted().join(""))).toEqual(["01", "01"]);
  });

  it("are told of a statement that failed though nobody waited for it, and keep nothing", async () => {
    const { url } = await newPlace();
    const store = await open({ url });
    const [database] = await openTwo(url);
    const enter = (trx: WriteTransaction, topic: string | null) =>
      sendAlong(trx, sql`insert into lessons values ('c', ${topic}, 'f', 'm', ${LATER})`.compile(trx));
    const last = database.write(async (trx) => {
      await enter(trx, "good");
      await enter(trx, null);
    });
    await expect(last).rejects.toMatchObject({ code: "23502" });
    const inTheMiddle = database.write(async (trx) => {
      await enter(trx, null);
      await sql`select 1`.execute(trx);
    });
    await expect(inTheMiddle).rejects.toMatchObject({ code: "23502" });
    expect(await store.lessons()).toEqual([]);
    await database.write((trx) => enter(trx, "after"));
    expect(await store.lessons()).toHaveLength(1);
  });

  it("of one job go one after the other, whatever they guard", async () => {
    const [database] = await openTwo((await newPlace()).url);
    const job = withFence(database, { text: "select 1", parameters: [] });
    // With lines open none is later than another because it had to be made.
    await Promise.all([1, 2, 3].map(() => database.write(async () => undefined, "process", [])));
    const letGo = await hold(job, ["a"]);
    let hasBegun = false;
    const next = job.write(
      async () => {
        hasBegun = true;
      },
      "process",
      ["b"],
    );
    for (const guard of ["b", "b", "b"]) await database.write(async () => undefined, "process", [guard]);
    expect(hasBegun).toBe(false);
    await letGo();
    await next;
    expect(hasBegun).toBe(true);
  });

  it("count calls of different connections at the same time, and never one too many", async () => {
    const { url } = await newPlace();
    const stores = await Promise.all([open({ url }), open({ url }), open({ url })]);
    const [database] = await openTwo(url);
    // An answer of some account is being kept all the while.
    const letGo = await hold(database, ["account/1"]);
    const outcomes = await Promise.all(
      Array.from({ length: 60 }, async (_, index) => {
        const connection = index % 2 === 0 ? "a" : "b";
        const store = stores[index % stores.length];
        const outcome = await store?.ledger.reserve({ connection, pool: "calls", cost: 1, perHour: 7, path: "me" });
        return outcome?.granted === true ? connection : "";
      }),
    );
    await letGo();
    expect(outcomes.filter((connection) => connection === "a")).toHaveLength(7);
    expect(outcomes.filter((connection) => connection === "b")).toHaveLength(7);
  });

  it("learn of one connection one after the other, and of another meanwhile", async () => {
    const { url } = await newPlace();
    const [store, other] = await Promise.all([open({ url }), open({ url })]);
    const [database] = await openTwo(url);
    const letGo = await hold(database, guardLessons("a"));
    const learn = (connection: string) =>
      store.learn({ connection, topic: "t", finding: "f", message: "m", learntAt: LATER });
    const waiting = learn("a");
    await learn("b");
    expect((await other.lessons()).map(({ connection }) => connection)).toEqual(["b"]);
    await letGo();
    await waiting;
    expect((await other.lessons()).map(({ connection }) => connection)).toEqual(["a", "b"]);
  });

  it("keep answers of one account one after the other, and of another meanwhile", async () => {
    const { url } = await newPlace();
    const store = await open({ url });
    const run = await store.openRun(RUN);
    const [database] = await openTwo(url);
    const told = (accountId: string) => ({ ...emptyBatch, days: [day({ accountId })] });
    const letGo = await hold(database, guardAccounts(told("1")));
    const keep = (accountId: string) => run.keep(told(accountId), { callKey: accountId, done: true }, []);
    const waiting = keep("1");
    await keep("2");
    expect([...(await run.progress()).keys()]).toEqual(["2"]);
    await letGo();
    await waiting;
    expect((await run.progress()).size).toBe(2);
    await run.close({ state: "complete", accounts: 2, now: RUN.now });
  });

  it("note each change of a figure once, and count each call, whoever keeps them", async () => {
    const { url } = await newPlace();
    const holder = await open({ url });
    const run = await holder.openRun(RUN);
    const helpers = await Promise.all([open({ url }), open({ url }), open({ url })]);
    const joined = await Promise.all(helpers.map((store) => store.joinRun(run.runId)));
    const keep = async (index: number): Promise<void> => {
      const store = helpers[index % helpers.length];
      const reserved = await store?.ledger.reserve({
        connection: "a",
        pool: "calls",
        cost: 1,
        perHour: 99,
        path: "me",
      });
      const callIds = reserved?.granted === true ? [reserved.callId] : [];
      const takenAt = new Date(Date.parse(LATER) + index * 1_000).toISOString();
      const accountId = String(index % 2);
      const batch = {
        ...emptyBatch,
        accounts: [account({ accountId, takenAt })],
        days: [day({ accountId, takenAt, value: index })],
        totals: [total({ accountId, takenAt, value: index })],
      };
      await joined[index % joined.length]?.keep(batch, { callKey: `${index}`, done: true }, callIds);
    };
    await Promise.all(Array.from({ length: 24 }, (_, index) => keep(index)));
    const ended = await run.close({ state: "complete", accounts: 2, now: RUN.now });
    expect(ended.calls).toBe(24);
    for (const accountId of ["0", "1"]) {
      const newest = 22 + Number(accountId);
      const [held] = await holder.read.days(accountId, RUN.span);
      expect(held?.value).toBe(newest);
      // Each change begins at what was told before it: no two have read the same value.
      const changes = (await holder.read.restatements(RUN.span, "2026-01-01T00:00:00.000Z", [accountId])).filter(
        ({ kind }) => kind === "day",
      );
      for (const [index, { oldValue }] of changes.entries())
        if (index > 0) expect(oldValue).toBe(changes[index - 1]?.newValue);
    }
  });
});
