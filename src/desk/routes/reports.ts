// The archive: every report as it was told, newest first.
import { z } from "zod";
import { DeskError } from "../desk-error.ts";
import { defineRoute } from "../route.ts";
import { toPercent, toPeriodWords } from "../words.ts";

const PAGE = 50;

/** Where the next page begins: "2026-11-24T09:00:00.000Z 2026-11-16_2026-11-22_4f1c". */
const AFTER = /^(\d{4}-\d\d-\d\dT[\d:.]+Z) ([\w.-]{1,200})$/;

export const reports = defineRoute({
  name: "reports",
  method: "GET",
  path: "/reports",
  role: "viewer",
  about: "scope",
  input: z.object({
    q: z.string().max(100).default(""),
    client: z.string().max(100).default(""),
    after: z.string().max(300).default(""),
  }),
  async handle({ input: { q, client, after }, ports, scope }) {
    const known = [...new Set(ports.reports.places().map((place) => place.client))];
    const own = scope === "all" ? known : known.filter((name) => scope.includes(name));
    // What is not one's own is found by nobody, whatever is asked for.
    const clients = client === "" ? (scope === "all" ? undefined : scope) : own.filter((name) => name === client);
    const found = await ports.store.sealed.search({ clients, text: q, after: toPlace(after), limit: PAGE + 1 });
    const shown = found.slice(0, PAGE);
    const [views, replaced] = await Promise.all([
      ports.store.links.countViews(shown.map(({ reportId }) => reportId)),
      ports.store.sealed.replaced(shown.map(({ reportId }) => reportId)),
    ]);
    const last = found.length > PAGE ? shown.at(-1) : undefined;
    return {
      kind: "page",
      page: "reports",
      title: "Reports",
      part: "reports",
      view: {
        q,
        client,
        clients: own.filter((name) => name !== ""),
        rows: shown.map(({ reportId, client: whose, cut, period, sealedAt, edition, coverage }) => ({
          href: `/reports/${reportId}`,
          client: whose === "" ? "All accounts" : whose,
          cut,
          period: toPeriodWords(period),
          edition,
          sealedAt,
          isReplaced: replaced.has(reportId),
          complete: coverage === undefined ? "" : toPercent(coverage),
          views: views.get(reportId) ?? 0,
        })),
        next: last === undefined ? "" : toQuery({ q, client, after: `${last.sealedAt} ${last.reportId}` }),
        isFiltered: q !== "" || client !== "",
      },
    };
  },
});

function toPlace(after: string): { readonly sealedAt: string; readonly reportId: string } | undefined {
  if (after === "") return undefined;
  const [, sealedAt, reportId] = AFTER.exec(after) ?? [];
  if (sealedAt !== undefined && reportId !== undefined) return { sealedAt, reportId };
  throw new DeskError(400, {
    code: "DESK_INPUT_INVALID",
    sentence: "There is no page of the archive that begins there.",
    hint: "Open Reports again.",
  });
}

function toQuery(parts: Readonly<Record<string, string>>): string {
  const given = Object.entries(parts).filter(([, value]) => value !== "");
  return `/reports?${new URLSearchParams(given).toString()}`;
}
