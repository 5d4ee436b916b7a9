// What the names of the configuration meant when the operator was last told of them.
import type { Database } from "./database.ts";

export interface NameMatch {
  /** "accounts.groups.DACH". */
  readonly key: string;
  readonly name: string;
  readonly accountIds: readonly string[];
}

export interface NameMatches {
  read(): Promise<readonly NameMatch[]>;
  /** Takes the place of all that was kept. */
  keep(matches: readonly NameMatch[]): Promise<void>;
}

const ROWS_A_STATEMENT = 500;

export function createNameMatches({ queries, write }: Database): NameMatches {
  return {
    async read() {
      const rows = await queries.selectFrom("name_matches").selectAll().orderBy("config_key").orderBy("name").execute();
      return rows.map(({ config_key, name, account_ids }) => ({
        key: config_key,
        name,
        accountIds: account_ids === "" ? [] : account_ids.split(" "),
      }));
    },

    async keep(matches) {
      const rows = matches.map(({ key, name, accountIds }) => ({
        config_key: key,
        name,
        account_ids: accountIds.join(" "),
      }));
      await write(async (trx) => {
        await trx.deleteFrom("name_matches").execute();
        for (let start = 0; start < rows.length; start += ROWS_A_STATEMENT) {
          await trx
            .insertInto("name_matches")
            .values(rows.slice(start, start + ROWS_A_STATEMENT))
            // A name may stand twice under one key.
            .onConflict((conflict) => conflict.doNothing())
            .execute();
        }
      });
    },
  };
}
