// A report that nobody has made yet.
import { z } from "zod";
import { isDay } from "../../shared/index.ts";
import { DeskError } from "../desk-error.ts";
import { needPlace } from "../reports/find-report.ts";
import { toWorkKey } from "../reports/read-reports.ts";
import { defineRoute } from "../route.ts";

const day = z.string().refine(isDay, { error: "must be a day" });

export const reportMake = defineRoute({
  name: "report-make",
  method: "POST",
  path: "/reports/make",
  role: "manager",
  about: async ({ client, reportKey }, { reports }) =>
    reports.places().some((place) => place.client === client && place.reportKey === reportKey) ? [client] : [],
  input: z.object({ client: z.string().max(100), reportKey: z.string().max(100), from: day, to: day }),
  async handle({ input: { from, to, ...owner }, ports, work }) {
    const place = needPlace(owner, ports);
    if (to < from) {
      throw new DeskError(400, {
        code: "DESK_INPUT_INVALID",
        sentence: "The days end before they begin.",
        hint: "Open Today again.",
      });
    }
    work.start(toWorkKey(place, { from, to }), "being made", (signal) =>
      ports.reports.make(place, { from, to }, signal),
    );
    return { kind: "redirect", to: "/today", said: "It is being made." };
  },
});
