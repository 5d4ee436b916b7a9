// kill -9 at random moments of `gazette run`, then run again: no mail twice, and none lost without a word (RELIABILITY V9,
// V11). GAZETTE_CRASHES sets how many kills, GAZETTE_SEED repeats a failing run.
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Sandbox, startSandbox } from "../../src/sandbox/index.ts";
import { CLOCK, runGazette, runGazetteProcess } from "../support/journey.ts";
import { startMailServer } from "../support/mail-server.ts";
import { createRandom } from "./random.ts";

const CRASHES = Number(process.env.GAZETTE_CRASHES ?? 4);
const SEED = Number(process.env.GAZETTE_SEED ?? Math.floor(Math.random() * 2 ** 31));
/** Longer than three mails take. */
const VISIT_MS = 1_500;
const RECIPIENTS = ["one@acme.test", "two@acme.test", "three@acme.test"];

/** What a period is run for, and who is to be mailed by it. */
interface Place {
  readonly configuration: readonly string[];
  readonly mailed: readonly string[];
}

const ONE: Place = {
  configuration: [
    "delivery:",
    "  smtp: ${SMTP_URL}",
    "  from: Reports <reports@acme.test>",
    `  recipients: [{ to: [${RECIPIENTS.join(", ")}], attach: [html] }]`,
  ],
  mailed: RECIPIENTS,
};

/** Of two clients one is mailed; the other's report waits for its reviewer, who is told. */
const REVIEWED: Place = {
  configuration: [
    "delivery: { smtp: '${SMTP_URL}', from: 'Reports <reports@acme.test>' }",
    "clients:",
    "  - name: Held",
    "    accounts: [kaffee_nord]",
    "    review: { when: always, by: lead@acme.test }",
    "    reports: [{ every: week, to: [held@acme.test], attach: [html] }]",
    "  - { name: Free, accounts: ['*'], review: { when: never }, reports: [{ every: week, to: [free@acme.test], attach: [html] }] }",
  ],
  mailed: ["free@acme.test", "lead@acme.test"],
};

interface Ran {
  readonly files: readonly { readonly name: string; readonly bytes: number; readonly path: string }[];
  readonly deliveries: readonly { readonly recipient: string; readonly state: string; readonly message: string }[];
}

let sandbox: Sandbox;
let folder: string;
let rounds = 0;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "gazette-run-crash-"));
  const now = CLOCK.now();
  sandbox = await startSandbox({
    accounts: 4,
    seed: 11,
    now: () => now,
    settings: { callsPerHour: 1_000_000, pictures: "none" },
  });
});
afterAll(async () => {
  await sandbox.close();
  await rm(folder, { recursive: true, force: true });
});

/** When to kill: so long after the start, or after the mail server's first visitor. */
type Moment = { readonly since: "start" | "visit"; readonly delayMs: number };

/** One period from start to end, by a run that is killed at the moment and others that are not. */
async function runThrough(moment: Moment | undefined, { configuration }: Place = ONE) {
  rounds += 1;
  const place = join(folder, `round-${rounds}`);
  await mkdir(place);
  await using server = await startMailServer();
  await writeFile(
    join(place, "gazette.yaml"),
    [
      `graph: { url: ${sandbox.url}, timeoutSeconds: 600 }`,
      "connections: [{ name: agency, token: '${GAZETTE_TOKEN}', callsPerHour: 100000 }]",
      "store: { url: 'sqlite:gazette.db' }",
      "report: { formats: [html] }",
      ...configuration,
    ].join("\n"),
  );
  const env = { GAZETTE_TOKEN: sandbox.token, SMTP_URL: `smtp://127.0.0.1:${server.port}?tls=off` };
  const words = ["--config", "gazette.yaml", "run", "--json"];
  const begun = performance.now();
  if (moment !== undefined) {
    const killed = await runGazetteProcess(place, words, env, (kill) => {
      if (moment.since === "start") {
        const timer = setTimeout(kill, moment.delayMs);
        return () => clearTimeout(timer);
      }
      let seenAt: number | undefined;
      const watch = setInterval(() => {
        if (server.visits() > 0) seenAt ??= performance.now();
        if (seenAt !== undefined && performance.now() - seenAt >= moment.delayMs) kill();
      }, 1);
      return () => clearInterval(watch);
    });
    if (killed.code !== null) return "ended before";
    await expectWholeFiles(place);
  }
  // Whose life is measured is a process; who takes over from a killed one need not be.
  const ended = await (moment === undefined ? runGazetteProcess : runGazette)(place, words, env);
  const tookMs = performance.now() - begun;
  expect([0, 3], ended.stderr).toContain(ended.code);
  await expectWholeFiles(place);
  const again = await runGazette(place, words, env);
  expect(again.code, again.stderr).toBe(ended.code);
  return { ran: again.json<Ran>(), mails: server.mails.map(({ to }) => to.join()), tookMs };
}

