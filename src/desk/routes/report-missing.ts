// What a report's accounts lack of its days and why, for whoever decides whether it goes out like this.
import { createWriter } from "../../report/summarise/index.ts";
import { toGapViews } from "../accounts/gaps.ts";
import { findClientsOfReport, findReport, nameAccountsOf, nameClient } from "../reports/find-report.ts";
import { defineRoute } from "../route.ts";
import { LOCALE, toPercent, toPeriodWords } from "../words.ts";
import { reportIdInput } from "./report.ts";

const ACCOUNTS_MOST = 200;

export const reportMissing = defineRoute({
  name: "report-missing",
  method: "GET",
  path: "/reports/:reportId/missing",
  role: "viewer",
  about: findClientsOfReport,
  input: reportIdInput,
  async handle({ input, ports }) {
    const sealed = await findReport(input.reportId, ports);
    const { period, coverage, reportId } = sealed;
    const names = await nameAccountsOf(sealed, ports);
    const write = createWriter(LOCALE, ports.settings.period.timeZone);
    const gaps = Map.groupBy(await ports.store.read.gaps(period, [...names.keys()]), ({ accountId }) => accountId);
    const accounts = [...gaps]
      .flatMap(([accountId, own]) => {
        const views = toGapViews(own, period, write);
        return views.length === 0 ? [] : [{ id: accountId, username: names.get(accountId) ?? accountId, gaps: views }];
      })
      .toSorted((a, b) => b.gaps.length - a.gaps.length || (a.username < b.username ? -1 : 1));
    return {
      kind: "page",
      page: "report-missing",
      title: `Missing of ${toPeriodWords(period)}`,
      view: {
        reportId,
        client: nameClient(sealed, ports),
        period: toPeriodWords(period),
        wasWhole: coverage === 1,
        complete: coverage === undefined ? "" : toPercent(coverage),
        whole: write.plural(names.size, "account"),
        lacking: accounts.length,
        accounts: accounts.slice(0, ACCOUNTS_MOST),
        more: Math.max(0, accounts.length - ACCOUNTS_MOST),
      },
    };
  },
});
