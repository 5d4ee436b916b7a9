// The workbook read back part by part, without the library that wrote it.
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { toLayout, toLetter } from "../../../src/report/render/xlsx/layout.ts";
import { buildModel, type Cell, type ReportModel, type Row } from "../../../src/report/summarise/index.ts";
import { merge, openMemory, options, whole } from "../summarise/memory-dataset.ts";
import { count, toBook, toSheets, toTable, withSheet, words } from "./make-book.ts";
import { sampleModel } from "./sample-model.ts";
import { findAll, findFaults, type Parts, parseXml, readParts, readSheets, type SheetPart } from "./workbook-parts.ts";

let folder = "";
let model: ReportModel;
let parts: Parts;
let sheets: ReadonlyMap<string, SheetPart>;

function sheet(title: string): SheetPart {
  const found = sheets.get(title);
  if (found === undefined) throw new Error(`no sheet ${title}`);
  return found;
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "gazette-workbook-"));
  const dataset = merge(whole("17841400000000001"), whole("17841400000000002", 3), whole("17841400000000003", 2));
  model = await buildModel(openMemory(dataset), options({ groups: { North: ["user_17841400000000001"] } }));
  parts = readParts(await toBook(model));
  sheets = new Map(readSheets(parts).map((one) => [one.title, one]));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe("the workbook's parts", () => {
  it("hold together as Excel wants them", () => {
    expect(findFaults(parts)).toEqual([]);
    expect(findFaults(new Map([...parts, ["xl/charts/stray.xml", "<a>\u0001</a>"]]))).toHaveLength(1);
  });

  it("are ten sheets, each a native table with a filter, a frozen head and print set up", () => {
    expect([...sheets.keys()]).toEqual([
      "Summary",
      "Accounts",
      "Groups",
      "Daily",
      "Posts",
      "Stories",
      "Audience",
      "Comments",
      "Coverage",
      "Dictionary",
    ]);
    for (const [title, { root, tables }] of sheets) {
      const [pane] = findAll(root, "pane");
      expect(pane?.attributes.state, title).toBe("frozen");
      expect(findAll(root, "pageSetUpPr")[0]?.attributes, title).toEqual({ fitToPage: "1" });
      expect(tables.length, title).toBe(title === "Summary" ? 5 : 1);
      expect(findAll(tables[0] ?? root, "tableStyleInfo")[0]?.attributes.showRowStripes, title).toBe("1");
      if (title === "Summary") continue;
      expect(pane?.attributes.ySplit, title).toBe("1");
      expect(findAll(tables[0] ?? root, "autoFilter"), title).toHaveLength(1);
    }
    const names = findAll(readXml("xl/workbook.xml"), "definedName").map(({ text }) => text);
    expect(names).toContain("'Accounts'!$A:$B,'Accounts'!$1:$1");
  });

  it("carry the report's own properties, and the same bytes when made again", async () => {
    const core = readXml("docProps/core.xml").children.map(({ name, text }) => [name, text]);
    expect(Object.fromEntries(core)).toMatchObject({
      "dc:title": `Weekly report · ${model.period.label}`,
      "dc:creator": "Bakeries",
      "cp:lastModifiedBy": "gazette test",
      "cp:keywords": model.reportId,
      "dcterms:created": "2026-11-26T09:00:00Z",
    });
    expect(Buffer.compare(await toBook(model), await toBook(model))).toBe(0);
  });
});

