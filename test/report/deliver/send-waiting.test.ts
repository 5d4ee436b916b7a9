// The outbox against a real mail server: what each ending means (RELIABILITY V9, E1, E3, E4, E7, E9).
import { describe, expect, it } from "vitest";
import { startLine, startMailServer } from "../../support/mail-server.ts";
import { findWritings, WRITINGS } from "../../support/secret-writings.ts";
import { IMPATIENT, LETTER, openMailHouse, SETTINGS } from "./mail-house.ts";

const MINUTE_MS = 60_000;
/** Replies of a visit without login, in order. */
const STEPS = ["greeting", "EHLO", "MAIL", "RCPT", "DATA", "body"] as const;

describe("sending", () => {
  it("sends each recipient its own mail over one line, and none of them again", async () => {
    await using server = await startMailServer();
    await using house = await openMailHouse();
    await house.queue(["a@x.test", "b@x.test"]);
    const rows = await house.send(server.port);
    expect(rows.map(({ state, message }) => [state, message])).toEqual([
      ["sent", "250 queued as 1"],
      ["sent", "250 queued as 2"],
    ]);
    expect(server.mails.map(({ to }) => to)).toEqual([["a@x.test"], ["b@x.test"]]);
    expect(server.visits()).toBe(1);
    expect(await house.send(server.port)).toEqual([]);
    expect(server.mails.length).toBe(2);
  });

  it("fails alone what no mail can be made of, and sends the others", async () => {
    await using server = await startMailServer();
    await using house = await openMailHouse();
    await house.queue(["a@x.test", "b@x.test"]);
    const { outbox } = house.store;
    const claim: typeof outbox.claim = async (only) => {
      const next = await outbox.claim(only);
      if (next?.delivery.recipient !== "a@x.test") return next;
      const files = [{ name: "x", mediaType: "text/plain", bytes: null as never }];
      return { ...next, letter: { ...LETTER, files } };
    };
    const rows = await house.send(server.port, { outbox: { ...outbox, claim } });
    expect(rows).toMatchObject([{ state: "failed", code: "DELIVER_LETTER_LOST" }, { state: "sent" }]);
  });

  it("keeps acceptance by recipient when one of two is refused", async () => {
    await using server = await startMailServer({
      toRecipient: (address) => (address === "gone@x.test" ? "550 5.1.1 No such user" : undefined),
    });
    await using house = await openMailHouse();
    await house.queue(["gone@x.test", "here@x.test"]);
    await house.send(server.port);
    expect(await house.states()).toEqual({ "gone@x.test": "failed", "here@x.test": "sent" });
    expect(server.mails.map(({ to }) => to)).toEqual([["here@x.test"]]);
    const [failed] = await house.store.outbox.list({ states: ["failed"] });
    expect(failed).toMatchObject({ code: "550 5.1.1", message: "550 5.1.1 No such user" });
  });

  it("waits out a grey-listing with growing waits and one Message-ID", async () => {
    const seen: string[] = [];
    await using server = await startMailServer({
      toBody: (raw, count) => {
        seen.push(/^Message-ID: (.*)$/im.exec(raw.toString())?.[1] ?? "");
        return count < 4 ? "450 4.7.1 Greylisted, try later" : undefined;
      },
    });
    await using house = await openMailHouse();
    await house.queue(["a@x.test"]);
    const waits: number[] = [];
    for (let tries = 1; tries < 4; tries += 1) {
      const [row] = await house.send(server.port);
      expect(row).toMatchObject({ state: "queued", code: "450 4.7.1", tries });
      const waitMs = Date.parse(row?.nextAt ?? "") - house.clock.now().getTime();
      waits.push(waitMs / MINUTE_MS);
      house.clock.advance(waitMs - 1);
      expect(await house.send(server.port)).toEqual([]);
      house.clock.advance(1);
    }
    expect(waits).toEqual([5, 10, 20]);
    expect(await house.send(server.port)).toMatchObject([{ state: "sent", tries: 4 }]);
    expect(new Set(seen).size).toBe(1);
    expect(server.mails.length).toBe(1);
  });

  it("gives up after 24 hours, with the last answer", async () => {
    await using server = await startMailServer({ toRecipient: () => "451 4.3.0 Not now" });
    await using house = await openMailHouse();
    await house.queue(["a@x.test"]);
    const begun = house.clock.now().getTime();
    for (let row = (await house.send(server.port))[0]; row?.state === "queued"; [row] = await house.send(server.port)) {
      house.clock.advance(Date.parse(row.nextAt ?? "") - house.clock.now().getTime());
    }
    expect(await house.store.outbox.list()).toMatchObject([
      { state: "failed", tries: 12, message: "Given up after 24 hours; the last answer: 451 4.3.0 Not now" },
    ]);
    expect((house.clock.now().getTime() - begun) / MINUTE_MS).toBe(24 * 60);
  });

  describe.each(STEPS.map((step, at) => ({ step, at })))("when the answer to $step", ({ step, at }) => {
    it.each(["cut", "hang"] as const)(
      "never comes (%s), nothing is sent twice and nothing is lost unsaid",
      async (how) => {
        let isOn = true;
        await using server = await startMailServer();
        await using line = await startLine(server.port, at, how, () => isOn);
        await using house = await openMailHouse();
        await house.queue(["a@x.test"]);
        const [row] = await house.send(line.port, how === "hang" ? { deadlines: IMPATIENT } : {});
        isOn = false;
        house.clock.advance(5 * MINUTE_MS);
        if (step === "body") {
          expect(row).toMatchObject({ state: "unknown", code: "DELIVER_UNKNOWN" });
          expect(await house.send(line.port)).toEqual([]);
        } else {
          expect(row).toMatchObject({ state: "queued", code: "DELIVER_UNREACHABLE" });
          expect(await house.send(line.port)).toMatchObject([{ state: "sent", tries: 2 }]);
        }
        expect(server.mails.length).toBe(1);
      },
    );
  });

  /** Refusals by the server itself, but that of DATA, which this one cannot utter. */
  async function startRefusing(step: (typeof STEPS)[number], say: string, isOn: () => boolean) {
    const when = (name: string) => (isOn() && name === step ? say : undefined);
    const server = await startMailServer({
      toConnection: () => when("greeting"),
      toSender: () => when("MAIL"),
      toRecipient: () => when("RCPT"),
      toBody: () => when("body"),
    });
    const line = await startLine(server.port, STEPS.indexOf(step), { say }, () => isOn() && step === "DATA");
    return {
      server,
      port: line.port,
      async [Symbol.asyncDispose]() {
        await line[Symbol.asyncDispose]();
        await server[Symbol.asyncDispose]();
      },
    };
  }
  const refusable = STEPS.filter((step) => step !== "EHLO");

  describe.each(refusable)("when the answer to %s", (step) => {
    it.each(["421 4.3.2 Closing", "451 4.3.0 Later"])("is %s, it is sent later", async (say) => {
      let isOn = true;
      await using refusing = await startRefusing(step, say, () => isOn);
      await using house = await openMailHouse();
      await house.queue(["a@x.test"]);
      expect(await house.send(refusing.port)).toMatchObject([{ state: "queued" }]);
      isOn = false;
      house.clock.advance(5 * MINUTE_MS);
      expect(await house.send(refusing.port)).toMatchObject([{ state: "sent" }]);
      expect(refusing.server.mails.length).toBe(1);
    });

    it("is a refusal for good, it is failed unless the server refuses everybody", async () => {
      await using refusing = await startRefusing(step, "554 5.7.1 Go away", () => true);
      await using house = await openMailHouse();
      await house.queue(["a@x.test"]);
      const [row] = await house.send(refusing.port);
      expect(row?.state).toBe(step === "greeting" ? "queued" : "failed");
      expect(row?.message).toContain("554 5.7.1 Go away");
      expect(refusing.server.mails.length).toBe(0);
    });
  });

  it("takes a 421 to EHLO for a server that closes", async () => {
    await using server = await startMailServer();
    await using line = await startLine(server.port, 1, { say: "421 4.3.2 Closing" });
    await using house = await openMailHouse();
    await house.queue(["a@x.test"]);
    expect(await house.send(line.port)).toMatchObject([{ state: "queued", code: "DELIVER_UNREACHABLE" }]);
  });

  it("tells a refused login apart, keeps the mail, and never shows the password", async () => {
    await using server = await startMailServer({ login: { user: "me", password: "right" } });
    await using house = await openMailHouse();
    await house.queue(["a@x.test", "b@x.test"]);
    const rows = await house.send(`me:wrong%40word@127.0.0.1:${server.port}?tls=off`);
    expect(rows).toMatchObject([
      { state: "queued", code: "DELIVER_LOGIN_REFUSED" },
      { state: "queued", code: "DELIVER_LOGIN_REFUSED" },
    ]);
    expect(rows[0]?.message).toContain("[secret]");
    expect(JSON.stringify(rows)).not.toMatch(/wrong@word|wrong%40word/);
    expect(server.visits()).toBe(1);
    house.clock.advance(5 * MINUTE_MS);
    expect(await house.send(`me:right@127.0.0.1:${server.port}?tls=off`)).toMatchObject([
      { state: "sent" },
      { state: "sent" },
    ]);
  });

  it("never shows a password that the server hands back in another writing", async () => {
    const password = 'p&ss"w/rd+1';
    for (const [how, write] of Object.entries(WRITINGS)) {
      const say = write(password).replaceAll("\r\n", " ");
      await using server = await startMailServer({
        toRecipient: () => `450 4.2.0 not with ${say}`,
        login: { user: "me", password },
      });
      await using house = await openMailHouse();
      await house.queue(["a@x.test"]);
      const rows = await house.send(`me:${encodeURIComponent(password)}@127.0.0.1:${server.port}?tls=off`);
      expect(rows, how).toMatchObject([{ state: "queued", message: expect.stringContaining("[secret]") }]);
      expect(findWritings(JSON.stringify(rows), [password]), how).toEqual([]);
    }
  });

  it("refuses a server without TLS unless the address says so, and says how", async () => {
    await using server = await startMailServer();
    await using house = await openMailHouse();
    await house.queue(["a@x.test"]);
    expect(await house.send(`127.0.0.1:${server.port}`)).toMatchObject([{ state: "queued", code: "DELIVER_INSECURE" }]);
    expect(server.mails.length).toBe(0);
  });

  it("checks the certificate of STARTTLS unless the address says so", async () => {
    await using server = await startMailServer({ options: { disabledCommands: ["AUTH"] } });
    await using house = await openMailHouse();
    await house.queue(["a@x.test"]);
    expect(await house.send(`127.0.0.1:${server.port}`)).toMatchObject([{ state: "queued", code: "DELIVER_INSECURE" }]);
    house.clock.advance(5 * MINUTE_MS);
    expect(await house.send(`127.0.0.1:${server.port}?tls=unverified`)).toMatchObject([{ state: "sent" }]);
  });

  it("sends the figures without the files when the server finds the mail too big", async () => {
    const files = [{ name: "big.pdf", mediaType: "application/pdf", bytes: new Uint8Array(80_000) }];
    await using server = await startMailServer({ size: 60_000 });
    await using house = await openMailHouse();
    await house.queue(["a@x.test"], {}, { ...LETTER, files });
    await house.send(server.port);
    expect(server.mails.map(({ parsed }) => [parsed.text?.trim(), parsed.attachments.length])).toEqual([
      ["Followers 12,345. No file is attached.", 0],
    ]);
    expect(await house.store.outbox.list()).toMatchObject([{ state: "sent", isLight: true, tries: 2 }]);
  });

  it.each(["552 5.3.4 Message too big", "552 Too much"])("does so too when it says %s after the body", async (say) => {
    await using server = await startMailServer({ toBody: (_raw, count) => (count === 1 ? say : undefined) });
    await using house = await openMailHouse();
    await house.queue(["a@x.test"]);
    await house.send(server.port);
    expect(server.mails.map(({ parsed }) => parsed.attachments.length)).toEqual([0]);
  });

  it("takes a full mailbox for what it is", async () => {
    await using server = await startMailServer({ toRecipient: () => "552 5.2.2 Mailbox full" });
    await using house = await openMailHouse();
    await house.queue(["a@x.test"]);
    expect(await house.send(server.port)).toMatchObject([{ state: "failed", isLight: false }]);
  });

  it("opens a new line when the server has closed the old one after some mails", async () => {
    let count = 0;
    await using server = await startMailServer({
      toSender: () => {
        count += 1;
        return count === 2 ? "421 4.7.0 Too many mails on this line" : undefined;
      },
    });
    await using house = await openMailHouse();
    await house.queue(["a@x.test", "b@x.test"]);
    expect(await house.send(server.port)).toMatchObject([{ state: "sent" }, { state: "sent" }]);
    expect(server.visits()).toBe(2);
  });

  it("ends at a stop signal, and half a mail is none", async () => {
    const stop = new AbortController();
    await using server = await startMailServer({
      toRecipient: () => {
        stop.abort();
        return undefined;
      },
    });
    await using house = await openMailHouse();
    await house.queue(["a@x.test", "b@x.test"]);
    await house.send(server.port, { signal: stop.signal });
    expect(await house.states()).toEqual({ "a@x.test": "queued", "b@x.test": "queued" });
    expect(await house.send(server.port)).toMatchObject([{ state: "sent" }, { state: "sent" }]);
    expect(server.mails.length).toBe(2);
  });

  it("keeps our own limit too", async () => {
    await using server = await startMailServer();
    await using house = await openMailHouse();
    await house.queue(["a@x.test"]);
    await house.send(server.port, { settings: { ...SETTINGS, bytesMost: 10 } });
    expect(await house.store.outbox.list()).toMatchObject([{ state: "failed", code: "DELIVER_TOO_BIG" }]);
  });
});
