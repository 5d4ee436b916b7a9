import { describe, expect, it } from "vitest";
import { toExitCode, toFailureExitCode, UsageError } from "../../src/cli/exit.ts";
import { CollectorError } from "../../src/shared/index.ts";

const quiet = new AbortController().signal;
const stopped = AbortSignal.abort();

describe("exit codes", () => {
  it.each([
    ["complete", quiet, 0],
    ["failed", quiet, 1],
    ["partial", quiet, 3],
    ["paused", quiet, 4],
    ["complete", stopped, 0],
    ["failed", stopped, 1],
    ["partial", stopped, 130],
    ["paused", stopped, 130],
  ] as const)("%s gives the documented code (%#)", (outcome, signal, code) => {
    expect(toExitCode(outcome, signal)).toBe(code);
  });

  it.each([
    [new UsageError("No."), quiet, 2],
    [new CollectorError({ code: "CONFIG_INVALID", sentence: "No." }), quiet, 2],
    [new CollectorError({ code: "STORE_BUSY", sentence: "No." }), quiet, 1],
    [new CollectorError({ code: "GRAPH_BUDGET_SPENT", sentence: "Later." }), quiet, 4],
    [new CollectorError({ code: "GRAPH_BUDGET_SPENT", sentence: "Later." }), stopped, 130],
    [new Error("bug"), quiet, 1],
    [new Error("aborted"), stopped, 130],
  ])("what was thrown gives the documented code (%#)", (error, signal, code) => {
    expect(toFailureExitCode(error, signal)).toBe(code);
  });
});
