import { defineConfig } from "vitest/config";

/** What takes a browser, processes, whole collections or years of a calendar. */
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
  "test/schedule/keep-schedule.test.ts",
];

export default defineConfig({
  test: {
    globalSetup: ["test/store/postgres-door.ts"],
    // Ceilings that only a hang reaches, however busy the machine: tests wait for events, not for seconds.
    testTimeout: 900_000,
    hookTimeout: 900_000,
    // One more than the cores it is meant for: many files wait for processes and servers.
    maxWorkers: 3,
    // Files share what their workers have loaded; each gives back what it changes.
    isolate: false,
    projects: [
      // The longest first, so that no worker is left alone with one in the end.
      { extends: true, test: { name: "slow", include: SLOW, sequence: { groupOrder: 0 } } },
      // What `npm run check` runs.
      { extends: true, test: { name: "quick", include: ["test/**/*.test.ts"], exclude: SLOW, sequence: { groupOrder: 1 } } },
    ],
  },
});
