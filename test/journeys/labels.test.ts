// Labels from the configuration to the page and the workbook, through the command line.
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import type { ReportModel } from "../../src/report/index.ts";
import { startJourney } from "../support/journey.ts";

it("labels of the configuration and of a file stand in the report; a file that breaks is told with its line", async () => {
  await using journey = await startJourney({ accounts: 3, seed: 7 }, "report: { formats: [html, xlsx] }");
  expect((await journey.gazette(["collect", "--json"])).code).not.toBe(2);
  const model = async (): Promise<ReportModel> => {
    const made = await journey.gazette(["report", "--model", "model.json", "--json"]);
    expect(made.code, made.stderr).toBe(0);
    return JSON.parse(await readFile(join(journey.folder, "model.json"), "utf8")) as ReportModel;
  };
  const before = await model();
  expect(before.sections.map(({ id }) => id)).not.toContain("labels");
  const posts = before.sheets.find(({ id }) => id === "posts")?.table;
  const link = posts?.rows[0]?.cells[posts.columns.findIndex(({ key }) => key === "link")];
  if (link?.kind !== "link") throw new Error("no permalink");
  await writeFile(join(journey.folder, "labels.csv"), `permalink;label\r\n${link.href};Picked\r\n`);
  await journey.configure(
    "report: { formats: [html, xlsx], labels: [{ name: Letters, contains: [a, e, i] }, { file: labels.csv }], annotations: [{ date: ANNOTATED, text: Winter menu }] }".replace(
      "ANNOTATED",
      before.period.from,
    ),
  );
  const after = await model();
  const found = after.sheets.find(({ id }) => id === "labels")?.table;
  expect(found?.rows.map(({ key }) => key)).toEqual(expect.arrayContaining(["label/Letters", "label/Picked"]));
  const page = await readFile(join(journey.folder, `reports/${journey.week}/report.html`), "utf8");
  expect(page).toContain("By label");
  expect(page.match(/Winter menu/g)?.length).toBeGreaterThan(3);
  await writeFile(join(journey.folder, "labels.csv"), "permalink;label\r\nnowhere;Picked\r\n");
  const refused = await journey.gazette(["report"]);
  expect(refused.code).toBe(2);
  expect(refused.stderr).toMatch(/report\.labels\[1\]\.file names .*labels\.csv, whose line 2 has no web address/);
});
