// The doctor: everything a collection and its report need, one line each, with the remedy.
import { ConfigError, type Settings } from "../../config/index.ts";
import { CollectorError, countOf } from "../../shared/index.ts";
import { openServices, type Services, toFilter } from "../compose.ts";
import { listConfiguredNames } from "../configured-names.ts";
import type { CommandContext } from "../context.ts";
import type { Check } from "../doctor/check.ts";
import { checkClientSchedules, checkClients } from "../doctor/check-clients.ts";
import { checkConnections } from "../doctor/check-connections.ts";
import { checkDisks } from "../doctor/check-disk.ts";
import { checkBrowser, checkFonts } from "../doctor/check-machine.ts";
import { checkMail } from "../doctor/check-mail.ts";
import { checkSchedule } from "../doctor/check-schedule.ts";
import { EXIT, type ExitCode } from "../exit.ts";
import type { Print } from "../print.ts";

const NAME_WIDTH = 20;

export async function run(context: CommandContext): Promise<ExitCode> {
  const { print } = context;
  const checks: Check[] = [];
  const add = (check: Check): void => {
    checks.push(check);
    tell(check, print);
  };
  const settings = readSettings(context, add);
  const [calls, isPaused] = settings === undefined ? [0, false] : await checkAccess(context, settings, add);
  if (settings !== undefined) for (const check of await checkMail(settings, context.signal)) add(check);
  if (settings !== undefined) for (const check of await checkDisks(settings)) add(check);
  if (settings !== undefined) for (const check of checkSchedule(settings, context.clock.now())) add(check);
  if (settings !== undefined) for (const check of checkClientSchedules(settings, context.clock.now())) add(check);
  add(await checkBrowser());
  add(checkFonts());
  const count = (state: Check["state"]): number => checks.filter((check) => check.state === state).length;
  const outcome = count("fail") > 0 ? "failed" : isPaused ? "paused" : "complete";
  print.json({ outcome, checks, calls });
  print.result();
  const failed = checks.filter(({ state }) => state === "fail").map((check) => check.name);
  print.result(toSummary(failed, count("warn"), calls), "strong");
  return settings === undefined ? EXIT.usage : EXIT[outcome];
}

function readSettings(context: CommandContext, add: (check: Check) => void): Settings | undefined {
  const name = "configuration";
  try {
    const settings = context.settings();
    const place = settings.file ?? "no file: defaults, and the token from GAZETTE_TOKEN";
    add({ name, state: "ok", message: place });
    for (const message of settings.warnings) add({ name, state: "warn", message });
    return settings;
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    add({ name, state: "fail", message: error.message, hint: error.hint });
    return undefined;
  }
}

/** Calls are counted in the store: where it does not open, nothing is asked of the API. */
async function checkAccess(
  { clock, flags, print, signal }: CommandContext,
  settings: Settings,
  add: (check: Check) => void,
): Promise<readonly [calls: number, isPaused: boolean]> {
  const filter = toFilter(settings, flags);
  let opened: Services;
  try {
    opened = await openServices(settings, clock, { whenSpent: "stop", onClosed: (calls) => print.known({ calls }) });
  } catch (error) {
    if (!(error instanceof CollectorError)) throw error;
    add({ name: "store", state: "fail", message: error.message, hint: error.hint });
    return [0, false];
  }
  await using services = opened;
  const known = (await services.store.read.accounts()).length;
  add({ name: "store", state: "ok", message: `${settings.store.place}, ${countOf(known, "account")} in it` });
  const names = listConfiguredNames(settings);
  const options = { version: settings.graph.version, filter, names, mustCalibrate: flags.calibrate === true };
  const { isPaused } = await checkConnections(services, options, add, signal);
  const accounts = await services.store.read.accounts();
  for (const check of checkClients(settings, flags.client, accounts, clock.now())) add(check);
  return [services.graph.callsSent(), isPaused];
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
