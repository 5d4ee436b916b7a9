// Who is reachable, and who is not and why. Spends the discovery walk, and a call a connection for what its token may.

import { findAccounts } from "../../collect/index.ts";
import { type AccountRecord, describeRole, type PageRole } from "../../dataset/index.ts";
import { BudgetSpent, GraphError, readPermissions } from "../../graph/index.ts";
import { openServices, type Services } from "../compose.ts";
import type { CommandContext } from "../context.ts";
import { EXIT, type ExitCode } from "../exit.ts";
import { refuseStrangers, toFilter } from "../selection.ts";
import { toCalls } from "../spending.ts";
import type { TableCell } from "../table.ts";

export async function run(context: CommandContext): Promise<ExitCode> {
  const { print, flags, clock, signal } = context;
  const settings = context.settings();
  const progress = print.progress();
  await using services = await openServices(settings, clock, toCalls(settings, flags, print, progress));
  try {
    const { accounts, missing, spent } = await findAccounts(
      services,
      { filter: toFilter(settings, flags), isThorough: () => true },
      signal,
    );
    progress.end();
    if (accounts.length === 0) refuseStrangers(flags, settings.accounts.exclude, await services.store.read.accounts());
    const granted = await readGranted(services, new Set(accounts.map(({ connection }) => connection)), signal);
    const roleOf = ({ tasks, pageName, connection }: AccountRecord): PageRole =>
      describeRole(tasks, pageName, granted.get(connection));
    const listed = accounts.map((account) => ({ ...account, ...roleOf(account) }));
    print.json({ accounts: listed, missing, calls: services.graph.callsSent() });
    print.table(
      [
        { title: "ACCOUNT" },
        { title: "NAME" },
        { title: "PAGE" },
        { title: "FOLLOWERS", align: "right" },
        { title: "POSTS", align: "right" },
        { title: "CONNECTION" },
        { title: "ROLE" },
      ],
      accounts.map((account) => [
        `@${account.username}`,
        settings.accounts.alias[account.username] ?? account.name,
        account.pageName,
        account.followersCount,
        account.mediaCount,
        account.connection,
        toRoleCell(roleOf(account)),
      ]),
    );
    for (const { pageName, message } of missing) {
      print.result(pageName === undefined ? message : `Not collected: Page "${pageName}". ${message}`, "warn");
    }
    for (const { message, hint = "" } of spent) print.result(`${message} ${hint}`, "warn");
    if (spent.length > 0) return EXIT.paused;
    return missing.some(({ reason }) => reason !== "no-linked-account") ? EXIT.partial : EXIT.complete;
  } finally {
    progress.end();
  }
}

/** By connection, the permissions of its token where they are told; what the role allows, the token may lack. */
async function readGranted(
  { graph }: Services,
  connections: ReadonlySet<string>,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const granted = new Map<string, readonly string[]>();
  for (const connection of connections) {
    try {
      granted.set(connection, (await readPermissions(graph, connection, signal)).permissions.granted);
    } catch (error) {
      if (!(error instanceof GraphError || error instanceof BudgetSpent)) throw error;
    }
  }
  return granted;
}

/** "admin: insights, comments, publish", and what is lacking of what Gazette does. */
function toRoleCell({ role, allows, lacking }: PageRole): TableCell {
  if (role === null) return { text: "not told: the Page is known through its portfolio alone", tone: "dim" };
  const may = Object.entries(allows).flatMap(([ability, isAllowed]) => (isAllowed ? [ability] : []));
  const without = lacking.filter(({ ability }) => ability !== "publish");
  const [first] = without;
  if (first === undefined) return { text: `${role}: ${may.join(", ")}`, tone: "good" };
  const needs = without.map(({ ability, needs: task }) => `${ability} needs ${task}`).join(", ");
  return { text: `${role}: ${may.join(", ")}; ${needs}: ask ${first.grantedBy}`, tone: "bad" };
}
