// The English list is the law: the other languages have its type, so a phrase they lack does not compile.
import * as account from "./en/account.ts";
import * as appendix from "./en/appendix.ts";
import * as figures from "./en/figures.ts";
import { findings } from "./en/findings.ts";
import { formulas } from "./en/formulas.ts";
import * as frame from "./en/frame.ts";
import * as heads from "./en/heads.ts";
import * as notes from "./en/notes.ts";
import * as overview from "./en/overview.ts";
import { periods } from "./en/periods.ts";
import * as portfolio from "./en/portfolio.ts";
import * as reasons from "./en/reasons.ts";
import * as sheets from "./en/sheets.ts";

export const english = {
  ...figures,
  ...frame,
  findings,
  formulas,
  ...heads,
  ...notes,
  periods,
  ...reasons,
  ...overview.overview,
  ...portfolio.portfolio,
  ...account.account,
  ...appendix.appendix,
  ...sheets.sheets,
};

/** What a language has to say; the key figures bring their own words. */
export type Language = Readonly<typeof english>;
