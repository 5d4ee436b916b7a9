import { spawn } from "node:child_process";
import { once } from "node:events";
import { appendFile, cp, mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { NODE_FLAGS } from "../../src/cli/node-flags.ts";
import { CLOCK, type Journey, startJourney } from "../support/journey.ts";

const ROOT = resolve(import.meta.dirname, "../..");
const MAIN = join(ROOT, "src/start.mjs");
const CONFIG = `report: { outDir: out, notes: notes.md, template: ./mine }
accounts: { groups: { Pair: [ALPHA, BETA] } }`;

interface Made {
  readonly outcome: string;
  readonly reportId: string;
  readonly accounts: number;
  readonly files: readonly { readonly path: string }[];
  readonly cuts: readonly { readonly cut: string; readonly accounts: number }[];
}

let journey: Journey;
let usernames: readonly string[];

beforeAll(async () => {
  journey = await startJourney({ accounts: 4, seed: 11 });
  await journey.configure("");
  await journey.gazette(["collect", "--quiet"]);
  const accounts = await journey.gazette(["export", "accounts", "--format", "jsonl"]);
  usernames = accounts.stdout
    .trim()
    .split("\n")
    .map((line) => (JSON.parse(line) as { readonly username: string }).username);
  const [alpha = "", beta = ""] = usernames;
  await journey.configure(CONFIG.replace("ALPHA", alpha).replace("BETA", beta));
  await writeFile(
    join(journey.folder, "notes.md"),
    "# This week\n\nWe **paused** two campaigns 🎉 <script>x</script>\n",
  );
  await cp(join(ROOT, "templates/weekly"), join(journey.folder, "mine"), { recursive: true });
  // The sandbox is closed from here on: a report never costs a call (V8).
  await journey.sandbox.close();
});

afterAll(() => journey[Symbol.asyncDispose]());

async function makeHtml(...args: readonly string[]): Promise<Made> {
  const ended = await journey.gazette(["report", "--format", "html", "--json", ...args]);
  expect(ended.code, ended.stderr).toBe(0);
  return ended.json<Made>();
}

const readFirst = (made: Made): Promise<string> => readFile(made.files[0]?.path ?? "", "utf8");

describe("a sealed report", () => {
  it("is rendered again byte for byte by its id, in another zone and language of the machine, whatever the dataset holds now", async () => {
    const made = await makeHtml();
    const html = await readFirst(made);
    const other = { TZ: "Pacific/Auckland", LANG: "de_DE.UTF-8", LC_ALL: "de_DE.UTF-8" };
    const again = await journey.gazette(
      ["report", "--format", "html", "--json", "--from-model", made.reportId, "--out", "again"],
      { env: other },
    );
    expect(again.code, again.stderr).toBe(0);
    expect(again.json<Made>().reportId).toBe(made.reportId);
    expect(await readFirst(again.json<Made>())).toBe(html);
  });

  it("is listed by status, with its hash", async () => {
    const { reportId } = await makeHtml();
    const status = await journey.gazette(["status", "--json"]);
    const { reports } = status.json<{
      readonly reports: readonly { readonly reportId: string; readonly sha256: string }[];
    }>();
    expect(reports.filter((report) => report.reportId === reportId)).toHaveLength(1);
    expect(reports[0]?.sha256).toMatch(/^[0-9a-f]{64}$/);
  });

  it("of no such id is refused, and so is a file that is no model", async () => {
    const stranger = await journey.gazette(["report", "--from-model", "2026-01-01_2026-01-07_none"]);
    expect(stranger.code).toBe(2);
    expect(stranger.stderr).toContain("there is no such file, and no report of this id is sealed");
    await writeFile(join(journey.folder, "other.json"), '{"schema":2}');
    const other = await journey.gazette(["report", "--from-model", "other.json"]);
    expect(other.code).toBe(2);
    expect(other.stderr).toContain("its schema is 2, this program reads 1");
  });
});

describe("a split report", () => {
  it("is the whole and one report for each group, in folders of their own", async () => {
    const made = await makeHtml("--split", "groups", "--out", "split");
    expect(made.accounts).toBe(usernames.length);
    expect(made.cuts).toMatchObject([{ cut: "Pair", accounts: 2 }]);
    expect(made.files).toHaveLength(2);
    expect((await readdir(join(journey.folder, "split"))).sort()).toEqual([journey.week, `${journey.week}-Pair`]);
  });

  it("may be one for each account", async () => {
    const made = await makeHtml("--split", "accounts", "--out", "each");
    expect(made.cuts.map(({ cut, accounts }) => [cut, accounts])).toEqual(usernames.map((name) => [name, 1]));
  });
});

describe("a template of one's own", () => {
  it("shows the author's notes as Markdown, and nothing in them is obeyed", async () => {
    const html = await readFirst(await makeHtml());
    expect(html).toContain("<h4>This week</h4>");
    expect(html).toContain("<strong>paused</strong>");
    expect(html).toContain("&lt;script&gt;x&lt;/script&gt;");
  });

  it("that is broken is told with its file and line", async () => {
    await mkdir(join(journey.folder, "broken"), { recursive: true });
    await writeFile(join(journey.folder, "broken/report.hbs"), "<p>\n{{> missing}}\n</p>");
    await journey.configure("report: { outDir: out, template: ./broken, formats: [html] }");
    const ended = await journey.gazette(["report"]);
    await journey.configure(CONFIG);
    expect(ended.code).toBe(1);
    expect(ended.stderr).toMatch(/broken\/report\.hbs, line 2: The partial missing could not be found/);
  });

  it("is rendered again by --watch on each change, also after a broken one", async () => {
    const child = spawn(
      process.execPath,
      [...NODE_FLAGS, MAIN, "--config", "gazette.yaml", "report", "--format", "html", "--watch"],
      {
        cwd: journey.folder,
        env: { PATH: process.env.PATH, HOME: process.env.HOME, ...CLOCK.env, GAZETTE_TOKEN: journey.sandbox.token },
        stdio: ["ignore", "pipe", "pipe"],
      },
    );
    const ended = once(child, "exit");
    const made = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    const told = createInterface({ input: child.stderr })[Symbol.asyncIterator]();
    const waitFor = async (words: string): Promise<void> => {
      for (let line = await told.next(); line.done !== true; line = await told.next()) {
        if (line.value.includes(words)) return;
      }
      throw new Error(`nobody said "${words}"`);
    };
    try {
      await waitFor("Watching");
      const path = String((await made.next()).value);
      await appendFile(join(journey.folder, "mine/style.css"), "\n.once { color: #010203 }\n");
      await waitFor("style.css changed");
      // One change may be told twice, and the first report be made of half of it.
      do expect((await made.next()).value).toBe(path);
      while (!(await readFile(path, "utf8")).includes(".once { color: #010203 }"));
      await writeFile(join(journey.folder, "mine/partials/text.hbs"), "{{#if}");
      await waitFor("partials/text.hbs");
      await cp(join(ROOT, "templates/weekly/partials/text.hbs"), join(journey.folder, "mine/partials/text.hbs"));
      await waitFor("text.hbs changed");
      expect((await made.next()).value).toBe(path);
    } finally {
      child.kill("SIGINT");
    }
    expect((await ended)[0]).toBe(0);
  });
});
