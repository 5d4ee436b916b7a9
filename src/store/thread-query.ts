// Which rows of the inbox are meant, as SQL both engines run by an index. Each is read in its order and no further than asked,
// so that a page costs the same at a million comments.
import { type RawBuilder, sql } from "kysely";
import { foldText, type ScriptName } from "../dataset/index.ts";
import { toInstant } from "./rows.ts";
import type { ThreadState } from "./threads.ts";

/** Of all accounts held: only these, or all but these. */
export type ThreadScope = { readonly only: readonly string[] } | { readonly allBut: readonly string[] };

export interface ThreadFilter {
  readonly scope: ThreadScope;
  /** All but those that are gone when absent. */
  readonly states?: readonly ThreadState[] | undefined;
  readonly mediaIds?: readonly string[] | undefined;
  /** Begun in [since, until), UTC ISO 8601. */
  readonly since?: string | undefined;
  readonly until?: string | undefined;
  readonly script?: ScriptName | undefined;
  /** Stands in one of the thread's comments, or in the name of who wrote one (as "@name"), as `foldText` compares. */
  readonly contains?: string | undefined;
  readonly assignedTo?: string | undefined;
  /** An action was taken or noted for this reason: "rule spam". */
  readonly reason?: string | undefined;
  /** A deletion waits for its time. */
  readonly isDeleting?: boolean | undefined;
}

/** What can be counted without reading every text. */
export type CountedFilter = Omit<ThreadFilter, "contains">;

export interface ThreadPlace {
  readonly createdAt: string;
  readonly commentId: string;
}

export interface ThreadQuery extends ThreadFilter {
  readonly order: "newest" | "oldest";
  /** The last one of the page before. */
  readonly after?: ThreadPlace | undefined;
  readonly limit: number;
}

export interface ThreadRow {
  readonly comment_id: string;
  readonly created_at: string;
}

/** So many threads are looked through for a text at a time. */
export const SEARCHED_AT_A_TIME = 2_000;
/** Of so many accounts each is asked for its first ones; of more, the threads of all are gone through in their order. */
const MOST_ASKED_APART = 250;

type Alias = "t" | "x";

/** Ids and moments of the threads, in their order; a text in them is `toSearchSql`'s. */
export function toPageSql(query: ThreadQuery): RawBuilder<ThreadRow> {
  const columns = sql`t.comment_id, t.created_at`;
  const apart = toAccountsApart(query);
  if (apart !== undefined) {
    return sql`select ${columns} from ${apart} ${toOrder(query, "t")} limit ${query.limit}`;
  }
  return sql`
    select ${columns} from ${toSource(query)} where ${toWhere(query, "t")} ${toOrder(query, "t")} limit ${query.limit}
  `;
}

/**
 * Those of the next `SEARCHED_AT_A_TIME` threads in which a text stands, in their order; then, where there may be more,
 * the last one looked at as `is_end` 1.
 */
export function toSearchSql(query: ThreadQuery, text: string): RawBuilder<ThreadRow & { is_end: number }> {
  const isMixed = "only" in query.scope && query.scope.only.length > 1;
  const contains = toContains(text);
  // Where threads of several accounts are put in order first, that is done without their texts.
  const found = isMixed
    ? sql`searched as s cross join comment_threads as t where t.comment_id = s.comment_id and ${contains}`
    : sql`searched as t where ${contains}`;
  return sql`
    with searched as materialized (
      select t.comment_id, t.created_at${isMixed ? sql`` : sql`, t.folded`} from ${toSource(query)}
      where ${toWhere(query, "t")} ${toOrder(query, "t")} limit ${SEARCHED_AT_A_TIME}
    )
    select * from (
      select t.comment_id, t.created_at, 0 as is_end from ${found} ${toOrder(query, "t")} limit ${query.limit}
    ) as t
    union all
    select * from (
      select t.comment_id, t.created_at, 1 as is_end from searched as t
      ${toOrder(query, "t")} limit 1 offset ${SEARCHED_AT_A_TIME - 1}
    ) as e
  `;
}

/** How many there are, counted no further than `most`. */
export function toCountSql(filter: CountedFilter, most: number): RawBuilder<{ count: number | string }> {
  const query: ThreadQuery = { ...filter, order: "newest", limit: most };
  return sql`
    select count(*) as count from (
      select 1 as one from ${toSource(query)} where ${toWhere(query, "t")} limit ${most}
    ) as counted
  `;
}

