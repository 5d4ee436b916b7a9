import { chmod, mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Ended, runGazette, startJourney } from "../support/journey.ts";
import { startClock } from "../support/test-clock.ts";

/** What is tried again is tried again at once. */
const CLOCK = startClock(undefined, "skipped");

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "gazette-bad-"));
});

afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

const write = (yaml: string) => writeFile(join(folder, "gazette.yaml"), yaml);
const run = (args: readonly string[], env: Record<string, string> = { GAZETTE_TOKEN: "EAAtest0123456789" }) =>
  runGazette(folder, ["--config", "gazette.yaml", ...args], env, CLOCK);

function expectOneSentence(ended: Ended, code: number, words: RegExp): void {
  expect(ended.code, ended.stderr).toBe(code);
  expect(ended.stderr).toMatch(words);
  expect(ended.stderr).not.toMatch(/\n\s+at .*:\d+/);
}

describe("bad input ends in one sentence with its remedy", () => {
  it("an unknown key, with the nearest known name", async () => {
    await write("conections: []\n");
    expectOneSentence(await run(["collect"]), 2, /conections.*connections/s);
  });

  it("a missing token", async () => {
    await write("connections: [{ name: agency, token: '${GAZETTE_TOKEN}' }]\n");
    expectOneSentence(await run(["collect"], {}), 2, /GAZETTE_TOKEN/);
  });

  it("an unreachable host", async () => {
    await write(
      "graph: { url: 'http://127.0.0.1:9' }\nconnections: [{ name: agency, token: '${GAZETTE_TOKEN}' }]\nstore: { url: 'sqlite:gazette.db' }\n",
    );
    expectOneSentence(await run(["accounts"]), 1, /127\.0\.0\.1:9.*graph\.url/s);
  });

  it("a server that answers with an HTML page", async () => {
    const server = createServer((_request, response) =>
      response.writeHead(200, { "content-type": "text/html" }).end("<html>hi"),
    );
    await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
    const { port } = server.address() as AddressInfo;
    await write(
      `graph: { url: 'http://127.0.0.1:${port}' }\nconnections: [{ name: agency, token: '\${GAZETTE_TOKEN}' }]\nstore: { url: 'sqlite:gazette.db' }\n`,
    );
    const ended = await run(["accounts"]);
    server.close();
    expectOneSentence(ended, 1, /not the Graph API's JSON.*graph\.url/s);
  });

  it("an unknown account", async () => {
    await using journey = await startJourney({ accounts: 3 });
    await journey.gazette(["collect"]);
    expectOneSentence(await journey.gazette(["report", "--account", "nobody.here"]), 2, /nobody\.here/);
    expectOneSentence(await journey.gazette(["collect", "--account", "nobody.here"]), 2, /nobody\.here/);
  });

  it("a period in the future and one that is none", async () => {
    await write("connections: [{ name: agency, token: '${GAZETTE_TOKEN}' }]\nstore: { url: 'sqlite:gazette.db' }\n");
    expectOneSentence(await run(["collect", "--period", "2099-W10"]), 2, /2099-W10.*future/s);
    expectOneSentence(await run(["report", "--period", "someday"]), 2, /someday.*last-week/s);
  });

  it("an unwritable folder, and nothing half-written", async () => {
    await using journey = await startJourney({ accounts: 3 });
    await journey.gazette(["collect"]);
    // A file where the folder should be: unwritable even for root.
    await writeFile(join(journey.folder, "taken"), "");
    const ended = await journey.gazette(["report", "--format", "html", "--out", "taken"]);
    expectOneSentence(ended, 1, /taken/);
    expect((await readdir(journey.folder)).filter((name) => name.includes("tmp"))).toEqual([]);
  });

  it("a file that cannot be written, and a model that is none", async () => {
    await write("connections: [{ name: agency, token: '${GAZETTE_TOKEN}' }]\nstore: { url: 'sqlite:gazette.db' }\n");
    await writeFile(join(folder, "taken"), "");
    await writeFile(join(folder, "model.json"), '{"schema":1}');
    expectOneSentence(await run(["export", "accounts", "--out", "taken/accounts.csv"]), 2, /taken.*Name another file/s);
    expectOneSentence(await run(["report", "--from-model", "model.json"]), 2, /model\.json.*lacks.*--model FILE/s);
  });

  it("a store that cannot be opened", async () => {
    await mkdir(join(folder, "store.db"));
    await chmod(join(folder, "store.db"), 0o700);
    await write("connections: [{ name: agency, token: '${GAZETTE_TOKEN}' }]\nstore: { url: 'sqlite:store.db' }\n");
    expectOneSentence(await run(["status"]), 1, /store\.db/);
  });
});
