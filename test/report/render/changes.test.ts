// A change reads alike wherever it is printed: in the page's tiles, in both bodies of the mail and in the workbook.

import { describe, expect, it } from "vitest";
import { render, renderMail } from "../../../src/report/render/index.ts";
import type { Cell, ReportModel, Tile } from "../../../src/report/summarise/index.ts";
import { toWords } from "../../../src/report/words/index.ts";
import { LOCALES } from "../../support/locales.ts";
import { sampleModel } from "./sample-model.ts";
import { readFormats, showNumber } from "./workbook-numbers.ts";
import { readParts, readSheets } from "./workbook-parts.ts";

type As = "percent" | "points" | "count";
const change = (as: As, value: number, provisional?: true): Cell => ({
  kind: "change",
  as,
  value,
  against: 1000,
  ...(provisional === undefined ? {} : { provisional }),
});
const CHANGES: readonly (Cell | undefined)[] = [
  change("percent", 0.123),
  change("percent", -0.18),
  change("percent", 0.00049),
  change("percent", -0.00049),
  change("percent", 0.0005),
  change("percent", 12.5),
  change("points", 0.004),
  change("points", -0.0004),
  change("points", 0.00004),
  change("points", -0.12),
  change("count", 194),
  change("count", -194),
  change("count", -12_345),
  change("count", 1.5),
  change("count", 0),
  change("percent", -0.2, true),
  change("count", 7, true),
  { kind: "absent", because: "period before: not collected" },
  undefined,
];

function toModel(locale: string, cells: typeof CHANGES): ReportModel {
  const tiles = cells.map(
    (cell, at): Tile => ({
      id: `figure-${at}`,
      label: `Figure ${at}`,
      unit: "count",
      figure: { kind: "value", value: 4000 + at },
      ...(cell === undefined ? {} : { change: cell as NonNullable<Tile["change"]> }),
    }),
  );
  return sampleModel({
    locale,
    sections: [{ id: "summary", title: "Summary", blocks: [{ kind: "tiles", tiles }] }],
    sheets: [],
  });
}

const plain = (html: string): string =>
  html
    .replace(/<abbr[^>]*>p<\/abbr>(.*)/s, "$1 (p)")
    .replace(/<sup[^>]*>(\d+)<\/sup>/g, " [$1]")
    .replace(/<[^>]+>/g, "")
    .replace(/&#x([0-9A-F]+);/gi, (_, code: string) => String.fromCodePoint(Number.parseInt(code, 16)))
    .replace(/\s+/g, " ")
    .trim();

/** What each output prints of every tile's change, arrow, words, mark and number of its footnote. */
async function readAll(locale: string) {
  const page: string[] = [];
  const letter: string[] = [];
  const text: string[] = [];
  // A mail shows six figures.
  for (let from = 0; from < CHANGES.length; from += 6) {
    const model = toModel(locale, CHANGES.slice(from, from + 6));
    const { files } = await render(model, {
      formats: ["html"],
      template: "weekly",
      images: async () => undefined,
      signal: new AbortController().signal,
    });
    const html = new TextDecoder().decode(files[0]?.bytes);
    page.push(
      ...[...html.matchAll(/<span class="tile-change">(.*?)<\/span>\s*(?=<svg|<\/dd>)/gs)].map((m) =>
        plain(m[1] ?? ""),
      ),
    );
    const mail = await renderMail(model, { template: "weekly", files: { attached: [], reduced: "no", links: [] } });
    const figures = mail.html.split('class="figure"').slice(1);
    letter.push(...figures.map((one) => plain(/<p class="(?:up|down|level)"[^>]*>(.*?)<\/p>/s.exec(one)?.[1] ?? "")));
    text.push(
      ...mail.plain
        .split("\n")
        .filter((line) => line.startsWith("Figure "))
        .map((line) => line.replace(/^Figure \d+: [\d.,\s]+(, )?/u, "").replace(/\s+/g, " ")),
    );
  }
  return { page, letter, text };
}

/** What the workbook's reader sees in the column of changes; its program writes the digits of its own language. */
async function readBook(locale: string): Promise<readonly string[]> {
  const { files } = await render(toModel(locale, CHANGES), {
    formats: ["xlsx"],
    template: "weekly",
    images: async () => undefined,
    signal: new AbortController().signal,
  });
  const parts = readParts(files[0]?.bytes ?? new Uint8Array());
  const [sheet] = readSheets(parts);
  if (sheet === undefined) throw new Error("no sheet");
  const formats = readFormats(parts, sheet);
  const rows = [...sheet.cells].filter(([address, { text }]) => address.startsWith("A") && text.startsWith("Figure "));
  return rows.map(([address]) => {
    const at = address.replace("A", "C");
    const cell = sheet.cells.get(at);
    if (cell === undefined || cell.text === "") return "";
    return cell.type === "n" ? showNumber(Number(cell.text), formats.get(at) ?? "", locale) : cell.text;
  });
}

describe.each(LOCALES)("a change in %s", (locale) => {
  const { phrases } = toWords(locale);

  it("reads alike on the page and in both bodies of the mail", async () => {
    const { page, letter, text } = await readAll(locale);
    expect(page.length).toBe(CHANGES.length);
    expect(letter).toEqual(page);
    expect(text).toEqual(page);
    expect(page[10]).toBe(`↑ 194 ${phrases.more} ${phrases.than}`);
    expect(page[2]).toBe(`= ${phrases.unchanged}`);
    expect(page[17]).toMatch(new RegExp(`^${phrases.noChange} \\[\\d\\]$`));
    expect(page[15]).toMatch(/^↓ −20[.,]0\s?% \(p\)$/);
    expect(page.at(-1)).toBe("");
  });

  it("reads alike on the page and in the workbook, but for arrow and marks", async () => {
    const { page } = await readAll(locale);
    const bare = (words: string): string =>
      words
        .replace(/^[↑↓=] /, "")
        .replace(` ${phrases.than}`, "")
        .replace(/ (\(p\)|\[\d\])$/, "")
        // Where a language puts a space before its sign of per cent, a number format does not.
        .replace(/\s%/, "%");
    // The workbook's program groups digits its own way.
    const ungrouped = (words: string): string => words.replace(/(?<=\d)[.,\s](?=\d{3}(?!\d))/g, "");
    expect((await readBook(locale)).map(ungrouped)).toEqual(page.map(bare).map(ungrouped));
  });
});
