// Somebody looks before a client's report goes out: release, note, rejection, reminder and deadline.
import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { type Ended, startJourney } from "../support/journey.ts";
import { listFiles, startMailServer } from "../support/mail-server.ts";
import { startClock, USUAL } from "../support/test-clock.ts";

interface Delivery {
  readonly recipient: string;
  readonly client?: string;
  readonly state: string;
  readonly message: string;
}

const toClient = (name: string, account: string, review: string): string =>
  `  - { name: ${name}, accounts: ["${account}"], review: { by: lead@agency.test, ${review} }, reports: [{ every: week, to: [${name.toLowerCase()}@x.test], attach: [html] }] }`;

const CLIENTS = [
  "report: { formats: [html] }",
  "delivery: { smtp: '${SMTP_URL}', from: 'Reports <reports@agency.test>', operator: op@agency.test }",
  "clients:",
  toClient("Keeps", "kaffee_nord*", "remindAfterHours: 2, deadlineHours: 10, whenUnreviewed: keep"),
  toClient("Sends", "fjellvik", "remindAfterHours: 2, deadlineHours: 10, whenUnreviewed: send"),
  toClient("Rejects", "fjellvik.fr", "remindAfterHours: 2, deadlineHours: 10"),
  toClient("Trusts", "fjellvik_de", "when: never"),
].join("\n");

/** Meta has told the week whole: nothing more of it comes in the hours after, and no report is made anew. */
const BEGIN = startClock(USUAL);

describe("a review", () => {
  it("holds a report for its reviewer, who is told once, reminded once, and asked no more after the deadline", async () => {
    await using server = await startMailServer();
    await using journey = await startJourney({ accounts: 9, seed: 7 }, CLIENTS, BEGIN);
    const at = (hours: number, ...words: readonly string[]): Promise<Ended> =>
      journey.gazette([...words, "--json"], {
        env: { SMTP_URL: `smtp://127.0.0.1:${server.port}?tls=off` },
        clock: startClock(new Date(journey.now().getTime() + hours * 3_600_000)),
      });
    const mailed = (): readonly string[] => server.mails.map(({ to, parsed }) => `${to.join()} ${parsed.subject}`);
    let known = 0;
    const fresh = (): readonly string[] => {
      const mails = mailed().slice(known);
      known = mailed().length;
      return mails.toSorted();
    };

    const first = (await at(0, "run")).json<{ deliveries: readonly Delivery[] }>();
    expect(first.deliveries.map(({ client, state }) => `${client} ${state}`)).toEqual([
      "Keeps held",
      "Sends held",
      "Rejects held",
      "Trusts sent",
    ]);
    const [review] = server.mails.filter(
      ({ to, parsed }) => to[0] === "lead@agency.test" && parsed.text?.includes("keeps@x.test"),
    );
    expect(fresh().map((line) => line.split(" ")[0])).toEqual([
      "lead@agency.test",
      "lead@agency.test",
      "lead@agency.test",
      "trusts@x.test",
    ]);
    expect(review?.parsed.text).toContain('gazette send --release --client "Keeps" --period');
    expect(listFiles(review?.parsed).map(({ filename }) => filename)).toEqual([expect.stringMatching(/^Keeps.*html$/)]);

    await at(0.1, "run");
    expect(fresh()).toEqual([]);

    const why = "The logo is old.";
    const rejected = (await at(1, "send", "--reject", "--why", why, "--client", "Rejects")).json<{
      deliveries: Delivery[];
    }>();
    expect(rejected.deliveries).toMatchObject([
      { recipient: "rejects@x.test", state: "rejected", message: `Rejected: ${why}` },
    ]);

    await at(3, "run");
    await at(3.5, "run");
    expect(fresh().map((line) => line.replace(/:.*/, ""))).toEqual([
      "lead@agency.test Still to review",
      "lead@agency.test Still to review",
    ]);

    const late = (await at(11, "run")).json<{ deliveries: readonly Delivery[] }>();
    expect(late.deliveries.map(({ client, state }) => `${client} ${state}`)).toEqual([
      "Keeps held",
      "Sends sent",
      "Rejects rejected",
      "Trusts sent",
    ]);
    await at(12, "run");
    expect(fresh().map((line) => line.replace(/:.*/, "").replace(/ .*\d.*/, ""))).toEqual([
      "lead@agency.test Not sent",
      "sends@x.test",
    ]);

    const note = "Two shops were closed this week.";
    const released = (await at(13, "send", "--release", "--client", "Keeps", "--note", note)).json<{
      deliveries: Delivery[];
    }>();
    expect(released.deliveries).toMatchObject([{ recipient: "keeps@x.test", state: "sent" }]);
    const [last] = server.mails.slice(-1);
    expect(last?.to).toEqual(["keeps@x.test"]);
    expect(listFiles(last?.parsed)[0]?.content.toString()).toContain(note);
    expect(fresh()).toHaveLength(1);
    // It stands there whenever the report is made again, and nobody is mailed a second time.
    const again = (await at(14, "run", "--client", "Keeps")).json<{
      clients: readonly { files: readonly { path: string }[] }[];
    }>();
    expect(await readFile(again.clients[0]?.files[0]?.path ?? "", "utf8")).toContain(note);
    expect(fresh()).toEqual([]);
    expect(journey.sandbox.callsCounted()).toBeGreaterThan(0);
  });
});
