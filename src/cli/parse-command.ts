// Words of the command line → one command with its flags, or the help that was asked for.
import { Command, CommanderError } from "commander";
import type { CommandEntry, FlagEntry } from "./command-entry.ts";
import { COMMANDS, FAMILIES, GLOBAL_FLAGS } from "./commands.ts";
import type { Flags } from "./context.ts";
import { UsageError } from "./exit.ts";

export type ParsedCommand =
  | { readonly kind: "command"; readonly entry: CommandEntry; readonly flags: Flags; readonly args: readonly string[] }
  /** Help or version; it has been asked for, so it is a result. */
  | { readonly kind: "text"; readonly text: string }
  /** Nothing was typed: help belongs on stderr. */
  | { readonly kind: "nothing"; readonly text: string };

/** Parses the words after the program's name. Throws `UsageError` for what it does not know. */
export async function parseCommand(words: readonly string[], version: string): Promise<ParsedCommand> {
  let parsed: ParsedCommand | undefined;
  let text = "";
  let talk = "";
  const program = createProgram(version, (entry, flags, args) => {
    parsed = { kind: "command", entry, flags, args };
  });
  const output = {
    writeOut: (part: string) => {
      text += part;
    },
    writeErr: (part: string) => {
      talk += part;
    },
  };
  for (const command of listCommands(program)) command.exitOverride().configureOutput(output);
  try {
    await program.parseAsync([...words], { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return { kind: "text", text };
    // Without a command, the library shows help and calls it an error.
    if (error.code === "commander.help") return { kind: "nothing", text: talk };
    throw toUsageError(error, program);
  }
  return parsed ?? { kind: "nothing", text: talk };
}

function listCommands(command: Command): readonly Command[] {
  return [command, ...command.commands.flatMap(listCommands)];
}

type Choose = (entry: CommandEntry, flags: Flags, args: readonly string[]) => void;

function createProgram(version: string, choose: Choose): Command {
  const program = new Command("gazette")
    .description("Gathers every Instagram business account you manage into one weekly report.")
    .version(version, "--version", "print the version")
    .helpOption("--help", "show help")
    .configureHelp({ showGlobalOptions: true })
    .showSuggestionAfterError(true);
  for (const flag of GLOBAL_FLAGS) addFlag(program, flag);
  program.addHelpText(
    "after",
    toExamples([
      ["gazette init", "write a first configuration"],
      ["gazette collect && gazette report", "last week's report"],
      ["gazette demo", "see one without a token"],
    ]),
  );
  for (const entry of COMMANDS) {
    const words = entry.name.split(" ");
    const parent = words.length === 1 ? program : findFamily(program, words[0] ?? "");
    const command = parent
      .command(words.at(-1) ?? "")
      .summary(entry.summary)
      .description(`${entry.summary.charAt(0).toUpperCase()}${entry.summary.slice(1)}.`)
      .helpOption("--help", "show help")
      .configureHelp({ showGlobalOptions: true })
      .addHelpText("after", toExamples(entry.examples))
      .action(() => choose(entry, toFlags(command), command.args));
    if (entry.argument !== undefined) command.argument(`<${entry.argument.name}>`, entry.argument.summary);
    for (const { name, summary, kind } of entry.arguments ?? []) command.argument(toArgument(name, kind), summary);
    for (const flag of entry.flags) addFlag(command, flag);
  }
  return program;
}

/** The command that gathers `comments list`, `comments show` …; made at its first member. */
function findFamily(program: Command, name: string): Command {
  const known = program.commands.find((command) => command.name() === name);
  if (known !== undefined) return known;
  const summary = FAMILIES[name] ?? "";
  return program
    .command(name)
    .summary(summary)
    .description(`${summary.charAt(0).toUpperCase()}${summary.slice(1)}.`)
    .helpOption("--help", "show help")
    .configureHelp({ showGlobalOptions: true });
}

function toArgument(name: string, kind: "required" | "optional" | "many"): string {
  if (kind === "required") return `<${name}>`;
  return kind === "optional" ? `[${name}]` : `[${name}...]`;
}

const REPEATABLE = ["--account", "--group", "--client", "--contains", "--author", "--media"];

function addFlag(command: Command, { flag, summary, parse }: FlagEntry): void {
  if (REPEATABLE.includes(flag.split(" ")[0] ?? "")) {
    command.option(flag, summary, (name: string, all: readonly string[] = []) => [...all, name]);
  } else if (parse === undefined) command.option(flag, summary);
  else command.option(flag, summary, parse);
}

function toFlags(command: Command): Flags {
  const given: Record<string, unknown> = command.optsWithGlobals();
  return { account: [], group: [], client: [], ...given };
}

function toExamples(examples: CommandEntry["examples"]): string {
  const width = Math.max(...examples.map(([line]) => line.length));
  return `\nExamples:\n${examples.map(([line, purpose]) => `  ${line.padEnd(width)}  # ${purpose}`).join("\n")}`;
}

/** "error: unknown option '--jsno'\n(Did you mean --json?)" → one sentence and a remedy. */
function toUsageError(error: CommanderError, program: Command): UsageError {
  const [first = "", suggestion = ""] = error.message.replace(/^error: /, "").split("\n");
  const sentence = `${first.charAt(0).toUpperCase()}${first.slice(1)}.`.replace(/\.\.$/, ".");
  const isUnknown = /unknown(Command|Option)$/.test(error.code);
  const help = `Run \`${program.name()} --help\` to see what there is.`;
  const hint = suggestion === "" ? help : suggestion.replace(/^\(|\)$/g, "");
  return new UsageError(sentence, hint, isUnknown ? "USAGE_UNKNOWN" : "USAGE_INVALID");
}
