import type { BrokenClient } from "./settings.ts";

/** Every problem of one client in a sentence each, with its key and line. */
export function explainBroken({ name, problems }: BrokenClient): string {
  const lines = problems.map(
    ({ key, problem, line }) => `${key} ${problem}${line === undefined ? "" : ` (line ${line})`}`,
  );
  return `Client "${name}" is left out: ${lines.join("; ")}.`;
}
