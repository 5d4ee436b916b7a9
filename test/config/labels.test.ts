import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ConfigError, loadSettings, readLabelFile, type Settings } from "../../src/config/index.ts";

let cwd = "";

beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), "gazette-labels-"));
  mkdirSync(join(cwd, "config"));
});

afterEach(() => rmSync(cwd, { recursive: true, force: true }));

function load(yaml: string): Settings {
  writeFileSync(join(cwd, "config/gazette.yaml"), yaml);
  return loadSettings({ cwd, env: { GAZETTE_TOKEN: "EAABtesttoken123" } });
}

function listProblems(yaml: string): readonly string[] {
  try {
    load(yaml);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems.map(({ key, problem }) => `${key} ${problem}`);
    throw error;
  }
  return [];
}

function write(text: string | Uint8Array): string {
  const path = join(cwd, "config/labels.csv");
  writeFileSync(path, text);
  return path;
}

const P = "https://www.instagram.com/p/";

describe("report.labels", () => {
  it("are none when absent", () => {
    expect(load("report: {}").report.labels).toEqual([]);
  });

  it("keep their rules; a file is taken from the configuration's folder", () => {
    const path = write("permalink,label\n");
    const settings = load(
      "report: { labels: [{ name: Tea, contains: [tea], hashtags: ['#tea'] }, { file: labels.csv }] }",
    );
    expect(settings.report.labels).toEqual([{ name: "Tea", contains: ["tea"], hashtags: ["#tea"] }, { file: path }]);
  });

  it.each([
    ["[{ name: Tea }]", "report.labels[0] has no rule: give contains, hashtags, links or a file"],
    ["[{ contains: [tea] }]", "report.labels[0].name is missing"],
    [
      "[{ name: Tea, contains: [a] }, { name: TEA, contains: [b] }]",
      'report.labels[1].name is "TEA", as another label\'s; names must differ',
    ],
    ["[{ name: Tea, hashtag: [a] }]", "report.labels[0].hashtag is not a known key; did you mean hashtags?"],
    ["[{ name: Tea, links: [p/abc] }]", "report.labels[0].links[0] must be a post's web address, as https://…"],
    ["[{ name: Tea, contains: [] }]", "report.labels[0].contains must name at least one"],
    [
      "[{ name: Tea, file: x.csv }]",
      "report.labels[0].file stands beside a name or rule; give the file an entry of its own",
    ],
  ])("%s: one clear sentence with its key", (labels, sentence) => {
    expect(listProblems(`report: { labels: ${labels} }`)).toContain(sentence);
  });

  it("of a file that is not there, or broken, are told with its key and line", () => {
    const yaml = "report: { labels: [{ file: labels.csv }] }";
    const path = join(cwd, "config/labels.csv");
    expect(listProblems(yaml)).toEqual([`report.labels[0].file names ${path}, which does not exist`]);
    write(`permalink,label\n${P}a/,Tea\nnothing,Tea\n`);
    expect(listProblems(yaml)).toEqual([
      `report.labels[0].file names ${path}, whose line 3 has no web address as its permalink`,
    ]);
  });

  it("of a client are its own; one that is wrong leaves the others", () => {
    const settings = load(`
report: { labels: [{ name: House, contains: [house] }] }
clients:
  - { name: A, accounts: [a], report: { labels: [{ name: Own, contains: [own] }] } }
  - { name: B, accounts: [b] }
  - { name: C, accounts: [c], report: { labels: [{ file: none.csv }] } }
  - { name: D, accounts: [d], reports: [{ every: week, labels: [{ name: D }] }] }
`);
    const names = settings.clients.map(({ reports }) => reports[0]?.settings.report.labels.map(({ name }) => name));
    expect(names).toEqual([["Own"], ["House"]]);
    expect(settings.brokenClients.flatMap(({ problems }) => problems.map(({ key, line }) => [key, line]))).toEqual([
      ["clients[2].report.labels[0].file", 6],
      ["clients[3].reports[0].labels[0]", 7],
    ]);
  });
});

