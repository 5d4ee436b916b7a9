import type { Language } from "./english.ts";
import { account } from "./pt/account.ts";
import { appendix } from "./pt/appendix.ts";
import { addsUpOver, formats, measures, metrics, nouns, short, units } from "./pt/figures.ts";
import { findings } from "./pt/findings.ts";
import { formulas } from "./pt/formulas.ts";
import { mail, phrases } from "./pt/frame.ts";
import { heads } from "./pt/heads.ts";
import { noteTexts, quote } from "./pt/notes.ts";
import { overview } from "./pt/overview.ts";
import { periods } from "./pt/periods.ts";
import { portfolio } from "./pt/portfolio.ts";
import { reasonBefore, reasons } from "./pt/reasons.ts";
import { sheets } from "./pt/sheets.ts";

export const portuguese: Language = {
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
