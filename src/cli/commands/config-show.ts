// The effective configuration, each value with where it comes from; secrets blanked. Spends nothing, sends nothing.
import { type EffectiveValue, type ExplainedSettings, explainSettings } from "../../config/index.ts";
import { chooseClients } from "../clients/choose-clients.ts";
import type { CommandContext } from "../context.ts";
import { EXIT, type ExitCode } from "../exit.ts";

export async function run({ flags, print, env, cwd, settings: readSettings }: CommandContext): Promise<ExitCode> {
  const settings = readSettings({ secrets: "optional" });
  const names = flags.client.length === 0 ? undefined : chooseClients(settings, flags.client).map(({ name }) => name);
  const parts = explainSettings({ file: flags.config, env, cwd, secrets: "optional" }, names);
  print.json({
    outcome: "complete",
    file: settings.file ?? null,
    clients: settings.clients.map(({ name, reports }) => ({ name, reports: reports.map(({ key }) => key) })),
    brokenClients: settings.brokenClients,
    settings: parts.map(({ client, report, values }) => ({ client: client ?? null, report: report ?? null, values })),
  });
  for (const [index, part] of parts.entries()) {
    if (index > 0) print.result();
    if (part.client !== undefined) print.result(`${part.client}, ${part.report}`, "strong");
    print.table([{ title: "KEY" }, { title: "VALUE" }, { title: "FROM" }], part.values.map(toRow));
  }
  if (names === undefined && settings.clients.length > 0) {
    print.result();
    print.result(`Clients: ${settings.clients.map(({ name }) => name).join(", ")}; see one with --client.`);
  }
  return settings.brokenClients.length > 0 ? EXIT.partial : EXIT.complete;
}

function toRow({ key, value, origin, line }: ExplainedSettings["values"][number]) {
  const from = line === undefined ? origin : `${origin}, line ${line}`;
  return [key, toText(value), origin === "default" ? { text: from, tone: "dim" as const } : from];
}

function toText(value: EffectiveValue["value"]): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
