// The `comments` family of the table of commands.
import { isDay } from "../shared/index.ts";
import type { CommandEntry, FlagEntry } from "./command-entry.ts";
import { UsageError } from "./exit.ts";

const LIVE: FlagEntry = { flag: "--live", summary: "ask Instagram now instead of the dataset; spends calls" };
const NO_WAIT: FlagEntry = {
  flag: "--no-wait",
  summary: "end with exit code 4 when the hour is spent, instead of waiting",
};

const FILTERS: readonly FlagEntry[] = [
  { flag: "--media <id>", summary: "only under this media; may be repeated", parse: parseId },
  { flag: "--since <day>", summary: "written on this day or later", parse: (text) => parseDay("--since", text) },
  { flag: "--until <day>", summary: "written on this day or before", parse: (text) => parseDay("--until", text) },
  { flag: "--age <age>", summary: "not older than this: 90m, 48h, 7d or 2w", parse: parseAge },
  { flag: "--unanswered", summary: "of somebody else, without a reply of the account" },
  { flag: "--hidden", summary: "only hidden ones" },
  { flag: "--contains <text>", summary: "holds this text, whatever the case; repeated: any of them" },
  { flag: "--language <name>", summary: "a guess by script: ja, arabic, cyrillic, latin, …" },
  { flag: "--author <name>", summary: "written by this user name; may be repeated" },
];

const BULK: readonly FlagEntry[] = [
  { flag: "--file <file>", summary: "ids of comments, one a line, or JSON lines with comment_id" },
  ...FILTERS,
  LIVE,
  { flag: "--yes", summary: "do it; without it, work on several comments only shows what it would do" },
  {
    flag: "--max <number>",
    summary: "comments to touch at most (default: comments.most, 25)",
    parse: parseCount("--max"),
  },
  NO_WAIT,
];

const COMMENTS = { name: "COMMENT", summary: "ids of comments, as `comments list` shows them", kind: "many" } as const;

const SHARED = {
  list: () => import("./commands/comments/list.ts"),
  show: () => import("./commands/comments/show.ts"),
  log: () => import("./commands/comments/log.ts"),
  sweep: () => import("./commands/comments/sweep.ts"),
  settle: () => import("./commands/comments/settle.ts"),
  undo: () => import("./commands/comments/undo.ts"),
};

