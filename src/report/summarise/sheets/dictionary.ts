import { type Metric, metrics } from "../../../dataset/index.ts";
import { toColumn, toTextCell } from "../cells.ts";
import { type Kpi, kpis } from "../kpis.ts";
import type { Row, Sheet } from "../model.ts";

const text = {
  title: "Dictionary",
  empty: "No figure is defined.",
  kpi: "key figure",
  levels: { account: "account metric of Meta", media: "post metric of Meta" },
  both: "accounts and days",
  days: "days",
  accounts: "accounts",
  none: "nothing",
  withdrawn: (when: string) => `Withdrawn ${when}.`,
};

/** Every key figure and every metric of the catalogue, withdrawn ones included. */
export function buildDictionarySheet(): Sheet {
  return {
    id: "dictionary",
    table: {
      id: "dictionary",
      title: text.title,
      columns: [
        toColumn("name", "Name", "text"),
        toColumn("key", "Key", "text"),
        toColumn("kind", "Kind", "text"),
        toColumn("unit", "Unit", "text"),
        toColumn("addsUp", "May be summed over", "text"),
        toColumn("formula", "Formula", "text"),
        toColumn("help", "Meaning", "text"),
      ],
      rows: [...kpis.map(toKpiRow), ...metrics.map(toMetricRow)],
      whenEmpty: text.empty,
    },
  };
}

function toKpiRow({ id, name, unit, addsUpOver, formula, help }: Kpi): Row {
  return { key: `kpi/${id}`, cells: [name, id, text.kpi, unit, addsUpOver, formula, help].map(toTextCell) };
}

function toMetricRow(metric: Metric): Row {
  const { name, label, level, unit, productTypes, withdrawn } = metric;
  const meaning = withdrawn === undefined ? productTypes.join(", ") : text.withdrawn(withdrawn);
  const cells = [label, name, text.levels[level], unit, addsUpOver(metric), "", meaning].map(toTextCell);
  return { key: `${level}/${name}`, cells };
}

function addsUpOver({ addsUpOverDays, addsUpOverAccounts }: Metric): string {
  if (addsUpOverDays && addsUpOverAccounts) return text.both;
  if (addsUpOverDays) return text.days;
  return addsUpOverAccounts ? text.accounts : text.none;
}
