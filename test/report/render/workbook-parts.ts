// A workbook taken apart without exceljs: its parts as text, and what a strict reader would object to.
import { strFromU8, unzipSync } from "fflate";
import { SaxesParser } from "saxes";

export type Parts = ReadonlyMap<string, string>;

export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: Element[];
  text: string;
}

export function readParts(bytes: Uint8Array): Parts {
  return new Map(Object.entries(unzipSync(bytes)).map(([name, part]) => [name, strFromU8(part)]));
}

/** The root of a part; throws what a strict XML parser objects to, characters XML forbids included. */
export function parseXml(xml: string): Element {
  const parser = new SaxesParser({ xmlns: true });
  const root: Element = { name: "", attributes: {}, children: [], text: "" };
  const open: Element[] = [root];
  parser.on("error", (error) => {
    throw error;
  });
  parser.on("opentag", ({ name, attributes }) => {
    const plain = Object.fromEntries(Object.entries(attributes).map(([key, { value }]) => [key, value]));
    const element: Element = { name, attributes: plain, children: [], text: "" };
    open.at(-1)?.children.push(element);
    open.push(element);
  });
  parser.on("text", (text) => {
    const last = open.at(-1);
    if (last !== undefined) last.text += text;
  });
  parser.on("closetag", () => void open.pop());
  parser.write(xml).close();
  return root.children[0] ?? root;
}

export function findAll(root: Element, name: string): readonly Element[] {
  return root.children.flatMap((child) => [...(child.name === name ? [child] : []), ...findAll(child, name)]);
}

export interface SheetPart {
  readonly title: string;
  readonly path: string;
  readonly root: Element;
  /** Texts, numbers as written, and formulas by address. */
  readonly cells: ReadonlyMap<
    string,
    { readonly text: string; readonly formula?: string | undefined; readonly type: string }
  >;
  readonly tables: readonly Element[];
  readonly charts: readonly Element[];
  readonly links: number;
}

/** Sheets in the workbook's order. */
export function readSheets(parts: Parts): readonly SheetPart[] {
  const shared = parts.has("xl/sharedStrings.xml")
    ? parseXml(parts.get("xl/sharedStrings.xml") ?? "").children.map((one) =>
        findAll(one, "t")
          .map(({ text }) => text)
          .join(""),
      )
    : [];
  const book = parseXml(parts.get("xl/workbook.xml") ?? "");
  const targets = readRelations(parts, "xl/workbook.xml");
  return findAll(book, "sheet").map(({ attributes }) => {
    const path = targets.get(attributes["r:id"] ?? "") ?? "";
    const root = parseXml(parts.get(path) ?? "");
    const relations = readRelations(parts, path);
    const follow = (name: string): readonly string[] =>
      findAll(root, name).map(({ attributes: { "r:id": id = "" } }) => relations.get(id) ?? `nothing for ${id}`);
    const drawings = follow("drawing");
    return {
      title: attributes.name ?? "",
      path,
      root,
      cells: new Map(findAll(root, "c").map((cell) => [cell.attributes.r ?? "", readCell(cell, shared)])),
      tables: follow("tablePart").map((target) => parseXml(parts.get(target) ?? "")),
      charts: drawings.flatMap((drawing) =>
        [...readRelations(parts, drawing).values()].map((target) => parseXml(parts.get(target) ?? "")),
      ),
      links: findAll(root, "hyperlink").length,
    };
  });
}

function readCell(cell: Element, shared: readonly string[]) {
  const type = cell.attributes.t ?? "n";
  const value = cell.children.find(({ name }) => name === "v")?.text ?? "";
  const text = type === "s" ? (shared[Number(value)] ?? `no shared text ${value}`) : value;
  return { text, type, formula: cell.children.find(({ name }) => name === "f")?.text };
}

