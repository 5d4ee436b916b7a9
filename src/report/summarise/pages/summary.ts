import { listKpis } from "../../kpis/index.ts";
import { chooseBest } from "../figures/choose-posts.ts";
import { tellStory } from "../findings/list-findings.ts";
import type { Block, Section } from "../model/model.ts";
import { toAccountRanking } from "./account-ranking.ts";
import { toListCard } from "./card.ts";
import { toCaveats } from "./caveats.ts";
import type { PageData } from "./page-data.ts";
import { withoutMarks } from "./say-provisional-once.ts";
import { toTile } from "./tile.ts";

/** The first page: tiles over all accounts, findings, notes, and what to distrust. */
export function buildSummary(data: PageData): Section {
  const text = data.write.words.summary;
  const { weeks, frame, write, notes } = data;
  const { headline, findings } = tellStory(data);
  const ranking = toAccountRanking(data);
  const ownWords: readonly Block[] = notes === "" ? [] : [{ kind: "markdown", title: text.notes, source: notes }];
  const blocks: readonly Block[] = [
    ...(headline.length === 0 ? [] : [{ kind: "headline" as const, sentences: headline, lead: tellPublished(data) }]),
    { kind: "tiles", tiles: listKpis("summary").map((kpi) => toTile(kpi, weeks, "all", data)) },
    { kind: "findings", title: text.findings, findings },
    ...listBest(data),
    ...(ranking === undefined ? [] : [{ kind: "ranking" as const, ranking }]),
    ...ownWords,
    toCaveats(data),
  ];
  return {
    id: "summary",
    title: text.title,
    lead: text.lead(write.plural(weeks.length, "account"), write.span(frame.span)),
    // What is not final is said once, at the foot.
    blocks: blocks.map(withoutMarks),
  };
}

/** The posts that did best, each with its picture; nothing where none has its figures. */
function listBest(data: Pick<PageData, "posts" | "receipts" | "thumbnails" | "write">): readonly Block[] {
  const text = data.write.words.summary;
  const cards = chooseBest(data.posts.reach.rated).map((post) => toListCard(post, data));
  return cards.length === 0 ? [] : [{ kind: "cards", title: text.best, cards, whenEmpty: "", isList: true }];
}

/** How much was published: what stands under the headline. */
function tellPublished({ weeks, write }: Pick<PageData, "weeks" | "write">): string {
  const count = (read: (week: PageData["weeks"][number]) => number): number =>
    weeks.reduce((sum, week) => sum + read(week), 0);
  const posts = count(({ current }) => current.posts.length);
  const stories = count(({ current }) => current.stories.length);
  return [write.plural(posts, "post"), ...(stories === 0 ? [] : [write.plural(stories, "storySeen")])].join(", ");
}
