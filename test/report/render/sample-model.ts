// A hand-made model with everything that goes wrong in looks: scripts of many directions, code in captions, huge, tiny and
// absent figures. It owes nothing to the summariser, so that the renderers are tested on their own.
import type { Block, Cell, MediaCard, ReportModel, Row, Section, Table } from "../../../src/report/summarise/index.ts";

export const awkwardTexts = {
  arabic: "قهوة الصباح في الشمال، طازجة كل يوم 🌿",
  hebrew: "מאפים טריים מהתנור, בואו לבקר אותנו",
  japanese: "秋の新作コーヒー、本日より発売です。",
  hindi: "सर्दियों की गरम चाय और ताज़ा बिस्कुट",
  thai: "กาแฟหอมกรุ่นยามเช้า พร้อมเสิร์ฟแล้ว",
  korean: "겨울 한정 라떼가 나왔어요",
  chinese: "周末限定甜点现已上市",
  emoji: "Team day 👩🏽‍💻👨‍👩‍👧🏳️‍🌈❤️ from 🇩🇪 to 🇧🇷 1️⃣",
  fancy: "𝓦𝓲𝓷𝓽𝓮𝓻 𝓜𝓮𝓷𝓾 ★ ➜ ∞",
  script: `<script>alert("x")</script><img src=x onerror=alert(1)>`,
  handlebars: `{{constructor.constructor "return process"}} {{#with this}}{{/with}}`,
  formula: `=HYPERLINK("https://evil.test","click")`,
  override: "safe\u202Etxt.exe\u202C end",
  controls: "bell\u0007 vt\u000B null\u0000 esc\u001B end",
  quotes: `"><b onmouseover=x>' & </style></title>`,
  placeholder: "<!--gazette:style--> $& $1 @@",
  minus: "-5+3",
  long: `${"Long caption about winter roasts and the people who make them. ".repeat(36)}`.slice(0, 2_200),
} as const;

const captions = Object.values(awkwardTexts);
const NAMES = [
  ["kaffee_nord", "Kaffee Nord", "DACH"],
  ["bakery.north", "Bakery North", "UK"],
  ["cafe_sahara", "مقهى الصحراء", "MENA"],
  ["tlv.bakes", "מאפיית תל אביב", "MENA"],
  ["tokyo.roast", "東京ロースターズ", "APAC"],
  ["chai_point", "चाय पॉइंट 🍵", "APAC"],
  ["bkk.coffee", "กาแฟกรุงเทพ", "APAC"],
  ["the.very.long.account.name", "The Exceedingly Long Named Roastery & Patisserie of Lower Bavaria", "DACH"],
  ["studio_sud", "Studio Süd – Façade & Œuvre", "DACH"],
  ["padaria_sol", "Padaria do Sol", "LATAM"],
  ["tiny_new", "Tiny & New", "UK"],
  ["mega.brand", "Mega Brand", "UK"],
  ["quote_cafe", `Café "Zum <Löwen>"`, "DACH"],
  ["seoul_beans", "서울 빈스", "APAC"],
] as const;

const value = (n: number, more: Partial<Extract<Cell, { kind: "value" }>> = {}): Cell => ({
  kind: "value",
  value: n,
  ...more,
});
const absent = (because: string): Cell => ({ kind: "absent", because });
const text = (words: string): Cell => ({ kind: "text", text: words });
const change = (n: number, as: "percent" | "points" | "count" = "percent", against = 1000): Cell => ({
  kind: "change",
  value: n,
  as,
  against,
});

/** A repeatable number from 0 to 1. */
function noise(seed: number): number {
  const x = Math.sin(seed * 12.9898 + 4.1414) * 43_758.5453;
  return x - Math.floor(x);
}

const idOf = (at: number): string => String(17_841_400_000_000_001n + BigInt(at));
const DAYS = Array.from({ length: 28 }, (_, at) => new Date(Date.UTC(2026, 9, 26 + at)).toISOString().slice(0, 10));
const WEEK = DAYS.slice(21);

