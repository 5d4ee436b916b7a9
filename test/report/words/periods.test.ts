// Reports of each kind of period in every language, as a reader gets them: no word of another kind stands on the page, in the
// workbook or in the mail.
import { describe, expect, it } from "vitest";
import {
  addDays,
  countDays,
  type DaySpan,
  type LanguageCode,
  listDays,
  toLanguage,
} from "../../../src/dataset/index.ts";
import { toFrame } from "../../../src/report/figures/frame.ts";
import { render, renderMail } from "../../../src/report/render/index.ts";
import { buildModel, type ReportModel, toDefaultTitle } from "../../../src/report/summarise/index.ts";
import { toWords } from "../../../src/report/words/index.ts";
import { LOCALES } from "../../support/locales.ts";
import { readParts } from "../render/workbook-parts.ts";
import {
  account,
  type Dataset,
  follows,
  merge,
  openMemory,
  options,
  post,
  series,
  tile,
  total,
} from "../summarise/memory-dataset.ts";

const SPANS = {
  day: { from: "2026-11-18", to: "2026-11-18" },
  week: { from: "2026-11-16", to: "2026-11-22" },
  month: { from: "2026-10-01", to: "2026-10-31" },
  quarter: { from: "2026-07-01", to: "2026-09-30" },
  custom: { from: "2026-11-03", to: "2026-11-17" },
} as const;
type Kind = keyof typeof SPANS;
const KINDS = Object.keys(SPANS) as Kind[];

/** Words of a kind, whatever the grammar. Days are everywhere; only what a report of days says of itself is its own. */
const WORDS: Readonly<Record<LanguageCode, Readonly<Record<Exclude<Kind, "custom">, RegExp>>>> = {
  en: {
    day: /report day|the day before|same weekday|\bdaily instagram|instagram daily/giu,
    week: /week/giu,
    month: /month/giu,
    quarter: /quarter/giu,
  },
  de: {
    day: /berichtstag|am tag davor|tagesbericht/giu,
    week: /woche|wöchent/giu,
    month: /monat/giu,
    quarter: /quartal/giu,
  },
  fr: {
    day: /jour du rapport|le jour précédent|bilan instagram du jour/giu,
    week: /semaine|hebdo/giu,
    month: /\bmois\b|mensuel/giu,
    quarter: /trimestr/giu,
  },
  es: {
    day: /día del informe|el día anterior|informe diario/giu,
    week: /seman/giu,
    month: /\bmes(es)?\b|mensual/giu,
    quarter: /trimestr/giu,
  },
  it: {
    day: /giorno del report|al giorno precedente|giornaliero/giu,
    week: /settiman/giu,
    month: /\bmes[ei]\b|mensile/giu,
    quarter: /trimestr/giu,
  },
  pt: {
    day: /dia do relatório|no dia anterior|relatório diário/giu,
    week: /seman/giu,
    month: /\bm[êe]s(es)?\b|mensal/giu,
    quarter: /trimestr/giu,
  },
};
/** Days of the week are days. */
const WEEKDAYS =
  /weekdays?|wochentage?n?|jours? de (la )?semaine|días? de la semana|giorn[oi] della settimana|dias? da semana/giu;

