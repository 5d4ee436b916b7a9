// Pages that break well, whatever the number of accounts, the language and the paper: a cover of one page, contents of one,
// and no page more than half empty but where a chapter ends. Fourteen accounts are measured in test/journeys/paper.test.ts.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { render } from "../../../src/report/render/index.ts";
import { hasContents } from "../../../src/report/render/page/view.ts";
import { toPrintUnits } from "../../../src/report/render/pdf/print-units.ts";
import type { ReportModel } from "../../../src/report/summarise/index.ts";
import { toModel, withCollected } from "../../support/collect-model.ts";
import { LOCALES } from "../../support/locales.ts";
import { shareBrowser } from "../../support/share-browser.ts";
import { measurePages, type PageFill } from "./page-fill.ts";

shareBrowser();

/** Every language on every paper, and sixty accounts, which take minutes: GAZETTE_TEST_PAPER=all. */
const isThorough = process.env.GAZETTE_TEST_PAPER === "all";
const PAPERS = ["A4", "Letter"] as const;
type Paper = (typeof PAPERS)[number];

const EVERY = LOCALES.flatMap((locale) => PAPERS.map((paper) => [locale, paper] as const));
/** Every language once, the papers by turns. */
const FEW = LOCALES.map((locale, at) => [locale, PAPERS[(at + 1) % PAPERS.length] ?? "A4"] as const);

async function print(model: ReportModel): Promise<PageFill> {
  const { files, failures } = await render(model, {
    formats: ["pdf"],
    template: "weekly",
    images: async () => undefined,
    signal: new AbortController().signal,
  });
  expect(failures).toEqual([]);
  return measurePages(files[0]?.bytes ?? new Uint8Array());
}

describe.each(isThorough ? [1, 14, 60] : [1])("the printed report of %i accounts", (accounts) => {
  /** What the whole collection is read for, once. */
  const models = new Map<string, ReportModel>();
  const wanted: readonly (readonly [string, Paper])[] = isThorough ? EVERY : FEW;

  beforeAll(() =>
    withCollected({ accounts, seed: 7 }, async ({ read }) => {
      for (const [locale, paper] of wanted) models.set(`${locale} ${paper}`, await toModel(read, { locale, paper }));
    }),
  );
  afterAll(() => models.clear());

  it.each(wanted)("in %s on %s begins no page before the last is half full", async (locale, paper) => {
    const model = models.get(`${locale} ${paper}`);
    if (model === undefined) throw new Error("there is a model");
    const { pages, starts, empty, scraps } = await print(model);
    // A table too large to be printed at once is printed in parts, and each begins a page (print-units.ts).
    const parts = toPrintUnits(model.sections).filter(({ isContinued }) => isContinued).length;
    expect(empty.slice(parts)).toEqual([]);
    expect(scraps.slice(parts)).toEqual([]);
    // The first page is one page, and so are the contents.
    expect(starts.slice(0, 2)).toEqual([1, 2]);
    if (hasContents(model)) expect(starts[2]).toBe(3);
    expect(pages).toBeLessThanOrEqual(12 + 3 * accounts);
  });
});
