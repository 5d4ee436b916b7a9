import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    globalSetup: ["test/store/postgres-door.ts"],
    // Ceilings that only a hang reaches, however busy the machine: tests wait for events, not for seconds.
    testTimeout: 900_000,
    hookTimeout: 900_000,
    maxWorkers: 2,
  },
});
