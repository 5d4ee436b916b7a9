import type { Language } from "../en/index.ts";
import { account } from "./account.ts";
import { appendix } from "./appendix.ts";
import * as figures from "./figures.ts";
import { findings } from "./findings.ts";
import { formulas } from "./formulas.ts";
import * as frame from "./frame.ts";
import { heads } from "./heads.ts";
import { notes, quote } from "./notes.ts";
import { overview } from "./overview.ts";
import { periods } from "./periods.ts";
import { portfolio } from "./portfolio.ts";
import { reasons } from "./reasons.ts";
import { sheets } from "./sheets.ts";

export const words: Language = {
  ...figures,
  ...frame,
  findings,
  formulas,
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
