// A workbook's numbers as its reader sees them, worked out without the code that wrote them: formulas from the cells they
// name, and numbers through the number formats of xl/styles.xml.
import { findAll, type Parts, parseXml, type SheetPart } from "./workbook-parts.ts";

/** Number format of every cell by address. */
export function readFormats(parts: Parts, sheet: SheetPart): ReadonlyMap<string, string> {
  const styles = parseXml(parts.get("xl/styles.xml") ?? "");
  const own = new Map(findAll(styles, "numFmt").map(({ attributes }) => [attributes.numFmtId, attributes.formatCode]));
  // ECMA-376 §18.8.30: ids every reader knows without being told.
  const known: Readonly<Record<string, string>> = { 0: "General", 1: "0", 3: "#,##0", 9: "0%", 10: "0.00%", 49: "@" };
  const [list] = findAll(styles, "cellXfs");
  const formats = (list?.children ?? []).map(
    ({ attributes: { numFmtId = "0" } }) => own.get(numFmtId) ?? known[numFmtId],
  );
  return new Map(
    findAll(sheet.root, "c").map(({ attributes: { r = "", s = "0" } }) => [r, formats[Number(s)] ?? `no format ${s}`]),
  );
}

/** A number through a format: sections by sign, digits, grouping, per cent and quoted words, which is all ours use. */
export function showNumber(value: number, format: string, locale = "en-GB"): string {
  const sections = format.split(";");
  const at = value < 0 && sections.length > 1 ? 1 : value === 0 && sections.length > 2 ? 2 : 0;
  const section = sections[at] ?? format;
  // A section of quoted words alone shows those, whatever the number.
  if (/^"[^"]*"$/.test(section)) return section.slice(1, -1);
  const [, before = "", digits = "", after = ""] = /^([^#0]*)([#0,.]+)(.*)$/.exec(section) ?? [];
  const places = digits.split(".")[1]?.length ?? 0;
  const size = (at === 1 ? -value : value) * (after.includes("%") ? 100 : 1);
  const words = size.toLocaleString(locale, {
    minimumFractionDigits: places,
    maximumFractionDigits: places,
    useGrouping: digits.includes(","),
  });
  return `${before}${words}${after}`.replaceAll('"', "");
}

/** What a formula of ours comes to; throws for one it does not know. */
export function workOut(formula: string, sheet: SheetPart): number {
  const sum = (letter: string, from: number, to: number): number => {
    let total = 0;
    for (let row = from; row <= to; row += 1) {
      const cell = sheet.cells.get(`${letter}${row}`);
      if (cell?.type === "n" && cell.text !== "") total += Number(cell.text);
    }
    return total;
  };
  const subtotal = (part: string): number => {
    const [, letter, from, to] = /^SUBTOTAL\(109,([A-Z]+)(\d+):[A-Z]+(\d+)\)$/.exec(part) ?? [];
    if (letter !== undefined) return sum(letter, Number(from), Number(to));
    const [, name, label] = /^SUBTOTAL\(109,(\w+)\[(.+)\]\)$/.exec(part) ?? [];
    const table = sheet.tables.find(({ attributes }) => attributes.name === name);
    const [, first = "", head, end] = /^([A-Z]+)(\d+):[A-Z]+(\d+)$/.exec(table?.attributes.ref ?? "") ?? [];
    const heading = [...sheet.cells].find(
      ([address, { text }]) => text === label && address.replace(/[A-Z]+/, "") === head,
    );
    if (table === undefined || heading === undefined || first === "") throw new Error(`cannot work out ${part}`);
    return sum(
      heading[0].replace(/\d+/, ""),
      Number(head) + 1,
      Number(end) - Number(table.attributes.totalsRowCount ?? 0),
    );
  };
  if (/^-?[\d.e+-]+$/i.test(formula)) return Number(formula);
  const [, upper, lower] = /^IFERROR\((SUBTOTAL\(.+\))\/(SUBTOTAL\(.+\)),""\)$/.exec(formula) ?? [];
  if (upper !== undefined && lower !== undefined) return subtotal(upper) / subtotal(lower);
  const [, of, over] = /^([A-Z]+\d+)\/([A-Z]+\d+)$/.exec(formula) ?? [];
  if (of !== undefined && over !== undefined)
    return Number(sheet.cells.get(of)?.text) / Number(sheet.cells.get(over)?.text);
  return subtotal(formula);
}
