// The commands of those who share a store on PostgreSQL: who works, and at what.
import type { CommandEntry } from "./command-entry.ts";
import { UsageError } from "./exit.ts";
import { toNumberParser } from "./parse-number.ts";

const SORTS = ["collect", "render", "deliver"];

export const JOB_COMMANDS: readonly CommandEntry[] = [
  {
    name: "worker",
    summary: "work on the queue of a PostgreSQL store until it is stopped",
    flags: [
      {
        flag: "--jobs <list>",
        summary: "collect, render, deliver, separated by commas (default: all)",
        parse: parseSorts,
      },
      {
        flag: "--parallel <number>",
        summary: "jobs of each kind at a time (default: by this machine's cores and memory)",
        parse: toNumberParser("--parallel", 1, 64),
      },
      {
        flag: "--port <number>",
        summary: "serve /healthz and /metrics there, 0 for any free one",
        parse: toNumberParser("--port", 0, 65_535),
      },
      { flag: "--host <address>", summary: "address that port listens on (default: 127.0.0.1)" },
    ],
    examples: [
      ["gazette worker", "as many machines as wanted, each with the same configuration"],
      ["gazette worker --jobs render --parallel 4", "a machine with many cores"],
      ["gazette worker --port 8058 --host 0.0.0.0", "with probes for Kubernetes"],
    ],
    load: () => import("./commands/worker.ts"),
  },
  {
    name: "workers",
    summary: "list the workers that are alive, and what they have in hand",
    flags: [],
    examples: [["gazette workers --json", "for a monitor"]],
    load: () => import("./commands/workers.ts"),
  },
  {
    name: "jobs",
    summary: "show the queue: what is under way, what waits and what was given up after three tries",
    flags: [
      { flag: "--failed", summary: "only what was given up" },
      { flag: "--retry <id>", summary: "put a job that was given up back on the queue" },
    ],
    examples: [
      ["gazette jobs", "what is under way"],
      ["gazette jobs --failed", "what was given up, and why"],
      ["gazette jobs --retry 0b5c6f0e-6c0a-4f0e-9a39-3c1c0a1f7f11", "once the reason is gone"],
    ],
    load: () => import("./commands/jobs.ts"),
  },
];

function parseSorts(text: string): readonly string[] {
  const sorts = text.split(",").map((sort) => sort.trim().toLowerCase());
  const unknown = sorts.find((sort) => !SORTS.includes(sort));
  if (unknown !== undefined)
    throw new UsageError(`--jobs does not know "${unknown}".`, "Use collect, render, deliver or several with commas.");
  return [...new Set(sorts)];
}
