import { type RawBuilder, type Selectable, sql } from "kysely";
import type { Schema } from "./schema.ts";

type AudienceRow = Selectable<Schema["audience"]>;

/**
 * An account's newest snapshot of each metric and dimension, in their order. Kind after kind is looked up in the key, and
 * the newest moment of each: what that costs does not grow with the snapshots held.
 */
export function findNewestAudience(accountId: string): RawBuilder<AudienceRow> {
  const own = sql`from audience as other where other.account_id = ${accountId}`;
  const sameMetric = sql`${own} and other.metric = kind.metric and other.dimension > kind.dimension order by other.dimension limit 1`;
  const nextMetric = sql`${own} and other.metric > kind.metric order by other.metric, other.dimension limit 1`;
  // "cross join" keeps SQLite to this order; PostgreSQL finds its own.
  return sql<AudienceRow>`
    with recursive kind(metric, dimension) as (
      select * from (
        select other.metric, other.dimension ${own} order by other.metric, other.dimension limit 1
      ) as lowest
      union all
      select
        coalesce((select other.metric ${sameMetric}), (select other.metric ${nextMetric})),
        coalesce((select other.dimension ${sameMetric}), (select other.dimension ${nextMetric}))
      from kind where kind.metric is not null
    )
    select point.* from kind cross join audience as point
    where point.account_id = ${accountId} and point.metric = kind.metric and point.dimension = kind.dimension
      and point.taken_at = (
        select max(other.taken_at) ${own} and other.metric = kind.metric and other.dimension = kind.dimension
      )
    order by point.metric, point.dimension, point.bucket`;
}