function held(span: DaySpan, ids: readonly string[], isYoung: boolean): Dataset {
  const frame = toFrame({ span, timeZone: "Europe/Berlin", now: new Date(0) });
  const read = `${addDays(span.to, 4)}T09:00:00.000Z`;
  const windows = isYoung ? [span, frame.comparison] : [...frame.weeks, frame.comparison, frame.lastYear];
  const days = listDays({ from: frame.seriesFrom, to: span.to });
  return merge(
    ...ids.map((id, at) =>
      merge(
        {
          accounts: [account(id, { followersCount: 900 + 200 * at, takenAt: read })],
          profiles: windows.flatMap(({ from, to }) => [
            account(id, { followersCount: 800 + at, takenAt: `${from}T09:00:00.000Z` }),
            account(id, { followersCount: 900 + 200 * at, takenAt: `${addDays(to, 1)}T09:00:00.000Z` }),
          ]),
          days: ["reach", "follower_count"].flatMap((metric) =>
            series(
              id,
              metric,
              days.map((_, day) => 50 + day + at),
              days[0],
              read,
            ),
          ),
          totals: windows.flatMap((window) => [
            ...["reach", "views", "likes", "comments", "saves", "shares"].map((metric) =>
              total(id, metric, (1000 + 100 * at) * (window.to === span.to ? 2 : 1), window, read),
            ),
            ...follows(id, 30 + at + (window.to === span.to ? 5 : 0), 10, window),
          ]),
        },
        ...windows.flatMap(({ from, to }) =>
          [0, 1, 2].map((nth) =>
            post(
              id,
              `${id}-${from}-${to}-${nth}`,
              `${addDays(from, Math.floor((nth * (countDays({ from, to }) - 1)) / 2))}T1${nth}:00:00.000Z`,
              { reach: 100 + nth, views: 150, likes: 6 * (nth + 1) + at, comments: 2, saved: 1, shares: 1 },
              { takenAt: read, caption: "Bild" },
            ),
          ),
        ),
      ),
    ),
  );
}

async function make(kind: Kind, locale: string, accounts: number, isYoung: boolean) {
  const span = SPANS[kind];
  const ids = Array.from({ length: accounts }, (_, at) => `${at + 1}`);
  const targets = { views: 10, followers: { target: 90_000, by: addDays(span.to, 200) } };
  const model = await buildModel(openMemory(held(span, ids, isYoung)), {
    ...options({ span, locale, now: new Date(`${addDays(span.to, 5)}T09:00:00.000Z`) }),
    brand: { name: "Acme", colour: "#0b5fff" },
    title: toDefaultTitle(locale, span),
    groups: accounts > 2 ? { North: ["user_1", "user_2"], South: ["user_3"] } : {},
    goals: { all: targets, groups: {}, accounts: {} },
  });
  return { model, seen: await readAll(model) };
}

async function readAll(model: ReportModel): Promise<string> {
  const { files, failures } = await render(model, {
    formats: ["html", "xlsx"],
    template: "weekly",
    images: async () => undefined,
    signal: new AbortController().signal,
  });
  expect(failures).toEqual([]);
  const mail = await renderMail(model, { template: "weekly", files: { attached: [], reduced: "no", links: [] } });
  const html = new TextDecoder().decode(files[0]?.bytes).replace(/<(style|script)[\s\S]*?<\/\1>/g, " ");
  const parts = [...readParts(files[1]?.bytes ?? new Uint8Array()).values()];
  return [html, mail.html, ...parts].map(readTexts).concat(mail.subject, mail.plain).join("\n");
}

/** What a reader sees or hears of markup: texts, and the attributes that are told. */
function readTexts(markup: string): string {
  const told = /\b(?:alt|title|aria-label|placeholder|content|name|data-[a-z]+)="([^"]*)"/g;
  return markup.replace(/<[^>]*>/g, (tag) => ` ${[...tag.matchAll(told)].map((match) => match[1]).join(" ")} `);
}

const cases = KINDS.flatMap((kind) => LOCALES.map((locale) => ({ kind, locale })));
/** Accounts, and whether only the period and the one before are held. What English shows of many, the others show of few. */
const SHAPES: Readonly<Record<string, readonly (readonly [accounts: number, isYoung: boolean])[]>> = {
  english: [
    [14, false],
    [3, true],
    [1, false],
  ],
  others: [
    [3, false],
    [1, true],
  ],
};

