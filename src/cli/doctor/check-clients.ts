// Each client with its accounts, its next reports and who gets them; accounts that are nobody's, or two clients'.

import { type Client, type ClientReport, explainBroken, type Settings } from "../../config/index.ts";
import type { AccountRecord } from "../../dataset/index.ts";
import { countOf } from "../../shared/index.ts";
import { chooseClients } from "../clients/choose-clients.ts";
import { toNextSlot, toWords } from "../clients/report-tasks.ts";
import { selectAccounts } from "../selection.ts";
import type { Check } from "./check.ts";
import { checkSchedule } from "./check-schedule.ts";

const NAMES_TOLD = 8;

/** The lines about clients; none where the configuration has none. */
export function checkClients(
  settings: Settings,
  names: readonly string[],
  accounts: readonly AccountRecord[],
  now: Date,
): readonly Check[] {
  const { brokenClients } = settings;
  const clients = names.length === 0 ? settings.clients : chooseClients(settings, names);
  const broken = brokenClients.map(
    (one): Check => ({
      name: "client",
      state: "fail",
      message: explainBroken(one),
      hint: "Mend it; the other clients are served.",
    }),
  );
  if (clients.length === 0) return broken;
  const collected = selectAccounts(settings, accounts);
  const owners = new Map(clients.map((client) => [client, listOwn(client, accounts)]));
  const count = (account: AccountRecord): readonly Client[] =>
    clients.filter((client) => owners.get(client)?.includes(account));
  const nobodys = names.length > 0 ? [] : collected.filter((account) => count(account).length === 0);
  const shared = collected.filter((account) => count(account).length > 1);
  return [
    ...broken,
    ...clients.map((client) => toLine(client, owners.get(client) ?? [], now)),
    ...(nobodys.length === 0
      ? []
      : [
          toWarning(
            `${countOf(nobodys.length, "account")} of no client: ${listNames(nobodys)}`,
            "They are collected and in nobody's report: give them to a client, or leave them out with accounts.exclude.",
          ),
        ]),
    ...shared.map((account) =>
      toWarning(
        `@${account.username} is of ${count(account)
          .map(({ name }) => name)
          .join(" and ")}`,
        "It is in the reports of each; write the patterns closer where it is meant for one.",
      ),
    ),
  ];
}

function listOwn({ reports }: Client, accounts: readonly AccountRecord[]): readonly AccountRecord[] {
  const [first] = reports;
  return first === undefined ? [] : selectAccounts(first.settings, accounts);
}

function toLine({ name, reports }: Client, accounts: readonly AccountRecord[], now: Date): Check {
  const told = reports.map((report) => toReportWords(report, now)).join("; ");
  const whose = accounts.length === 0 ? "no account is meant by its names" : listNames(accounts);
  return {
    name: "client",
    state: accounts.length === 0 ? "warn" : "ok",
    message: `${name}: ${countOf(accounts.length, "account")} (${whose}); ${told}`,
    hint: accounts.length === 0 ? "Correct its accounts, or see `gazette accounts` for who is there." : undefined,
  };
}

/** A line for each report that would come before its period is over. */
export function checkClientSchedules({ clients }: Settings, now: Date): readonly Check[] {
  return clients.flatMap(({ name, reports }) =>
    reports.flatMap(({ key, cadence, cron, settings }) =>
      checkSchedule(settings, now, { words: toWords(cadence), cron, of: `${name}, ${key}: ` }),
    ),
  );
}

/** "week next at 2026-12-01T08:00:00.000Z to owner@kaffee.test". */
function toReportWords(report: ClientReport, now: Date): string {
  const { key, settings } = report;
  const next = toNextSlot(report, now);
  const when = next === undefined ? "as soon as its period is over" : `next at ${next.toISOString()}`;
  const to = [...new Set(settings.delivery.recipients.flatMap((recipient) => recipient.to))];
  return `${key} ${when} to ${to.length === 0 ? "nobody" : to.join(", ")}`;
}

function toWarning(message: string, hint: string): Check {
  return { name: "clients", state: "warn", message, hint };
}

function listNames(accounts: readonly AccountRecord[]): string {
  const names = accounts.slice(0, NAMES_TOLD).map(({ username }) => `@${username}`);
  return accounts.length > NAMES_TOLD ? `${names.join(", ")}, …` : names.join(", ");
}
