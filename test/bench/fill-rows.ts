// Writes many rows into a store's tables as they are, past the store: what a year of work would have left.
import { sql } from "kysely";
import { openDatabase } from "../../src/store/open-database.ts";

export type Row = readonly (string | number | null)[];

const ROWS_A_STATEMENT = 400;

export async function openRows(url: string) {
  const { database } = await openDatabase(url);
  return {
    async add(table: string, columns: readonly string[], rows: Iterable<Row>): Promise<void> {
      const into = sql`${sql.table(table)} (${sql.join(columns.map((column) => sql.ref(column)))})`;
      const tuple = sql`(${sql.join(columns.map(() => sql`${null}`))})`;
      const compile = (count: number) =>
        sql`insert into ${into} values ${sql.join(Array.from({ length: count }, () => tuple))}`.compile(
          database.queries,
        );
      const whole = compile(ROWS_A_STATEMENT);
      let part: Row[] = [];
      const flush = async (): Promise<void> => {
        if (part.length === 0) return;
        const statement = part.length === ROWS_A_STATEMENT ? whole : compile(part.length);
        const parameters = part.flat();
        await database.write((trx) => trx.executeQuery({ ...statement, parameters }), "process");
        part = [];
      };
      for (const row of rows) if (part.push(row) === ROWS_A_STATEMENT) await flush();
      await flush();
    },
    /** What a server does by itself between two loads; the embedded engine needs none. */
    async settle(): Promise<void> {
      if (url.startsWith("postgres")) await sql`vacuum analyze`.execute(database.queries);
    },
    close: () => database.close(),
  };
}
