// The configured rules over comments as they are now.

import { sweep } from "../../../moderate/index.ts";
import { countOf } from "../../../shared/index.ts";
import type { CommandContext } from "../../context.ts";
import { type ExitCode, toExitCode, UsageError } from "../../exit.ts";
import { toSweepOptions } from "../../run/comment-work.ts";
import { openModeration } from "./open-moderation.ts";
import { printActions, toUsernames } from "./report-work.ts";
import { printMismatches, toMinute } from "./thread-view.ts";

export async function run(context: CommandContext): Promise<ExitCode> {
  const { print, flags, signal, clock } = context;
  await using moderation = await openModeration(context);
  const { services, settings, osUser, progress } = moderation;
  const { rules, replies } = settings.comments;
  if (rules.length === 0) {
    throw new UsageError("There are no rules to apply.", "Write some under comments.rules (docs/comments.md).");
  }
  const now = clock.now();
  const configured = toSweepOptions(settings, now, osUser);
  const swept = await sweep(
    services,
    {
      ...moderation.carryOut,
      ...configured,
      window: {
        ...configured.window,
        since: typeof flags.age === "number" ? new Date(now.getTime() - flags.age).toISOString() : undefined,
      },
      apply: flags.yes === true,
      max: typeof flags.max === "number" ? flags.max : configured.max,
    },
    signal,
  );
  progress.end();
  const { fresh, ...rest } = swept;
  print.json({
    ...rest,
    dryRun: flags.yes !== true,
    fresh: fresh.map(({ rule, thread, comment }) => ({
      rule: rule.name,
      action: rule.action,
      reply: rule.reply === undefined ? null : (replies[rule.reply] ?? null),
      account: thread.account.username,
      commentId: comment.commentId,
      mediaId: comment.mediaId,
      author: comment.username ?? null,
      text: comment.text,
    })),
    calls: services.graph.callsSent(),
  });
  print.table(
    [{ title: "RULE" }, { title: "ACTION" }, { title: "HITS", align: "right" }],
    swept.hits.map(({ rule, action, count }) => [rule, action, count]),
  );
  print.result();
  if (flags.yes === true) printActions([...swept.actions, ...swept.later], clock.now(), toUsernames(moderation), print);
  else if (fresh.length > 0) {
    print.table(
      [
        { title: "WRITTEN (UTC)" },
        { title: "ACCOUNT" },
        { title: "AUTHOR" },
        { title: "TEXT" },
        { title: "RULE" },
        { title: "ACTION" },
        { title: "ID", whole: true },
      ],
      fresh.map(({ rule, thread, comment }) => [
        toMinute(comment.createdAt),
        `@${thread.account.username}`,
        comment.username,
        comment.text,
        rule.name,
        rule.action === "suggest" ? `suggest: ${replies[rule.reply ?? ""] ?? ""}` : rule.action,
        comment.commentId,
      ]),
    );
  }
  print.result(`${countOf(swept.comments, "comment")} read, ${countOf(fresh.length, "new hit")}.`);
  if (swept.leftOut > 0)
    print.result(`${countOf(swept.leftOut, "more is", "more are")} left out: --max raises the limit.`, "warn");
  if (flags.yes !== true) print.result("A dry run: nothing was done; --yes does it.", "strong");
  printMismatches(swept.mismatches, print);
  for (const { message } of swept.unreadable) print.result(message, "bad");
  if (swept.message !== undefined) print.result(swept.message, "warn");
  return toExitCode(swept.outcome, signal);
}
