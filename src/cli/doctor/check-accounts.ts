// Who the tokens reach, and what each role gives. Pure: the discovery goes in, lines come out.

import {
  ABILITIES,
  type Ability,
  type AccountRecord,
  describeRole,
  type MissingAccount,
  mayBy,
} from "../../dataset/index.ts";
import { countOf } from "../../shared/index.ts";
import type { Check } from "./check.ts";

const NAMES_SHOWN = 5;

/** Permissions of each connection's token, where they are known. */
type Granted = ReadonlyMap<string, readonly string[]>;

/** The lines about accounts: how many there are, who is not collected and why, and where a role lacks insights. */
export function checkAccounts(
  accounts: readonly AccountRecord[],
  missing: readonly MissingAccount[],
  granted: Granted = new Map(),
): readonly Check[] {
  const unlinked = missing.filter(({ reason }) => reason === "no-linked-account");
  const rest = missing.filter(({ reason }) => reason !== "no-linked-account");
  const trouble = rest.map(
    ({ connection, message }): Check => ({
      name: `Pages ${connection}`,
      state: accounts.length === 0 ? "fail" : "warn",
      message,
    }),
  );
  const aside =
    unlinked.length === 0
      ? ""
      : `; without an Instagram account: ${toNames(unlinked.map(({ pageName = "" }) => `"${pageName}"`))}`;
  if (accounts.length === 0 && trouble.length > 0) return trouble;
  if (accounts.length === 0) {
    return [
      {
        name: "accounts",
        state: "fail",
        message: `none to collect${aside}`,
        hint: "Link an Instagram business account under Page settings › Linked accounts, or see accounts.include and exclude.",
      },
    ];
  }
  const count = `${accounts.length} ${accounts.length === 1 ? "account" : "accounts"} reachable`;
  return [{ name: "accounts", state: "ok", message: count + aside }, ...trouble, ...checkRoles(accounts, granted)];
}

/** What the roles on the Pages, with the token's permissions, allow; lacking insights are worth mending. */
function checkRoles(accounts: readonly AccountRecord[], granted: Granted): readonly Check[] {
  const roles = accounts.map((account) => ({
    account,
    ...describeRole(account.tasks, account.pageName, granted.get(account.connection)),
  }));
  const count = (ability: Ability): number => roles.filter(({ allows }) => allows[ability] === true).length;
  const untold = roles.filter(({ role }) => role === null).length;
  const aside = untold === 0 ? "" : `; of ${countOf(untold, "Page")} the API does not tell the role`;
  const lines = (["insights", "comments"] as const).flatMap((ability): readonly Check[] => {
    const lacking = roles.filter(({ account, allows }) => mayBy(account.tasks, ability) === false && !allows[ability]);
    if (lacking.length === 0) return [];
    const names = toNames(lacking.map(({ account }) => `@${account.username} (Page "${account.pageName}")`));
    const [without, still] =
      ability === "insights"
        ? ["no insights of", "profiles and posts still come"]
        : ["comments cannot be answered, hidden or deleted of", "reading them still works"];
    return [
      {
        name: "roles",
        state: ability === "insights" ? "warn" : "ok",
        message: `${without} ${names}: your role lacks the task ${ABILITIES[ability].taskName}; ${still}`,
        hint: "Ask an admin of the Page to add the task to your role.",
      },
    ];
  });
  const counts = (["read", "insights", "comments"] as const).map((ability) => `${ability} on ${count(ability)}`);
  const withheld = [...new Set(roles.flatMap(({ lacking }) => lacking.map(({ needs }) => needs)))].filter(
    (needs) => needs === "instagram_manage_comments",
  );
  const token = withheld.length === 0 ? "" : `; the token lacks ${withheld.join(", ")}, which writing comments needs`;
  const sum = `${counts.join(", ")} of ${countOf(roles.length, "Page")}${aside}${token}`;
  return [...lines, { name: "roles", state: "ok", message: sum }];
}

function toNames(names: readonly string[]): string {
  const more = names.length - NAMES_SHOWN;
  return names.slice(0, NAMES_SHOWN).join(", ") + (more > 0 ? ` and ${more} more` : "");
}
