// Two periods of one report side by side, each as it was told.
import { z } from "zod";
import { countDays } from "../../dataset/index.ts";
import { compareReports } from "../../report/index.ts";
import { toNotFound } from "../desk-error.ts";
import type { DeskPorts } from "../ports.ts";
import { findClientsOfReport, findReport } from "../reports/find-report.ts";
import { defineRoute } from "../route.ts";
import { LOCALE, toPeriodWords } from "../words.ts";
import { reportIdInput } from "./report.ts";

/** Periods to choose from. */
const CHOICES = 60;

export const reportCompare = defineRoute({
  name: "report-compare",
  method: "GET",
  path: "/reports/:reportId/compare",
  role: "viewer",
  about: findClientsOfReport,
  input: reportIdInput.extend({ with: z.string().max(200).default("") }),
  async handle({ input, ports }) {
    const sealed = await findReport(input.reportId, ports);
    const { client, reportKey, cut, period } = sealed;
    const found = await ports.store.sealed.search({ clients: [client], limit: 500 });
    // Of the same client, and as long: figures of a week and of a month are no pair.
    const others = found
      .filter(
        (one) =>
          one.reportKey === reportKey &&
          one.cut === cut &&
          one.reportId !== sealed.reportId &&
          countDays(one.period) === countDays(period),
      )
      .slice(0, CHOICES);
    const other =
      input.with === ""
        ? (others.find((one) => one.period.from < period.from) ?? others[0])
        : others.find(({ reportId }) => reportId === input.with);
    if (input.with !== "" && other === undefined) throw toNotFound();
    const toWords = (one: { readonly period: typeof period }): string => toPeriodWords(one.period);
    // Two editions of the same days are told apart by when each was made.
    const isSame = other !== undefined && toWords(other) === toWords(sealed);
    return {
      kind: "page",
      page: "report-compare",
      title: `Compare ${toPeriodWords(period)}`,
      view: {
        reportId: sealed.reportId,
        client: client === "" ? "All accounts" : client,
        cut,
        now: toPeriodWords(period),
        nowAt: isSame ? sealed.sealedAt : "",
        before: other === undefined ? "" : toWords(other),
        beforeAt: isSame ? other.sealedAt : "",
        chosen: other?.reportId ?? "",
        choices: others.map((one) => ({ reportId: one.reportId, words: toWords(one), sealedAt: one.sealedAt })),
        figures: other === undefined ? [] : await compare(sealed.reportId, other.reportId, ports),
      },
    };
  },
});

type Figures = ReturnType<typeof compareReports>;

/** What is sealed never changes: two reports are opened and compared once. */
const compared = new WeakMap<DeskPorts["store"], Map<string, Figures>>();
const COMPARED_MOST = 200;

async function compare(reportId: string, otherId: string, { reports, store }: DeskPorts): Promise<Figures> {
  const known = compared.get(store) ?? new Map<string, Figures>();
  compared.set(store, known);
  const key = `${reportId} ${otherId}`;
  const held = known.get(key);
  if (held !== undefined) return held;
  const [model, earlier] = await Promise.all([reports.read(reportId), reports.read(otherId)]);
  if (model === undefined || earlier === undefined) return [];
  const figures = compareReports(model, earlier, LOCALE);
  if (known.size >= COMPARED_MOST) known.clear();
  known.set(key, figures);
  return figures;
}
