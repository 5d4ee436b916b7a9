import pg from "pg";
import { describe, expect, it, vi } from "vitest";
import { createCarrier, hasQueue, openQueue, readDeadJobs } from "../../src/jobs/index.ts";
import { BOSS_SCHEMA_VERSION } from "../../src/jobs/job-table.ts";
import { systemClock } from "../../src/shared/index.ts";
import { createDatabasePlace, postgresAbsent } from "../store/engines.ts";
import { runOnServer } from "../store/postgres-door.ts";
import { HANG } from "../support/hang.ts";
import { openJobs } from "./open-jobs.ts";

const letter = (client: string) => ({ deliveryId: `of ${client}`, client });
const nobody = async (): Promise<void> => undefined;
const forever = new AbortController().signal;

describe.skipIf(postgresAbsent !== undefined)("the queue", () => {
  it("is of the version of pg-boss whose tables we read", async () => {
    const { queue } = await openJobs();
    expect(await queue.open.boss.schemaVersion()).toBe(BOSS_SCHEMA_VERSION);
  });

  it("is not there until somebody opens it, and is left alone when a newer one made it", async () => {
    await using place = await newPlace();
    expect(await hasQueue(place.url)).toBe(false);
    await (await openQueue({ url: place.url, name: "a test" })).close();
    expect(await hasQueue(place.url)).toBe(true);
    await runOnServer(place.url, "update gazette_jobs.version set version = 999");
    await expect(openQueue({ url: place.url, name: "a test" })).rejects.toMatchObject({
      code: "JOB_QUEUE_NEWER",
      message: `Could not use the job queue in the schema gazette_jobs: it is of version 999, and this Gazette knows it up to version ${BOSS_SCHEMA_VERSION}.`,
    });
  });

  it("leaves nothing of a broken line unheard: whoever drops its listeners before it is closed is not ended by it", async () => {
    const { url } = await openJobs();
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    // As pg-boss does with the client it listens with.
    client.removeAllListeners();
    expect(() => client.emit("error", new Error("terminating connection"))).not.toThrow();
    await runOnServer(
      url,
      "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()",
    );
    await client.end().catch(() => undefined);
  });

  it("has jobs done by a worker, urgent ones first, and tells what each came to", async () => {
    const { queue, work } = await openJobs();
    const done: string[] = [];
    const carrier = createCarrier(queue, systemClock, nobody);
    const all = carrier.run(
      ["late", "urgent", "early"].map((client, index) => ({
        kind: "deliver" as const,
        order: letter(client),
        priority: [0, 9, 1][index],
      })),
      forever,
    );
    await vi.waitFor(async () => expect(await queue.openJobs(9)).toHaveLength(3), HANG);
    const { events } = work({
      deliver: async ({ client }) => {
        done.push(client);
        return {};
      },
    });
    expect(await all).toEqual(Array.from({ length: 3 }, () => ({ kind: "done", output: {} })));
    expect(done).toEqual(["urgent", "early", "late"]);
    expect(events.filter(({ state }) => state === "done")).toHaveLength(3);
  });

  it("lets one job of a connection be done at a time, over all workers", async () => {
    const { queue, work } = await openJobs();
    const running = new Map<string, number>();
    const most = new Map<string, number>();
    const functions = {
      "collect-accounts": async ({ connection }: { readonly connection: string }) => {
        running.set(connection, (running.get(connection) ?? 0) + 1);
        most.set(connection, Math.max(most.get(connection) ?? 0, running.get(connection) ?? 0));
        most.set("all", Math.max(most.get("all") ?? 0, (running.get("a") ?? 0) + (running.get("b") ?? 0)));
        await systemClock.sleep(200);
        running.set(connection, (running.get(connection) ?? 0) - 1);
        return { tally: [], told: [], calls: 1 };
      },
    };
    work(functions, { parallel: 4, kinds: ["collect-accounts"] });
    const orders = ["a", "a", "a", "b", "b"].map((connection) => ({
      kind: "collect-accounts" as const,
      order: { runId: "r", connection, isOfStories: false, calls: [], accounts: [], options: {} as never },
      group: connection,
    }));
    await createCarrier(queue, systemClock, nobody).run(orders, forever);
    expect(Object.fromEntries(most)).toEqual({ a: 1, b: 1, all: 2 });
  });

  it("gives a job up after three tries, blocks nobody with it, and puts it back when asked", async () => {
    const { queue, work } = await openJobs();
    const tried: string[] = [];
    let isMended = false;
    work({
      deliver: async ({ client }) => {
        tried.push(client);
        if (client === "poison" && !isMended) throw new Error("it is poison");
        return {};
      },
    });
    const carrier = createCarrier(queue, systemClock, nobody);
    const ends = await carrier.run(
      ["poison", "good"].map((client) => ({ kind: "deliver" as const, order: letter(client) })),
      forever,
    );
    expect(ends).toEqual([
      { kind: "dead", why: "it is poison [INTERNAL]" },
      { kind: "done", output: {} },
    ]);
    expect(tried.filter((client) => client === "poison")).toHaveLength(3);
    const [dead] = await queue.deadJobs();
    expect(dead).toMatchObject({ kind: "deliver", about: "poison", why: "it is poison [INTERNAL]", tries: 3 });
    expect(await queue.countDead()).toEqual([{ kind: "deliver", count: 1 }]);
    expect(await queue.findDead(dead?.id ?? "")).toEqual({ kind: "deliver", order: letter("poison") });
    isMended = true;
    expect(await queue.retry(dead?.id ?? "")).toBe(true);
    expect(await queue.deadJobs()).toEqual([]);
    await vi.waitFor(() => expect(tried.filter((client) => client === "poison")).toHaveLength(4), HANG);
  });

  it("shows the newest hundred of what was given up, counts all, and drops one for good", async () => {
    const { queue, url } = await openJobs();
    await runOnServer(
      url,
      `insert into gazette_jobs.job (name, data, source_name, source_retry_count, source_output, created_on)
        select 'dead-letters', jsonb_build_object('format', 1, 'order', jsonb_build_object('client', 'c' || n)), 'deliver', 2,
          '{"message": "it is poison"}', now() + n * interval '1 second' from generate_series(1, 130) as n`,
    );
    const dead = await queue.deadJobs();
    expect(dead.map(({ about }) => about)).toEqual(Array.from({ length: 100 }, (_, index) => `c${index + 31}`));
    expect(await queue.countDead()).toEqual([{ kind: "deliver", count: 130 }]);
    expect((await readDeadJobs(url)).map(({ id }) => id)).toEqual(dead.map(({ id }) => id));
    await queue.drop(dead[99]?.id ?? "");
    expect(await queue.findDead(dead[99]?.id ?? "")).toBeUndefined();
    expect((await queue.deadJobs()).at(-1)?.about).toBe("c129");
    // What waits in other queues of the same database is none of ours.
    expect(await queue.depths()).toEqual([]);
  });

  it("fences who lost its job: nothing of it is written any more", async () => {
    const { queue, store, url, work } = await openJobs();
    const outcomes: string[] = [];
    const learn = { connection: "a", topic: "t", message: "m", learntAt: "2026-01-01T00:00:00.000Z" };
    const { stop } = work({
      deliver: async (_, tools) => {
        if (outcomes.length > 0) return {};
        await tools.store.learn({ ...learn, finding: "mine" });
        await runOnServer(url, "update gazette_jobs.job set heartbeat_on = now() - interval '11 seconds'");
        outcomes.push(await tools.store.learn({ ...learn, finding: "late" }).then(String, ({ code }) => code));
        await runOnServer(url, "update gazette_jobs.job set heartbeat_on = now(), retry_count = retry_count + 1");
        outcomes.push(await tools.store.learn({ ...learn, finding: "another's" }).then(String, ({ code }) => code));
        return {};
      },
    });
    await queue.send("deliver", letter("a"));
    await vi.waitFor(() => expect(outcomes).toHaveLength(2), HANG);
    expect(outcomes).toEqual(["STORE_FENCED", "STORE_FENCED"]);
    expect((await store.lessons()).map(({ finding }) => finding)).toEqual(["mine"]);
    await stop();
  });

  it("gives back what a worker that stops has not done, and it is gone on with elsewhere", async () => {
    const { queue, work } = await openJobs();
    let begun = 0;
    const deliver = async (_: unknown, { signal }: { readonly signal: AbortSignal }) => {
      begun += 1;
      if (begun === 1) await systemClock.sleep(3_600_000, signal);
      return {};
    };
    const first = work({ deliver }, { graceMs: 100 });
    const end = createCarrier(queue, systemClock, nobody).run([{ kind: "deliver", order: letter("a") }], forever);
    await vi.waitFor(() => expect(begun).toBe(1), HANG);
    await first.stop();
    expect(first.events.map(({ state }) => state)).toEqual(["started", "given-back"]);
    work({ deliver });
    expect(await end).toEqual([{ kind: "done", output: {} }]);
    expect(begun).toBe(2);
  });

  it("asks for a hand where nobody alive does a kind of job, and takes back what nobody waits for", async () => {
    const { queue, work } = await openJobs();
    const lent: string[] = [];
    const carrier = createCarrier(queue, systemClock, async (kind) => {
      if (lent.length === 0) work({ deliver: async () => ({}) }, { kinds: [kind] });
      lent.push(kind);
    });
    expect(await carrier.run([{ kind: "deliver", order: letter("a") }], forever)).toHaveLength(1);
    expect(lent[0]).toBe("deliver");
    const stopping = new AbortController();
    const stopped = carrier.run([{ kind: "render-edition", order: {} as never }], stopping.signal);
    await vi.waitFor(async () => expect(await queue.openJobs(9)).toHaveLength(1), HANG);
    stopping.abort();
    await expect(stopped).rejects.toThrow();
    expect(await queue.openJobs(9)).toEqual([]);
  });
});

async function newPlace() {
  const place = await createDatabasePlace();
  return { url: place.url, [Symbol.asyncDispose]: () => place.remove() };
}
