import { defineConfig } from "vitest/config";
import { HeaviestFirst } from "./test/support/heaviest-first.ts";

/** What takes a browser, processes, many users of one database, whole collections or years of a calendar. */
const SLOW = [
  "test/journeys/**/*.test.ts",
  "test/report/render/**/*.test.ts",
  "test/desk/browser*.test.ts",
  "test/faults/**/*.test.ts",
  "test/setup/**/*.test.ts",
  "test/**/*crash.test.ts",
  "test/**/*year.test.ts",
  "test/cli/process.test.ts",
  "test/report/deliver/send-waiting.test.ts",
  "test/report/make-letter.test.ts",
  "test/report/words/periods.test.ts",
  "test/schedule/{keep-schedule,list-slots,two-schedules}.test.ts",
  "test/store/{any-order,call-ledger,move-store,outbox,plans,runs,side-by-side,two-clocks}.test.ts",
  "test/jobs/queue.test.ts",
];

export default defineConfig({
  test: {
    globalSetup: ["test/store/postgres-door.ts"],
    // Ceilings that only a hang reaches, however busy the machine: tests wait for events, not for seconds.
    testTimeout: 900_000,
    hookTimeout: 900_000,
    // Twice the cores it is meant for: many files wait for processes and servers.
    maxWorkers: 4,
    // Files share what their workers have loaded; each gives back what it changes.
    isolate: false,
    sequence: { sequencer: HeaviestFirst },
    projects: [
      // What `npm run check` runs.
      { extends: true, test: { name: "quick", include: ["test/**/*.test.ts"], exclude: SLOW } },
      { extends: true, test: { name: "slow", include: SLOW } },
    ],
  },
});
