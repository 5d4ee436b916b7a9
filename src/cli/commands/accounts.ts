// Who is reachable, and who is not and why. Spends the discovery walk alone.
import { findAccounts } from "../../collect/index.ts";
import { type AccountRecord, describeRole } from "../../dataset/index.ts";
import { openHouse, refuseStrangers, toFilter } from "../compose.ts";
import type { CommandContext } from "../context.ts";
import { EXIT, type ExitCode } from "../exit.ts";
import { toCalls } from "../spending.ts";
import type { TableCell } from "../table.ts";

export async function run(context: CommandContext): Promise<ExitCode> {
  const { print, flags, clock, signal } = context;
  const settings = context.settings();
  const progress = print.progress();
  await using house = await openHouse(settings, clock, toCalls(settings, flags, progress));
  try {
    const { accounts, missing, spent } = await findAccounts(
      house,
      { filter: toFilter(settings, flags), isThorough: () => true },
      signal,
    );
    progress.end();
    if (accounts.length === 0) refuseStrangers(flags, settings.accounts.exclude, await house.store.read.accounts());
    print.json({ accounts: accounts.map(withRole), missing, calls: house.graph.callsSent() });
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
        toRoleCell(account),
      ]),
    );
    for (const { pageName, message } of missing) {
      print.result(pageName === undefined ? message : `Not collected: Page "${pageName}". ${message}`, "warn");
    }
    for (const { message, hint = "" } of spent) print.result(`${message} ${hint}`, "warn");
    if (spent.length > 0) return EXIT.paused;
    return missing.some(({ reason }) => reason !== "no-linked-account") ? EXIT.partial : EXIT.complete;
  } finally {
    print.known({ calls: house.graph.callsSent() });
    progress.end();
  }
}

function withRole(account: AccountRecord) {
  return { ...account, ...describeRole(account.tasks, account.pageName) };
}

/** "admin: insights, comments, publish", and what is lacking of what Gazette does. */
function toRoleCell({ tasks, pageName }: AccountRecord): TableCell {
  const { role, allows, lacking } = describeRole(tasks, pageName);
  if (role === null) return { text: "not told: the Page is known through its portfolio alone", tone: "dim" };
  const may = Object.entries(allows).flatMap(([ability, isAllowed]) => (isAllowed ? [ability] : []));
  const without = lacking.filter(({ ability }) => ability !== "publish");
  const [first] = without;
  if (first === undefined) return { text: `${role}: ${may.join(", ")}`, tone: "good" };
  const needs = without.map(({ ability, needs: task }) => `${ability} needs ${task}`).join(", ");
  return { text: `${role}: ${may.join(", ")}; ${needs}: ask ${first.grantedBy}`, tone: "bad" };
}
