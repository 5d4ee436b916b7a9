// What Meta has changed of the figures since a report was sealed.
import { chainRestatements, measureRestatement, toMetricName } from "../../report/index.ts";
import { findClientsOfReport, findReport, nameAccountsOf, nameClient } from "../reports/find-report.ts";
import { defineRoute } from "../route.ts";
import { LOCALE, toPeriodWords } from "../words.ts";
import { reportIdInput } from "./report.ts";

const ROWS_MOST = 200;

export const reportRestated = defineRoute({
  name: "report-restated",
  method: "GET",
  path: "/reports/:reportId/restated",
  role: "viewer",
  about: findClientsOfReport,
  input: reportIdInput,
  async handle({ input, ports }) {
    const sealed = await findReport(input.reportId, ports);
    const { period, sealedAt, reportId } = sealed;
    const names = await nameAccountsOf(sealed, ports);
    const all = await ports.store.read.restatements(period, sealedAt, [...names.keys()]);
    const moved = chainRestatements(all.filter(({ accountId }) => names.has(accountId))).toSorted(
      (a, b) => measureRestatement(b) - measureRestatement(a),
    );
    return {
      kind: "page",
      page: "report-restated",
      title: `Changed since ${toPeriodWords(period)} was told`,
      view: {
        reportId,
        client: nameClient(sealed, ports),
        period: toPeriodWords(period),
        sealedAt,
        rows: moved
          .slice(0, ROWS_MOST)
          .map(({ accountId, metric, bucket, fromDay, toDay, oldValue, newValue, newTakenAt }) => ({
            account: `@${names.get(accountId) ?? accountId}`,
            figure: [toMetricName(metric, LOCALE), bucket].filter((part) => part !== "").join(", "),
            fromDay,
            toDay: toDay === fromDay ? "" : toDay,
            oldValue,
            newValue,
            newTakenAt,
          })),
        more: Math.max(0, moved.length - ROWS_MOST),
      },
    };
  },
});