const readXml = (name: string) => parseXml(parts.get(name) ?? "");
describe("cells", () => {
  it("keep name and user name apart, ids as text, days and instants as dates", () => {
    const { cells, root } = sheet("Daily");
    expect(["A1", "B1", "C1", "D1"].map((address) => cells.get(address)?.text)).toEqual([
      "Account",
      "Username",
      "Account id",
      "Day",
    ]);
    expect(cells.get("B2")).toMatchObject({ text: "user_17841400000000001", type: "s" });
    expect(cells.get("C2")).toMatchObject({ text: "17841400000000001", type: "s" });
    // 16 November 2026 as Excel counts days.
    expect(cells.get("D2")).toMatchObject({ text: "46342", type: "n" });
    expect(findAll(root, "f").length).toBeGreaterThan(0);
  });

  it("say why a figure is absent, in a note, and in the cell once there are too many notes", async () => {
    const rows = Array.from({ length: 1_005 }, (_, at) => ({
      key: String(at),
      cells: [{ kind: "absent", because: "under 100 followers" } as const],
    }));
    const made = readParts(
      await toBook(withSheet(toTable([{ key: "a", label: "Reach", unit: "count", addsUp: true }], rows))),
    );
    const cells = [...(readSheets(made)[0]?.cells.values() ?? [])].map(({ text }) => text);
    expect(cells.filter((text) => text === "not measured")).toHaveLength(1_000);
    expect(cells.filter((text) => text === "not measured: under 100 followers")).toHaveLength(5);
    expect(made.get("xl/comments1.xml")?.match(/under 100 followers/g)).toHaveLength(1_000);
  });

  it("are links up to Excel's 65,530 a sheet, and text after", async () => {
    const rows = Array.from({ length: 65_540 }, (_, at) => ({
      key: String(at),
      cells: [{ kind: "link", text: "Post", href: `https://www.instagram.com/p/${at}/` } as const],
    }));
    const made = readParts(
      await toBook(withSheet(toTable([{ key: "a", label: "Link", unit: "link", addsUp: false }], rows))),
    );
    const xml = made.get("xl/worksheets/sheet1.xml") ?? "";
    expect(xml.match(/<hyperlink /g)).toHaveLength(65_530);
    expect(made.get("xl/worksheets/_rels/sheet1.xml.rels")?.match(/TargetMode="External"/g)).toHaveLength(65_530);
    const text = made.get("xl/sharedStrings.xml") ?? "";
    expect(text.match(/<t>Post https:\/\/www\.instagram\.com\/p\/655[34]\d\/<\/t>/g)).toHaveLength(10);
  });
});

describe("formulas", () => {
  it("sum what the filter leaves and divide sums, with the model's figure as the cached result", () => {
    const { cells, tables } = sheet("Posts");
    const labels = findAll(tables[0] ?? readXml("xl/workbook.xml"), "tableColumn").map(
      ({ attributes }) => attributes.name,
    );
    const letter = (label: string): string => toLetter(labels.indexOf(label));
    const posts = model.sheets.find(({ id }) => id === "posts")?.table;
    const total = (key: string): Cell | undefined => posts?.totals?.[posts.columns.findIndex((one) => one.key === key)];
    const last = (posts?.rows.length ?? 0) + 2;
    const range = (label: string): string => `${letter(label)}2:${letter(label)}${last - 1}`;
    expect(cells.get(`${letter("Views")}${last}`)).toEqual({
      type: "n",
      formula: "SUBTOTAL(109,Posts[Views])",
      text: String((total("views") as { value: number }).value),
    });
    expect(cells.get(`${letter("Engagement rate")}${last}`)).toEqual({
      type: "n",
      formula: `IFERROR(SUBTOTAL(109,${range("Post interactions")})/SUBTOTAL(109,${range("Reach")}),"")`,
      text: String((total("engagementRate") as { value: number }).value),
    });
    expect(cells.get(`${letter("Engagement rate")}2`)?.formula).toBe(
      `${letter("Post interactions")}2/${letter("Reach")}2`,
    );
    expect(cells.get(`${letter("Post interactions")}${last}`)?.formula).toBe("SUBTOTAL(109,Posts[Post interactions])");
    expect(cells.get(`A${last}`)?.text).toBe("Total");
  });

  it("are left out where they would say something else than the model", async () => {
    const columns = [
      { key: "views", label: "Views", unit: "count", addsUp: true },
      { key: "reach", label: "Reach", unit: "count", addsUp: false },
      { key: "rate", label: "Rate", unit: "percent", addsUp: false, ratio: { of: "views", over: "reach" } },
    ] as const;
    const rows = [
      { key: "1", cells: [count(10), count(100), count(0.1)] },
      { key: "2", cells: [count(30), count(100), count(0.25)] },
      { key: "3", cells: [count(5), count(0), { kind: "absent", because: "no reach" }] },
    ] as const;
    const book = await toSheets(withSheet(toTable(columns, rows, { totals: [count(44), words(""), count(0.2)] })));
    const posts = book.get("Posts")?.cells;
    expect(["C2", "C3", "C4", "A5", "C5"].map((address) => posts?.get(address))).toEqual([
      { type: "n", formula: "A2/B2", text: "0.1" },
      { type: "n", formula: undefined, text: "0.25" },
      { type: "s", formula: undefined, text: "not measured" },
      { type: "n", formula: "44", text: "44" },
      { type: "n", formula: "0.2", text: "0.2" },
    ]);
  });
});

