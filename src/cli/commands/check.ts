// The doctor: everything a collection and its report need, one line each, with the remedy.
import { countOf } from "../../shared/index.ts";
import type { CommandContext } from "../context.ts";
import type { Check } from "../doctor/check.ts";
import { examine } from "../doctor/examine.ts";
import { EXIT, type ExitCode } from "../exit.ts";
import type { Print } from "../print.ts";

const NAME_WIDTH = 20;

export async function run({ print, flags, clock, signal, settings }: CommandContext): Promise<ExitCode> {
  const checks: Check[] = [];
  const { hasSettings, calls, isPaused } = await examine(
    {
      readSettings: () => settings(),
      narrowing: flags,
      mustCalibrate: flags.calibrate === true,
      clock,
      signal,
      onCalls: (spent) => print.known({ calls: spent }),
    },
    (check) => {
      checks.push(check);
      tell(check, print);
    },
  );
  const count = (state: Check["state"]): number => checks.filter((check) => check.state === state).length;
  const outcome = count("fail") > 0 ? "failed" : isPaused ? "paused" : "complete";
  print.json({ outcome, checks, calls });
  print.result();
  const failed = checks.filter(({ state }) => state === "fail").map((check) => check.name);
  print.result(toSummary(failed, count("warn"), calls), "strong");
  return hasSettings ? EXIT[outcome] : EXIT.usage;
}

function tell({ name, state, message, hint }: Check, print: Print): void {
  const tone = state === "ok" ? undefined : state === "warn" ? "warn" : "bad";
  print.result(`${state.padEnd(5)} ${name.padEnd(NAME_WIDTH)} ${message}`, tone);
  if (hint !== undefined) print.result(`${" ".repeat(NAME_WIDTH + 7)}→ ${hint}`, "dim");
}

function toSummary(failed: readonly string[], warnings: number, calls: number): string {
  const spent = `${countOf(calls, "call")} spent.`;
  const mend = warnings === 0 ? "" : ` ${countOf(warnings, "thing")} to mend when you can.`;
  // Which of them stops what differs (mail stops no collection): each line says it.
  if (failed.length > 0) return `Not ready: mend ${[...new Set(failed)].join(", ")}.${mend} ${spent}`;
  return `Ready.${mend} ${spent}`;
}
