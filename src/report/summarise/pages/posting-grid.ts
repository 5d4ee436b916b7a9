import { addDays, countDays, findMetric } from "../../../dataset/index.ts";
import { type AccountWeek, explainAbsence, isHeld, type Reason } from "../../figures/index.ts";
import { measurePost } from "../figures/choose-posts.ts";
import { countByHour, findBestSlot, findPeak, readOnlineHours, toWeekHour } from "../figures/posting-hours.ts";
import type { Block } from "../model/model.ts";
import type { Writer } from "../model/writer.ts";
import type { PageData } from "./page-data.ts";

/** A Monday, for the names of the weekdays. */
const MONDAY = "2026-11-16";
/** A slot's median must beat that of all posts by this much to be advice. */
const NOTABLE = 1.1;

/** Weekday by hour: posts as dots over the followers online; nothing for an account with neither. */
export function listPostingGrid(
  week: AccountWeek,
  data: Pick<PageData, "frame" | "measure" | "write">,
): readonly Block[] {
  const { frame, write } = data;
  const text = write.words.postingGrid;
  const { timeZone, span } = frame;
  const online = readOnlineHours(week.audience, timeZone);
  const slots = countByHour(week.history, timeZone);
  if (slots.length === 0 && online === undefined) return [];
  // A week keeps the order in which it is configured to run; other periods begin on Monday.
  const first = countDays(span) === 7 ? toWeekHour(Date.parse(`${span.from}T12:00:00Z`), "UTC").weekday : 0;
  const rowOf = (weekday: number) => (weekday - first + 7) % 7;
  const order = Array.from({ length: 7 }, (_, row) => (row + first) % 7);
  const peak = online === undefined ? undefined : findPeak(online);
  const [busiest, next] = [...slots].sort((a, b) => b.posts.length - a.posts.length);
  const sentences = [
    ...(peak === undefined ? [] : [text.peak(toWhen(peak.weekday, peak.hour, write))]),
    // On a tie a superlative would be false.
    ...(busiest === undefined || busiest.posts.length <= Math.max(1, next?.posts.length ?? 0)
      ? []
      : [text.mostPosts(toWhen(busiest.weekday, busiest.hour, write))]),
    ...tellBest(week, data),
  ];
  const note = [
    ...sentences,
    online === undefined ? text.absent(write.reason(explain(week))) : text.snapshot(write.instant(online.takenAt)),
    text.zone(timeZone),
  ];
  return [
    {
      kind: "grid",
      grid: {
        id: `hours-${week.account.accountId}`,
        title: online === undefined ? text.titleAlone : text.title,
        rowLabels: order.map((weekday) => write.weekday(addDays(MONDAY, weekday))),
        columnLabels: Array.from({ length: 24 }, (_, hour) => String(hour).padStart(2, "0")),
        values: order.map((weekday) => online?.values[weekday] ?? Array.from({ length: 24 }, () => null)),
        shade: online === undefined ? undefined : text.shade,
        marks: slots.map(({ weekday, hour, posts }) => ({
          row: rowOf(weekday),
          column: hour,
          count: posts.length,
          isCurrent: posts.some(({ day }) => day >= span.from && day <= span.to),
        })),
        markNames: { current: text.current, earlier: text.earlier },
        alt: text.alt(week.label, write.plural(week.history.length, "post"), sentences.join(" ")).trim(),
        note: note.join(" "),
      },
    },
  ];
}

/** When its posts of the last weeks did best, with how many say so. */
function tellBest(
  { history }: AccountWeek,
  { frame, measure, write }: Pick<PageData, "frame" | "measure" | "write">,
): readonly string[] {
  const text = write.words.postingGrid;
  const read = measurePost(measure);
  const best = findBestSlot(history, frame.timeZone, (post) => {
    const figure = read(post);
    return isHeld(figure) ? figure.value : undefined;
  });
  if (best === undefined || best.multiple < NOTABLE) return [];
  const when = text.hours(write.weekday(addDays(MONDAY, best.weekday)), pad(best.hour), pad(best.until));
  return [text.best(when, write.words.measures[measure], write.count(best.posts), write.multiple(best.multiple))];
}

function pad(hour: number): string {
  return String(hour).padStart(2, "0");
}

function toWhen(weekday: number, hour: number, write: Writer): string {
  const text = write.words.postingGrid;
  return text.slot(write.weekday(addDays(MONDAY, weekday)), pad(hour));
}

function explain({ account, gaps }: AccountWeek): Reason {
  const needed = findMetric("account", "online_followers")?.minFollowers ?? 0;
  if (account.followersCount !== undefined && account.followersCount < needed) return { code: "below-threshold" };
  return explainAbsence(gaps, { kind: "audience", metric: "online_followers" }).because;
}
