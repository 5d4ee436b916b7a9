import type { Language } from "./english.ts";
import { account } from "./es/account.ts";
import { appendix } from "./es/appendix.ts";
import { addsUpOver, formats, measures, metrics, nouns, short, units } from "./es/figures.ts";
import { findings } from "./es/findings.ts";
import { formulas } from "./es/formulas.ts";
import { mail, phrases } from "./es/frame.ts";
import { heads } from "./es/heads.ts";
import { noteTexts, quote } from "./es/notes.ts";
import { overview } from "./es/overview.ts";
import { periods } from "./es/periods.ts";
import { portfolio } from "./es/portfolio.ts";
import { reasonBefore, reasons } from "./es/reasons.ts";
import { sheets } from "./es/sheets.ts";

export const spanish: Language = {
  addsUpOver,
  formats,
  measures,
  metrics,
  nouns,
  short,
  units,
  findings,
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