const followersOf = (at: number): number =>
  at === 11 ? 12_345_678 : at === 10 ? 64 : Math.round(2_400 + noise(at) * 48_000);
const reachOf = (at: number): number => Math.round(followersOf(at) * (0.4 + noise(at + 20) * 0.8));

function toTiles(at: number): Block {
  const spark = {
    values: WEEK.map((_day, day) => (at === 3 && day === 2 ? null : Math.round(noise(at * 31 + day) * 900))),
    alt: "Seven days, rising at the weekend",
  };
  return {
    kind: "tiles",
    tiles: [
      {
        id: "followers",
        label: "Followers",
        unit: "count",
        figure: value(followersOf(at), { receipt: "followers" }),
        change: change(0.021),
        spark,
      },
      {
        id: "net",
        label: "Net growth",
        unit: "count",
        figure: value(at === 2 ? -38 : 412),
        change: change(at === 2 ? -64 : 120, "count", 292),
        spark,
      },
      {
        id: "reach",
        label: "Unique reach",
        unit: "count",
        figure:
          at === 10 ? absent("Meta gives reach from 100 followers on") : value(reachOf(at), { provisional: true }),
        change: at === 10 ? absent("no reach this week") : change(-0.083, "percent", reachOf(at) * 1.09),
        spark,
        note: at < 0 ? "sum over accounts; people may overlap" : undefined,
      },
      { id: "views", label: "Views", unit: "count", figure: value(reachOf(at) * 3), change: change(0.14), spark },
      {
        id: "interactions",
        label: "Interactions",
        unit: "count",
        figure: value(Math.round(reachOf(at) * 0.06)),
        change: change(0),
        spark,
      },
      {
        id: "er",
        label: "Engagement rate",
        unit: "percent",
        figure: value(0.0412),
        change: change(0.0041, "points", 0.0371),
        spark,
        note: "interactions ÷ reach over the week's posts",
      },
    ],
  };
}

function toChart(at: number): Block {
  return {
    kind: "chart",
    chart: {
      id: `daily-${at}`,
      title: "Reach and interactions by day",
      labels: DAYS,
      labelUnit: "day",
      series: [
        {
          name: "Reach",
          unit: "count",
          draw: "area",
          values: DAYS.map((_d, day) =>
            at === 4 && day > 7 && day < 11
              ? null
              : Math.round((0.1 + noise(at * 7 + day) * 0.16 + (day % 7 > 4 ? 0.08 : 0)) * followersOf(at)),
          ),
          provisionalFrom: 26,
        },
        {
          name: "Interactions",
          unit: "count",
          draw: "bar",
          axis: "right",
          values: DAYS.map((_d, day) => Math.round(noise(at * 3 + day) * 0.02 * followersOf(at))),
          provisionalFrom: 26,
        },
      ],
      marks: [3, 8, 8, 14, 20, 22, 23, 23, 23, 26].map((day) => ({ at: day, label: "Reel" })),
      highlight: { from: 21, to: 27 },
      alt: "Daily reach moves between 10 and 26 per cent of the followers, highest at weekends; posts came mostly in the last week.",
    },
  };
}

function toCard(at: number, account: number): MediaCard {
  const [username] = NAMES[account] ?? NAMES[0];
  return {
    mediaId: `1790000000000${1000 + at}`,
    accountId: idOf(account),
    account: `@${username}`,
    format: ["Reel", "Post", "Album", "Story"][at % 4] ?? "Post",
    publishedAt: `2026-11-${String(16 + (at % 7)).padStart(2, "0")}T${String(6 + (at % 12)).padStart(2, "0")}:30:00Z`,
    permalink: `https://www.instagram.com/p/C${at}abc/`,
    caption: captions[at % captions.length] ?? "",
    image: at % 5 === 4 ? undefined : `picture-${at % 3}`,
    figures: [
      { label: "Reach", unit: "count", cell: value(reachOf(account) / 4 + at) },
      { label: "Interactions", unit: "count", cell: value(Math.round(reachOf(account) * 0.02)) },
      {
        label: "ER",
        unit: "percent",
        cell:
          at === 4
            ? absent("Meta no longer gives this for posts before conversion")
            : value(0.0634, at === 2 ? { provisional: true } : {}),
      },
      { label: "vs. median", unit: "multiple", cell: value(2.4) },
    ],
  };
}

