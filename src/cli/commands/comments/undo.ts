// Takes back deletions in their grace time and whatever else has not been sent.
import { undo } from "../../../moderate/index.ts";
import type { CommandContext } from "../../context.ts";
import { type ExitCode, toExitCode, UsageError } from "../../exit.ts";
import { openModeration } from "./open-moderation.ts";
import { printActions, toUsernames } from "./report-work.ts";

export async function run(context: CommandContext): Promise<ExitCode> {
  const { print, args, signal, clock } = context;
  if (args.length === 0) throw new UsageError("What is to be taken back? Give ids of comments or actions.");
  await using moderation = await openModeration(context);
  const { services, osUser, progress } = moderation;
  const { undone, shown } = await undo(services, args, { ...moderation.carryOut, osUser }, signal);
  progress.end();
  print.json({
    outcome: shown.outcome,
    undone,
    actions: shown.actions,
    calls: services.graph.callsSent(),
    resumesAt: shown.resumesAt,
    message: shown.message,
  });
  printActions([...undone, ...shown.actions], clock.now(), toUsernames(moderation), print);
  if (shown.message !== undefined) print.result(shown.message, "warn");
  return toExitCode(shown.outcome, signal);
}
