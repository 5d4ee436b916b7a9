// An account on half a page: four weeks, four figures, its best post, and what there is to tell of it.
import { type AccountWeek, isHeld } from "../../figures/index.ts";
import { findKpi } from "../../kpis/index.ts";
import { chooseBest } from "../figures/choose-posts.ts";
import { figureOf } from "../figures/roll-up.ts";
import { listAccountFindings } from "../findings/list-findings.ts";
import type { Block, Section } from "../model/model.ts";
import { toProfile } from "./account.ts";
import { toAnchor } from "./anchor.ts";
import { toListCard } from "./card.ts";
import { toDailyChart } from "./daily-chart.ts";
import type { PageData } from "./page-data.ts";
import { toTile } from "./tile.ts";

/** Two pages of two, where each has room for two; four pages at most with the first. */
const ACCOUNTS_MOST = 4;
const FIGURES = ["followers", "reach", "views", "engagementRate"];

/** The accounts with the largest reach, the largest first. */
export function chooseBriefAccounts({ weeks }: Pick<PageData, "weeks">): readonly AccountWeek[] {
  const reach = (week: AccountWeek): number => {
    const figure = figureOf(findKpi("reach"), week.current);
    return isHeld(figure) ? figure.value : -1;
  };
  return weeks.toSorted((a, b) => reach(b) - reach(a)).slice(0, ACCOUNTS_MOST);
}

export function buildBriefAccount(week: AccountWeek, data: PageData): Section {
  const { accountId } = week.account;
  const text = data.write.words.summary;
  const chart = toDailyChart(week, data);
  const [best] = chooseBest(data.posts.reach.byAccount.get(accountId) ?? []);
  const findings = listAccountFindings(week, data);
  const blocks: readonly Block[] = [
    { kind: "tiles", tiles: FIGURES.map((id) => toTile(findKpi(id), [week], accountId, data)) },
    ...(chart === undefined ? [] : [{ kind: "chart" as const, chart }]),
    ...(findings.length === 0 ? [] : [{ kind: "findings" as const, title: text.findings, findings }]),
    ...(best === undefined
      ? []
      : [
          {
            kind: "cards" as const,
            title: text.best,
            cards: [toListCard(best, data)],
            whenEmpty: "",
            isList: true as const,
          },
        ]),
  ];
  return { id: toAnchor(accountId), title: week.label, isHalf: true, account: toProfile(week), blocks };
}