const leagueRows: readonly Row[] = NAMES.map(([username], at) => ({
  key: idOf(at),
  target: `account-${idOf(at)}`,
  cells: [
    { kind: "rank", rank: at + 1, move: at === 10 ? undefined : [0, 2, -1, 3][at % 4] },
    text(`@${username}`),
    value(followersOf(at), { receipt: "followers" }),
    value(at === 2 ? -38 : 12 + at),
    at === 10 ? absent("Meta gives reach from 100 followers on") : value(reachOf(at)),
    value(reachOf(at) * 3),
    value(Math.round(reachOf(at) * 0.06)),
    at === 12 ? absent("no post this week") : value(0.012 + at * 0.004),
    change(at === 2 ? -0.0123 : 0.004, "points", 0.03),
    value(at % 6),
    {
      kind: "spark",
      values: WEEK.map((_d, day) => (at === 3 && day === 2 ? null : noise(at * 31 + day))),
      alt: "reach over seven days",
    },
  ],
}));
const sum = (column: number): number =>
  leagueRows.reduce((total, row) => {
    const cell = row.cells[column];
    return total + (cell?.kind === "value" ? cell.value : 0);
  }, 0);

const league: Table = {
  id: "league",
  title: "All accounts",
  columns: [
    { key: "rank", label: "#", unit: "rank", addsUp: false },
    { key: "account", label: "Account", unit: "text", addsUp: false },
    { key: "followers", label: "Followers", unit: "count", addsUp: true, help: "At the end of the week" },
    { key: "net", label: "Net", unit: "count", addsUp: true },
    { key: "reach", label: "Reach", unit: "count", addsUp: false, help: "Unique accounts in the window" },
    { key: "views", label: "Views", unit: "count", addsUp: true },
    { key: "interactions", label: "Interactions", unit: "count", addsUp: true },
    { key: "er", label: "ER", unit: "percent", addsUp: false },
    { key: "erChange", label: "Change", unit: "change", addsUp: false },
    { key: "posts", label: "Posts", unit: "count", addsUp: true },
    { key: "spark", label: "Seven days", unit: "spark", addsUp: false },
  ],
  rows: leagueRows,
  totals: [
    text(""),
    text("Total"),
    value(sum(2)),
    value(sum(3)),
    text(""),
    value(sum(5)),
    value(sum(6)),
    text(""),
    text(""),
    value(sum(9)),
    text(""),
  ],
  whenEmpty: "No account was reached.",
  note: "Reach is counted once per account; adding it up would count people twice, so it has no total.",
};

const accountSections: readonly Section[] = NAMES.map(([username, name, group], at) => ({
  id: `account-${idOf(at)}`,
  title: name,
  account: { accountId: idOf(at), username, name, group, profileUrl: `https://www.instagram.com/${username}/` },
  blocks: [
    toTiles(at),
    toChart(at),
    {
      kind: "table",
      table: {
        id: `formats-${at}`,
        title: "Format mix",
        columns: [
          { key: "format", label: "Format", unit: "text", addsUp: false },
          { key: "posts", label: "Posts", unit: "count", addsUp: true },
          { key: "reach", label: "Reach a post", unit: "count", addsUp: false },
          { key: "er", label: "ER", unit: "percent", addsUp: false },
          { key: "watch", label: "Watch time", unit: "ms", addsUp: false },
        ],
        rows:
          at === 10
            ? []
            : ["Reel", "Post", "Album"].map((format, row) => ({
                key: format,
                cells: [
                  text(format),
                  value(row + 1),
                  value(1234.5 * (row + 1)),
                  value(0.031 + row * 0.01),
                  row === 0 ? value(7_400) : absent("only reels are watched"),
                ],
              })),
        whenEmpty: "Nothing was posted this week.",
      },
    },
    {
      kind: "cards",
      title: "Best posts",
      cards: at === 10 ? [] : [toCard(at, at), toCard(at + 5, at), toCard(at + 9, at)],
      whenEmpty: "Nothing was posted this week.",
    },
  ],
}));

