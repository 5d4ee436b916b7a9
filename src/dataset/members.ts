// Whom a name of the configuration means: the one resolver for include and exclude, groups, aliases, goals, recipients,
// comment rules and --account. A name is a user name (with or without @), an account id or a Page name; * stands for
// anything, and case does not count.
import type { AccountRecord } from "./account.ts";

export type Named = Pick<AccountRecord, "accountId" | "username"> & { readonly pageName?: string | undefined };

export interface Members {
  /** Each once, in the order of the accounts given. */
  readonly accountIds: readonly string[];
  /** Names that mean nobody, in the order written. */
  readonly strangers: readonly string[];
}

/** The accounts that the names mean together, each once, and the names that mean none of them. */
export function resolveMembers(names: readonly string[], accounts: readonly Named[]): Members {
  return {
    accountIds: [...new Set(accounts.filter((account) => isNamed(names, account)).map(({ accountId }) => accountId))],
    strangers: names.filter((name) => {
      const alone = [name];
      return !accounts.some((account) => isNamed(alone, account));
    }),
  };
}

/** Whether any of the names means this account. */
export function isNamed(names: readonly string[], { username, accountId, pageName }: Named): boolean {
  const { exact, patterns } = compile(names);
  const own = [username, accountId, pageName ?? ""].map((name) => name.toLowerCase());
  return own.some((name) => exact.has(name) || patterns.some((pattern) => pattern.test(name)));
}

interface Compiled {
  readonly exact: ReadonlySet<string>;
  readonly patterns: readonly RegExp[];
}

/** Lists of names are asked of thousands of accounts: each is read once. */
const compiled = new WeakMap<readonly string[], Compiled>();

function compile(names: readonly string[]): Compiled {
  const known = compiled.get(names);
  if (known !== undefined) return known;
  const plain = names.map((name) => name.trim().replace(/^@/, "").toLowerCase()).filter((name) => name !== "");
  const made = {
    exact: new Set(plain.filter((name) => !name.includes("*"))),
    patterns: plain.filter((name) => name.includes("*")).map(toPattern),
  };
  compiled.set(names, made);
  return made;
}

function toPattern(name: string): RegExp {
  const text = name.replace(/[.+?^${}()|[\]\\]/g, "\\$&").replaceAll("*", ".*");
  return new RegExp(`^${text}$`, "s");
}