export const COMMENT_COMMANDS: readonly CommandEntry[] = [
  {
    name: "comments list",
    summary: "list comments of every account with their replies, newest first",
    flags: [
      ...FILTERS,
      LIVE,
      { flag: "--limit <number>", summary: "threads to show (default: 50)", parse: parseCount("--limit") },
      NO_WAIT,
    ],
    examples: [
      ["gazette comments list --unanswered --age 7d", "what still waits for an answer, from the dataset"],
      ["gazette comments list --live --account brand.de", "one account as it is now"],
      ["gazette comments list --contains refund --contains late --json", "for a script"],
    ],
    load: SHARED.list,
  },
  {
    name: "comments show",
    summary: "print a comment's thread; of a deleted one, from the archive",
    arguments: [{ name: "COMMENT", summary: "id of a comment", kind: "required" }],
    flags: [LIVE],
    examples: [["gazette comments show 17800000000000001", "the whole thread"]],
    load: SHARED.show,
  },
  {
    name: "comments reply",
    summary: "answer a comment, or several with the same words",
    arguments: [
      { name: "COMMENT", summary: "id of the comment to answer", kind: "optional" },
      { name: "TEXT", summary: "the answer", kind: "optional" },
    ],
    flags: [
      { flag: "--text <text>", summary: "the answer, for work on several comments" },
      { flag: "--saved <name>", summary: "the answer by its name in comments.replies" },
      { flag: "--again", summary: "also where the same answer stands already" },
      ...BULK.map((flag) =>
        flag.flag === "--file <file>"
          ? { ...flag, summary: "JSON lines with comment_id and reply, or ids one a line with --text" }
          : flag,
      ),
    ],
    examples: [
      ['gazette comments reply 17800000000000001 "Thank you!"', "one answer, at once"],
      ["gazette comments reply --unanswered --contains open --saved hours", "a dry run over several"],
      ["gazette comments reply --file answers.jsonl --yes", "different answers from a file"],
    ],
    load: async () => (await import("./commands/comments/act.ts")).reply,
  },
  {
    name: "comments create",
    summary: "write a comment under a media",
    arguments: [
      { name: "MEDIA", summary: "id of the media", kind: "required" },
      { name: "TEXT", summary: "the comment", kind: "required" },
    ],
    flags: [{ flag: "--again", summary: "also when the same text was written there before" }, NO_WAIT],
    examples: [['gazette comments create 17900000000000001 "We open at 8."', "a comment of the account's own"]],
    load: async () => (await import("./commands/comments/act-on-media.ts")).create,
  },
  {
    name: "comments hide",
    summary: "hide comments",
    arguments: [COMMENTS],
    flags: BULK,
    examples: [
      ["gazette comments hide 17800000000000001", "one, at once"],
      ["gazette comments hide --live --contains followers", "shows which it would hide"],
      ["gazette comments hide --live --contains followers --yes", "hides them, 25 at most"],
    ],
    load: async () => (await import("./commands/comments/act.ts")).hide,
  },
  {
    name: "comments unhide",
    summary: "show hidden comments again",
    arguments: [COMMENTS],
    flags: BULK,
    examples: [["gazette comments unhide 17800000000000001", "one, at once"]],
    load: async () => (await import("./commands/comments/act.ts")).unhide,
  },
  {
    name: "comments delete",
    summary: "archive and hide comments at once, delete them after the grace time",
    arguments: [COMMENTS],
    flags: [{ flag: "--now", summary: "delete at once; cannot be undone" }, ...BULK],
    examples: [
      ["gazette comments delete 17800000000000001", "hidden now, deleted tomorrow"],
      ["gazette comments undo 17800000000000001", "… unless it is taken back"],
      ["gazette comments delete --file spam.txt --max 100 --yes", "ids from a file"],
    ],
    load: async () => (await import("./commands/comments/act.ts")).remove,
  },
  {
    name: "comments open",
    summary: "let people comment on a media",
    arguments: [{ name: "MEDIA", summary: "id of the media", kind: "required" }],
    flags: [NO_WAIT],
    examples: [["gazette comments open 17900000000000001", "comments are possible again"]],
    load: async () => (await import("./commands/comments/act-on-media.ts")).open,
  },
  {
    name: "comments close",
    summary: "let nobody comment on a media any more",
    arguments: [{ name: "MEDIA", summary: "id of the media", kind: "required" }],
    flags: [NO_WAIT],
    examples: [["gazette comments close 17900000000000001", "what is there stays"]],
    load: async () => (await import("./commands/comments/act-on-media.ts")).close,
  },
  {
    name: "comments undo",
    summary: "take back what has not been sent yet: deletions in their grace time, queued work",
    arguments: [{ name: "COMMENT", summary: "ids of comments or of actions", kind: "many" }],
    flags: [NO_WAIT],
    examples: [["gazette comments undo 17800000000000001", "it is shown again and not deleted"]],
    load: SHARED.undo,
  },
  {
    name: "comments settle",
    summary: "carry out what waits: deletions that are due, work cut off by a crash or a spent hour",
    flags: [{ flag: "--dry-run", summary: "only show what is due" }, NO_WAIT],
    examples: [["gazette comments settle", "once a day, from cron"]],
    load: SHARED.settle,
  },
  {
    name: "comments sweep",
    summary: "apply the rules of the configuration to comments as they are now",
    flags: [
      { flag: "--yes", summary: "do it; without it, only show what the rules would do" },
      {
        flag: "--age <age>",
        summary: "comments not older than this: 48h, 7d (default: all that is read)",
        parse: parseAge,
      },
      {
        flag: "--max <number>",
        summary: "comments to touch at most (default: comments.most, 25)",
        parse: parseCount("--max"),
      },
      NO_WAIT,
    ],
    examples: [
      ["gazette comments sweep", "how often each rule hits, and what it would do"],
      ["gazette comments sweep --yes --no-wait", "from cron"],
    ],
    load: SHARED.sweep,
  },
  {
    name: "comments log",
    summary: "show what was done: when, by whom, to which text, and what Instagram answered",
    flags: [
      { flag: "--limit <number>", summary: "actions to show (default: 50)", parse: parseCount("--limit") },
      { flag: "--waiting", summary: "only what has not been sent yet" },
    ],
    examples: [["gazette comments log --json", "for an audit"]],
    load: SHARED.log,
  },
];

function parseId(text: string): string {
  if (/^\d{5,30}$/.test(text)) return text;
  throw new UsageError(`--media must be an id of digits, not "${text}".`);
}

function parseDay(flag: string, text: string): string {
  if (isDay(text)) return text;
  throw new UsageError(`${flag} must be a day such as 2026-11-01, not "${text}".`);
}

const UNIT_MS: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };

function parseAge(text: string): number {
  const [, count = "", unit = ""] = /^(\d{1,4})([mhdw])$/.exec(text) ?? [];
  const ms = Number(count) * (UNIT_MS[unit] ?? 0);
  if (ms > 0) return ms;
  throw new UsageError(`--age must be a number with m, h, d or w, such as 48h or 7d, not "${text}".`);
}

function parseCount(flag: string): (text: string) => number {
  return (text) => {
    const value = /^\d{1,6}$/.test(text) ? Number(text) : 0;
    if (value > 0) return value;
    throw new UsageError(`${flag} must be a whole number from 1, not "${text}".`);
  };
}
