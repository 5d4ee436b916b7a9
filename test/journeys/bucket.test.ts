// Finished reports in a bucket: one machine makes them, another finds them there and makes none.
import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { startJourney } from "../support/journey.ts";
import { BUCKET, startS3Server } from "../support/s3-server.ts";

interface Ran {
  readonly outcome: string;
  readonly calls: number;
  readonly files: readonly { readonly name: string; readonly path: string }[];
  readonly failures: readonly { readonly step: string; readonly code: string; readonly message: string }[];
}

/** Machines with folders of their own, on one store. */
async function openHouse() {
  const server = await startS3Server();
  const journey = await startJourney({ accounts: 2, seed: 3 });
  onTestFinished(async () => {
    await journey[Symbol.asyncDispose]();
    await server[Symbol.asyncDispose]();
  });
  const toMachine = async (name: string, bucket = BUCKET) => {
    await writeFile(
      join(journey.folder, `${name}.yaml`),
      [
        `graph: { url: ${journey.sandbox.url} }`,
        "connections: [{ name: agency, token: '${GAZETTE_TOKEN}' }]",
        "store: { url: 'sqlite:gazette.db' }",
        `files: { url: 's3://${bucket}/weekly', endpoint: '${server.url}', region: eu-central-1 }`,
        `report: { formats: [html, xlsx], outDir: of-${name} }`,
        "clients: [{ name: Café Nord, accounts: ['*'], reports: [{ every: week, to: [a@b.test] }] }]",
        "delivery: { from: reports@acme.test, smtp: 'smtp://127.0.0.1:9?tls=off' }",
      ].join("\n"),
    );
    return (words: readonly string[], env: Record<string, string> = server.env) =>
      journey.gazette(["--config", `${name}.yaml`, ...words, "--json"], { env });
  };
  return { server, journey, toMachine };
}

it("keeps what a run made, and another machine's run puts that into its own folder", async () => {
  const { server, journey, toMachine } = await openHouse();
  const one = (await (await toMachine("one"))(["run"])).json<Ran>();
  expect(one.failures).toEqual([]);
  const folder = `weekly/Café Nord/week/${journey.week}`;
  expect(await server.names()).toEqual([
    `${folder}/.gazette-run.json`,
    `${folder}/report.html`,
    `${folder}/report.xlsx`,
  ]);
  // Whatever the other machine would make itself would not say this.
  const mark = Buffer.from((await server.read(`${folder}/report.html`)).toString("utf8").replace("</html>", "</HTML>"));
  await server.write(`${folder}/report.html`, mark);
  const other = await toMachine("other");
  const found = (await other(["run"])).json<Ran>();
  expect({ calls: found.calls, failures: found.failures }).toEqual({ calls: 0, failures: [] });
  expect(found.files.map(({ name }) => name)).toEqual(["report.html", "report.xlsx"]);
  const [page] = found.files;
  expect(page?.path).toContain("of-other");
  expect(await readFile(page?.path ?? "")).toEqual(mark);
  // Half of a report is none: it is made anew.
  await server.drop(`${folder}/report.xlsx`);
  await rm(join(journey.folder, "of-other"), { recursive: true });
  const again = (await other(["run"])).json<Ran>();
  expect((await readFile(again.files[0]?.path ?? "", "utf8")).trimEnd()).toMatch(/<\/html>$/);
  expect(await server.names()).toHaveLength(3);
});

it("makes and keeps the report where the bucket does not take it, says so, and tries again", async () => {
  const { server, journey, toMachine } = await openHouse();
  const [none, there] = [await toMachine("one", "no-such-bucket"), await toMachine("one-more")];
  const ran = (await none(["run"])).json<Ran>();
  expect(ran).toMatchObject({ outcome: "partial", files: [{ name: "report.html" }, { name: "report.xlsx" }] });
  expect(ran.failures).toMatchObject([
    {
      step: "report",
      code: "DELIVER_BUCKET",
      message: `Could not write s3://no-such-bucket/weekly/Café Nord/week/${journey.week}/report.html: there is no such bucket.`,
    },
  ]);
  await toMachine("one");
  expect((await there(["run"])).json<Ran>().failures).toEqual([]);
  expect(await server.names()).toHaveLength(3);
  const keyless = await none(["run"], {});
  expect({ code: keyless.code, stderr: keyless.stderr }).toMatchObject({
    code: 2,
    stderr: expect.stringContaining("AWS_SECRET_ACCESS_KEY is not set; files.url needs it"),
  });
});
