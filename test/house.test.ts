// The walls of the house (src/README.md): who may import whom, and only through a room's face.
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { describe, expect, it } from "vitest";

const ROOT = resolve(import.meta.dirname, "..");
const EVERY_FACE = "every face";

/** A line names only rooms above it, so a cycle cannot be written down. */
const WALLS: Readonly<Record<string, readonly string[] | typeof EVERY_FACE>> = {
  shared: [],
  dataset: ["shared"],
  "report/figures": ["shared", "dataset"],
  "report/words": ["shared", "dataset", "report/figures"],
  "report/kpis": ["dataset", "report/figures", "report/words"],
  config: ["shared", "dataset", "report/kpis"],
  graph: ["shared", "dataset"],
  store: ["shared", "dataset"],
  sandbox: ["shared"],
  "collect/discover": ["shared", "dataset", "graph"],
  "collect/capabilities": ["dataset"],
  "collect/plan": ["shared", "dataset", "collect/capabilities"],
  "collect/fetch": ["shared", "dataset", "graph", "collect/capabilities", "collect/plan"],
  "collect/normalise": ["shared", "dataset", "graph", "collect/plan", "collect/fetch"],
  collect: [
    "shared",
    "dataset",
    "graph",
    "store",
    "collect/discover",
    "collect/capabilities",
    "collect/plan",
    "collect/fetch",
    "collect/normalise",
  ],
  "report/summarise": ["shared", "dataset", "store", "report/words", "report/figures", "report/kpis"],
  "report/render": ["shared", "dataset", "report/kpis", "report/words", "report/summarise"],
  "report/deliver": ["shared", "dataset", "store", "report/render"],
  report: ["shared", "dataset", "store", "report/summarise", "report/render", "report/deliver"],
  schedule: ["shared", "store"],
  moderate: ["shared", "dataset", "graph", "store"],
  jobs: ["shared", "dataset", "store", "collect"],
  desk: [
    "shared",
    "dataset",
    "config",
    "graph",
    "store",
    "collect",
    "report/figures",
    "report/summarise",
    "report/render",
    "report",
    "schedule",
    "moderate",
  ],
  cli: EVERY_FACE,
};

/** Files that stand in no room on purpose. */
const OUTSIDE = ["src/setup.mjs", "src/start.mjs", "src/licences.ts", "src/README.md"];
const LONGEST_FILE = 400;

type Tree = ReadonlyMap<string, string>;

function toRoom(path: string): string | undefined {
  const rooms = Object.keys(WALLS).filter((room) => path.startsWith(`src/${room}/`));
  return rooms.sort((a, b) => b.length - a.length)[0];
}

function listImports(source: string): readonly string[] {
  return [...source.matchAll(/(?:from|import)\s*\(?\s*"(\.{1,2}\/[^"]+)"/g)].map((match) => match[1] ?? "");
}

function findBreaches(tree: Tree): readonly string[] {
  const breaches: string[] = [];
  for (const [path, source] of tree) {
    const room = toRoom(path);
    if (room === undefined) {
      if (!OUTSIDE.includes(path)) breaches.push(`${path} stands in no room`);
      continue;
    }
    for (const specifier of listImports(source)) {
      const target = join(dirname(path), specifier);
      const targetRoom = toRoom(target);
      if (targetRoom === room) continue;
      if (targetRoom === undefined) {
        if (target !== "package.json") breaches.push(`${path} imports ${target}, which is in no room`);
        continue;
      }
      const allowed = WALLS[room] ?? [];
      if (allowed !== EVERY_FACE && !allowed.includes(targetRoom))
        breaches.push(`${path}: ${room} may not import ${targetRoom}`);
      else if (target !== `src/${targetRoom}/index.ts`)
        breaches.push(`${path} passes the face of ${targetRoom}: ${target}`);
    }
  }
  return breaches;
}

/** Files that import one another in a circle, type imports included, each circle from its first file to the last. */
function findCircles(tree: Tree): readonly string[] {
  const circles: string[] = [];
  const done = new Set<string>();
  const walk = (path: string, above: readonly string[]): void => {
    if (above.includes(path)) circles.push(above.slice(above.indexOf(path)).join(" → "));
    if (done.has(path) || above.includes(path)) return;
    for (const specifier of listImports(tree.get(path) ?? "")) walk(join(dirname(path), specifier), [...above, path]);
    done.add(path);
  };
  for (const path of tree.keys()) walk(path, []);
  return circles;
}

function readTree(folder: string, ending: RegExp): Tree {
  const files = readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && ending.test(entry.name))
    .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)));
  return new Map(files.map((path) => [path, readFileSync(join(ROOT, path), "utf8")]));
}

