import { type Metric, metrics, toPeriodOf } from "../../../dataset/index.ts";
import { type Kpi, kpis } from "../../kpis/index.ts";
import type { Words } from "../../words/index.ts";
import { toColumn, toTextCell } from "../model/cells.ts";
import type { Row, Sheet } from "../model/model.ts";
import { nameMetric, type Writer } from "../model/writer.ts";
import type { PageData } from "../pages/page-data.ts";

/** Every key figure and every metric of the catalogue, withdrawn ones included. */
export function buildDictionarySheet({ write }: Pick<PageData, "write">): Sheet {
  const text = write.words.dictionarySheet;
  const { heads } = write.words;
  return {
    id: "dictionary",
    table: {
      id: "dictionary",
      title: text.title,
      columns: [
        toColumn("name", heads.name, "text"),
        toColumn("key", heads.key, "text"),
        toColumn("kind", heads.kind, "text"),
        toColumn("unit", heads.unit, "text"),
        toColumn("addsUp", heads.addsUp, "text"),
        toColumn("formula", heads.formula, "text"),
        toColumn("help", heads.meaning, "text"),
        toColumn("period", heads.metaPeriod, "text"),
        toColumn("introduced", heads.introduced, "text"),
        toColumn("withdrawn", heads.withdrawnOn, "text"),
      ],
      rows: [...kpis.map((kpi) => toKpiRow(kpi, write)), ...metrics.map((metric) => toMetricRow(metric, write))],
      whenEmpty: text.empty,
    },
  };
}

function toKpiRow({ id, unit }: Kpi, write: Writer): Row {
  const { name, addsUpOver, help, formula } = write.kpi(id);
  const text = write.words.dictionarySheet;
  return {
    key: `kpi/${id}`,
    cells: [name, id, text.kpi, nameUnit(unit, text), addsUpOver, formula, help, "", "", ""].map(toTextCell),
  };
}

function toMetricRow(metric: Metric, write: Writer): Row {
  const text = write.words.dictionarySheet;
  const { name, level, unit, productTypes, rangeDays, introduced, withdrawn } = metric;
  const meaning = withdrawn === undefined ? productTypes.join(", ") : text.withdrawn(withdrawn);
  const cells = [
    nameMetric(name, write),
    name,
    text.levels[level],
    nameUnit(unit, text),
    addsUpOver(metric, text),
    "",
    meaning,
    rangeDays === undefined ? toPeriodOf(metric) : `${toPeriodOf(metric)} (${rangeDays} d)`,
    introduced ?? "",
    withdrawn ?? "",
  ].map(toTextCell);
  return { key: `${level}/${name}`, cells };
}

function addsUpOver({ addsUpOverDays, addsUpOverAccounts }: Metric, text: Words["dictionarySheet"]): string {
  if (addsUpOverDays && addsUpOverAccounts) return text.both;
  if (addsUpOverDays) return text.days;
  return addsUpOverAccounts ? text.accounts : text.none;
}

function nameUnit(unit: string, text: Words["dictionarySheet"]): string {
  const known: Readonly<Record<string, string>> = text.units;
  return known[unit] ?? unit;
}
