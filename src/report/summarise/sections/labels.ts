import type { Facts } from "../facts.ts";
import type { Section } from "../model.ts";
import { countLabelled, toLabelTable } from "../tables/label-table.ts";

/** Posts by the labels of the configuration; undefined where no post of the period bears one. */
export function buildLabels(facts: Facts): Section | undefined {
  const table = toLabelTable(facts);
  if (table === undefined) return undefined;
  const { write } = facts;
  const { posts, labelled } = countLabelled(facts);
  return {
    id: "labels",
    title: write.words.labels.title,
    lead: write.words.labels.lead(write.count(labelled), write.plural(posts, "post")),
    blocks: [{ kind: "table", table }],
  };
}