const posts: Table = {
  id: "posts",
  title: "All posts",
  columns: [
    { key: "mediaId", label: "Media id", unit: "id", addsUp: false },
    { key: "account", label: "Account", unit: "text", addsUp: false },
    { key: "published", label: "Published", unit: "instant", addsUp: false, help: "Wall time in the report's zone" },
    { key: "link", label: "Link", unit: "link", addsUp: false },
    { key: "caption", label: "Caption", unit: "text", addsUp: false },
    { key: "reach", label: "Reach", unit: "count", addsUp: true },
    { key: "er", label: "ER", unit: "percent", addsUp: false },
    { key: "watch", label: "Watch time", unit: "ms", addsUp: false },
  ],
  rows: captions.map((caption, at) => ({
    key: `p${at}`,
    cells: [
      text(`1790000000000${1000 + at}`),
      text(`@${NAMES[at % NAMES.length]?.[0] ?? ""}`),
      { kind: "instant", at: "2026-11-20T22:30:00Z" },
      { kind: "link", text: "Open", href: `https://www.instagram.com/p/C${at}abc/` },
      text(caption),
      at === 3 ? absent("the post is older than the conversion to a business account") : value(1_000 + at),
      value(0.05 + at / 1000),
      value(7_400),
    ],
  })),
  whenEmpty: "No post was published.",
};

const daily: Table = {
  id: "daily",
  title: "Daily figures",
  columns: [
    { key: "day", label: "Day", unit: "day", addsUp: false },
    { key: "account", label: "Account", unit: "text", addsUp: false },
    { key: "reach", label: "Reach", unit: "count", addsUp: false },
    { key: "views", label: "Views", unit: "count", addsUp: true },
  ],
  rows: WEEK.flatMap((day, at) =>
    NAMES.map(([username], account) => ({
      key: `${day}-${account}`,
      cells: [
        { kind: "day", day } as Cell,
        text(`@${username}`),
        account === 10
          ? absent("Meta gives reach from 100 followers on")
          : value(Math.round(noise(at + account) * 9_000)),
        value(Math.round(noise(at * account) * 30_000), at > 4 ? { provisional: true } : {}),
      ],
    })),
  ),
  whenEmpty: "No day was read.",
};

const gaps: Table = {
  id: "gaps",
  title: "What is missing",
  columns: [
    { key: "account", label: "Account", unit: "text", addsUp: false },
    { key: "metric", label: "Metric", unit: "text", addsUp: false },
    { key: "reason", label: "Reason", unit: "text", addsUp: false },
  ],
  rows: [],
  whenEmpty: "Nothing is missing.",
};

