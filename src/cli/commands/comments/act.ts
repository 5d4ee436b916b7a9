// Answering, hiding, showing and deleting comments: one at once, several from a filter or a file after a dry run.

import {
  act,
  type BulkKind,
  chooseForBulk,
  type Order,
  type Prepared,
  prepare,
  readHeldComments,
  refuseForbidden,
  type Thread,
} from "../../../moderate/index.ts";
import { countOf } from "../../../shared/index.ts";
import type { CommandContext, CommandModule } from "../../context.ts";
import { EXIT, type ExitCode, toExitCode, UsageError } from "../../exit.ts";
import { type Moderation, openModeration } from "./open-moderation.ts";
import { readOrders } from "./read-orders.ts";
import { printActions, printPrepared, readWritesLeft, toJsonPrepared, toUsernames } from "./report-work.ts";
import { hasFilter, select } from "./select.ts";

export const reply: CommandModule = { run: (context) => run("reply", context) };
export const hide: CommandModule = { run: (context) => run("hide", context) };
export const unhide: CommandModule = { run: (context) => run("unhide", context) };
export const remove: CommandModule = { run: (context) => run("delete", context) };

interface Chosen {
  readonly orders: readonly Order[];
  readonly fresh: ReadonlyMap<string, Thread>;
  /** One comment named by its id is not bulk work: it is done at once. */
  readonly isBulk: boolean;
}

async function run(kind: BulkKind, context: CommandContext): Promise<ExitCode> {
  const { print, flags, signal, clock } = context;
  await using moderation = await openModeration(context);
  const { services, settings, accounts, osUser, progress } = moderation;
  const { orders, fresh, isBulk } = await choose(kind, context, moderation);
  const most = typeof flags.max === "number" ? flags.max : settings.comments.most;
  const wanted = isBulk ? orders.slice(0, most) : orders;
  const leftOut = orders.length - wanted.length;
  const isDryRun = isBulk && flags.yes !== true;
  // For a dry run what is held will do; before anything is sent it is read again.
  const known = isDryRun || flags.live === true ? fresh : new Map<string, Thread>();
  const prepared = await prepare(services, wanted, { accounts, fresh: known, again: flags.again === true }, signal);
  progress.end();
  if (isDryRun) {
    print.json({
      outcome: "complete",
      dryRun: true,
      matched: orders.length,
      leftOut,
      orders: prepared.map(toJsonPrepared),
      calls: services.graph.callsSent(),
    });
    printPrepared(prepared, print);
    tellDryRun(kind, prepared, leftOut, most, print);
    return EXIT.complete;
  }
  if (!isBulk) refuseForbidden(prepared);
  const graceMs = flags.now === true ? 0 : settings.comments.graceHours * 3_600_000;
  const acted = await act(services, prepared, { ...moderation.carryOut, osUser, graceMs }, signal);
  const { outcome, later, skipped } = acted;
  progress.end();
  const writesLeft = await readWritesLeft(moderation);
  print.json({
    outcome,
    dryRun: false,
    matched: orders.length,
    leftOut,
    actions: acted.actions,
    later,
    skipped: skipped.map(toJsonPrepared),
    calls: services.graph.callsSent(),
    writesLeft,
    resumesAt: acted.resumesAt,
    message: acted.message,
  });
  printActions([...acted.actions, ...later], clock.now(), toUsernames(moderation), print);
  printPrepared(skipped, print);
  for (const { verdict } of prepared)
    if (verdict.kind === "allowed" && verdict.note !== undefined) print.note(`${verdict.note}.`);
  if (leftOut > 0) print.result(`${countOf(leftOut, "more fits", "more fit")}; run it again, or raise --max.`, "warn");
  if (later.length > 0) {
    print.result("Take it back with `gazette comments undo`; `gazette comments settle` deletes what is due.", "dim");
  }
  if (acted.message !== undefined) print.result(acted.message, "warn");
  for (const [name, left] of Object.entries(writesLeft)) {
    print.result(
      `Connection ${name}: ${left} of ${settings.comments.writesPerHour} comment writes left this hour.`,
      "dim",
    );
  }
  return toExitCode(outcome, signal);
}

