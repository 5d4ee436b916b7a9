// V14 as far as a machine can tell: LibreOffice opens the workbook, works every formula out anew and comes to the model's
// figures. Without LibreOffice the test is skipped, and says so (README, "Tests").
import { execFile } from "node:child_process";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { strToU8, zipSync } from "fflate";
import { afterAll, beforeAll, expect, it } from "vitest";
import { render } from "../../../src/report/render/index.ts";
import { buildModel, type ReportModel } from "../../../src/report/summarise/index.ts";
import { merge, openMemory, options, post, whole } from "../summarise/memory-dataset.ts";
import { readParts } from "./workbook-parts.ts";

const run = promisify(execFile);
/** All sheets as CSV in UTF-8, numbers as they are rather than as they look. */
const AS_CSV = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1";
const ACCOUNT = "17841400000000001";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "gazette-office-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function toBook(model: ReportModel): Promise<Uint8Array> {
  const { files, failures } = await render(model, {
    formats: ["xlsx"],
    template: "weekly",
    images: async () => undefined,
    signal: new AbortController().signal,
  });
  expect(failures).toEqual([]);
  return files[0]?.bytes ?? new Uint8Array();
}

/** The same workbook without one cached result: whoever opens it has to work them out. */
function forgetResults(bytes: Uint8Array): Uint8Array {
  const parts = [...readParts(bytes)].map(([name, text]) => {
    const forgotten = text.replace(/<\/f><v>[^<]*<\/v>/g, "</f>");
    return [name, strToU8(name.startsWith("xl/worksheets/sheet") ? forgotten : text)] as const;
  });
  return zipSync(Object.fromEntries(parts));
}

async function findOffice(): Promise<string | undefined> {
  for (const name of ["soffice", "libreoffice"]) {
    const found = await run(name, ["--version"]).then(
      () => true,
      () => false,
    );
    if (found) return name;
  }
  return undefined;
}

/** Rates come as "12.5%". */
function toNumber(field = "none"): number {
  return field.endsWith("%") ? Number(field.slice(0, -1)) / 100 : Number(field);
}

/** Fields of a CSV; quotes doubled inside quotes. */
function parseCsv(text: string): readonly (readonly string[])[] {
  const rows: string[][] = [[]];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\n]*))(,|\r?\n|$)/g)) {
    rows.at(-1)?.push(quoted?.replaceAll('""', '"') ?? plain ?? "");
    if (end !== ",") rows.push([]);
  }
  return rows;
}

it("LibreOffice reads it without complaint and comes to the same sums and rates", async ({ skip }) => {
  const office = await findOffice();
  if (office === undefined) return skip("LibreOffice is not installed: apt-get install libreoffice-calc");
  const hostile = post(ACCOUNT, "hostile", "2026-11-18T20:00:00.000Z", { reach: 50, views: 70 }, { caption: "=1+1" });
  const dataset = merge(whole(ACCOUNT), whole("17841400000000002", 3), whole("17841400000000003", 2), hostile);
  const model = await buildModel(openMemory(dataset), options());
  await writeFile(join(folder, "book.xlsx"), forgetResults(await toBook(model)));
  const profile = `-env:UserInstallation=file://${join(folder, "profile")}`;
  const { stderr } = await run(office, [
    profile,
    "--headless",
    "--convert-to",
    AS_CSV,
    "--outdir",
    folder,
    join(folder, "book.xlsx"),
  ]);
  expect(stderr.replace(/^.*javaldx.*$/gm, "").trim()).toBe("");
  const made = (await readdir(folder)).filter((name) => name.endsWith(".csv")).sort();
  expect(made).toEqual(
    [
      "Accounts",
      "Audience",
      "Comments",
      "Coverage",
      "Daily",
      "Dictionary",
      "Groups",
      "Posts",
      "Stories",
      "Summary",
    ].map((title) => `book-${title}.csv`),
  );
  let compared = 0;
  for (const { id, table } of model.sheets) {
    const title = { accounts: "Accounts", groups: "Groups", daily: "Daily", posts: "Posts" }[id as string];
    if (title === undefined) continue;
    const lines = parseCsv(await readFile(join(folder, `book-${title}.csv`), "utf8"));
    const kept = table.columns.flatMap(({ unit }, at) => (unit === "spark" ? [] : [at]));
    for (const [nth, cells] of [...table.rows.map((row) => row.cells), table.totals ?? []].entries()) {
      for (const [to, at] of kept.entries()) {
        const cell = cells[at];
        if (cell?.kind !== "value") continue;
        const factor = table.columns[at]?.unit === "ms" ? 1_000 : 1;
        expect(
          toNumber(lines[nth + 1]?.[to]) * factor,
          `${title}, ${table.columns[at]?.label}, row ${nth}`,
        ).toBeCloseTo(cell.value, 9);
        compared += 1;
      }
    }
  }
  expect(compared).toBeGreaterThan(150);
  const posts = parseCsv(await readFile(join(folder, "book-Posts.csv"), "utf8"));
  const hostileRow = posts.find((row) => row[2] === "hostile") ?? [];
  expect(hostileRow.slice(2, 6)).toEqual(["hostile", "Post", "2026-11-18 21:00:00", "=1+1"]);
  expect(posts[1]?.slice(1, 3)).toEqual([`user_${ACCOUNT}`, `${ACCOUNT}-c`]);
});