const sources = readTree("src", /\.(ts|mjs|md)$/);

describe("the house", () => {
  it("keeps its walls", () => {
    expect(findBreaches(sources)).toEqual([]);
  });

  it("makes a report one way: of its model's words what is read, of that the figures, of those what is written", () => {
    const order = ["model", "read", "figures"];
    const back = [...sources].flatMap(([path, source]) => {
      const [, part = ""] = /^src\/report\/summarise\/(\w+)\//.exec(path) ?? [];
      const above = order.indexOf(part);
      if (above < 0) return [];
      const allowed = order.slice(0, above + 1);
      return listImports(source)
        .map((specifier) => join(dirname(path), specifier))
        .filter((target) => target.startsWith("src/report/summarise/"))
        .filter((target) => !allowed.includes(target.split("/")[3] ?? ""))
        .map((target) => `${path} imports ${target}`);
    });
    expect(back).toEqual([]);
  });

  it.each([
    ["a file in no room", "src/helpers/x.ts", "", "src/helpers/x.ts stands in no room"],
    [
      "a forbidden room",
      "src/graph/x.ts",
      'import { a } from "../store/index.ts";',
      "src/graph/x.ts: graph may not import store",
    ],
    [
      "an import past a face",
      "src/collect/x.ts",
      'import { a } from "../store/sqlite.ts";',
      "src/collect/x.ts passes the face of store: src/store/sqlite.ts",
    ],
    [
      "a lazy import past a face",
      "src/cli/x.ts",
      'await import("../graph/send.ts")',
      "src/cli/x.ts passes the face of graph: src/graph/send.ts",
    ],
  ])("would notice %s", (_fault, path, source, breach) => {
    expect(findBreaches(new Map([[path, source]]))).toEqual([breach]);
  });

  it("has no circle, among types neither", () => {
    expect(findCircles(sources)).toEqual([]);
  });

  it("would notice a circle through a third file", () => {
    const tree = new Map([
      ["src/a.ts", 'import type { B } from "./b/index.ts";'],
      ["src/b/index.ts", 'export type { C } from "../c.ts";'],
      ["src/c.ts", 'const a = await import("./a.ts");'],
    ]);
    expect(findCircles(tree)).toEqual(["src/a.ts → src/b/index.ts → src/c.ts"]);
  });

  it("has no room that the table forgot", () => {
    const rooms = readdirSync(join(ROOT, "src"), { withFileTypes: true }).filter((entry) => entry.isDirectory());
    for (const { name } of rooms)
      expect(
        Object.keys(WALLS).some((room) => room.split("/")[0] === name),
        name,
      ).toBe(true);
  });

  it("keeps its files short enough to read", () => {
    const long = [...sources].filter(([path, text]) => path.endsWith(".ts") && text.split("\n").length > LONGEST_FILE);
    expect(long.map(([path]) => path)).toEqual([]);
  });

  it("uses no name that says nothing and no default export", () => {
    const names = /(^|\/)(utils?|helpers?|common|misc|lib|manager|service|core|base|types|interfaces)([./-]|$)/i;
    expect([...sources.keys()].filter((path) => names.test(path))).toEqual([]);
    expect([...sources].filter(([, text]) => /^export default/m.test(text)).map(([path]) => path)).toEqual([]);
  });

  it("documents every error code", () => {
    const manual = readFileSync(join(ROOT, "docs/errors.md"), "utf8");
    const codes = new Set(
      [...sources]
        .filter(([path]) => path.endsWith(".ts") && !path.startsWith("src/sandbox/"))
        .flatMap(([, text]) => [
          ...text.matchAll(
            /"((?:CONFIG|DESK|GRAPH|JOB|STORE|RENDER|DELIVER|REPORT|SCHEDULE|MODERATE|CLI|INTERNAL|USAGE)_[A-Z_]+)"/g,
          ),
        ])
        .map((match) => match[1] ?? ""),
    );
    expect([...codes].filter((code) => !manual.includes(`\`${code}\``))).toEqual([]);
  });
});
