import type { Section } from "../model/model.ts";
import { countLabelled, toLabelTable } from "../tables/label-table.ts";
import type { PageData } from "./page-data.ts";

/** Posts by the labels of the configuration; undefined where no post of the period bears one. */
export function buildLabels(data: PageData): Section | undefined {
  const table = toLabelTable(data);
  if (table === undefined) return undefined;
  const { write } = data;
  const { posts, labelled } = countLabelled(data);
  return {
    id: "labels",
    title: write.words.labels.title,
    lead: write.words.labels.lead(write.count(labelled), write.plural(posts, "post")),
    blocks: [{ kind: "table", table }],
  };
}
