// Links to one sealed report: made, shown once, taken back.
import { z } from "zod";
import { toNotFound } from "../desk-error.ts";
import { findClientsOfReport, findReport } from "../reports/find-report.ts";
import { defineRoute } from "../route.ts";
import { toPeriodWords } from "../words.ts";
import { reportIdInput } from "./report.ts";

const DAY_MS = 86_400_000;
const DAYS_MOST = 365;

export const reportShare = defineRoute({
  name: "report-share",
  method: "POST",
  path: "/reports/:reportId/share",
  role: "manager",
  about: findClientsOfReport,
  input: reportIdInput.extend({
    days: z.coerce.number().int().min(1).max(DAYS_MOST).default(30),
    /** Of the form: the page that shows the link is an answer to it, and a reload sends it again. */
    linkId: z.uuid().optional(),
  }),
  async handle({ input: { reportId, days, linkId }, ports, person, now, origin }) {
    const sealed = await findReport(reportId, ports);
    const endsAt = new Date(now.getTime() + days * DAY_MS);
    const made = await ports.store.links.make({ linkId, reportId, madeBy: person.name, endsAt });
    if (made === undefined) {
      const said =
        "This link was made already and is open. Its address was shown once: if it was not copied, revoke the link and make another.";
      return { kind: "redirect", to: `/reports/${reportId}#links`, said };
    }
    const { link, secret } = made;
    const number = (await ports.store.links.list(reportId)).length;
    // Told here and nowhere else: the store does not know it.
    return {
      kind: "page",
      page: "shared",
      title: "Shared",
      view: {
        address: `${origin}/s/${secret}`,
        endsAt: link.endsAt,
        number,
        reportId,
        client: sealed.client === "" ? "All accounts" : sealed.client,
        period: toPeriodWords(sealed.period),
      },
    };
  },
});

export const linkRevoke = defineRoute({
  name: "link-revoke",
  method: "POST",
  path: "/links/:linkId/revoke",
  role: "manager",
  about: async ({ linkId }, ports) => {
    const link = await ports.store.links.find(linkId);
    return link === undefined ? [] : findClientsOfReport(link, ports);
  },
  input: z.object({ linkId: z.uuid() }),
  async handle({ input: { linkId }, ports }) {
    const link = await ports.store.links.find(linkId);
    if (link === undefined) throw toNotFound();
    await ports.store.links.revoke(linkId);
    return { kind: "redirect", to: `/reports/${link.reportId}`, said: "The link opens nothing any more." };
  },
});
