// The table of commands: what help shows and how flags are read. Modules are loaded only when their command runs.
import { isDay } from "../shared/index.ts";
import type { CommandEntry, FlagEntry } from "./command-entry.ts";
import { COMMENT_COMMANDS } from "./comment-commands.ts";
import { UsageError } from "./exit.ts";
import { JOB_COMMANDS } from "./job-commands.ts";
import { toNumberParser } from "./parse-number.ts";

/** Flags of every command, before or after its name. */
export const GLOBAL_FLAGS: readonly FlagEntry[] = [
  { flag: "--config <file>", summary: "configuration file (default: config/gazette.yaml)" },
  {
    flag: "--period <period>",
    summary:
      "last-week, last-month, last-quarter, last-28-days, 2026-W46, 2026-11, 2026-Q3 or 2026-11-01..2026-11-15 (default: last-week, or each client's own)",
  },
  { flag: "--account <name>", summary: "only this account; may be repeated" },
  { flag: "--group <name>", summary: "only this group of accounts; may be repeated" },
  { flag: "--client <name>", summary: "only this client of the configuration; may be repeated" },
  { flag: "--json", summary: "one JSON document on stdout" },
  { flag: "--quiet", summary: "no talk on stderr, only trouble" },
  { flag: "--verbose", summary: "more talk on stderr" },
  { flag: "--no-color", summary: "no colours" },
];

/** What gathers several commands under one word. */
export const FAMILIES: Readonly<Record<string, string>> = {
  config: "show the effective configuration",
  comments: "list, answer, write, hide and delete comments of every account",
};

