import { type RawBuilder, sql } from "kysely";
import { describe, expect, it } from "vitest";
import { summariseDeliveries } from "../../src/report/delivery-outcome.ts";
import type { NewDelivery, NewLetter, Store } from "../../src/store/index.ts";
import { openDatabase } from "../../src/store/open-database.ts";
import { engines } from "./engines.ts";
import { createTestStores, FakeClock } from "./test-store.ts";

const LETTER: NewLetter = {
  subject: "Week 47",
  html: "<p>Grüße, 週報</p>",
  plain: "Grüße, 週報",
  light: { html: "<p>light</p>", plain: "light" },
  files: [{ name: "week.pdf", mediaType: "application/pdf", bytes: Uint8Array.of(0, 1, 255) }],
};

const delivery = (changes: Partial<NewDelivery> = {}): NewDelivery => ({
  kind: "report",
  edition: "2026-W47",
  cut: "",
  period: { from: "2026-11-16", to: "2026-11-22" },
  reportId: "report-1",
  recipients: ["a@x.test"],
  state: "queued",
  toMessageId: (recipient, round) => `<${recipient}.${round}@x.test>`,
  ...changes,
});

async function alter(url: string, change: RawBuilder<unknown>): Promise<void> {
  const { database } = await openDatabase(url);
  await database.write((trx) => change.execute(trx));
  await database.close();
}

async function countLetters(store: Store): Promise<number> {
  const held = await store.outbox.claim();
  return held === undefined ? 0 : held.letter.files.length;
}

