// What only the server engine can meet: logins, lost connections, schemas, other isolation levels.
import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";
import { inspect } from "node:util";
import { sql } from "kysely";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { openStore, StoreError } from "../../src/store/index.ts";
import { migrate } from "../../src/store/migrate.ts";
import { openPostgres } from "../../src/store/postgres.ts";
import { HANG } from "../support/hang.ts";
import { createDatabasePlace, postgresAbsent } from "./engines.ts";
import { runOnServer } from "./postgres-door.ts";
import { account, TAKEN_AT } from "./records.ts";
import { createTestStores } from "./test-store.ts";

const AN_EMPTY_DATABASE = "template1";
const LESSON = { connection: "a", topic: "t", finding: "f", message: "m", learntAt: TAKEN_AT };

async function failureOf(work: Promise<unknown>): Promise<StoreError> {
  const failure = await work.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (!(failure instanceof StoreError)) throw new Error(`Expected a StoreError, got ${inspect(failure)}`);
  expect(inspect(failure, { depth: 9, showHidden: true })).not.toContain("s3cret");
  expect(failure.hint).toBeTruthy();
  return failure;
}

async function newDatabase(template?: string): Promise<string> {
  const place = await createDatabasePlace(template);
  onTestFinished(() => place.remove());
  return place.url;
}

function change(url: string, parts: Partial<Pick<URL, "port" | "password" | "pathname" | "username">>): string {
  return Object.assign(new URL(url), parts).href;
}

/** The database with a setting its server or its user would have. */
function withSetting(url: string, setting: string): string {
  const changed = new URL(url);
  changed.searchParams.set("options", `-c ${setting}`);
  return changed.href;
}

/** Passes everything on until told to swallow it, as a network does that has lost its way. */
async function startProxy(url: string) {
  let swallows = false;
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const upstream = connect(Number(new URL(url).port), "127.0.0.1");
    for (const [from, to] of [[client, upstream] as const, [upstream, client] as const]) {
      sockets.add(from);
      from.on("data", (bytes) => swallows || to.write(bytes));
      from.on("error", () => {});
      from.on("close", () => to.destroy());
    }
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (typeof address !== "object" || address === null) throw new Error("A TCP server has an address.");
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return {
    url: change(url, { port: String(address.port) }),
    swallow(whether: boolean) {
      swallows = whether;
    },
  };
}

