// The groups of a report. Without configured ones the accounts are one group, and it bears the name of the report.
import type { AccountWeek } from "../../figures/index.ts";
import type { Writer } from "../model/writer.ts";

export interface Group {
  /** Differs from that of any other group, whatever they are called. */
  readonly key: string;
  readonly name: string;
  /** In the order of the report. */
  readonly weeks: readonly AccountWeek[];
}

/** Groups in the order of their names, those without one last; one group of all when none is configured. An account may stand in several. */
export function toGroups(weeks: readonly AccountWeek[], brandName: string, write: Writer): readonly Group[] {
  const text = write.words.groups;
  const names = [...new Set(weeks.flatMap(({ groups }) => groups))].sort((a, b) => a.localeCompare(b, "en"));
  if (names.length === 0) return [{ key: "all", name: brandName === "" ? text.all : brandName, weeks }];
  const groups = names.map((name) => ({
    key: `group/${name}`,
    name,
    weeks: weeks.filter(({ groups }) => groups.includes(name)),
  }));
  const rest = weeks.filter((week) => week.groups.length === 0);
  return rest.length === 0
    ? groups
    : [...groups, { key: "ungrouped", name: names.includes(text.rest) ? text.others : text.rest, weeks: rest }];
}
