// Everything a collection and its report need, looked at in turn; for `check` and the desk.

import { ConfigError, type Settings } from "../../config/index.ts";
import { type Clock, CollectorError, countOf } from "../../shared/index.ts";
import { openServices, type Services } from "../compose.ts";
import { listConfiguredNames } from "../configured-names.ts";
import { type Narrowing, toFilter } from "../selection.ts";
import type { Check } from "./check.ts";
import { checkClientSchedules, checkClients } from "./check-clients.ts";
import { checkConnections } from "./check-connections.ts";
import { checkDisks } from "./check-disk.ts";
import { checkBrowser, checkFonts } from "./check-machine.ts";
import { checkMail } from "./check-mail.ts";
import { checkSchedule } from "./check-schedule.ts";

export interface ExamineInput {
  /** Reads the configuration with its secrets; what it throws is a line. */
  readonly readSettings: () => Settings;
  readonly narrowing: Narrowing;
  readonly mustCalibrate: boolean;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Told, whatever the end, how many calls were spent. */
  readonly onCalls: (calls: number) => void;
}

export interface Examined {
  /** False where the configuration cannot be used, and nothing else was looked at. */
  readonly hasSettings: boolean;
  readonly calls: number;
  /** The hour was spent before all was asked. */
  readonly isPaused: boolean;
}

/** Each line is passed on as soon as it is known. */
export async function examine(input: ExamineInput, add: (check: Check) => void): Promise<Examined> {
  const { clock, signal } = input;
  const settings = readSettings(input, add);
  const [calls, isPaused] = settings === undefined ? [0, false] : await checkAccess(input, settings, add);
  if (settings !== undefined) {
    for (const check of await checkMail(settings, signal)) add(check);
    for (const check of await checkDisks(settings)) add(check);
    for (const check of checkSchedule(settings, clock.now())) add(check);
    for (const check of checkClientSchedules(settings, clock.now())) add(check);
  }
  add(await checkBrowser());
  add(checkFonts());
  return { hasSettings: settings !== undefined, calls, isPaused };
}

function readSettings(input: ExamineInput, add: (check: Check) => void): Settings | undefined {
  const name = "configuration";
  try {
    const settings = input.readSettings();
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
  { clock, narrowing, mustCalibrate, signal, onCalls }: ExamineInput,
  settings: Settings,
  add: (check: Check) => void,
): Promise<readonly [calls: number, isPaused: boolean]> {
  const filter = toFilter(settings, narrowing);
  let opened: Services;
  try {
    opened = await openServices(settings, clock, { whenSpent: "stop", onClosed: onCalls });
  } catch (error) {
    if (!(error instanceof CollectorError)) throw error;
    add({ name: "store", state: "fail", message: error.message, hint: error.hint });
    return [0, false];
  }
  await using services = opened;
  const known = (await services.store.read.accounts()).length;
  add({ name: "store", state: "ok", message: `${settings.store.place}, ${countOf(known, "account")} in it` });
  const names = listConfiguredNames(settings);
  const options = { version: settings.graph.version, filter, names, mustCalibrate };
  const { isPaused } = await checkConnections(services, options, add, signal);
  const accounts = await services.store.read.accounts();
  for (const check of checkClients(settings, narrowing.client ?? [], accounts, clock.now())) add(check);
  return [services.graph.callsSent(), isPaused];
}
