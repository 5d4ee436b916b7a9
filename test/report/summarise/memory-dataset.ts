// A dataset in memory behind the store's own face, and small builders for its records.
import {
  type AccountRecord,
  type AudiencePoint,
  addDays,
  type CommentRecord,
  type CommentWalk,
  type DayPoint,
  type DaySpan,
  type GapRecord,
  listDays,
  type MediaPoint,
  type MediaRecord,
  type MissingAccount,
  type TotalPoint,
} from "../../../src/dataset/index.ts";
import {
  buildModel,
  type ReportModel,
  type ReportOptions,
  type Row,
  type Section,
  type Table,
  type Tile,
} from "../../../src/report/summarise/index.ts";
import type { DatasetReader, Restatement, RunRow, SpentCalls } from "../../../src/store/index.ts";

export interface Dataset {
  readonly accounts: readonly AccountRecord[];
  /** Every profile reading, the newest included. */
  readonly profiles: readonly AccountRecord[];
  readonly days: readonly DayPoint[];
  readonly totals: readonly TotalPoint[];
  readonly media: readonly MediaRecord[];
  readonly mediaInsights: readonly MediaPoint[];
  readonly audience: readonly AudiencePoint[];
  readonly comments: readonly CommentRecord[];
  readonly commentWalks: readonly Omit<CommentWalk, "startedAt">[];
  readonly gaps: readonly GapRecord[];
  readonly missing: readonly MissingAccount[];
  readonly runs: readonly RunRow[];
  readonly restatements: readonly Restatement[];
  readonly spent: readonly SpentCalls[];
  readonly thumbnails: readonly string[];
}

export const nothing: Dataset = {
  accounts: [],
  profiles: [],
  days: [],
  totals: [],
  media: [],
  mediaInsights: [],
  audience: [],
  comments: [],
  commentWalks: [],
  gaps: [],
  missing: [],
  runs: [],
  restatements: [],
  spent: [],
  thumbnails: [],
};

export function merge(...parts: readonly Partial<Dataset>[]): Dataset {
  return parts.reduce<Dataset>(
    (all, part) => ({
      accounts: [...all.accounts, ...(part.accounts ?? [])],
      profiles: [...all.profiles, ...(part.profiles ?? [])],
      days: [...all.days, ...(part.days ?? [])],
      totals: [...all.totals, ...(part.totals ?? [])],
      media: [...all.media, ...(part.media ?? [])],
      mediaInsights: [...all.mediaInsights, ...(part.mediaInsights ?? [])],
      audience: [...all.audience, ...(part.audience ?? [])],
      comments: [...all.comments, ...(part.comments ?? [])],
      commentWalks: [...all.commentWalks, ...(part.commentWalks ?? [])],
      gaps: [...all.gaps, ...(part.gaps ?? [])],
      missing: [...all.missing, ...(part.missing ?? [])],
      runs: [...all.runs, ...(part.runs ?? [])],
      restatements: [...all.restatements, ...(part.restatements ?? [])],
      spent: [...all.spent, ...(part.spent ?? [])],
      thumbnails: [...all.thumbnails, ...(part.thumbnails ?? [])],
    }),
    nothing,
  );
}

