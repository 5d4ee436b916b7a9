// One report in every language, as HTML, mail and workbook: what a reader sees holds no English of ours.
import ExcelJS from "exceljs";
import { beforeAll, describe, expect, it } from "vitest";
import { tellKpi } from "../../../src/report/kpis/index.ts";
import { render, renderMail } from "../../../src/report/render/index.ts";
import { buildModel } from "../../../src/report/summarise/index.ts";
import { toWords } from "../../../src/report/words/index.ts";
import { FOREIGN_LOCALES } from "../../support/locales.ts";
import { account, gap, merge, openMemory, options, whole } from "../summarise/memory-dataset.ts";

/** Telling words of the English report; none is a word of another language here. */
const ENGLISH =
  /\b(the|of|with|were|its|their|which|what|who|how|because|followers? gained|reach|views|posts|accounts|week|weeks|day|days|period|before|read|figures?|findings|measured|held|told|summary|league|movers|quality|method|about|growth|coverage|complete|missing|provisional:|younger|hours|change|rank|ranked|median of|average|best|worst|gained|lost)\b/gi;
const dataset = merge(whole("1"), whole("2", 3), {
  accounts: [account("9")],
  gaps: [gap("9", { metric: "reach", reason: "metric-refused", subject: "9/totals/x" })],
});

const FILES = { attached: [], reduced: "no", links: [] } as const;

function readTexts(html: string): string {
  return html
    .replace(/<(style|script)[\s\S]*?<\/\1>/g, " ")
    .replace(/<[^>]+>/g, " ")
    .replace(/&nbsp;|\s+/g, " ");
}

async function make(locale: string) {
  const model = await buildModel(openMemory(dataset), {
    ...options({
      locale,
      goals: { all: { views: 10, followers: { target: 9000, by: "2027-01-04" } }, groups: {}, accounts: {} },
    }),
    brand: { name: "Acme", colour: "#0b5fff" },
    title: "Instagram",
  });
  const { files, failures } = await render(model, {
    formats: ["html", "xlsx"],
    template: "weekly",
    images: async () => undefined,
    signal: new AbortController().signal,
  });
  expect(failures).toEqual([]);
  const mail = await renderMail(model, { template: "weekly", files: FILES });
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(Buffer.from(files[1]?.bytes ?? []) as unknown as ArrayBuffer);
  return { model, html: new TextDecoder().decode(files[0]?.bytes), mail, book };
}

describe.each(FOREIGN_LOCALES)("a report in %s", (locale) => {
  let made: Awaited<ReturnType<typeof make>>;
  const words = toWords(locale);
  beforeAll(async () => {
    made = await make(locale);
  });

  it("says its language, on the page and in the mail", () => {
    expect(made.html).toContain(`<html lang="${locale}" dir="ltr">`);
    expect(made.mail.html).toContain(`<html lang="${locale}">`);
  });

  it("puts before a colon and a semicolon what its language puts there", () => {
    const [colon] = words.phrases.colon;
    const texts = readTexts(made.html).match(/.{24}[\p{L})][:;] .{12}/gu) ?? [];
    if (colon === ":") expect(texts).not.toEqual([]);
    else expect(texts).toEqual([]);
  });

  it("shows no English of ours", () => {
    const seen = `${readTexts(made.html)} ${made.mail.plain} ${readTexts(made.mail.html)}`;
    expect([...new Set(withoutNames(seen).match(ENGLISH))]).toEqual([]);
  });

  it("leaves no English in the words for ear and pointer", () => {
    const attributes = /(?:alt|title|aria-label|placeholder|data-(?:shown|rows|filter))="([^"]*)"/g;
    const said = [...made.html.matchAll(attributes)].flatMap((match) => (match[1] ?? "").split("\n"));
    // The first line of a receipt is the metric's own name.
    const ours = said.filter((line) => !line.startsWith(`${words.phrases.receiptMetric}: `));
    expect(said.length - ours.length).toBeGreaterThan(50);
    expect([...new Set(withoutNames(ours.join("\n")).match(ENGLISH))]).toEqual([]);
  });

  it("names sheets, heads and cells of the workbook", () => {
    const { phrases, heads } = words;
    expect(made.book.worksheets.map(({ name }) => name)).toEqual([
      phrases.sheetSummary,
      phrases.sheetAccounts,
      phrases.sheetGroups,
      phrases.sheetDaily,
      phrases.sheetPosts,
      phrases.sheetStories,
      phrases.sheetAudience,
      phrases.sheetComments,
      phrases.sheetCoverage,
      phrases.sheetDictionary,
    ]);
    const row = made.book.getWorksheet(phrases.sheetAccounts)?.getRow(1).values;
    expect(row).toEqual(
      expect.arrayContaining([heads.account, tellKpi("views", words).name, tellKpi("reach", words).name]),
    );
  });
});

it.each([
  ["de-DE", "16.–22. November 2026", "1.800", "+100,0 %"],
  ["fr-FR", "16–22 novembre 2026", "1 800", "+100,0 %"],
  ["es-ES", "16–22 de noviembre de 2026", "1800", "+100,0 %"],
  ["it-IT", "16–22 novembre 2026", "1800", "+100,0%"],
  ["pt-BR", "16–22 de novembro de 2026", "1.800", "+100,0%"],
])(
  "%s writes days and numbers its own way",
  async (locale, span, views, change) => {
    const { html } = await make(locale);
    const texts = readTexts(html).replace(/[\u202f\u00a0\u2009]/g, " ");
    for (const wanted of [span, views, change]) expect(texts).toContain(wanted);
  },
  30_000,
);

/** Meta's own names stay as they are: metrics, fields, buckets. */
function withoutNames(text: string): string {
  return text
    .replace(/America\/\w+|follows_and_unfollows|followers_count/g, " ")
    .replace(/(likes \+ comments \+ save[sd] \+ shares)/g, " ")
    .replace(
      /\(reach\)|(insight|statistique de compte|statistique de média|estadística de cuenta|estadística de contenido|statistica dell’account|statistica del contenuto|insight de conta|insight de mídia) (reach|views|replies)/gi,
      " ",
    )
    .replace(/\b(reach|views)(?=[,/:;]|\s*(&#10;|\n))/g, " ");
}
