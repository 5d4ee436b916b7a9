// Two machines on one PostgreSQL, each with a folder of its own: what one has made, the other sends, from the seal or the
// letter in the database and from no file (RELIABILITY V9).
import { existsSync } from "node:fs";
import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { createDatabasePlace, postgresAbsent } from "../store/engines.ts";
import { startJourney } from "../support/journey.ts";
import { listFiles, startMailServer } from "../support/mail-server.ts";

interface Made {
  readonly reportId: string;
  readonly files: readonly { readonly path: string }[];
}

async function startTwo() {
  const place = await createDatabasePlace();
  onTestFinished(() => place.remove());
  const server = await startMailServer();
  const journey = await startJourney({ accounts: 2, seed: 3 });
  onTestFinished(async () => {
    await journey[Symbol.asyncDispose]();
    await server[Symbol.asyncDispose]();
  });
  const toMachine = async (name: string) => {
    await writeFile(
      join(journey.folder, `${name}.yaml`),
      [
        `graph: { url: ${journey.sandbox.url} }`,
        "connections: [{ name: agency, token: '${GAZETTE_TOKEN}' }]",
        "store: { url: '${DATABASE}' }",
        `report: { formats: [html, xlsx], outDir: of-${name}, brand: { name: Acme } }`,
        "delivery: { smtp: '${SMTP_URL}', from: 'Reports <reports@acme.test>', recipients: [{ to: [lead@acme.test], attach: [html] }] }",
      ].join("\n"),
    );
    return (words: readonly string[], port = server.port) =>
      journey.gazette(["--config", `${name}.yaml`, ...words, "--json"], {
        env: { DATABASE: place.url, SMTP_URL: `smtp://127.0.0.1:${port}?tls=off` },
      });
  };
  const [one, other] = [await toMachine("one"), await toMachine("other")];
  expect((await one(["collect", "--quiet"])).code).toBe(0);
  return { server, journey, one, other, folder: (name: string) => join(journey.folder, `of-${name}`) };
}

describe.skipIf(postgresAbsent !== undefined)("two machines on one store", () => {
  it("a report that one has made is sent by the other as it was told, though its files are gone", async () => {
    const { server, one, other, folder, journey } = await startTwo();
    const made = (await one(["report"])).json<Made>();
    const page = await readFile(made.files.find(({ path }) => path.endsWith(".html"))?.path ?? "");
    await rm(folder("one"), { recursive: true });
    const calls = journey.sandbox.callsCounted();
    const sent = await other(["send", made.reportId]);
    expect([sent.code, sent.json<{ deliveries: readonly { state: string }[] }>().deliveries]).toMatchObject([
      0,
      [{ state: "sent" }],
    ]);
    const [attached] = listFiles(server.mails[0]?.parsed);
    expect(attached?.content.equals(page)).toBe(true);
    expect([existsSync(folder("one")), existsSync(folder("other")), journey.sandbox.callsCounted()]).toEqual([
      false,
      true,
      calls,
    ]);
    // Once is once, whichever machine is asked.
    await one(["send", made.reportId]);
    expect(server.mails).toHaveLength(1);
  });

  it("a mail that one could not get rid of leaves from the other, byte for byte, and is rendered by neither", async () => {
    const { server, one, other, folder } = await startTwo();
    const NOBODY_LISTENS = 9;
    const tried = await one(["send"], NOBODY_LISTENS);
    expect(tried.json<{ deliveries: readonly { state: string }[] }>().deliveries).toMatchObject([{ state: "queued" }]);
    const pages = await readFiles(folder("one"), ".html");
    expect(pages).toHaveLength(1);
    await rm(folder("one"), { recursive: true });
    expect((await other(["send"])).code).toBe(0);
    expect(listFiles(server.mails[0]?.parsed)[0]?.content.equals(pages[0] as Buffer)).toBe(true);
    expect([server.mails.length, existsSync(folder("other"))]).toEqual([1, false]);
  });
});

async function readFiles(folder: string, ending: string): Promise<readonly Buffer[]> {
  const names = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith(ending));
  return Promise.all(names.map((name) => readFile(join(folder, name))));
}