/** Where few were acted on, those are gone through instead of all. */
function toSource({ reason, isDeleting }: ThreadQuery): RawBuilder<unknown> {
  if (reason === undefined && isDeleting !== true) return sql`comment_threads as t`;
  const why = [
    ...(reason === undefined ? [] : [sql<boolean>`a.reason = ${reason}`]),
    ...(isDeleting === true ? [sql<boolean>`a.kind = 'delete' and a.state in ('planned', 'sending', 'unknown')`] : []),
  ];
  const ids = (condition: RawBuilder<boolean>) => sql`
    select coalesce(c.parent_id, c.comment_id) from comment_actions as a
    join comments as c on c.comment_id = a.comment_id where ${condition}
  `;
  const [first = sql<boolean>`1 = 0`, ...more] = why;
  const narrowed = more.map((condition) => sql`and d.thread_id in (${ids(condition)})`);
  // Written so, SQLite begins with the few.
  return sql`
    (select distinct d.thread_id from (
      select coalesce(c.parent_id, c.comment_id) as thread_id from comment_actions as a
      join comments as c on c.comment_id = a.comment_id where ${first}
    ) as d where 1 = 1 ${sql.join(narrowed, sql` `)}) as acted
    cross join comment_threads as t
  `;
}

function toWhere(query: ThreadQuery, alias: Alias): RawBuilder<unknown> {
  const isActed = query.reason !== undefined || query.isDeleting === true;
  return sql.join(
    [
      ...(isActed ? [sql`t.comment_id = acted.thread_id`] : []),
      ...toScope(query.scope, alias),
      ...toConditions(query, alias),
    ],
    sql` and `,
  );
}

function toScope(scope: ThreadScope, alias: Alias): readonly RawBuilder<unknown>[] {
  const column = sql.ref(`${alias}.account_id`);
  if ("only" in scope) {
    const [first, ...others] = scope.only;
    if (first === undefined) return [sql`1 = 0`];
    return others.length === 0 ? [sql`${column} = ${first}`] : [sql`${column} in (${sql.join([...scope.only])})`];
  }
  return scope.allBut.length === 0 ? [] : [sql`${column} not in (${sql.join([...scope.allBut])})`];
}

function toConditions(
  { states, mediaIds, since, until, script, assignedTo, order, after }: ThreadQuery,
  alias: Alias,
): readonly RawBuilder<unknown>[] {
  const column = (name: string) => sql.ref(`${alias}.${name}`);
  const [state, ...others] = states ?? [];
  const isOneState = state !== undefined && others.length === 0;
  const conditions: RawBuilder<unknown>[] = [
    isOneState
      ? sql`${column("state")} = ${state}`
      : states === undefined
        ? sql`${column("state")} <> 'gone'`
        : sql`${column("state")} in (${sql.join([...states])})`,
  ];
  if (mediaIds !== undefined) conditions.push(sql`${column("media_id")} in (${sql.join(["-", ...mediaIds])})`);
  if (since !== undefined) conditions.push(sql`${column("created_at")} >= ${toInstant(since)}`);
  if (until !== undefined) conditions.push(sql`${column("created_at")} < ${toInstant(until)}`);
  if (script !== undefined) conditions.push(sql`${column("script")} = ${script}`);
  if (assignedTo !== undefined) conditions.push(sql`${column("assigned_to")} = ${assignedTo}`);
  if (after !== undefined) {
    const place = sql`(${toInstant(after.createdAt)}, ${after.commentId})`;
    const own = sql`(${column("created_at")}, ${column("comment_id")})`;
    conditions.push(order === "newest" ? sql`${own} < ${place}` : sql`${own} > ${place}`);
  }
  return conditions;
}

/** Each account is asked for no more than a page of its own; undefined where that is not worth it. */
function toAccountsApart(query: ThreadQuery): RawBuilder<unknown> | undefined {
  const { scope, reason, isDeleting, mediaIds, assignedTo, order, limit } = query;
  if (!("only" in scope) || scope.only.length < 2 || scope.only.length > MOST_ASKED_APART) return undefined;
  if (reason !== undefined || isDeleting === true || mediaIds !== undefined || assignedTo !== undefined)
    return undefined;
  const conditions = (alias: Alias) => sql.join([...toConditions(query, alias)], sql` and `);
  const last = sql`
    select x.created_at from comment_threads as x
    where x.account_id = a.account_id and ${conditions("x")} ${toOrder(query, "x")} limit 1 offset ${limit - 1}
  `;
  const reach =
    order === "newest"
      ? sql`t.created_at >= coalesce((${last}), '')`
      : sql`t.created_at <= coalesce((${last}), '9999')`;
  return sql`
    accounts as a cross join comment_threads as t
    where a.account_id in (${sql.join([...scope.only])}) and t.account_id = a.account_id
      and ${conditions("t")} and ${reach}
  `;
}

function toOrder({ order }: ThreadQuery, alias: Alias): RawBuilder<unknown> {
  const direction = sql.raw(order === "newest" ? "desc" : "asc");
  return sql`order by ${sql.ref(`${alias}.created_at`)} ${direction}, ${sql.ref(`${alias}.comment_id`)} ${direction}`;
}

function toContains(text: string): RawBuilder<boolean> {
  const pattern = `%${foldText(text)
    .replaceAll("\0", "")
    .replace(/[\\%_]/g, "\\$&")}%`;
  return sql<boolean>`t.folded like ${pattern} escape '\\'`;
}
