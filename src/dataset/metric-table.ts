// The catalogue as the data dictionary shows it, in Markdown; `npm run docs:metrics` writes it there.
import { type Metric, metrics, toPeriodOf } from "./metrics.ts";

const ASKED: Readonly<Record<Metric["asked"], string>> = {
  always: "yes",
  alone: "where a post is read by a call of its own",
  never: "no",
};
const FORMS: Readonly<Record<Metric["form"], string>> = { series: "a day", total: "a window", snapshot: "a snapshot" };

/** Between these lines of docs/data-dictionary.md. */
export const METRIC_TABLE = { begin: "<!-- metrics: begin -->", end: "<!-- metrics: end -->" } as const;

/** One row a metric of the catalogue, withdrawn ones included. */
export function toMetricTable(): string {
  const rows = metrics.map((metric) => {
    const { name, level, unit, productTypes, form, rangeDays, introduced, withdrawn, asked } = metric;
    const of = level === "account" ? `account, ${FORMS[form]}` : `post (${productTypes.join(", ")})`;
    const range = rangeDays === undefined ? "" : `${rangeDays} days`;
    return [`\`${name}\``, of, toPeriodOf(metric), unit, range, introduced ?? "", withdrawn ?? "", ASKED[asked]];
  });
  const head = ["metric", "of", "period", "unit", "range", "introduced", "withdrawn", "collected"];
  return [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}