export function openMemory(dataset: Dataset): DatasetReader {
  const inSpan = (day: string, { from, to }: DaySpan) => day >= from && day <= to;
  const published = (accountId: string, from: string, to: string) =>
    dataset.media.filter((one) => one.accountId === accountId && one.publishedAt >= from && one.publishedAt < to);
  return {
    accounts: async () => dataset.accounts,
    profiles: async (accountId, from, to) =>
      dataset.profiles.filter((one) => one.accountId === accountId && one.takenAt >= from && one.takenAt < to),
    days: async (accountId, span, takenUntil = "9999") =>
      keepNewest(
        dataset.days.filter((one) => one.accountId === accountId && inSpan(one.day, span) && one.takenAt <= takenUntil),
        ({ metric, day }) => `${metric} ${day}`,
      ),
    totals: async (accountId, span, takenUntil = "9999") =>
      keepNewest(
        dataset.totals.filter(
          (one) =>
            one.accountId === accountId &&
            inSpan(one.fromDay, span) &&
            inSpan(one.toDay, span) &&
            one.takenAt <= takenUntil,
        ),
        ({ metric, breakdown, bucket, fromDay, toDay }) => [metric, breakdown, bucket, fromDay, toDay].join(" "),
      ),
    media: async (accountId, from, to) => published(accountId, from, to),
    mediaInsights: async (accountId, from, to, takenUntil = "9999") => {
      const ids = new Set(published(accountId, from, to).map(({ mediaId }) => mediaId));
      return dataset.mediaInsights.filter(({ mediaId, takenAt }) => ids.has(mediaId) && takenAt <= takenUntil);
    },
    audience: async (accountId) => dataset.audience.filter((one) => one.accountId === accountId),
    gaps: async () => dataset.gaps,
    notAsked: async () => [],
    comments: async (accountId, from, to) =>
      dataset.comments.filter((one) => one.accountId === accountId && one.createdAt >= from && one.createdAt < to),
    ownSigns: async () => ({ authorIds: [], commentIds: new Set() }),
    commentWalks: async (accountId, since) =>
      dataset.commentWalks.filter((one) => one.accountId === accountId && one.walkedAt >= since),
    restatements: async (span, since) =>
      dataset.restatements.filter(
        (one) => inSpan(one.fromDay, span) && inSpan(one.toDay, span) && one.newTakenAt >= since,
      ),
    spentCalls: async () => dataset.spent,
    missing: async () => dataset.missing,
    lessons: async () => [],
    runs: async (limit) => dataset.runs.slice(0, limit),
    thumbnail: async (mediaId) =>
      dataset.thumbnails.includes(mediaId)
        ? { mediaId, mediaType: "image/jpeg", bytes: new Uint8Array([1]), fetchedAt: MONDAY }
        : undefined,
  };
}

/** As the store answers: one reading a figure, the newest of those asked for. */
function keepNewest<Point extends { readonly takenAt: string }>(
  points: readonly Point[],
  toKey: (point: Point) => string,
): readonly Point[] {
  const newest = new Map<string, Point>();
  for (const point of points) {
    const known = newest.get(toKey(point));
    if (known === undefined || point.takenAt >= known.takenAt) newest.set(toKey(point), point);
  }
  return [...newest.values()];
}

/** Monday after the week, 09:00 UTC: Saturday and Sunday are younger than 48 h. */
export const MONDAY = "2026-11-23T09:00:00.000Z";
/** Thursday after the week: everything has settled. */
export const THURSDAY = "2026-11-26T09:00:00.000Z";
export const WEEK: DaySpan = { from: "2026-11-16", to: "2026-11-22" };
export const WEEK_BEFORE: DaySpan = { from: "2026-11-09", to: "2026-11-15" };

export function options(rest: Partial<ReportOptions> = {}): ReportOptions {
  return {
    span: WEEK,
    timeZone: "Europe/Berlin",
    locale: "en",
    title: "Weekly report",
    brand: { name: "Bakeries", colour: "#0b5fff" },
    paper: "A4",
    groups: {},
    alias: {},
    sortBy: "engagementRate",
    now: new Date(THURSDAY),
    generator: "gazette test",
    ...rest,
  };
}

export function account(accountId: string, rest: Partial<AccountRecord> = {}): AccountRecord {
  return {
    accountId,
    username: `user_${accountId}`,
    name: `Name ${accountId}`,
    pageId: `page-${accountId}`,
    pageName: `Page ${accountId}`,
    connection: "main",
    tasks: ["ANALYZE"],
    followersCount: 1000,
    mediaCount: 50,
    takenAt: THURSDAY,
    ...rest,
  };
}

export function total(accountId: string, metric: string, value: number, span = WEEK, takenAt = THURSDAY): TotalPoint {
  return { accountId, metric, breakdown: "", bucket: "", fromDay: span.from, toDay: span.to, value, takenAt };
}

export function follows(accountId: string, gained: number, lost: number, span = WEEK): readonly TotalPoint[] {
  const point = { ...total(accountId, "follows_and_unfollows", 0, span), breakdown: "follow_type" };
  return [
    { ...point, bucket: "FOLLOWER", value: gained },
    { ...point, bucket: "NON_FOLLOWER", value: lost },
  ];
}

export function series(
  accountId: string,
  metric: string,
  values: readonly number[],
  from = WEEK.from,
  takenAt = THURSDAY,
): readonly DayPoint[] {
  return values.map((value, index) => ({ accountId, metric, day: addDays(from, index), value, takenAt }));
}