describe("charts", () => {
  it("refer to cells and cache what stands there", () => {
    const { charts } = sheet("Summary");
    expect(charts.map((chart) => findAll(chart, "a:t")[0]?.text)).toEqual([
      "Reach a day",
      "Views a week",
      "Engagement rate",
      "Views by group",
    ]);
    let compared = 0;
    for (const reference of charts.flatMap((chart) => [...findAll(chart, "c:numRef"), ...findAll(chart, "c:strRef")])) {
      const formula = findAll(reference, "c:f")[0]?.text ?? "";
      const [, title = "", letter = "", from = "", to = from] =
        /^'(.+)'!\$([A-Z]+)\$(\d+)(?::\$[A-Z]+\$(\d+))?$/.exec(formula) ?? [];
      const values = findAll(reference, "c:v").map(({ text }) => text);
      const cells = values.map((_, at) => sheet(title).cells.get(`${letter}${Number(from) + at}`)?.text);
      expect(values, formula).toEqual(cells);
      expect(values, formula).toHaveLength(Number(to) - Number(from) + 1);
      compared += values.length;
    }
    expect(compared).toBeGreaterThan(60);
  });

  it("break at a day that is not held, dash what is provisional, and never draw a nought for it", async () => {
    const cells: readonly Cell[] = [5, 6, null, 8, 9].map((value, at) =>
      value === null
        ? { kind: "absent", because: "refused" }
        : { ...count(value), ...(at === 4 ? { provisional: true } : {}) },
    );
    const rows = cells.map((cell, at) => ({
      key: String(at),
      cells: [{ kind: "day", day: `2026-11-1${at}` } as const, cell],
    }));
    const days = toTable(
      [
        { key: "day", label: "Day", unit: "day", addsUp: false },
        { key: "reach", label: "Reach", unit: "count", addsUp: false },
      ],
      rows,
    );
    const book = await toSheets({ ...model, sheets: [{ id: "days", table: days }] });
    const [chart] = book.get("Summary")?.charts ?? [];
    const lines = findAll(chart ?? readXml("xl/workbook.xml"), "c:ser").map((line) => [
      findAll(findAll(line, "c:yVal")[0] ?? line, "c:v").map(({ text }) => text),
      findAll(line, "a:prstDash").length,
    ]);
    expect(lines).toEqual([
      [["5", "6"], 0],
      [["8"], 0],
      [["8", "9"], 1],
    ]);
  });

  it("compare nothing with itself: one account has its lines alone", async () => {
    const book = await toSheets(await buildModel(openMemory(whole("1")), options()));
    const titles = book.get("Summary")?.charts.map((chart) => findAll(chart, "a:t")[0]?.text);
    expect(titles).toEqual(["Reach a day", "Views a week"]);
  });

  it("are left out where there is nothing to draw, with the room they would have taken", async () => {
    const book = await toSheets({
      ...model,
      sheets: model.sheets.map((one) => ({ ...one, table: { ...one.table, rows: [], totals: undefined } })),
    });
    expect(book.get("Summary")?.charts).toEqual([]);
    const heads = book.get("Summary")?.tables.map(({ attributes }) => attributes.ref);
    const tiles = model.sections.flatMap(({ id, blocks }) =>
      blocks.flatMap((block) => (id === "summary" && block.kind === "tiles" ? block.tiles : [])),
    );
    const end = 5 + tiles.length;
    const [first, findings = "", caveats = "", ...others] = heads ?? [];
    expect(first).toBe(`A5:E${end}`);
    expect([findings, caveats].map((ref) => ref.replace(/\d+/g, "#"))).toEqual(["A#:A#", "A#:B#"]);
    expect(findings.startsWith(`A${end + 2}:`)).toBe(true);
    const last = Number(/\d+$/.exec(caveats)?.[0]);
    expect(others).toEqual([`A${last + 2}:D${last + 3}`, `A${last + 5}:C${last + 6}`]);
  });
});

