import { kpis } from "../../kpis/index.ts";
import type { Section } from "../model/model.ts";
import type { PageData } from "./page-data.ts";

/** Every key figure with its formula, and the rules a reader needs to defend the numbers. */
export function buildMethod({ frame, write }: Pick<PageData, "frame" | "write">): Section {
  const { words } = write;
  const text = words.method;
  const { span, comparison, timeZone } = frame;
  return {
    id: "a2",
    number: "A2",
    title: text.title,
    lead: text.lead,
    blocks: [
      {
        kind: "definitions",
        title: text.kpis,
        entries: kpis.map(({ id, unit }) => {
          const { name, help, formula, addsUpOver } = write.kpi(id);
          const units: Readonly<Record<string, string>> = words.units;
          return {
            term: name,
            text: `${help} ${text.unit(units[unit] ?? unit)} ${text.addsUp(addsUpOver)}`,
            formula,
          };
        }),
      },
      { kind: "definitions", title: text.reach, entries: text.reaches },
      { kind: "definitions", title: text.posts90, entries: text.more },
      { kind: "text", title: text.days, paragraphs: text.daysText(write.span(span), write.span(comparison), timeZone) },
      { kind: "text", title: text.provisional, paragraphs: text.provisionalText },
      { kind: "text", title: text.change, paragraphs: text.changeText },
      { kind: "text", title: text.posts, paragraphs: text.postsText },
    ],
  };
}