/** A file under its final name is whole (V11). */
async function expectWholeFiles(place: string): Promise<void> {
  const entries = await readdir(join(place, "reports"), { recursive: true }).catch(() => []);
  for (const entry of entries.filter((name) => name.endsWith(".html"))) {
    expect((await readFile(join(place, "reports", entry), "utf8")).trimEnd().endsWith("</html>"), entry).toBe(true);
  }
}

/** Kills a run so many times at random moments; gives what each came to. */
async function* killAtRandom(crashes: number, place: Place) {
  const calm = await runThrough(undefined, place);
  if (calm === "ended before") throw new Error("nobody was to be killed");
  expect(calm.mails.toSorted()).toEqual(place.mailed.toSorted());
  console.info(`an undisturbed run took ${Math.round(calm.tookMs)} ms; GAZETTE_SEED=${SEED}`);
  const random = createRandom(SEED);
  const latestMs = { start: calm.tookMs, visit: VISIT_MS };
  for (let crash = 0; crash < crashes; ) {
    // Half of them while mail is on its way, which is but a small part of a run.
    const since = crash % 2 === 0 ? "start" : "visit";
    const delayMs = Math.round(random() * latestMs[since]);
    const wild = await runThrough({ since, delayMs }, place);
    if (wild === "ended before") {
      // The machine has become faster since it was measured.
      latestMs[since] = delayMs;
      continue;
    }
    crash += 1;
    yield { ...wild, about: `killed ${delayMs} ms after the ${since}, GAZETTE_SEED=${SEED}` };
  }
}

describe(`${CRASHES} kills -9 of a run with seed ${SEED}`, () => {
  it("never double a mail, and never lose one that is not shown", async () => {
    let doubtful = 0;
    for await (const { about, ...wild } of killAtRandom(CRASHES, ONE)) {
      expect(
        wild.ran.files.map(({ name }) => name),
        about,
      ).toEqual(["report.html"]);
      expect(wild.ran.deliveries.map(({ recipient }) => recipient).toSorted(), about).toEqual(RECIPIENTS.toSorted());
      expect(new Set(wild.mails).size, about).toBe(wild.mails.length);
      for (const { recipient, state, message } of wild.ran.deliveries) {
        expect(["sent", "unknown"], about).toContain(state);
        if (state === "sent") expect(wild.mails, about).toContain(recipient);
        // Whether it arrived nobody knows; that it may not have is said, and it is not sent again unasked.
        if (state === "unknown") {
          doubtful += 1;
          expect(message, about).not.toBe("");
        }
      }
    }
    console.info(`${doubtful} mails were in doubt, and said to be`);
  });

  it("tell a reviewer once, and mail nobody what waits for him", async () => {
    for await (const { about, ran, mails } of killAtRandom(Math.ceil(CRASHES / 2), REVIEWED)) {
      expect(new Set(mails).size, about).toBe(mails.length);
      for (const mail of mails) expect(REVIEWED.mailed, about).toContain(mail);
      const states = new Map(ran.deliveries.map(({ recipient, state }) => [recipient, state]));
      expect(states.get("held@acme.test"), about).toBe("held");
      expect(["sent", "unknown"], about).toContain(states.get("free@acme.test"));
      if (states.get("free@acme.test") === "sent") expect(mails, about).toContain("free@acme.test");
    }
  });
});