describe.each(engines)("the outbox on $name", ({ createPlace }) => {
  const { open, newPlace } = createTestStores(createPlace);

  it("gives a delivery out once, with the letter as it was queued", async () => {
    const { outbox } = await open();
    await outbox.queue(delivery(), LETTER);
    const claim = await outbox.claim();
    expect(claim?.delivery).toMatchObject({ state: "sending", recipient: "a@x.test", tries: 1, round: 1 });
    expect(claim?.letter).toEqual(LETTER);
    expect(await outbox.claim()).toBeUndefined();
  });

  it("queues an edition once for each recipient, whoever asks how often", async () => {
    const { url } = await newPlace();
    const [one, two] = [await open({ url }), await open({ url })];
    const wanted = delivery({ recipients: ["a@x.test", "b@x.test", "a@x.test"] });
    const rows = await Promise.all([one.outbox.queue(wanted, LETTER), two.outbox.queue(wanted, LETTER)]);
    expect(rows.map((both) => both.map(({ recipient }) => recipient))).toEqual([
      ["a@x.test", "b@x.test"],
      ["a@x.test", "b@x.test"],
    ]);
    expect((await one.outbox.list()).length).toBe(2);
  });

  it("never gives one delivery to two processes", async () => {
    const { url } = await newPlace();
    const stores = [await open({ url }), await open({ url }), await open({ url })];
    const recipients = Array.from({ length: 12 }, (_, index) => `r${index}@x.test`);
    await stores[0]?.outbox.queue(delivery({ recipients }), LETTER);
    const taken = await Promise.all(
      stores.map(async ({ outbox }) => {
        const mine: string[] = [];
        for (let claim = await outbox.claim(); claim !== undefined; claim = await outbox.claim()) {
          mine.push(claim.delivery.recipient);
          await claim.giveBody();
          await claim.settle({ state: "sent", message: "250 ok" });
        }
        return mine;
      }),
    );
    expect(taken.flat().toSorted()).toEqual(recipients.toSorted());
  });

  it("gives back what a closing store still held: queued before the body had left, unknown after", async () => {
    const { url } = await newPlace();
    const first = await open({ url });
    await first.outbox.queue(delivery({ recipients: ["a@x.test", "b@x.test"] }), LETTER);
    const [before, after] = [await first.outbox.claim(), await first.outbox.claim()];
    await after?.giveBody();
    await first.close();
    const { outbox } = await open({ url });
    const states = new Map((await outbox.list()).map(({ recipient, state }) => [recipient, state]));
    expect(states.get(before?.delivery.recipient ?? "")).toBe("queued");
    expect(states.get(after?.delivery.recipient ?? "")).toBe("unknown");
  });

  it("takes over from a machine that has been silent for 90 seconds, and keeps that one's body back", async () => {
    const { url } = await newPlace();
    const clock = new FakeClock();
    const away = await open({ url, clock, holder: "elsewhere" });
    const here = await open({ url, clock, holder: "here" });
    await away.outbox.queue(delivery(), LETTER);
    const lost = await away.outbox.claim();
    clock.advance(90_000);
    expect(await here.outbox.claim()).toBeUndefined();
    clock.advance(1);
    const taken = await here.outbox.claim();
    expect(taken?.delivery.tries).toBe(2);
    await expect(lost?.giveBody()).rejects.toMatchObject({ code: "STORE_BUSY" });
    // What it says now is no longer heard.
    expect(await lost?.settle({ state: "queued", message: "x", retryInMs: 0 })).toMatchObject({
      state: "sending",
    });
  });

  it("believes a silent sender that wakes up and has heard the answer after all", async () => {
    const { url } = await newPlace();
    const clock = new FakeClock();
    const away = await open({ url, clock, holder: "elsewhere" });
    const here = await open({ url, clock, holder: "here" });
    await away.outbox.queue(delivery(), LETTER);
    const claim = await away.outbox.claim();
    await claim?.giveBody();
    clock.advance(90_001);
    expect(await here.outbox.claim()).toBeUndefined();
    expect(await here.outbox.list()).toMatchObject([{ state: "unknown", code: "DELIVER_UNKNOWN" }]);
    await claim?.settle({ state: "sent", message: "250 ok" });
    expect(await here.outbox.list()).toMatchObject([{ state: "sent", message: "250 ok" }]);
  });

  it("keeps the letter of a silent sender, which may yet have to be tried later", async () => {
    const { url } = await newPlace();
    const clock = new FakeClock();
    const away = await open({ url, clock, holder: "elsewhere" });
    const here = await open({ url, clock, holder: "here" });
    await away.outbox.queue(delivery({ recipients: ["a@x.test", "b@x.test"] }), LETTER);
    const claim = await away.outbox.claim();
    await claim?.giveBody();
    clock.advance(90_001);
    const other = await here.outbox.claim();
    await other?.settle({ state: "sent", message: "250 ok" });
    await claim?.settle({ state: "queued", message: "450 later", code: "450", retryInMs: 0 });
    const again = await here.outbox.claim();
    expect(again?.delivery.recipient).toBe(claim?.delivery.recipient);
    expect(again?.letter).toEqual(LETTER);
    // Once the user has settled it, nobody waits for it any more.
    await again?.giveBody();
    await again?.settle({ state: "unknown", message: "no answer", code: "DELIVER_UNKNOWN" });
    await here.outbox.settleUnknown([again?.delivery.deliveryId ?? ""]);
    expect(await countLetters(here)).toBe(0);
  });

  it.each([
    ["text", sql`update letters set html = '<p>other</p>'`],
    ["bytes of a file", sql`update letter_files set bytes = ${Buffer.from([1, 2])}`],
    ["name of a file", sql`update letter_files set name = 'x'`],
    ["file", sql`delete from letter_files`],
  ] as const)("fails a delivery alone whose letter lacks its %s, until it is queued anew", async (_, damage) => {
    const { url } = await newPlace();
    const { outbox } = await open({ url });
    await outbox.queue(delivery(), LETTER);
    await alter(url, damage);
    await outbox.queue(delivery({ recipients: ["b@x.test"] }), { ...LETTER, subject: "Week 48" });
    expect((await outbox.claim())?.delivery.recipient).toBe("b@x.test");
    expect(await outbox.list({ states: ["failed"] })).toMatchObject([{ code: "DELIVER_LETTER_LOST" }]);
    await outbox.queue(delivery({ replaces: ["failed"] }), LETTER);
    expect((await outbox.claim())?.letter).toEqual(LETTER);
  });

  it.each(["9999-12-31T00:00:00.000Z", "soon", "", null])("tries at once what waits until %j", async (nextAt) => {
    const { url } = await newPlace();
    const clock = new FakeClock();
    const { outbox } = await open({ url, clock });
    await outbox.queue(delivery(), LETTER);
    await alter(url, sql`update deliveries set next_at = ${nextAt}`);
    expect(await outbox.nextDueInMs()).toBe(0);
    expect((await outbox.claim())?.delivery).toMatchObject({ recipient: "a@x.test", nextAt: undefined });
  });

  it("leaves in doubt what is in a state that nobody writes, and sends it only on the user's word", async () => {
    const { url } = await newPlace();
    const { outbox } = await open({ url });
    await outbox.queue(delivery({ recipients: ["a@x.test", "b@x.test"] }), LETTER);
    await alter(url, sql`update deliveries set state = 'odd' where recipient = 'a@x.test'`);
    expect((await outbox.claim())?.delivery.recipient).toBe("b@x.test");
    const [row] = await outbox.list({ states: ["unknown"] });
    expect(row).toMatchObject({ recipient: "a@x.test", code: "DELIVER_UNKNOWN", nextAt: undefined });
    expect(row?.message).toContain('"odd"');
    expect(await outbox.queue(delivery({ replaces: ["held", "failed"] }), LETTER)).toMatchObject([
      { state: "unknown" },
    ]);
  });

  it("fails a delivery alone whose letter is lost, and gives out the next", async () => {
    const { url } = await newPlace();
    const store = await open({ url });
    const [lost] = await store.outbox.queue(delivery({ edition: "2026-W46" }), LETTER);
    const { database } = await openDatabase(url);
    await database.write((trx) => trx.deleteFrom("letters").execute());
    await database.close();
    await store.outbox.queue(delivery({ recipients: ["b@x.test"] }), { ...LETTER, subject: "Week 48" });
    expect((await store.outbox.claim())?.delivery.recipient).toBe("b@x.test");
    const [failed] = await store.outbox.list({ states: ["failed"] });
    expect(failed).toMatchObject({ deliveryId: lost?.deliveryId, code: "DELIVER_LETTER_LOST", nextAt: undefined });
    // The user sends it again.
    const [again] = await store.outbox.queue(delivery({ edition: "2026-W46", replaces: ["failed"] }), LETTER);
    expect((await store.outbox.claim())?.delivery.deliveryId).toBe(again?.deliveryId);
  });

  it("tells a next try of those that wait for one, of none that is in hand, in doubt or settled", async () => {
    const { url } = await newPlace();
    const clock = new FakeClock();
    const away = await open({ url, clock, holder: "elsewhere" });
    const { outbox } = await open({ url, clock, holder: "here" });
    const [queued] = await away.outbox.queue(delivery(), LETTER);
    expect(queued?.nextAt).toBe(clock.now().toISOString());
    const claim = await away.outbox.claim();
    expect(claim?.delivery.nextAt).toBeUndefined();
    await claim?.giveBody();
    clock.advance(90_001);
    const unknown = await outbox.list();
    expect(unknown).toMatchObject([{ state: "unknown", nextAt: undefined }]);
    expect(summariseDeliveries(unknown)).toMatchObject({ outcome: "partial", resumesAt: null });
    expect(await outbox.settleUnknown([queued?.deliveryId ?? ""])).toMatchObject([
      { state: "sent", nextAt: undefined },
    ]);
  });

  it("does not take from itself what it is at, though it has slept", async () => {
    const clock = new FakeClock();
    const { outbox } = await open({ clock });
    await outbox.queue(delivery(), LETTER);
    const claim = await outbox.claim();
    clock.advance(8 * 3_600_000);
    expect(await outbox.claim()).toBeUndefined();
    await claim?.giveBody();
    expect(await claim?.settle({ state: "sent", message: "250 ok" })).toMatchObject({ state: "sent", tries: 1 });
  });

  it("waits until the next try is due", async () => {
    const clock = new FakeClock();
    const { outbox } = await open({ clock });
    await outbox.queue(delivery(), LETTER);
    await (await outbox.claim())?.settle({ state: "queued", message: "450 later", code: "450", retryInMs: 300_000 });
    expect(await outbox.nextDueInMs()).toBe(300_000);
    clock.advance(299_999);
    expect(await outbox.claim()).toBeUndefined();
    clock.advance(1);
    expect((await outbox.claim())?.delivery).toMatchObject({ tries: 2, messageId: "<a@x.test.1@x.test>" });
  });

  it("tries at once what is hurried", async () => {
    const clock = new FakeClock();
    const { outbox } = await open({ clock });
    await outbox.queue(delivery(), LETTER);
    const claim = await outbox.claim();
    await claim?.settle({ state: "queued", message: "450 later", retryInMs: 300_000 });
    await outbox.hurry([claim?.delivery.deliveryId ?? ""]);
    expect(await outbox.claim()).toBeDefined();
  });

  it("sends nothing twice without the user's word, and with it in a new round", async () => {
    const { outbox } = await open();
    await outbox.queue(delivery(), LETTER);
    const claim = await outbox.claim();
    await claim?.settle({ state: "sent", message: "250 ok" });
    await outbox.queue(delivery({ replaces: ["held", "failed"] }), LETTER);
    expect(await outbox.claim()).toBeUndefined();
    const [again] = await outbox.queue(delivery({ replaces: ["sent"], reportId: "report-2" }), LETTER);
    expect(again).toMatchObject({ state: "queued", round: 2, messageId: "<a@x.test.2@x.test>", reportId: "report-2" });
    expect((await outbox.claim())?.delivery).toMatchObject({ tries: 1 });
  });

  it("keeps the round, and so the Message-ID, of what was never accepted", async () => {
    const { outbox } = await open();
    await outbox.queue(delivery(), LETTER);
    await (await outbox.claim())?.settle({ state: "failed", message: "550 no such user", code: "550" });
    expect(await outbox.queue(delivery({ replaces: ["failed"] }), LETTER)).toMatchObject([
      { state: "queued", round: 1, messageId: "<a@x.test.1@x.test>" },
    ]);
  });

  it("lets held deliveries go, and settles unknown ones, at the user's word only", async () => {
    const clock = new FakeClock();
    const { outbox } = await open({ clock });
    const [held] = await outbox.queue(delivery({ state: "held", message: "two gaps" }), LETTER);
    expect(await outbox.claim()).toBeUndefined();
    expect(await outbox.settleUnknown([held?.deliveryId ?? ""])).toEqual([]);
    clock.advance(48 * 3_600_000);
    const [released] = await outbox.release([held?.deliveryId ?? ""]);
    expect(released).toMatchObject({ state: "queued", queuedAt: clock.now().toISOString() });
    const claim = await outbox.claim();
    await claim?.giveBody();
    await claim?.settle({ state: "unknown", message: "no answer", code: "DELIVER_UNKNOWN" });
    expect(await outbox.settleUnknown([held?.deliveryId ?? ""])).toMatchObject([{ state: "sent" }]);
  });

  it("keeps letters only while somebody waits for them", async () => {
    const store = await open();
    const { outbox } = store;
    await outbox.queue(delivery({ recipients: ["a@x.test", "b@x.test"] }), LETTER);
    await (await outbox.claim())?.settle({ state: "sent", message: "250 ok" });
    expect(await countLetters(store)).toBe(1);
  });

  it("lists all of them, however many customers have a report of their own", async () => {
    const { outbox } = await open();
    const recipients = Array.from({ length: 1_100 }, (_, index) => `r${index}@x.test`);
    await outbox.queue(delivery({ recipients }), LETTER);
    expect((await outbox.list({ editions: ["2026-W47"] })).length).toBe(1_100);
    expect((await outbox.list({ states: ["queued"], limit: 3 })).length).toBe(3);
  });

  it("exports what was sent", async () => {
    const store = await open();
    await store.outbox.queue(delivery(), LETTER);
    await (await store.outbox.claim())?.settle({ state: "sent", message: "250 ok" });
    const rows: unknown[] = [];
    for await (const row of store.exportRows("deliveries")) rows.push(row);
    expect(rows).toMatchObject([
      { recipient: "a@x.test", state: "sent", message: "250 ok", report_id: "report-1", cut: null, round: 1, tries: 1 },
    ]);
  });
});
