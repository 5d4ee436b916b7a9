// Comments of every account in one list, from the dataset or as they are now.

import { countOf } from "../../../shared/index.ts";
import type { CommandContext } from "../../context.ts";
import { EXIT, type ExitCode } from "../../exit.ts";
import { openModeration } from "./open-moderation.ts";
import { select } from "./select.ts";
import { printMismatches, printThreads, toJsonThread, toNotes } from "./thread-view.ts";

const THREADS_SHOWN = 50;

export async function run(context: CommandContext): Promise<ExitCode> {
  const { print, flags, signal } = context;
  await using moderation = await openModeration(context, { spends: flags.live === true });
  const { services, accounts } = moderation;
  const { matches, mismatches, onlyCounted, unreadable, spent } = await select(moderation, flags, signal);
  const shown = matches.slice(0, typeof flags.limit === "number" ? flags.limit : THREADS_SHOWN);
  const commentIds = shown.flatMap(({ thread }) => [thread.top, ...thread.replies]).map(({ commentId }) => commentId);
  const notes = toNotes(await services.store.comments.actions({ commentIds }));
  const outcome = spent !== undefined ? "paused" : unreadable.length > 0 ? "partial" : "complete";
  print.json({
    outcome,
    source: flags.live === true ? "live" : "dataset",
    accounts: accounts.length,
    total: matches.length,
    threads: shown.map((match) => toJsonThread(match, notes)),
    mismatches,
    onlyCounted,
    unreadable,
    calls: services.graph.callsSent(),
    resumesAt: spent?.resumesAt.toISOString() ?? null,
  });
  if (shown.length > 0) printThreads(shown, notes, print);
  else print.result(flags.live === true ? "No comment fits." : "No comment of the dataset fits.");
  if (matches.length > shown.length) {
    print.result(
      `${countOf(matches.length - shown.length, "more thread fits", "more threads fit")}; --limit shows more.`,
      "dim",
    );
  }
  printMismatches(mismatches, print);
  if (accounts.length === 0)
    print.result("No account is held yet: use --live, or start with `gazette collect`.", "warn");
  if (onlyCounted.length > 0) {
    const names = onlyCounted.slice(0, 5).map((name) => `@${name}`);
    const more = onlyCounted.length > names.length ? " and others" : "";
    print.result(
      `The comments of ${names.join(", ")}${more} were only counted so far: use --live, or set collect.comments to all.`,
      "warn",
    );
  }
  for (const { message } of unreadable) print.result(message, "bad");
  if (spent !== undefined) print.result(spent.message, "warn");
  return EXIT[outcome];
}