describe.each(cases)("a report of a $kind in $locale", ({ kind, locale }) => {
  it.each(SHAPES[locale === "en-GB" ? "english" : "others"] ?? [])(
    "of %d accounts has words of its own kind alone (first periods: %s)",
    async (accounts, isYoung) => {
      const { seen } = await make(kind, locale, accounts, isYoung);
      const texts = seen.replace(WEEKDAYS, " ");
      for (const [other, words] of Object.entries(WORDS[toLanguage(locale)])) {
        const found = [...texts.matchAll(words)].map(({ index }) => texts.slice(Math.max(0, index - 40), index + 40));
        if (other !== kind) expect(found).toEqual([]);
        else expect(found).not.toEqual([]);
      }
      const { own, than } = toWords(locale).periods[kind];
      // The days of a month or a quarter are all of their chart: it has no ground apart to name.
      const isWhole = kind === "month" || kind === "quarter";
      expect([own, than].filter((words) => !texts.includes(words))).toEqual(isWhole ? [own] : []);
    },
    60_000,
  );
});

describe("figures follow the kind, too", () => {
  it.each([
    ["month", 31, 31],
    ["quarter", 92, 13],
  ] as const)("of a %s with %d days the matrix names %d, and the ear hears them all", async (kind, days, named) => {
    const { model } = await make(kind, "en-GB", 3, true);
    const { files } = await render(model, {
      formats: ["html"],
      template: "weekly",
      images: async () => undefined,
      signal: new AbortController().signal,
    });
    const html = new TextDecoder().decode(files[0]?.bytes);
    const heads = /<table class="matrix.*?<\/thead>/s.exec(html)?.[0] ?? "";
    expect(heads.match(/<span aria-hidden="true">[^<]+</g)).toHaveLength(named);
    expect(heads.match(/<span class="vh">[^<]+</g)).toHaveLength(days);
  });

  it("a day is its own first day, and says so in no language", async () => {
    for (const locale of LOCALES) {
      const { day, week } = toWords(locale).periods;
      expect(day.begins).toBe("");
      expect(day.sheetNote.length).toBeLessThan(week.sheetNote.length - week.begins.length + 30);
      expect(day.from).not.toContain(" ");
    }
  });

  it("months and quarters are the calendar's in charts, and last year's are the same ones", async () => {
    const frame = (kind: Kind) => toFrame({ span: SPANS[kind], timeZone: "UTC", now: new Date(0) });
    expect(frame("month").weeks).toHaveLength(13);
    expect(frame("month").weeks[0]).toEqual({ from: "2025-10-01", to: "2025-10-31" });
    expect(frame("month").weeks.slice(-2)).toEqual([{ from: "2026-09-01", to: "2026-09-30" }, SPANS.month]);
    expect(frame("month").lastYear).toEqual({ from: "2025-10-01", to: "2025-10-31" });
    expect(frame("quarter").weeks).toHaveLength(5);
    expect(frame("quarter").weeks[0]).toEqual({ from: "2025-07-01", to: "2025-09-30" });
    expect(frame("quarter").totalsFrom).toBe("2025-07-01");
    expect(frame("custom").lastYear).toEqual({ from: "2025-11-03", to: "2025-11-17" });
    expect(frame("week").lastYear).toEqual({ from: "2025-11-17", to: "2025-11-23" });
    const { model } = await make("month", "en-GB", 3, false);
    const views = tile(model, "summary", "views");
    expect(views.lastYear?.kind).toBe("change");
    expect(model.comparison).toMatchObject({ from: "2026-08-31", to: "2026-09-30" });
    expect(views.change?.kind).toBe("change");
  });

  it.each([
    ["day", "a day"],
    ["week", "a week"],
    ["month", "a month"],
    ["quarter", "a quarter"],
    ["custom", "a period"],
  ] as const)("a goal by a day is paced by the %s", async (kind, each) => {
    const { seen } = await make(kind, "en-GB", 1, false);
    expect(seen.match(/to go by [^:]+: needs [\d,]+ (.+?), was /)?.[1]).toBe(each);
  });
});