describe.skipIf(postgresAbsent !== undefined)(`the PostgreSQL engine (${postgresAbsent ?? "for real"})`, () => {
  const stores = createTestStores(createDatabasePlace);

  it("says what is wrong with an address, and never the password", async () => {
    const url = await newDatabase();
    const { host, pathname } = new URL(url);
    for (const [wrong, why] of [
      [change(url, { password: "not-s3cret" }), "the server refused the user or the password"],
      [change(url, { pathname: "/nowhere" }), "there is no such database"],
      [change(url, { port: "1" }), "no server listens there"],
      [withSetting(url, "search_path=nowhere"), "the user's search_path names no schema that exists"],
    ] as const) {
      const failure = await failureOf(openStore({ url: wrong }));
      expect(failure).toMatchObject({ code: "STORE_UNAVAILABLE", message: expect.stringContaining(why) });
    }
    expect((await failureOf(openStore({ url: change(url, { password: "not-s3cret" }) }))).message).toContain(
      `Could not use the store ${pathname.slice(1)} on ${host}`,
    );
    for (const unreadable of ["postgres://u:s3cret#x@db/gazette", "postgres://s3cret:1#x@db/gazette", "postgres://["]) {
      expect((await failureOf(openStore({ url: unreadable }))).hint).toContain("percent-encoded");
    }
  });

  it("says when the user may not create tables there", async () => {
    const url = await newDatabase(AN_EMPTY_DATABASE);
    const guest = `guest_${new URL(url).pathname.slice(1)}`;
    await runOnServer(url, `create role ${guest} login password 's3cret'`);
    onTestFinished(() => runOnServer(url, `drop role ${guest}`));
    const failure = await failureOf(openStore({ url: change(url, { username: guest }) }));
    expect(failure).toMatchObject({
      code: "STORE_UNAVAILABLE",
      message: expect.stringContaining("the user may not do this"),
    });
  });

  it("refuses a database that cannot hold every caption", async () => {
    const url = await newDatabase("template0 encoding 'SQL_ASCII' locale_provider libc");
    expect(await failureOf(openStore({ url }))).toMatchObject({
      code: "STORE_UNAVAILABLE",
      message: expect.stringContaining("its encoding is SQL_ASCII"),
    });
  });

  it("refuses a store that a newer program has migrated", async () => {
    const url = await newDatabase();
    await runOnServer(url, "insert into kysely_migration values ('9999-from-the-future', '2027-01-01T00:00:00.000Z')");
    const failure = await failureOf(openStore({ url }));
    expect(failure.code).toBe("STORE_NEWER_SCHEMA");
    expect(failure.message).toContain('"9999-from-the-future"');
  });

  it("is migrated once by all who open it at the same time", async () => {
    const url = await newDatabase(AN_EMPTY_DATABASE);
    const opened = await Promise.all([stores.open({ url }), stores.open({ url }), stores.open({ url })]);
    for (const store of opened) expect(await store.read.accounts()).toEqual([]);
  });

  it("keeps two datasets in two schemas of one database apart", async () => {
    const url = await newDatabase(AN_EMPTY_DATABASE);
    await runOnServer(url, "create schema first; create schema second");
    const first = await stores.open({ url: withSetting(url, "search_path=first") });
    const second = await stores.open({ url: withSetting(url, "search_path=second") });
    await first.keepDiscovery([account()], []);
    expect(await first.read.accounts()).toHaveLength(1);
    expect(await second.read.accounts()).toEqual([]);
  });

  it("counts calls right on a server that isolates transactions more strictly", async () => {
    const url = withSetting(await newDatabase(), "default_transaction_isolation=serializable");
    const both = [await stores.open({ url }), await stores.open({ url })];
    const reservation = { connection: "agency", pool: "calls", cost: 1, perHour: 12, path: "me" } as const;
    const outcomes = await Promise.all(
      Array.from({ length: 40 }, (_, index) => both[index % 2]?.ledger.reserve(reservation)),
    );
    expect(outcomes.filter((outcome) => outcome?.granted)).toHaveLength(12);
  });

  it("waits for its turn, then says the store is locked", async () => {
    const url = await newDatabase();
    const slow = await openPostgres({ url });
    const hasty = await openPostgres({ url, waits: { lockMs: 200 } });
    const holding = Promise.withResolvers<void>();
    const began = Promise.withResolvers<void>();
    const long = slow.write(async () => {
      began.resolve();
      await holding.promise;
    });
    await began.promise;
    const write = () => hasty.write((trx) => trx.deleteFrom("lessons").execute());
    expect(await failureOf(write())).toMatchObject({ code: "STORE_LOCKED" });
    holding.resolve();
    await long;
    await write();
    await Promise.all([slow.close(), hasty.close()]);
  });

  it("says a connection was ended in the middle of a write, keeps nothing of it and goes on with another", async () => {
    const url = await newDatabase();
    const database = await openPostgres({ url });
    await migrate(database, "the store");
    const failure = await failureOf(
      database.write(async (trx) => {
        await sql`insert into lessons values ('a', 't', 'f', 'm', ${TAKEN_AT})`.execute(trx);
        const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(trx);
        await runOnServer(url, `select pg_terminate_backend(${rows[0]?.pid}, 5000)`);
        await sql`select 1`.execute(trx);
      }),
    );
    expect(failure.code).toBe("STORE_UNAVAILABLE");
    const kept = await database.write((trx) => trx.selectFrom("lessons").selectAll().execute());
    expect(kept).toEqual([]);
    await database.close();
  });

  it("gives up on a server that has fallen silent, and goes on when it is back", async () => {
    const proxy = await startProxy(await newDatabase());
    const database = await openPostgres({ url: proxy.url, waits: { connectMs: 300, answerMs: 300 } });
    const write = () => database.write((trx) => trx.deleteFrom("lessons").execute());
    // So short a wait may be over on a busy machine though nobody is silent.
    await vi.waitFor(write, HANG);
    proxy.swallow(true);
    // The first meets a connection that was good once, the second finds no other.
    for (const _ of ["connected", "connecting"]) {
      expect(await failureOf(write())).toMatchObject({
        code: "STORE_UNAVAILABLE",
        message: expect.stringContaining("the server does not answer"),
      });
    }
    proxy.swallow(false);
    await vi.waitFor(write, HANG);
    await database.close();
  });

  it("takes no harm when an idle connection is ended", async () => {
    const url = await newDatabase();
    const store = await stores.open({ url });
    await runOnServer(
      url,
      `select pg_terminate_backend(pid, 5000) from pg_stat_activity
       where application_name = 'gazette' and datname = current_database()`,
    );
    await store.learn(LESSON);
    expect(await store.lessons()).toEqual([LESSON]);
  });
});
