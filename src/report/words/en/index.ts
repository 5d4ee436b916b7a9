import * as account from "./account.ts";
import * as appendix from "./appendix.ts";
import * as figures from "./figures.ts";
import { findings } from "./findings.ts";
import { formulas } from "./formulas.ts";
import * as frame from "./frame.ts";
import * as heads from "./heads.ts";
import { notes, quote } from "./notes.ts";
import * as overview from "./overview.ts";
import { periods } from "./periods.ts";
import * as portfolio from "./portfolio.ts";
import { reasons } from "./reasons.ts";
import * as sheets from "./sheets.ts";

export const words = {
  ...figures,
  ...frame,
  findings,
  formulas,
  ...heads,
  notes,
  periods,
  quote,
  reasons,
  ...overview.overview,
  ...portfolio.portfolio,
  ...account.account,
  ...appendix.appendix,
  ...sheets.sheets,
};

/** What a language has to say. The English list is the law: a phrase another one lacks does not compile. */
export type Language = Readonly<typeof words>;
