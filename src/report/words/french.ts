import type { Words } from "./english.ts";
import { account } from "./fr/account.ts";
import { appendix } from "./fr/appendix.ts";
import { formats, kpis, measures, metrics, nouns, short, units } from "./fr/figures.ts";
import { formulas } from "./fr/formulas.ts";
import { mail, phrases } from "./fr/frame.ts";
import { heads } from "./fr/heads.ts";
import { noteTexts, quote } from "./fr/notes.ts";
import { overview } from "./fr/overview.ts";
import { periods } from "./fr/periods.ts";
import { portfolio } from "./fr/portfolio.ts";
import { reasonBefore, reasons } from "./fr/reasons.ts";
import { sheets } from "./fr/sheets.ts";

export const french: Words = {
  formats,
  kpis,
  measures,
  metrics,
  nouns,
  short,
  units,
  formulas,
  mail,
  phrases,
  heads,
  noteTexts,
  periods,
  quote,
  reasonBefore,
  reasons,
  ...overview,
  ...portfolio,
  ...account,
  ...appendix,
  ...sheets,
};
