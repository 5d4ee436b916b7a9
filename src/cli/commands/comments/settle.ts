// Carries out what waits; safe from cron.
import { listDue, settle } from "../../../moderate/index.ts";
import type { CommandContext } from "../../context.ts";
import { EXIT, type ExitCode, toExitCode } from "../../exit.ts";
import { openModeration } from "./open-moderation.ts";
import { printActions, readWritesLeft, toUsernames } from "./report-work.ts";

export async function run(context: CommandContext): Promise<ExitCode> {
  const { print, flags, signal, clock } = context;
  await using moderation = await openModeration(context);
  const { services, accounts, progress } = moderation;
  if (flags.dryRun === true) {
    const due = await listDue(services, accounts);
    print.json({ outcome: "complete", dryRun: true, actions: due });
    printActions(due, clock.now(), toUsernames(moderation), print);
    print.result(due.length === 0 ? "Nothing is due." : "Nothing was sent.");
    return EXIT.complete;
  }
  const settled = await settle(services, moderation.carryOut, signal);
  progress.end();
  print.json({
    ...settled,
    dryRun: false,
    calls: services.graph.callsSent(),
    writesLeft: await readWritesLeft(moderation),
  });
  printActions(settled.actions, clock.now(), toUsernames(moderation), print);
  if (settled.actions.length === 0) print.result("Nothing is due.");
  if (settled.message !== undefined) print.result(settled.message, "warn");
  return toExitCode(settled.outcome, signal);
}
