// What was done and what waits; spends nothing.

import { openDataset } from "../../compose.ts";
import type { CommandContext } from "../../context.ts";
import { EXIT, type ExitCode } from "../../exit.ts";
import { selectAccounts } from "../../selection.ts";
import { toStateWords } from "./report-work.ts";
import { toMinute } from "./thread-view.ts";

const ACTIONS_SHOWN = 50;

export async function run(context: CommandContext): Promise<ExitCode> {
  const { print, flags, clock } = context;
  const settings = context.settings({ secrets: "optional" });
  await using store = await openDataset(settings, clock);
  const accounts = selectAccounts(settings, await store.read.accounts(), flags);
  const isNarrowed = flags.account.length > 0 || flags.group.length > 0;
  const actions = await store.comments.actions({
    limit: typeof flags.limit === "number" ? flags.limit : ACTIONS_SHOWN,
    ...(flags.waiting === true ? { states: ["planned", "sending", "unknown"] as const } : {}),
    ...(isNarrowed ? { accountIds: accounts.map(({ accountId }) => accountId) } : {}),
  });
  print.json({ actions });
  if (actions.length === 0) print.result(flags.waiting === true ? "Nothing waits." : "Nothing was done yet.");
  else {
    const names = new Map(accounts.map(({ accountId, username }) => [accountId, username]));
    print.table(
      [
        { title: "ORDERED (UTC)" },
        { title: "BY" },
        { title: "ACTION" },
        { title: "ACCOUNT" },
        { title: "STATE" },
        { title: "ANSWER" },
        { title: "WHY" },
        { title: "TEXT BEFORE" },
        { title: "TEXT" },
        { title: "COMMENT", whole: true },
        { title: "ACTION ID", whole: true },
      ],
      actions.map((action) => [
        toMinute(action.requestedAt),
        action.osUser,
        action.kind,
        `@${names.get(action.accountId) ?? action.accountId}`,
        {
          text: action.state === "planned" ? toStateWords(action, clock.now()) : action.state,
          tone: action.state === "done" ? "good" : action.state === "refused" ? "bad" : "warn",
        },
        action.answer,
        action.reason,
        action.textBefore,
        action.text,
        action.resultId ?? action.commentId ?? action.mediaId,
        action.actionId,
      ]),
    );
  }
  return EXIT.complete;
}