export function post(
  accountId: string,
  mediaId: string,
  publishedAt: string,
  figures: Readonly<Record<string, number>>,
  rest: Partial<MediaRecord> = {},
): Partial<Dataset> {
  const takenAt = rest.takenAt ?? THURSDAY;
  const record: MediaRecord = {
    mediaId,
    accountId,
    mediaType: "IMAGE",
    mediaProductType: "FEED",
    publishedAt,
    caption: `Caption ${mediaId}`,
    permalink: `https://www.instagram.com/p/${mediaId}/`,
    takenAt,
    ...rest,
  };
  const mediaInsights = Object.entries(figures).map(([metric, value]) => ({
    mediaId,
    accountId,
    metric,
    bucket: "",
    value,
    takenAt,
  }));
  return { media: [record], mediaInsights };
}

export function gap(accountId: string, rest: Partial<GapRecord>): GapRecord {
  return {
    subject: `${accountId}/other`,
    accountId,
    reason: "unanswered",
    message: "no answer",
    seenAt: THURSDAY,
    ...rest,
  };
}

/** An account of which everything that can be told is held: 4 weeks of days, both weeks' totals, three posts. */
export function whole(accountId: string, scale = 1): Dataset {
  const four = listDays({ from: addDays(WEEK.to, -27), to: WEEK.to });
  const figures = {
    reach: 100 * scale,
    views: 150 * scale,
    likes: 6 * scale,
    comments: 2 * scale,
    saved: 1 * scale,
    shares: 1 * scale,
  };
  const totals = (span: DaySpan, factor: number) => [
    ...Object.entries({ reach: 500, views: 900, likes: 60, comments: 20, saves: 10, shares: 10 }).map(
      ([metric, value]) => total(accountId, metric, value * factor * scale, span),
    ),
    ...follows(accountId, 30 * factor * scale, 10 * factor * scale, span),
  ];
  return merge(
    {
      accounts: [account(accountId, { followersCount: 1000 * scale })],
      profiles: [
        account(accountId, { followersCount: 980 * scale, takenAt: "2026-11-16T09:00:00.000Z" }),
        account(accountId, { followersCount: 1000 * scale, takenAt: MONDAY }),
      ],
      days: [
        ...series(
          accountId,
          "reach",
          four.map((_, index) => (80 + index) * scale),
          four[0],
        ),
        ...series(
          accountId,
          "follower_count",
          four.map(() => 4),
          four[0],
        ),
      ],
      totals: [...totals(WEEK, 2), ...totals(WEEK_BEFORE, 1)],
    },
    post(accountId, `${accountId}-a`, "2026-11-17T10:00:00.000Z", figures),
    post(accountId, `${accountId}-b`, "2026-11-18T10:00:00.000Z", figures, {
      mediaProductType: "REELS",
      mediaType: "VIDEO",
    }),
    post(accountId, `${accountId}-c`, "2026-11-19T10:00:00.000Z", figures, { mediaType: "CAROUSEL_ALBUM" }),
  );
}

export function section(model: ReportModel, id: string): Section {
  const found = model.sections.find((one) => one.id === id);
  if (found === undefined) throw new Error(`no section ${id}`);
  return found;
}

export function tile(model: ReportModel, sectionId: string, id: string): Tile {
  const tiles = section(model, sectionId).blocks.flatMap((block) => (block.kind === "tiles" ? block.tiles : []));
  const found = tiles.find((one) => one.id === id);
  if (found === undefined) throw new Error(`no tile ${id}`);
  return found;
}

export function table(model: ReportModel, sectionId: string, id: string): Table {
  const tables = section(model, sectionId).blocks.flatMap((block) => (block.kind === "table" ? [block.table] : []));
  const found = tables.find((one) => one.id === id);
  if (found === undefined) throw new Error(`no table ${id}`);
  return found;
}

export function cell(from: Table, row: Row | undefined, column: string) {
  return row?.cells[from.columns.findIndex(({ key }) => key === column)];
}

/** The model of a dataset. */
export function build(dataset: Dataset, rest: Parameters<typeof options>[0] = {}): Promise<ReportModel> {
  return buildModel(openMemory(dataset), options(rest));
}
