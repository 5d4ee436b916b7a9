// Writes a first configuration: the commented example, with this machine's time zone in it.
import { readFile, writeFile } from "node:fs/promises";
import { dirname, relative, resolve } from "node:path";
import { makeFolder } from "../../shared/index.ts";
import type { CommandContext } from "../context.ts";
import { EXIT, type ExitCode, UsageError } from "../exit.ts";

/** Writes --config, else config/gazette.yaml. Throws `UsageError` when it is there already and --force is not given. */
export async function run({ flags, print, cwd }: CommandContext): Promise<ExitCode> {
  const path = resolve(cwd, flags.config ?? "config/gazette.yaml");
  const shown = relative(cwd, path).startsWith("..") ? path : relative(cwd, path);
  const example = await readFile(new URL("../../../config/example.yaml", import.meta.url), "utf8");
  await writeNew(path, shown, withOwnTimeZone(example), flags.force === true);
  print.result(`Wrote ${shown}.`, "good");
  print.note(
    "Next: put your access token into the environment (export GAZETTE_TOKEN=…), then run `gazette accounts`.\n" +
      "No token yet? `gazette demo` shows a whole report without one.",
  );
  print.json({ outcome: "complete", file: path });
  return EXIT.complete;
}

function withOwnTimeZone(example: string): string {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  return example.replace(/timeZone: UTC */, (line) => `timeZone: ${timeZone} `.padEnd(line.length));
}

async function writeNew(path: string, shown: string, text: string, isForced: boolean): Promise<void> {
  try {
    await makeFolder(dirname(path));
    await writeFile(path, text, { flag: isForced ? "w" : "wx" });
  } catch (error) {
    const { code = "" } = error as NodeJS.ErrnoException;
    if (code === "EEXIST") {
      throw new UsageError(
        `Could not write ${shown}: it is there already.`,
        "Give --force to replace it, or --config FILE to write another.",
      );
    }
    throw new UsageError(`Could not write ${shown}: ${toReason(code)}.`, "Give a writable place with --config FILE.");
  }
}

function toReason(code: string): string {
  const reasons: Record<string, string> = {
    EACCES: "the folder may not be written",
    EROFS: "the disk is read-only",
    ENOSPC: "the disk is full",
  };
  return reasons[code] ?? code;
}
