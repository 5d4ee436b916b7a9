import type { Language } from "../en/index.ts";
import { account } from "./account.ts";
import { appendix } from "./appendix.ts";
import { addsUpOver, formats, measures, metrics, nouns, short, units } from "./figures.ts";
import { findings } from "./findings.ts";
import { formulas } from "./formulas.ts";
import { mail, phrases } from "./frame.ts";
import { heads } from "./heads.ts";
import { notes, quote } from "./notes.ts";
import { overview } from "./overview.ts";
import { periods } from "./periods.ts";
import { portfolio } from "./portfolio.ts";
import { reasons } from "./reasons.ts";
import { sheets } from "./sheets.ts";

export const words: Language = {
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
  notes,
  periods,
  quote,
  reasons,
  ...overview,
  ...portfolio,
  ...account,
  ...appendix,
  ...sheets,
};
