import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect, it } from "vitest";
import { NODE_FLAGS } from "../../src/cli/node-flags.ts";

const root = resolve(import.meta.dirname, "../..");

it("stand wherever Node is started for Gazette", () => {
  const [first] = readFileSync(resolve(root, "src/cli/main.ts"), "utf8").split("\n");
  expect(first).toBe(`#!/usr/bin/env -S node ${NODE_FLAGS.join(" ")}`);
  const { scripts } = JSON.parse(readFileSync(resolve(root, "package.json"), "utf8"));
  for (const name of ["demo", "gazette"]) expect(scripts[name]).toContain(`node ${NODE_FLAGS.join(" ")} src/start.mjs`);
});
