// Forgets accounts and clients: everything that is held of them goes, once --yes is given; without it, it says what would.

import { existsSync } from "node:fs";
import type { Settings } from "../../config/index.ts";
import type { AccountRecord } from "../../dataset/index.ts";
import { matchesFilter } from "../../dataset/index.ts";
import { countOf } from "../../shared/index.ts";
import type { Forgotten, ForgottenRows, Store } from "../../store/index.ts";
import { chooseClients } from "../clients/choose-clients.ts";
import { openDataset } from "../compose.ts";
import type { CommandContext, Flags } from "../context.ts";
import { EXIT, type ExitCode, UsageError } from "../exit.ts";
import type { Print } from "../print.ts";
import { refuseStrangers, selectAccounts } from "../selection.ts";

export async function run({ flags, print, clock, settings: readSettings }: CommandContext): Promise<ExitCode> {
  if (flags.account.length + flags.client.length === 0) {
    throw new UsageError(
      "Nobody is named to forget.",
      "Give --account NAME or --client NAME, each as often as you like.",
    );
  }
  const settings = readSettings({ secrets: "optional" });
  await using store = await openDataset(settings, clock);
  const { accounts, shared } = await chooseAccounts(settings, store, flags);
  const clients = flags.client.length === 0 ? [] : chooseClients(settings, flags.client).map(({ name }) => name);
  const of: Forgotten = { accounts, clients };
  const isDone = flags.yes === true;
  const rows = isDone ? await store.eraser.erase(of) : await store.eraser.count(of);
  const folders = listFolders(settings, clients);
  print.json({
    outcome: "complete",
    done: isDone,
    accounts: accounts.map(({ accountId, username }) => ({ accountId, username })),
    clients,
    shared: shared.map(({ username }) => username),
    ...rows,
    folders,
  });
  tell(rows, isDone, print);
  for (const { username } of shared)
    print.warn(`@${username} is another client's, too, and stays; --account forgets it.`);
  for (const folder of folders) print.result(`Files in ${folder} stay: they are yours to remove.`, "warn");
  print.result(
    isDone
      ? "Who is still reached and not left out (accounts.exclude) is collected again."
      : "Nothing was changed. Give --yes to do it; there is no way back but a backup.",
    "strong",
  );
  return EXIT.complete;
}

/** Those named, and those of the clients named that no other client has. */
async function chooseAccounts(
  settings: Settings,
  store: Store,
  flags: Flags,
): Promise<{ readonly accounts: readonly AccountRecord[]; readonly shared: readonly AccountRecord[] }> {
  const known = await store.read.accounts();
  const named = flags.account.length === 0 ? [] : flags.account;
  if (named.length > 0) refuseStrangers({ account: named, group: [] }, [], known);
  const ours = known.filter((account) => matchesFilter(account, { include: named, exclude: [] }));
  if (flags.client.length === 0) return { accounts: ours, shared: [] };
  const clients = chooseClients(settings, flags.client);
  const others = settings.clients.filter((client) => !clients.includes(client));
  const isOf = (account: AccountRecord, { reports }: (typeof clients)[number]): boolean => {
    const own = reports[0]?.settings;
    return own !== undefined && selectAccounts(own, [account]).length > 0;
  };
  const theirs = known.filter((account) => clients.some((client) => isOf(account, client)));
  const shared = theirs.filter((account) => !ours.includes(account) && others.some((client) => isOf(account, client)));
  return { accounts: [...new Set([...ours, ...theirs.filter((one) => !shared.includes(one))])], shared };
}

function listFolders({ clients, report }: Settings, names: readonly string[]): readonly string[] {
  const own = clients.filter(({ name }) => names.includes(name)).flatMap(({ reports }) => reports);
  const folders = names.length > 0 ? own.map(({ settings }) => settings.report.outDir) : [report.outDir];
  return [...new Set(folders)].filter((folder) => existsSync(folder));
}

function tell({ removed, remaining }: ForgottenRows, isDone: boolean, print: Print): void {
  const rows = Object.entries(removed).filter(([, count]) => count > 0);
  if (rows.length === 0) print.result("Nothing is held of them.");
  else {
    print.table(
      [{ title: isDone ? "REMOVED" : "WOULD BE REMOVED" }, { title: "ROWS", align: "right" }],
      rows.map(([table, count]) => [table, count]),
    );
  }
  for (const [table, count] of Object.entries(remaining)) {
    if (count > 0)
      print.result(`${countOf(count, "line")} of ${table} ${count === 1 ? "stays" : "stay"}, without content.`);
  }
}