describe("a file of labels", () => {
  it.each([
    ["commas", `permalink,label\n${P}a/,Tea\n`],
    ["semicolons, a byte order mark and Windows line ends", `\ufeffpermalink;label\r\n${P}a/;Tea\r\n`],
    ["tabs and old line ends", `label\tpermalink\rTea\t${P}a/\r`],
    ["quotation marks and other columns", `"id","Label","Permalink"\n1,"Tea","${P}a/"`],
    ["blank lines", `permalink,label\n\n${P}a/ , Tea\n,\n`],
  ])("may have %s", (_what, text) => {
    expect(readLabelFile(write(text))).toEqual({ rows: [{ link: `${P}a/`, label: "Tea" }] });
  });

  it("may have separators, quotation marks and line ends in a label", () => {
    const read = readLabelFile(write(`permalink,label\n${P}a/,"Tea, ""green""\nor not"\n${P}b/,紅茶\n`));
    expect(read).toEqual({
      rows: [
        { link: `${P}a/`, label: 'Tea, "green"\nor not' },
        { link: `${P}b/`, label: "紅茶" },
      ],
    });
  });

  it.each([
    ["", "whose line 1 must name the columns permalink and label"],
    ["link,label\n", "whose line 1 must name the columns permalink and label"],
    [`permalink,label\n${P}a/,"x\ny"\n${P}b/,\n`, "whose line 4 has no label"],
    [`permalink,label\n${P}a/,Tea\n${P}b/,"Tea\n`, "whose line 3 opens a quotation mark that is never closed"],
    [new Uint8Array([0xff, 0xfe, 0x41]), "which is not UTF-8 text; save it as CSV in UTF-8"],
  ])("%j is told by its line", (text, sentence) => {
    const path = write(text);
    expect(readLabelFile(path)).toEqual({ problem: `names ${path}, ${sentence}` });
  });
});

describe("report.annotations", () => {
  it("are days with words, about everybody or some", () => {
    const settings = load(
      "report: { annotations: [{ date: 2026-11-18, text: ' Menu ', accounts: ['a*'] }, { date: 2024-02-29, text: x }] }",
    );
    expect(settings.report.annotations).toEqual([
      { date: "2026-11-18", text: "Menu", accounts: ["a*"] },
      { date: "2024-02-29", text: "x" },
    ]);
    expect(load("report: {}").report.annotations).toEqual([]);
  });

  it.each([
    ["{ date: 2026-02-30, text: x }", "report.annotations[0].date must be a day such as 2026-11-18"],
    ["{ date: yesterday, text: x }", "report.annotations[0].date must be a day such as 2026-11-18"],
    ["{ text: x }", "report.annotations[0].date must be a day such as 2026-11-18"],
    ["{ date: 2026-11-18 }", "report.annotations[0].text is missing"],
    ["{ date: 2026-11-18, text: '' }", "report.annotations[0].text must not be empty"],
    ["{ date: 2026-11-18, text: x, accounts: [] }", "report.annotations[0].accounts must name at least one"],
    [
      "{ date: 2026-11-18, text: x, account: [a] }",
      "report.annotations[0].account is not a known key; did you mean accounts?",
    ],
  ])("%s: one clear sentence with its key", (annotation, sentence) => {
    expect(listProblems(`report: { annotations: [${annotation}] }`)).toEqual([sentence]);
  });

  it("of a client are its own", () => {
    const settings = load(`
report: { annotations: [{ date: 2026-11-18, text: House }] }
clients:
  - { name: A, accounts: [a], report: { annotations: [{ date: 2026-11-19, text: Own }] } }
  - { name: B, accounts: [b] }
`);
    const texts = settings.clients.map(({ reports }) =>
      reports[0]?.settings.report.annotations.map(({ text }) => text),
    );
    expect(texts).toEqual([["Own"], ["House"]]);
  });
});