export const COMMANDS: readonly CommandEntry[] = [
  {
    name: "init",
    summary: "write a commented config/gazette.yaml",
    flags: [{ flag: "--force", summary: "replace a file that is already there" }],
    examples: [
      ["gazette init", "a first configuration"],
      ["gazette init --config clients/acme.yaml", "under another name; commands then take the same --config"],
    ],
    load: () => import("./commands/init.ts"),
  },
  {
    name: "check",
    summary: "examine configuration, tokens, Pages, store and browser, with remedies",
    flags: [
      { flag: "--calibrate", summary: "also settle which day a daily figure belongs to; 1 more call a connection" },
    ],
    examples: [
      ["gazette check", "before a first collection, and when something looks wrong"],
      ["gazette check --json", "for a monitor"],
    ],
    load: () => import("./commands/check.ts"),
  },
  {
    name: "config show",
    summary: "show the effective configuration, each value with where it comes from; secrets are blanked",
    flags: [],
    examples: [
      ["gazette config show", "what holds for all, defaults included"],
      ['gazette config show --client "Kaffee Nord"', "what holds for each report of one client"],
    ],
    load: () => import("./commands/config-show.ts"),
  },
  {
    name: "accounts",
    summary: "list who is reachable, and who is not and why",
    flags: [],
    examples: [["gazette accounts", "every account the tokens reach"]],
    load: () => import("./commands/accounts.ts"),
  },
  {
    name: "plan",
    summary: "show every call a collection would make and what would be left out",
    flags: [{ flag: "--since <day>", summary: "with a back-fill to this day", parse: parseDay }],
    examples: [["gazette plan --period last-week", "what the next collection costs"]],
    load: () => import("./commands/plan.ts"),
  },
  {
    name: "collect",
    summary: "collect a period into the dataset, within the hourly budget",
    flags: [
      { flag: "--no-wait", summary: "end with exit code 4 when the hour's calls are spent, instead of waiting" },
      { flag: "--since <day>", summary: "back-fill to this day: earlier windows, daily reach, posts", parse: parseDay },
      { flag: "--stories-only", summary: "only catch the stories that are live now" },
      { flag: "--detach", summary: "leave it to the workers of a PostgreSQL store, and end at once" },
    ],
    examples: [
      ["gazette collect", "the last complete week"],
      ["gazette collect --period 2026-W46 --group DACH", "one week of one group"],
      ["gazette collect --since 2026-08-01", "a first collection with its history"],
      ["gazette collect --stories-only", "between the weekly runs, before stories expire"],
      ["gazette collect --no-wait --json", "for a script that comes back later"],
    ],
    load: () => import("./commands/collect.ts"),
  },
  {
    name: "report",
    summary: "render a report from the dataset; never spends a call",
    flags: [
      { flag: "--format <list>", summary: "html, pdf, xlsx, separated by commas", parse: parseFormats },
      { flag: "--out <folder>", summary: "folder for the report (default: report.outDir)" },
      { flag: "--model <file>", summary: "also write the report's model as JSON" },
      { flag: "--from-model <id>", summary: "render a sealed report again by its id, or a model written to a file" },
      {
        flag: "--split <by>",
        summary: "also one report each: groups, accounts or none (default: report.split)",
        parse: parseSplit,
      },
      { flag: "--watch", summary: "render again whenever the template changes, until Ctrl-C" },
    ],
    examples: [
      ["gazette report", "the last complete week in every format"],
      ["gazette report --period 2026-11 --format pdf --out /tmp/november", "a month as PDF"],
      ["gazette report --split groups", "the whole, and one report for each group"],
      ["gazette report --format html --watch", "while you work on a template of your own"],
    ],
    load: () => import("./commands/report.ts"),
  },
  {
    name: "send",
    summary: "mail the report of a period to its recipients; never twice to one of them unless told",
    arguments: [
      { name: "REPORT", summary: "id at the foot of a report; the last complete period when absent", kind: "optional" },
    ],
    flags: [
      { flag: "--to <addresses>", summary: "only these recipients, separated by commas", parse: parseList },
      { flag: "--dry-run", summary: "write each mail as an .eml file beside the report instead" },
      { flag: "--again", summary: "send also to those who have had it, or may have" },
      { flag: "--release", summary: "let a held report go" },
      {
        flag: "--note <words>",
        summary: "with --release: words for the report's summary, which is made again with them",
      },
      { flag: "--reject", summary: "keep a held report from being sent" },
      { flag: "--why <words>", summary: "with --reject: the reason, for the log" },
      { flag: "--settle", summary: "those whose delivery is unknown have got it" },
      { flag: "--wait", summary: "stay until nobody waits for another try: at most 24 hours" },
      { flag: "--detach", summary: "leave it to the workers of a PostgreSQL store, and end at once" },
    ],
    examples: [
      ["gazette send", "the last complete week, to everybody who has not had it"],
      ["gazette send --dry-run", "look at the mails before anybody gets them"],
      ["gazette send --period 2026-W46 --to lead@acme.test --again", "once more to one of them"],
      ["gazette send --release", "a report that was held because of its gaps"],
      ['gazette send --release --client "Kaffee Nord" --note "Two shops were closed."', "one that waited for a look"],
      ['gazette send --reject --why "the logo is old" --client "Kaffee Nord"', "one that shall not go"],
    ],
    load: () => import("./commands/send.ts"),
  },
  {
    name: "run",
    summary: "collect, report and send the last complete period: what cron calls",
    flags: [
      { flag: "--no-wait", summary: "end with exit code 4 when the hour's calls are spent, instead of waiting" },
      { flag: "--fresh", summary: "collect and render again, though the period was done before" },
      { flag: "--detach", summary: "leave it to the workers of a PostgreSQL store, and end at once" },
    ],
    examples: [
      ["gazette run", "the last complete week, from the API to the mailboxes; a second time changes nothing"],
      ["gazette run --period 2026-W46 --json", "one week, for a script"],
    ],
    load: () => import("./commands/run.ts"),
  },
  {
    name: "schedule",
    summary: "stay up and do `run` at the times of the configuration",
    flags: [
      {
        flag: "--port <number>",
        summary: "serve /healthz and /metrics there, 0 for any free one (default: schedule.port)",
        parse: toNumberParser("--port", 0, 65_535),
      },
      { flag: "--host <address>", summary: "address that port listens on (default: schedule.host, 127.0.0.1)" },
    ],
    examples: [
      ["gazette schedule", "in the foreground, as systemd or a container wants it"],
      ["gazette schedule --port 8056", "with a health page for a supervisor"],
    ],
    load: () => import("./commands/schedule.ts"),
  },
  {
    name: "status",
    summary: "show the last runs, what is held and the calls left this hour",
    flags: [],
    examples: [["gazette status --json", "for a monitor"]],
    load: () => import("./commands/status.ts"),
  },
  {
    name: "budget",
    summary: "show the hour of each connection and every pause with its reason; never spends a call",
    flags: [{ flag: "--unblock <name>", summary: "lift the pause of this connection or account" }],
    examples: [
      ["gazette budget", "who must keep still, until when and why"],
      ["gazette budget --unblock agency", "when a server has asked for a pause that makes no sense"],
    ],
    load: () => import("./commands/budget.ts"),
  },
  {
    name: "export",
    summary: "write a table of the dataset as CSV, JSON lines or Parquet",
    argument: {
      name: "TABLE",
      summary:
        "accounts, account_days, account_totals, media, media_insights, audience, comments, gaps, runs, calls or deliveries",
    },
    flags: [
      { flag: "--format <format>", summary: "csv, jsonl or parquet (default: csv)", parse: parseExportFormat },
      { flag: "--out <file>", summary: "file to write (default: stdout)" },
      { flag: "--history", summary: "every reading of a growing number, not only the latest" },
    ],
    examples: [
      ["gazette export media --out media.csv", "one row a post"],
      ["gazette export media_insights --format jsonl --history", "every reading"],
    ],
    load: () => import("./commands/export.ts"),
  },
  {
    name: "move",
    summary: "carry the SQLite store over to an empty PostgreSQL database, each row compared; the old one stays",
    flags: [{ flag: "--to <url>", summary: "postgres://user:password@host/database; ${NAME} stands for a variable" }],
    examples: [
      ["gazette move --to 'postgres://${DB_LOGIN}@db.example/gazette'", "stop `gazette schedule` and the desk first"],
    ],
    load: () => import("./commands/move.ts"),
  },
  {
    name: "forget",
    summary: "remove all that is held of accounts or clients; without --yes it only says what that is",
    flags: [{ flag: "--yes", summary: "do it" }],
    examples: [
      ["gazette forget --account brand.de", "what would be removed, and what would stay"],
      ['gazette forget --client "Kaffee Nord" --yes', "a client that has left"],
    ],
    load: () => import("./commands/forget.ts"),
  },
  {
    name: "desk",
    summary: "open the web page for people: reports, comments and calls in the browser",
    flags: [
      {
        flag: "--port <number>",
        summary: "port of the page, 0 for any free one (default: desk.port, 8057)",
        parse: toNumberParser("--port", 0, 65_535),
      },
      { flag: "--add-user <name>", summary: "ask for a password and print the line for desk.users" },
      { flag: "--role <role>", summary: "with --add-user: viewer, moderator, manager or admin (default: viewer)" },
    ],
    examples: [
      ["gazette desk", "on this machine; the terminal shows a link that opens it once"],
      ["gazette desk --add-user mia --role manager", "somebody of a team, who will sign in by name"],
      ['gazette desk --add-user kaffee --client "Kaffee Nord"', "somebody who sees one client alone"],
    ],
    load: () => import("./commands/desk.ts"),
  },
  ...COMMENT_COMMANDS,
  ...JOB_COMMANDS,
  {
    name: "sandbox",
    summary: "serve a stand-in Graph API to try things out",
    flags: [
      {
        flag: "--port <number>",
        summary: "port on 127.0.0.1, 0 for any (default: 8055)",
        parse: toNumberParser("--port", 0, 65_535),
      },
      {
        flag: "--accounts <number>",
        summary: "Instagram accounts in its world (default: 14)",
        parse: toNumberParser("--accounts", 0, 20_000),
      },
      { flag: "--seed <number>", summary: "another world", parse: toNumberParser("--seed", 0, 2_147_483_647) },
      { flag: "--faults <list>", summary: "trouble to make: words with commas, JSON or a JSON file (docs/sandbox.md)" },
    ],
    examples: [
      ["gazette sandbox", "in one terminal"],
      ["gazette sandbox --faults http-500,throttle-80002", "the third call fails, and once an account is throttled"],
      ["gazette sandbox --faults html-502@2,token-expired@10+", "call 2 fails; from call 10 the token has expired"],
      ["gazette sandbox --faults aliases-refused,size-guard", "a server that takes no aliases and no large pages"],
      ["gazette sandbox --faults faults.json", "faults from a file"],
      ["gazette collect --config config/sandbox.yaml", "in another, with the token it printed in GAZETTE_TOKEN"],
    ],
    load: () => import("./commands/sandbox.ts"),
  },
  {
    name: "demo",
    summary: "sandbox, collection, three clients' reports and mails in one go",
    flags: [
      { flag: "--out <folder>", summary: "folder for the reports" },
      { flag: "--keep", summary: "keep the demo's dataset" },
      { flag: "--whole", summary: "one report of all accounts, as without clients" },
      { flag: "--desk", summary: "end with the desk open on what was made" },
      {
        flag: "--port <number>",
        summary: "with --desk: port of the page, 0 for any free one (default: 0)",
        parse: toNumberParser("--port", 0, 65_535),
      },
    ],
    examples: [
      ["gazette demo --out /tmp/demo", "see a whole report without a token"],
      ["gazette demo --desk", "and release it in the browser"],
    ],
    load: () => import("./commands/demo.ts"),
  },
];

/** Throws `UsageError`. */
function parseSplit(text: string): string {
  if (["groups", "accounts", "none"].includes(text)) return text;
  throw new UsageError(`"${text}" is no way to split a report.`, "Use groups, accounts or none.");
}

function parseFormats(text: string): readonly string[] {
  const formats = text.split(",").map((format) => format.trim().toLowerCase());
  const unknown = formats.find((format) => !["html", "pdf", "xlsx"].includes(format));
  if (unknown !== undefined)
    throw new UsageError(`--format does not know "${unknown}".`, "Use html, pdf, xlsx or several with commas.");
  return [...new Set(formats)];
}

function parseList(text: string): readonly string[] {
  return text
    .split(",")
    .map((word) => word.trim())
    .filter((word) => word !== "");
}

function parseDay(text: string): string {
  if (isDay(text)) return text;
  throw new UsageError(`--since must be a day such as 2026-08-01, not "${text}".`);
}

function parseExportFormat(text: string): string {
  const format = text.toLowerCase();
  if (!["csv", "jsonl", "parquet"].includes(format))
    throw new UsageError(`--format does not know "${text}".`, "Use csv, jsonl or parquet.");
  return format;
}
