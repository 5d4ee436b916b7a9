// kill -9 while mail is sent, at every step of the conversation and at random moments: never twice to a mailbox, and
// nothing lost that is not said (RELIABILITY V9). GAZETTE_CRASHES sets how many kills, GAZETTE_SEED repeats them.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { systemClock } from "../../../src/shared/index.ts";
import { openStore, type Store } from "../../../src/store/index.ts";
import { createRandom } from "../../faults/random.ts";
import { type MailServer, startLine, startMailServer } from "../../support/mail-server.ts";
import { openMailHouse } from "./mail-house.ts";

const CRASHES = Number(process.env.GAZETTE_CRASHES ?? 3);
const SEED = Number(process.env.GAZETTE_SEED ?? Math.floor(Math.random() * 2 ** 31));
const PROGRAM = join(import.meta.dirname, "processes/send-all.ts");
const STEPS = ["greeting", "EHLO", "MAIL", "RCPT", "DATA", "body"] as const;

function startSending(url: string, port: number): { readonly child: ChildProcess; readonly ended: Promise<unknown> } {
  const child = spawn(process.execPath, ["--no-warnings", PROGRAM, url, String(port)], { stdio: "ignore" });
  return { child, ended: once(child, "close") };
}

/** What each mailbox holds, and what we say of it. */
async function compare(store: Store, { mails }: MailServer): Promise<Readonly<Record<string, string>>> {
  const rows = await store.outbox.list();
  return Object.fromEntries(
    rows.map(({ recipient, state }) => {
      const count = mails.filter(({ to }) => to.includes(recipient)).length;
      return [recipient, `${state} ${count}`];
    }),
  );
}

describe("a sender that is killed", () => {
  it.each(STEPS.map((step, at) => [step, at] as const))("when the server has answered %s", async (step, at) => {
    await using server = await startMailServer();
    await using house = await openMailHouse();
    await house.queue(["a@x.test"]);
    let kill = (): void => undefined;
    await using line = await startLine(server.port, at, { reach: () => kill() });
    const { child, ended } = startSending(house.url, line.port);
    kill = () => child.kill("SIGKILL");
    await ended;
    await using store = await openStore({ url: house.url, clock: systemClock });
    if (step === "body") {
      expect(await compare(store, server)).toEqual({ "a@x.test": "unknown 1" });
      return;
    }
    expect(await compare(store, server)).toEqual({ "a@x.test": "queued 0" });
    await startSending(house.url, server.port).ended;
    expect(await compare(store, server)).toEqual({ "a@x.test": "sent 1" });
  });

  it(`at ${CRASHES} random moments with seed ${SEED}`, async () => {
    const random = createRandom(SEED);
    const recipients = Array.from({ length: 8 }, (_, index) => `r${index}@x.test`);
    for (let crash = 0; crash < CRASHES; crash += 1) {
      await using server = await startMailServer();
      await using house = await openMailHouse();
      await house.queue(recipients);
      const killAt = 1 + Math.floor(random() * (STEPS.length + 4 * recipients.length));
      let replies = 0;
      let kill = (): void => undefined;
      await using line = await startLine(server.port, "any", {
        reach: () => {
          replies += 1;
          if (replies === killAt) kill();
        },
      });
      const { child, ended } = startSending(house.url, line.port);
      kill = () => child.kill("SIGKILL");
      await ended;
      await startSending(house.url, server.port).ended;
      await using store = await openStore({ url: house.url, clock: systemClock });
      const found = Object.values(await compare(store, server));
      const about = `killed at reply ${killAt}, GAZETTE_SEED=${SEED}`;
      expect(found.length, about).toBe(recipients.length);
      expect(
        found.filter((one) => !["sent 1", "unknown 0", "unknown 1"].includes(one)),
        about,
      ).toEqual([]);
      expect(found.filter((one) => one.startsWith("unknown")).length, about).toBeLessThanOrEqual(1);
    }
  });
});
