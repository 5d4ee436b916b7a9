import { account } from "./de/account.ts";
import { appendix } from "./de/appendix.ts";
import { addsUpOver, formats, measures, metrics, nouns, short, units } from "./de/figures.ts";
import { findings } from "./de/findings.ts";
import { formulas } from "./de/formulas.ts";
import { mail, phrases } from "./de/frame.ts";
import { heads } from "./de/heads.ts";
import { noteTexts, quote } from "./de/notes.ts";
import { overview } from "./de/overview.ts";
import { periods } from "./de/periods.ts";
import { portfolio } from "./de/portfolio.ts";
import { reasonBefore, reasons } from "./de/reasons.ts";
import { sheets } from "./de/sheets.ts";
import type { Language } from "./english.ts";

export const german: Language = {
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
