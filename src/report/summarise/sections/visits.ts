// What people did with the account beside its posts: who engaged, who looked at the profile, who followed a link.
import { readTotal } from "../account-figures.ts";
import type { AccountWeek } from "../account-week.ts";
import { toColumn, toTextCell } from "../cells.ts";
import { toChange } from "../change.ts";
import { isFair } from "../equal-age.ts";
import type { Facts } from "../facts.ts";
import { isHeld } from "../figure.ts";
import type { Block } from "../model.ts";
import { nameMetric } from "../writer.ts";

/** API metrics, in the order of the table; the accounts' sheet has the same. */
export const VISITS = ["accounts_engaged", "profile_views", "profile_links_taps", "website_clicks", "reposts"] as const;

/** Both periods' totals of the metrics that are held; nothing where none is. */
export function listVisits(week: AccountWeek, { receipts, write }: Facts): readonly Block[] {
  const text = write.words.followersWon;
  const { account, current, before } = week;
  const rows = VISITS.map((metric) => ({ metric, now: readTotal(current, metric), earlier: readTotal(before, metric) }))
    // What Meta was never asked for, or tells nobody, is no row of absences.
    .filter(({ now, earlier }) => isHeld(now) || isHeld(earlier));
  if (rows.length === 0) return [];
  return [
    {
      kind: "table",
      table: {
        id: `visits-${account.accountId}`,
        title: write.words.visits.title,
        columns: [
          toColumn("figure", text.figure, "text"),
          toColumn("period", text.period, "count"),
          toColumn("before", text.before, "count"),
          toColumn("change", text.change, "change"),
        ],
        rows: rows.map(({ metric, now, earlier }) => ({
          key: metric,
          cells: [
            toTextCell(nameMetric(metric, write)),
            receipts.toCell(account.accountId, now),
            receipts.toCell(account.accountId, earlier),
            receipts.inWords(toChange(now, earlier, "percent", isFair({ basis: "window" }, week, now, earlier))),
          ],
        })),
        whenEmpty: text.empty,
      },
    },
  ];
}
