// A report's files: the page in its frame, and what can be taken away. Rendered from the seal, as it was told.
import { z } from "zod";
import { findClientsOfReport } from "../reports/find-report.ts";
import { defineRoute } from "../route.ts";
import { reportIdInput } from "./report.ts";

export const reportPage = defineRoute({
  name: "report-page",
  method: "GET",
  path: "/reports/:reportId/page",
  role: "viewer",
  about: findClientsOfReport,
  input: reportIdInput,
  async handle({ input, ports, signal }) {
    const file = await ports.reports.render(input.reportId, "html", signal);
    return { kind: "file", ...file, show: "framed" };
  },
});

export const reportFile = defineRoute({
  name: "report-file",
  method: "GET",
  path: "/reports/:reportId/files/:format",
  role: "viewer",
  about: findClientsOfReport,
  input: reportIdInput.extend({ format: z.enum(["html", "pdf", "xlsx", "appendix"]) }),
  async handle({ input, ports, signal }) {
    const file = await ports.reports.render(input.reportId, input.format, signal);
    return { kind: "file", ...file, show: "attachment" };
  },
});
