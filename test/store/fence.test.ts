import { describe, expect, it } from "vitest";
import { emptyBatch } from "../../src/dataset/index.ts";
import { engines } from "./engines.ts";
import { createTestStores } from "./test-store.ts";

const LEARNT = { connection: "a", topic: "t", message: "m", learntAt: "2026-01-01T00:00:00.000Z" };
const RUN = {
  kind: "collect",
  scope: "s",
  span: { from: "2026-11-16", to: "2026-11-22" },
  plan: null,
  now: new Date("2026-11-23T08:00:00Z"),
};

const LETTER = { subject: "W", html: "<p>w</p>", plain: "w", light: { html: "<p>w</p>", plain: "w" }, files: [] };
const DELIVERY = {
  kind: "report",
  edition: "2026-W47",
  cut: "",
  period: RUN.span,
  reportId: "report-1",
  recipients: ["a@x.test"],
  state: "queued",
  toMessageId: (recipient: string, round: number) => `<${recipient}.${round}@x.test>`,
  replaces: [],
} as const;

describe.each(engines)("a store in a job's hands, on $name", ({ createPlace }) => {
  const { open } = createTestStores(createPlace);

  it("writes as long as its fence holds, and nothing after", async () => {
    const store = await open();
    const free = store.fenced({ text: "select 1 where 1 = 1", parameters: [] });
    const shut = store.fenced({ text: "select 1 where 1 = 2", parameters: [] });
    await free.learn({ ...LEARNT, finding: "free" });
    await expect(shut.learn({ ...LEARNT, finding: "shut" })).rejects.toMatchObject({ code: "STORE_FENCED" });
    const reservation = { connection: "a", pool: "calls", cost: 1, perHour: 10, path: "/me" } as const;
    await expect(shut.ledger.reserve(reservation)).rejects.toMatchObject({ code: "STORE_FENCED" });
    await free.confirmHeld();
    await store.confirmHeld();
    await expect(shut.confirmHeld()).rejects.toMatchObject({ code: "STORE_FENCED" });
    await free.close();
    await shut.close();
    expect((await store.lessons()).map(({ finding }) => finding)).toEqual(["free"]);
  });

  it("does not let the last part of a letter leave once its fence has closed, and the letter is nobody else's loss", async () => {
    const store = await open();
    await store.learn({ ...LEARNT, finding: "open" });
    await store.outbox.queue(DELIVERY, LETTER);
    const job = store.fenced({ text: "select 1 from lessons where finding = 'open'", parameters: [] });
    const claim = await job.outbox.claim();
    expect(claim?.delivery.recipient).toBe("a@x.test");
    await store.forget(LEARNT.connection, LEARNT.topic);
    await expect(claim?.giveBody()).rejects.toMatchObject({ code: "STORE_FENCED" });
    const sent = claim?.settle({ state: "sent", message: "250 queued" });
    await expect(sent).rejects.toMatchObject({ code: "STORE_FENCED" });
    await job.close().catch(() => undefined);
    expect((await store.outbox.list()).map(({ state }) => state)).not.toContain("sent");
  });

  it("helps with a run that somebody holds, until that is closed, and never keeps its lease alive", async () => {
    const store = await open();
    const run = await store.openRun(RUN);
    const helper = store.fenced({ text: "select 1", parameters: [] });
    const joined = await helper.joinRun(run.runId);
    await joined?.keep(emptyBatch, { callKey: "a/all", done: true }, []);
    expect((await run.progress()).get("a/all")?.done).toBe(true);
    await run.close({ state: "complete", accounts: 1, now: RUN.now });
    await expect(joined?.keep(emptyBatch, { callKey: "b/all", done: true }, [])).rejects.toMatchObject({
      code: "STORE_BUSY",
    });
    expect(await helper.joinRun(run.runId)).toBeUndefined();
    await helper.close();
  });
});