/** The model; `locale` and others may be replaced. */
export function sampleModel(replaced: Partial<ReportModel> = {}): ReportModel {
  return {
    schema: 1,
    reportId: "weekly-2026-W47-4f2a9c",
    datasetHash: "0".repeat(64),
    title: "Instagram weekly",
    brand: { name: "Acme Hospitality", colour: "#0b3d5c" },
    locale: "en-GB",
    paper: "A4",
    period: { from: "2026-11-16", to: "2026-11-22", timeZone: "Europe/Berlin", label: "Week 47, 2026" },
    comparison: { from: "2026-11-09", to: "2026-11-15", label: "Week 46, 2026" },
    dataAsOf: "2026-11-23T05:12:00Z",
    generator: "Gazette 0.1.0",
    accounts: 14,
    coverage: {
      share: 0.973,
      complete: 12,
      partial: 1,
      missing: 1,
      sentence: "97.3% of the expected values are held; 12 of 14 accounts are complete, the rest is named in A1.",
    },
    sections: [
      {
        id: "summary",
        title: "Summary",
        lead: "A strong week for the portfolio: views rose by 14% while posting stayed level, and net growth was the best since May.",
        blocks: [
          {
            kind: "headline",
            sentences: [
              [{ text: "Bakery North gained " }, { text: "412 followers", tone: "good" }, { text: "." }],
              [{ text: "مقهى الصحراء: " }, { text: "8.3% less", tone: "bad" }, { text: " reach." }],
            ],
            lead: "14 posts, 3 stories seen",
          },
          toTiles(11),
          {
            kind: "findings",
            title: "What stood out",
            findings: [
              {
                tone: "good",
                text: "Bakery North gained 412 followers, its best week since May.",
                target: `account-${idOf(1)}`,
              },
              {
                tone: "bad",
                text: "مقهى الصحراء lost 38 followers net; reach fell by 8.3%.",
                why: "5 posts after 6; each reached 2,267 people after 6,269.",
                parts: [
                  { label: "By posts", value: -296 },
                  { label: "By reach a post", value: 1653 },
                ],
                next: "post between 18:00 and 20:00.",
                target: `account-${idOf(2)}`,
              },
              { tone: "plain", text: "Reels made 41% of all interactions with 22% of the posts." },
              { tone: "warning", text: "Two days are younger than 48 hours and may still change." },
            ],
          },
          {
            kind: "text",
            title: "What to distrust",
            paragraphs: [
              "Reach over accounts is the sum over accounts; people who saw two of them count twice.",
              "Meta gives no demographics for accounts with fewer than 100 followers.",
            ],
          },
        ],
      },
      {
        id: "league-section",
        title: "League table",
        lead: "One row an account, ranked by engagement rate.",
        blocks: [{ kind: "table", table: league }],
      },
      {
        id: "top",
        title: "Top content",
        blocks: [
          {
            kind: "cards",
            title: "The week's nine best",
            cards: Array.from({ length: 9 }, (_, at) => toCard(at, at)),
            whenEmpty: "Nothing was posted.",
          },
        ],
      },
      ...accountSections,
      {
        id: "a1",
        number: "A1",
        title: "Data quality",
        blocks: [
          {
            kind: "coverage",
            title: "Account by day",
            matrix: {
              days: DAYS,
              rows: NAMES.map(([username], at) => ({
                label: `@${username}`,
                target: `account-${idOf(at)}`,
                states: DAYS.map((_d, day) =>
                  day > 25
                    ? { state: "provisional" }
                    : at === 10
                      ? { state: "missing", because: "fewer than 100 followers" }
                      : at === 4 && day > 7 && day < 11
                        ? { state: "partial", because: "reach was refused" }
                        : { state: "complete" },
                ),
              })),
            },
          },
          { kind: "table", table: gaps },
        ],
      },
      {
        id: "a2",
        number: "A2",
        title: "Method",
        blocks: [
          {
            kind: "definitions",
            title: "Figures",
            entries: [
              {
                term: "Engagement rate",
                text: "Interactions over the reach of the week's posts, as a ratio of sums.",
                formula: "Σ interactions ÷ Σ reach",
              },
              {
                term: "Unique reach",
                text: "Accounts that saw anything of the account in the window, asked of the API for the whole window.",
                formula: "reach, total_value",
              },
              {
                term: "Interactions",
                text: "Likes, comments, saves and shares.",
                formula: "likes + comments + saves + shares",
              },
            ],
          },
        ],
      },
    ],
    sheets: [
      { id: "accounts", table: league },
      { id: "daily", table: daily },
      { id: "posts", table: posts },
      { id: "gaps", table: gaps },
      {
        id: "dictionary",
        table: {
          id: "dictionary",
          title: "Dictionary",
          columns: [
            { key: "a", label: "Name", unit: "text", addsUp: false },
            { key: "b", label: "Name", unit: "text", addsUp: false },
          ],
          rows: [{ key: "1", cells: [text("Reach"), text("reach")] }],
          whenEmpty: "",
        },
      },
    ],
    receipts: {
      followers: {
        metric: "followers_count",
        window: { from: "2026-11-16", to: "2026-11-22" },
        takenAt: "2026-11-23T05:12:00Z",
        formula: "last snapshot of the period",
      },
    },
    ...replaced,
  };
}
