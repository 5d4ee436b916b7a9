// The results as text: one line a world and form, and why a goal is missed.
import { LATENCY_MS } from "./delay.ts";
import type { FormResult, WorldResult } from "./measure.ts";

/** Calls an account each form may cost beyond discovery (CALL-COST §3). */
const CALLS_AN_ACCOUNT = { "form 1": 1, "form 2": 2, "form 3": 6 } as const;
const MOST_OVERHEAD = 1.3;
const MOST_MEMORY = 1.5;

export function printWorlds(worlds: readonly WorldResult[]): string {
  const rows = worlds.flatMap((world) => world.forms.map((form) => toRow(world, form)));
  const head = [
    "accounts",
    "form",
    "calls",
    "goal",
    "minimum",
    "per media",
    "saved",
    "overhead",
    `at ${LATENCY_MS} ms`,
    "",
  ];
  const kinds = worlds.flatMap(({ accounts, forms }) =>
    forms.map(({ form, kinds: counted, outcome, gaps }) => {
      const words = Object.entries(counted).map(([kind, calls]) => `${calls} ${kind}`);
      return `  ${accounts} accounts, ${form}: ${words.join(", ")} (${outcome}, ${gaps} gaps)`;
    }),
  );
  return [
    "Calls of one weekly run with the week before held; our time over that of the same requests sent bare, to a server",
    `that answers at once and to one that is ${LATENCY_MS} ms away:`,
    ...align([head, ...rows]),
    "",
    "What the calls asked:",
    ...kinds,
    "",
  ].join("\n");
}

export function printMemory(readings: readonly { readonly accounts: number }[], ratio: number): string {
  const [first, last] = [readings[0]?.accounts, readings.at(-1)?.accounts];
  const verdict = ratio <= MOST_MEMORY ? "met" : "MISSED";
  return `Peak memory, ${last} accounts over ${first}: ×${ratio.toFixed(2)}, goal ×${MOST_MEMORY} ${verdict}\n`;
}

function toRow(world: WorldResult, { form, calls, overhead, overheadAfar }: FormResult): readonly string[] {
  const goal = world.discovery + world.accounts * CALLS_AN_ACCOUNT[form];
  const misses = [
    ...(calls > goal ? [`${calls - goal} calls over`] : []),
    ...(overhead > MOST_OVERHEAD ? [`over ×${MOST_OVERHEAD} at once`] : []),
    ...(overheadAfar > MOST_OVERHEAD ? [`over ×${MOST_OVERHEAD} at ${LATENCY_MS} ms`] : []),
  ];
  return [
    String(world.accounts),
    form,
    String(calls),
    String(goal),
    String(world.minimum),
    String(world.perMedia),
    `×${(world.perMedia / calls).toFixed(1)}`,
    `×${overhead.toFixed(2)}`,
    `×${overheadAfar.toFixed(2)}`,
    misses.length === 0 ? "met" : `MISSED: ${misses.join(", ")}`,
  ];
}

function align(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) => `  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  ")}`.trimEnd());
}