/** Inner targets of a part's relations, as full part names. */
export function readRelations(parts: Parts, path: string): ReadonlyMap<string, string> {
  const folder = path.split("/").slice(0, -1).join("/");
  const xml = parts.get(`${folder === "" ? "" : `${folder}/`}_rels/${path.split("/").at(-1)}.rels`);
  if (xml === undefined) return new Map();
  const inner = parseXml(xml).children.filter(({ attributes }) => attributes.TargetMode !== "External");
  return new Map(
    inner.map(({ attributes: { Id = "", Target = "" } }) => [
      Id,
      new URL(Target, `file:///${path}`).pathname.replace(/^\//, ""),
    ]),
  );
}

/** ECMA-376 part 1: children of these elements stand in this order. */
const ORDERS: Readonly<Record<string, string>> = {
  worksheet:
    "sheetPr dimension sheetViews sheetFormatPr cols sheetData sheetCalcPr sheetProtection protectedRanges scenarios autoFilter sortState dataConsolidate customSheetViews mergeCells phoneticPr conditionalFormatting dataValidations hyperlinks printOptions pageMargins pageSetup headerFooter rowBreaks colBreaks customProperties cellWatches ignoredErrors smartTags drawing legacyDrawing legacyDrawingHF picture oleObjects controls webPublishItems tableParts extLst",
  workbook: "fileVersion workbookPr bookViews sheets definedNames calcPr",
  table: "autoFilter sortState tableColumns tableStyleInfo extLst",
  "c:chartSpace":
    "c:date1904 c:lang c:roundedCorners c:style c:clrMapOvr c:pivotFmts c:chart c:spPr c:txPr c:printSettings",
  "c:chart": "c:title c:autoTitleDeleted c:pivotFmts c:plotArea c:legend c:plotVisOnly c:dispBlanksAs",
  "c:plotArea": "c:layout c:barChart c:scatterChart c:catAx c:valAx c:spPr",
  "c:ser": "c:idx c:order c:tx c:spPr c:invertIfNegative c:marker c:dPt c:dLbls c:cat c:val c:xVal c:yVal c:smooth",
  "c:catAx":
    "c:axId c:scaling c:delete c:axPos c:majorGridlines c:title c:numFmt c:majorTickMark c:minorTickMark c:tickLblPos c:spPr c:txPr c:crossAx c:crosses c:auto c:lblAlgn c:lblOffset c:noMultiLvlLbl",
  "c:valAx":
    "c:axId c:scaling c:delete c:axPos c:majorGridlines c:title c:numFmt c:majorTickMark c:minorTickMark c:tickLblPos c:spPr c:txPr c:crossAx c:crosses c:crossBetween c:majorUnit",
  "c:scaling": "c:logBase c:orientation c:max c:min",
  "c:dLbls":
    "c:numFmt c:spPr c:txPr c:dLblPos c:showLegendKey c:showVal c:showCatName c:showSerName c:showPercent c:showBubbleSize",
};

/** What Excel would repair, or a validator object to; empty for a sound workbook. */
export function findFaults(parts: Parts): readonly string[] {
  const faults: string[] = [];
  for (const [name, text] of parts) {
    try {
      faults.push(...findDisorder(parseXml(text), name));
    } catch (error) {
      faults.push(`${name}: ${String(error)}`);
    }
  }
  if (faults.length > 0) return faults;
  faults.push(...findDangling(parts));
  const sheets = readSheets(parts);
  const titles = sheets.map(({ title }) => title.toLowerCase());
  if (new Set(titles).size !== titles.length) faults.push(`equal sheet titles: ${titles}`);
  for (const sheet of sheets) {
    if (!/^[^:\\/?*[\]']{1,31}$/.test(sheet.title)) faults.push(`sheet title ${JSON.stringify(sheet.title)}`);
    if (sheet.links > 65_530) faults.push(`${sheet.title} has ${sheet.links} links`);
    for (const [address, { text }] of sheet.cells) {
      if (text.length > 32_767) faults.push(`${sheet.title}!${address} holds ${text.length} units`);
    }
    for (const table of sheet.tables) faults.push(...findTableFaults(sheet, table));
  }
  const names = sheets.flatMap(({ tables }) => tables.map(({ attributes }) => attributes.name?.toLowerCase()));
  if (new Set(names).size !== names.length) faults.push(`equal table names: ${names}`);
  return faults;
}

function findDisorder(root: Element, part: string): readonly string[] {
  const order = ORDERS[root.name]?.split(" ");
  const places = order === undefined ? [] : root.children.map(({ name }) => order.indexOf(name));
  const wrong = places.some((place, at) => place < 0 || place < (places[at - 1] ?? 0));
  const own = wrong ? [`${part}: ${root.name} holds ${root.children.map(({ name }) => name).join(" ")}`] : [];
  return [...own, ...root.children.flatMap((child) => findDisorder(child, part))];
}

/** Every relation leads somewhere, and every part has a content type. */
function findDangling(parts: Parts): readonly string[] {
  const types = parseXml(parts.get("[Content_Types].xml") ?? "").children;
  const defaults = types.flatMap(({ attributes }) => attributes.Extension ?? []);
  const overrides = types.flatMap(({ attributes }) => attributes.PartName?.slice(1) ?? []);
  const untyped = [...parts.keys()].filter(
    (name) =>
      name !== "[Content_Types].xml" && !overrides.includes(name) && !defaults.includes(name.split(".").at(-1) ?? ""),
  );
  const lost = [...parts.keys()].flatMap((name) =>
    [...readRelations(parts, name).values()]
      .filter((target) => !parts.has(target))
      .map((target) => `${name} → ${target}`),
  );
  const absent = overrides.filter((name) => !parts.has(name));
  return [...untyped.map((name) => `no type: ${name}`), ...lost, ...absent.map((name) => `typed but absent: ${name}`)];
}

function findTableFaults({ title, cells }: SheetPart, table: Element): readonly string[] {
  const faults: string[] = [];
  const { name = "", ref = "", totalsRowCount } = table.attributes;
  const [, first = "", head = "", last = "", end = ""] = /^([A-Z]+)(\d+):([A-Z]+)(\d+)$/.exec(ref) ?? [];
  if (!/^[\p{L}_][\p{L}\p{N}_.]*$/u.test(name)) faults.push(`${title}: table name ${name}`);
  if (Number(end) - Number(head) < 1 + Number(totalsRowCount ?? 0))
    faults.push(`${title}: table without a row, ${ref}`);
  const columns = findAll(table, "tableColumn").map(({ attributes }) => attributes);
  const labels = columns.map((column) => column.name?.toLowerCase());
  if (new Set(labels).size !== labels.length) faults.push(`${title}: equal headings ${labels}`);
  const letters = [...cells.keys()]
    .filter((address) => address.replace(/[A-Z]+/, "") === head)
    .map((address) => address.replace(/\d+/, ""));
  if (letters[0] !== first || letters.at(-1) !== last || letters.length !== columns.length) {
    faults.push(`${title}: ${ref} does not fit its head ${letters}`);
  }
  for (const [at, letter] of letters.entries()) {
    const cell = cells.get(`${letter}${head}`);
    if (cell?.type !== "s" || cell.text !== columns[at]?.name)
      faults.push(`${title}: heading ${letter}${head} ${cell?.text}`);
    const total = cells.get(`${letter}${end}`);
    const { totalsRowLabel, totalsRowFunction } = columns[at] ?? {};
    if (totalsRowLabel !== undefined && total?.text !== totalsRowLabel)
      faults.push(`${title}: total label ${totalsRowLabel}`);
    if (totalsRowFunction !== undefined && total?.formula === undefined)
      faults.push(`${title}: no formula in ${letter}${end}`);
  }
  return faults;
}
