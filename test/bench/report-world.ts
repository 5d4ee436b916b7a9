// A dataset of as many accounts as wanted: 13 weeks of days and 20 media each, made when asked for, so that what is measured
// is the report and not the dataset.
import { type AccountRecord, addDays, type DaySpan, listDays } from "../../src/dataset/index.ts";
import type { ReportModel } from "../../src/report/summarise/index.ts";
import { buildModel } from "../../src/report/summarise/index.ts";
import type { DatasetReader } from "../../src/store/index.ts";
import {
  account,
  type Dataset,
  merge,
  openMemory,
  options,
  post,
  series,
  WEEK,
  whole,
} from "../report/summarise/memory-dataset.ts";

const WEEKS = 13;
const MEDIA = 20;
const GROUPS = 12;

export function buildBenchModel(accounts: number): Promise<ReportModel> {
  const ids = Array.from({ length: accounts }, (_, at) => idOf(at));
  const groups = Object.fromEntries(
    Array.from({ length: GROUPS }, (_, group) => [
      `Group ${group + 1}`,
      ids.filter((_id, at) => at % GROUPS === group).map((id) => `user_${id}`),
    ]),
  );
  return buildModel(openWorld(ids), options({ groups }));
}

function idOf(at: number): string {
  return String(17_841_400_000_000_001n + BigInt(at));
}

/** Answers for one account are made of that account's records alone. */
function openWorld(ids: readonly string[]): DatasetReader {
  const known = openMemory(merge({ accounts: ids.map(toAccount) }));
  let last: { readonly id: string; readonly reader: DatasetReader } | undefined;
  const of = (id: string): DatasetReader => {
    if (last?.id !== id) last = { id, reader: openMemory(toDataset(id)) };
    return last.reader;
  };
  return {
    ...known,
    profiles: (id, from, to) => of(id).profiles(id, from, to),
    days: (id, span: DaySpan) => of(id).days(id, span),
    totals: (id, span) => of(id).totals(id, span),
    media: (id, from, to) => of(id).media(id, from, to),
    mediaInsights: (id, from, to, until) => of(id).mediaInsights(id, from, to, until),
    audience: (id) => of(id).audience(id),
  };
}

function toAccount(id: string): AccountRecord {
  return account(id, { followersCount: 1000 * scaleOf(id), name: `Bakery & Café Nº ${id.slice(-4)}` });
}

function scaleOf(id: string): number {
  return 1 + (Number(id.slice(-4)) % 17);
}

function toDataset(id: string): Dataset {
  const scale = scaleOf(id);
  const days = listDays({ from: addDays(WEEK.to, -7 * WEEKS + 1), to: addDays(WEEK.to, -28) });
  const posts = Array.from({ length: MEDIA - 3 }, (_, at) => {
    const day = addDays(WEEK.to, -Math.floor((at * 7 * WEEKS) / MEDIA));
    const figures = { reach: 90 + at, views: 200 + at, likes: 8 + (at % 5), comments: 1, saved: 2, shares: 1 };
    const caption = `Fresh from the oven, number ${at}: “rye & spelt” <every> morning at seven. #bakery #bread`;
    return post(id, `${id}-${at}`, `${day}T1${at % 10}:30:00.000Z`, figures, { caption });
  });
  const { accounts: _one, ...rest } = whole(id, scale);
  const earlier = series(
    id,
    "reach",
    days.map((_, at) => 60 * scale + ((at * 37) % 50)),
    days[0],
  );
  return merge({ accounts: [toAccount(id)] }, rest, { days: earlier }, ...posts);
}