describe("awkward workbooks", () => {
  it("of the sample, with headings twice, code in captions and huge numbers", async () => {
    const book = await toSheets(sampleModel());
    expect(book.get("Dictionary")?.cells.get("B1")?.text).toBe("Name (2)");
  });

  it("hold no picture, and nothing is read from a path that data names (RELIABILITY X13)", async () => {
    const asked: string[] = [];
    const named = sampleModel({ brand: { name: "/etc/passwd", colour: "#0b5fff", logo: "file:///etc/passwd" } });
    const images = async (key: string): Promise<undefined> => void asked.push(key);
    const made = readParts(await toBook(named, { images }));
    expect([...made.keys()].filter((name) => !/\.(xml|rels|vml)$/.test(name))).toEqual([]);
    expect([...made.values()].filter((text) => text.includes("root:"))).toEqual([]);
    expect(asked).toEqual([]);
  });

  it("without a single row say so in one", async () => {
    const book = await toSheets(await buildModel(openMemory(merge()), options()));
    expect(book.get("Posts")?.cells.get("A2")?.text).toBe("Nothing was published in the period.");
    expect(book.get("Comments")?.cells.get("A2")?.text).toMatch(/^No comment of the period is held: /);
  });

  it("with more texts than are shared still share the heads of every table", async () => {
    const own = join(folder, "shared");
    await mkdir(own);
    await writeFile(join(own, "report.hbs"), "");
    const description =
      "title: Book\nsheets: [{ title: Posts, from: 'sheet:posts', below: [{ from: 'sheet:daily' }] }]";
    await writeFile(join(own, "workbook.hbs"), description);
    const rows = Array.from({ length: 20_500 }, (_, at) => ({ key: String(at), cells: [words(`text ${at}`)] }));
    const column = { key: "a", label: "Text", unit: "text", addsUp: false } as const;
    const daily = toTable([{ ...column, label: "Seen nowhere else" }], [{ key: "1", cells: [words("nor this")] }]);
    const made = readParts(
      await toBook(
        sampleModel({
          sections: [],
          sheets: [
            { id: "posts", table: toTable([column], rows) },
            { id: "daily", table: daily },
          ],
        }),
        { template: own },
      ),
    );
    expect(findFaults(made)).toEqual([]);
    const cells = readSheets(made)[0]?.cells;
    expect(
      ["A2", "A20501", "A20503", "A20504"].map((address) => [cells?.get(address)?.text, cells?.get(address)?.type]),
    ).toEqual([
      ["text 0", "s"],
      ["text 20499", "str"],
      ["Seen nowhere else", "s"],
      ["nor this", "str"],
    ]);
  });

  it("longer than a sheet go on in the next", () => {
    const row: Row = { key: "1", cells: [count(1)] };
    const table = toTable([{ key: "a", label: "A", unit: "count", addsUp: true }], new Array(1_048_580).fill(row), {
      totals: [count(1)],
    });
    const wish = { from: "sheet:posts", table, filter: true, widths: {}, formats: {} };
    const layout = toLayout({
      title: "Book",
      sheets: [{ title: "Posts", heading: [], freezeColumns: 0, orientation: "landscape", tables: [wish], charts: [] }],
    });
    expect(layout.map(({ title, tables: [one] }) => [title, one?.name, one?.table.rows.length, one?.lastRow])).toEqual([
      ["Posts", "Posts", 1_048_573, 1_048_574],
      ["Posts 2", "Posts_2", 7, 8],
    ]);
  });

  it("hold every comment that was read, replies and hidden ones told apart", async () => {
    const one = { mediaId: "m1", accountId: "1", takenAt: "2026-11-23T06:00:00Z" };
    const dataset = merge(whole("1"), {
      comments: [
        {
          ...one,
          commentId: "c2",
          parentId: "c1",
          username: "baker",
          text: "=thanks",
          createdAt: "2026-11-22T22:59:59Z",
          hidden: true,
        },
        { ...one, commentId: "c1", username: "guest", text: "Lovely", createdAt: "2026-11-16T08:00:00Z", likeCount: 2 },
        { ...one, commentId: "c0", text: "too late in Berlin", createdAt: "2026-11-22T23:00:00Z" },
      ],
    });
    const book = await toSheets(await buildModel(openMemory(dataset), options()));
    const { cells } = book.get("Comments") ?? sheet("Comments");
    const row = (number: number) =>
      ["D", "E", "F", "H", "I", "J", "K"].map((letter) => cells.get(`${letter}${number}`)?.text);
    expect(row(2)).toEqual(["c2", "reply", "baker", "=thanks", "not measured", "hidden", "c1"]);
    expect(row(3)).toEqual(["c1", "comment", "guest", "Lovely", "2", "", ""]);
    expect(cells.get("A4")).toBeUndefined();
  });
});
