// Carries the SQLite store over to PostgreSQL. Which store is used afterwards the configuration says, which is the user's.
import { countOf } from "../../shared/index.ts";
import { moveStore } from "../../store/index.ts";
import type { CommandContext } from "../context.ts";
import { EXIT, type ExitCode, UsageError } from "../exit.ts";

export async function run(context: CommandContext): Promise<ExitCode> {
  const { flags, print, clock, signal, env } = context;
  if (typeof flags.to !== "string") {
    throw new UsageError(
      "Nothing says where the store is to be moved.",
      "Give --to postgres://user:password@host/database.",
    );
  }
  const to = fillVariables(flags.to, env);
  const settings = context.settings({ secrets: "optional" });
  const progress = print.progress();
  let done = 0;
  try {
    const moved = await moveStore({
      from: settings.store.url.reveal(),
      to,
      clock,
      signal,
      onTable: (table, rows, step) => {
        done += 1;
        progress.update({ done, of: 0, text: `${step} ${table}` });
        print.detail(`${table}: ${countOf(rows, "row")} ${step}`);
      },
    });
    const tables = Object.fromEntries(Object.entries(moved.rows).filter(([, rows]) => rows > 0));
    const rows = Object.values(tables).reduce((sum, count) => sum + count, 0);
    print.json({ outcome: "complete", from: moved.from, to: moved.to, rows, tables });
    print.table(
      [{ title: "MOVED" }, { title: "ROWS", align: "right" }],
      Object.entries(tables).map(([table, count]) => [table, count]),
    );
    print.result(`${countOf(rows, "row")} moved to ${moved.to}, each compared with where it came from.`, "strong");
    print.result(`Let store.url name the new store now. The old one, ${moved.from}, is as it was.`);
    return EXIT.complete;
  } finally {
    progress.end();
  }
}

/** As in the configuration, so that no password need stand on a command line, where every process can read it. */
function fillVariables(text: string, env: NodeJS.ProcessEnv): string {
  return text.replace(/\$\{(\w+)\}/g, (_whole, name: string) => {
    const value = (env[name] ?? "").trim();
    if (value !== "") return value;
    throw new UsageError(`--to needs the environment variable ${name}, which is not set.`);
  });
}
