import type { Language } from "./english.ts";
import { account } from "./fr/account.ts";
import { appendix } from "./fr/appendix.ts";
import { addsUpOver, formats, measures, metrics, nouns, short, units } from "./fr/figures.ts";
import { findings } from "./fr/findings.ts";
import { formulas } from "./fr/formulas.ts";
import { mail, phrases } from "./fr/frame.ts";
import { heads } from "./fr/heads.ts";
import { noteTexts, quote } from "./fr/notes.ts";
import { overview } from "./fr/overview.ts";
import { periods } from "./fr/periods.ts";
import { portfolio } from "./fr/portfolio.ts";
import { reasonBefore, reasons } from "./fr/reasons.ts";
import { sheets } from "./fr/sheets.ts";

export const french: Language = {
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
