// Writes the catalogue into docs/data-dictionary.md; run by `npm run docs:metrics`.
import { readFileSync, writeFileSync } from "node:fs";
import { METRIC_TABLE, toMetricTable } from "./metric-table.ts";

const PAGE = new URL("../../docs/data-dictionary.md", import.meta.url);
const { begin, end } = METRIC_TABLE;
const page = readFileSync(PAGE, "utf8");
const [before = "", rest = ""] = page.split(begin);
writeFileSync(PAGE, `${before}${begin}\n\n${toMetricTable()}\n\n${end}${rest.split(end)[1] ?? ""}`);
