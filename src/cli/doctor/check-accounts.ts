// Who the tokens reach, and what each role gives. Pure: the discovery goes in, lines come out.
import type { AccountRecord, MissingAccount } from "../../dataset/index.ts";
import type { Check } from "./check.ts";

const NAMES_SHOWN = 5;

/** The lines about accounts: how many there are, who is not collected and why, and where a role lacks insights. */
export function checkAccounts(
  accounts: readonly AccountRecord[],
  missing: readonly MissingAccount[],
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
  return [{ name: "accounts", state: "ok", message: count + aside }, ...trouble, checkRoles(accounts)];
}

/** The task ANALYZE is what insights need; Pages known through a portfolio alone do not tell the user's tasks. */
function checkRoles(accounts: readonly AccountRecord[]): Check {
  const told = accounts.filter(({ tasks }) => tasks.length > 0);
  const lacking = told.filter(({ tasks }) => !tasks.includes("ANALYZE"));
  const untold = accounts.length - told.length;
  const aside = untold === 0 ? "" : `; of ${untold} Pages the API does not tell the role`;
  if (lacking.length === 0) return { name: "roles", state: "ok", message: `insights on ${told.length} Pages${aside}` };
  const names = toNames(lacking.map(({ username, pageName }) => `@${username} (Page "${pageName}")`));
  return {
    name: "roles",
    state: "warn",
    message: `no insights of ${names}: your role lacks the task Insights (ANALYZE); profiles and posts still come${aside}`,
    hint: "Ask an admin of the Page to add the task to your role.",
  };
}

function toNames(names: readonly string[]): string {
  const more = names.length - NAMES_SHOWN;
  return names.slice(0, NAMES_SHOWN).join(", ") + (more > 0 ? ` and ${more} more` : "");
}
