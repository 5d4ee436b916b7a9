// What a collection would cost, before it is paid for.

import { type CallPlan, findAccounts, previewExtras, previewPlan, toLikelyCost } from "../../collect/index.ts";
import type { Settings } from "../../config/index.ts";
import { findUnderWay } from "../../dataset/index.ts";
import { countOf } from "../../shared/index.ts";
import { chooseDue, type ReportTask } from "../clients/report-tasks.ts";
import { toSharedOptions } from "../clients/shared-collections.ts";
import { openServices, toCollectOptions, toSpan } from "../compose.ts";
import type { CommandContext, Flags } from "../context.ts";
import { EXIT, type ExitCode } from "../exit.ts";
import { refuseStrangers } from "../selection.ts";
import { toCalls } from "../spending.ts";
import { explainUnderWay } from "../under-way.ts";

export async function run(context: CommandContext): Promise<ExitCode> {
  const { print, flags, clock, signal } = context;
  const settings = context.settings();
  const due = listDue(settings, flags, clock.now());
  const shared = due.length === 0 ? undefined : toSharedOptions(settings, due, flags);
  const span = shared?.span ?? toSpan(flags.period, settings, clock.now());
  print.known({ period: span });
  const progress = print.progress();
  const calls = toCalls(settings, flags, print, progress);
  await using services = await openServices(settings, clock, calls);
  try {
    const since = typeof flags.since === "string" ? flags.since : undefined;
    const options = { ...(shared ?? toCollectOptions(settings, span, flags)), since };
    const { accounts, searchCalls, spent } = await findAccounts(services, options, signal);
    progress.end();
    if (accounts.length === 0) refuseStrangers(flags, settings.accounts.exclude, await services.store.read.accounts());
    // What looked for further lists of Pages was learnt now: the collection does not ask it again.
    const discovery = services.graph.callsSent() - searchCalls;
    const plan = await previewPlan(services, accounts, { ...options, mayWait: calls.whenSpent === "wait" });
    const total = discovery + plan.cost;
    const likely = plan.calls.reduce((sum, call) => sum + toLikelyCost(call), discovery);
    const atMost = total + plan.calls.reduce((sum, { unknownPages = 0 }) => sum + unknownPages, 0);
    const minutes = await countMinutes(services, plan, discovery);
    const perAccount = toPerAccount(plan);
    const extras = await previewExtras(services, accounts, options, plan);
    const underWay = findUnderWay(span, clock.now());
    print.json({
      calls: total,
      likely,
      atMost,
      discovery,
      minutes,
      period: span,
      underWay,
      perAccount,
      leftOut: plan.leftOut,
      ...(options.extras === true ? { extras } : {}),
      ...(settings.clients.length === 0 ? {} : { due: due.map(toDueDocument) }),
    });
    for (const { client, report, span: about, dueAt } of due) {
      const when = dueAt === undefined ? "due now" : `due at ${dueAt.toISOString()}`;
      print.result(`${client}, ${report}, ${about.from} to ${about.to}: ${when}`);
    }
    print.table(
      [
        { title: "ACCOUNT" },
        { title: "CALLS", align: "right" },
        { title: "FORM", align: "right" },
        { title: "ASKS FOR" },
      ],
      perAccount.map(({ username, calls: cost, form, asks }) => [`@${username}`, cost, form, asks.join(", ")]),
    );
    for (const line of tellLeftOut(plan.leftOut)) print.result(line, "warn");
    print.result();
    print.result(
      `${likely === total ? "" : "About "}${countOf(likely, "call")} in all (${discovery} for discovery), about ${countOf(minutes, "minute")} under the budget.`,
      "strong",
    );
    if (atMost > total) {
      print.result(
        `${total} at least, and ${atMost} at most where nothing is refused: how many of an account's posts are recent shows when they are first listed.`,
      );
    }
    if (extras.due > 0) {
      print.result(
        `Of calls that are left over then, ${extras.calls} of ${extras.due} that wait: figures of single posts, and who interacted (collect.extras).`,
      );
    }
    if (underWay !== null) print.result(explainUnderWay(underWay, settings.period.timeZone), "warn");
    for (const { message, hint = "" } of spent) print.result(`Not planned: ${message} ${hint}`, "warn");
    return spent.length === 0 ? EXIT.complete : EXIT.paused;
  } finally {
    progress.end();
  }
}

type DueTask = ReportTask & { readonly dueAt?: Date | undefined };

/** What clients' reports need until this time tomorrow; nothing where there are no clients, or a period is named. */
function listDue(settings: Settings, flags: Flags, now: Date): readonly DueTask[] {
  if (settings.clients.length === 0 || flags.period !== undefined || typeof flags.since === "string") return [];
  const { due, coming } = chooseDue(settings, flags, now);
  const until = new Date(now.getTime() + DAY_MS);
  return [...due, ...coming.filter(({ dueAt }) => dueAt <= until)];
}

function toDueDocument({ client, report, span, dueAt }: DueTask) {
  return { client, report, period: span, dueAt: dueAt ?? null };
}

const DAY_MS = 86_400_000;

/** Accounts named in one line; of more only the number is told. */
const NAMED = 3;

/** One line for what is left out of several accounts for the same reason. */
function tellLeftOut(leftOut: CallPlan["leftOut"]): readonly string[] {
  const byWords = Map.groupBy(leftOut, ({ what, why }) => `${what}\0${why}`);
  return [...byWords.values()].map((some) => {
    const [{ what, why } = { what: "", why: "" }] = some;
    const names = some.slice(0, NAMED).map(({ username }) => `@${username}`);
    const more = some.length > NAMED ? ` and ${some.length - NAMED} more` : "";
    return `Left out: ${what} of ${names.join(", ")}${more}: ${why}.`;
  });
}

function toPerAccount({ calls }: CallPlan) {
  const byAccount = Map.groupBy(calls, ({ accountId }) => accountId);
  return [...byAccount.values()].map((own) => ({
    accountId: own[0]?.accountId ?? "",
    username: own[0]?.username ?? "",
    connection: own[0]?.connection ?? "",
    form: own[0]?.form ?? 1,
    calls: own.reduce((sum, { cost }) => sum + cost, 0),
    asks: [...new Set(own.flatMap(({ requests }) => requests.flatMap(({ blocks }) => blocks.map(({ kind }) => kind))))],
  }));
}

/** Wall time: what fits this hour goes at once, the rest hour by hour; a call itself takes about a second. */
async function countMinutes(
  { graph }: Awaited<ReturnType<typeof openServices>>,
  plan: CallPlan,
  discovery: number,
): Promise<number> {
  const minutes = graph.connections.map(async (name) => {
    const cost = plan.calls
      .filter(({ connection }) => connection === name)
      .reduce((sum, call) => sum + toLikelyCost(call), 0);
    const { left, perHour } = await graph.callsLeft(name);
    const hours = cost <= left ? 0 : Math.ceil((cost - left) / perHour);
    return hours * 60 + Math.ceil((cost + discovery) / 60);
  });
  return Math.max(0, ...(await Promise.all(minutes)));
}
