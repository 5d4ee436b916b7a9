// Writing under a media, and opening and closing its comments.
import { carryOut, commit, ModerateError, prepare } from "../../../moderate/index.ts";
import type { CommandContext, CommandModule } from "../../context.ts";
import { type ExitCode, toExitCode, UsageError } from "../../exit.ts";
import { openModeration } from "./open-moderation.ts";
import { printActions, readWritesLeft, toJsonPrepared, toUsernames } from "./report-work.ts";

type Kind = "create" | "open" | "close";

export const create: CommandModule = { run: (context) => act("create", context) };
export const open: CommandModule = { run: (context) => act("open", context) };
export const close: CommandModule = { run: (context) => act("close", context) };

async function act(kind: Kind, context: CommandContext): Promise<ExitCode> {
  const { print, flags, args, signal, clock } = context;
  const [mediaId = "", text] = args;
  if (kind === "create" && (text ?? "").trim() === "") throw new UsageError("A comment needs words.");
  await using moderation = await openModeration(context);
  const { services, accounts, osUser } = moderation;
  const order = { kind, mediaId, text: kind === "create" ? text : undefined };
  const prepared = await prepare(services, [order], { accounts, again: flags.again === true }, signal);
  const [only] = prepared;
  if (only?.verdict.kind === "forbidden") {
    const sentence = `Could not ${kind === "create" ? "write on" : `${kind} the comments of`} media ${mediaId}: ${only.verdict.because.replace(/\.$/, "")}.`;
    throw new ModerateError("MODERATE_NOT_ALLOWED", sentence);
  }
  const { now } = await commit(services, prepared, { osUser, graceMs: 0 });
  const carried = await carryOut(services, now, moderation.carryOut, signal);
  moderation.progress.end();
  const skipped = prepared.filter(({ verdict }) => verdict.kind !== "allowed");
  print.json({
    outcome: carried.outcome,
    actions: carried.actions,
    skipped: skipped.map(toJsonPrepared),
    calls: services.graph.callsSent(),
    writesLeft: await readWritesLeft(moderation),
    resumesAt: carried.resumesAt,
    message: carried.message,
  });
  printActions(carried.actions, clock.now(), toUsernames(moderation), print);
  if (only?.verdict.kind === "already") {
    const more = kind === "create" ? " --again writes it once more." : "";
    print.result(`Nothing to do: ${only.verdict.because}.${more}`);
  }
  if (carried.message !== undefined) print.result(carried.message, "warn");
  return toExitCode(carried.outcome, signal);
}