async function choose(kind: BulkKind, context: CommandContext, moderation: Moderation): Promise<Chosen> {
  const { args, flags, cwd } = context;
  const sources = [args.length > 0, flags.file !== undefined, hasFilter(flags)].filter(Boolean).length;
  if (sources !== 1) {
    throw new UsageError(
      sources === 0 ? "Which comments? Nothing names them." : "Ids, --file and filters cannot be mixed.",
      "Give ids of comments, or --file, or a filter such as --contains (see --help).",
    );
  }
  const text = kind === "reply" ? toText(context, moderation) : undefined;
  if (args.length > 0) {
    const ids = kind === "reply" ? args.slice(0, 1) : args;
    const orders = [...new Set(ids)].map((commentId) => ({ kind, commentId, text: needText(kind, text) }));
    return { orders, fresh: new Map(), isBulk: orders.length > 1 };
  }
  if (typeof flags.file === "string") {
    const orders = (await readOrders(flags.file, cwd, kind)).map(({ commentId, text: own }) => ({
      kind,
      commentId,
      text: needText(kind, own ?? text),
    }));
    return { orders, fresh: await readHeld(moderation, orders), isBulk: true };
  }
  const { matches, spent } = await select(moderation, flags, context.signal);
  if (spent !== undefined) throw spent;
  const again = flags.again === true;
  const open = await chooseForBulk(moderation.services, kind, matches, { text, again });
  return {
    orders: open.map(({ comment }) => ({ kind, commentId: comment.commentId, text: needText(kind, text) })),
    fresh: new Map(open.map(({ comment, thread }) => [comment.commentId, thread])),
    isBulk: true,
  };
}

function toText({ args, flags }: CommandContext, { settings }: Moderation): string | undefined {
  const given = [args[1], flags.text, flags.saved].filter((one) => one !== undefined);
  if (given.length > 1) throw new UsageError("The answer is given twice: use TEXT, --text or --saved.");
  if (typeof flags.saved !== "string") return typeof given[0] === "string" ? given[0] : undefined;
  const saved = settings.comments.replies[flags.saved];
  if (saved !== undefined) return saved;
  const names = Object.keys(settings.comments.replies);
  throw new UsageError(
    `There is no saved reply "${flags.saved}" in comments.replies.`,
    names.length === 0 ? "Add it to the configuration." : `Known replies: ${names.join(", ")}.`,
  );
}

function needText(kind: BulkKind, text: string | undefined): string | undefined {
  if (kind !== "reply") return undefined;
  if (text === undefined || text.trim() === "")
    throw new UsageError("An answer needs words.", "Give TEXT, --text or --saved.");
  return text;
}

async function readHeld(
  { services, accounts }: Moderation,
  orders: readonly Order[],
): Promise<ReadonlyMap<string, Thread>> {
  const commentIds = orders.flatMap(({ commentId }) => commentId ?? []);
  const { threads } = await readHeldComments(services.store, accounts, { commentIds });
  return new Map(
    threads.flatMap((thread) => [thread.top, ...thread.replies].map(({ commentId }) => [commentId, thread] as const)),
  );
}

function tellDryRun(
  kind: BulkKind,
  prepared: readonly Prepared[],
  leftOut: number,
  most: number,
  print: CommandContext["print"],
): void {
  const count = prepared.filter(({ verdict }) => verdict.kind === "allowed").length;
  const words = countOf(count, "comment");
  print.result(`A dry run: ${kind} would touch ${words}. Nothing was sent; --yes does it.`, "strong");
  if (leftOut > 0)
    print.result(
      `${countOf(leftOut, "more fits and is", "more fit and are")} left out: --max raises the limit of ${most}.`,
      "warn",
    );
}
