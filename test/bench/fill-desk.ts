// A store as an agency with thousands of accounts has it after a year: profiles, days, posts and comments, the same every time.
import { addDays } from "../../src/dataset/index.ts";
import { openStore } from "../../src/store/index.ts";
import { NOW, toAccountId, toCommentId, toMediaId } from "./desk-names.ts";
import { fillHouse } from "./fill-desk-house.ts";
import { openRows, type Row } from "./fill-rows.ts";

const DAYS = 91;
const POSTS = 12;
/** Every seventh thread waits; a year back. */
const MINUTES_APART = 0.5;
const TEXTS = [
  "Are you open on Christmas Eve? We would come with eight people.",
  "Where can I get the blue jacket in Oslo?",
  "Wunderbar, danke! Wann gibt es wieder Franzbrötchen?",
  "次の入荷はいつですか？",
  "Get 10k real fans cheap",
  "I would like a refund, the parcel never came.",
  "❤️❤️❤️",
  "Ist das Brot vegan? @friend schau mal",
];

export async function fillDesk(
  url: string,
  accounts: number,
  comments: number,
): Promise<{ readonly threadsMs: number }> {
  {
    await using _made = await openStore({ url });
  }
  const rows = await openRows(url);
  try {
    await rows.add("accounts", ACCOUNT, listAccounts(accounts));
    await rows.add("media", MEDIA, listMedia(accounts));
    await rows.add("account_days", ["account_id", "day", "metric", "value", "taken_at"], listDays(accounts));
    await rows.add("account_totals", TOTAL, listTotals(accounts));
    await rows.add("comments", COMMENT, listComments(accounts, comments));
    await rows.settle();
  } finally {
    await rows.close();
  }
  const startedAt = performance.now();
  {
    await using store = await openStore({ url });
    await store.inbox.catchUp(new AbortController().signal);
  }
  const threadsMs = performance.now() - startedAt;
  await fillHouse(url, accounts, comments);
  return { threadsMs };
}

const ACCOUNT =
  "account_id username name page_id page_name connection followers_count follows_count media_count biography website profile_picture_url tasks taken_at".split(
    " ",
  );
const MEDIA =
  "media_id account_id media_type media_product_type published_at caption permalink like_count comments_count is_comment_enabled taken_at".split(
    " ",
  );
const TOTAL = "account_id metric breakdown bucket from_day to_day value taken_at".split(" ");
const COMMENT = "comment_id media_id account_id parent_id username text created_at hidden like_count taken_at".split(
  " ",
);

function* listAccounts(accounts: number): Iterable<Row> {
  for (let nth = 0; nth < accounts; nth += 1) {
    const name = `brand.${nth}`;
    const place = [
      toAccountId(nth),
      name,
      `Brand ${nth}`,
      `1${nth}`,
      `Brand ${nth}`,
      nth % 2 === 0 ? "agency" : "franchise",
    ];
    yield [...place, (nth * 7919) % 90_000, 200, 900, null, null, null, '["ANALYZE","MODERATE"]', NOW.toISOString()];
  }
}

function* listMedia(accounts: number): Iterable<Row> {
  for (let nth = 0; nth < accounts; nth += 1) {
    for (let post = 0; post < POSTS; post += 1) {
      const at = new Date(NOW.getTime() - post * 30 * 86_400_000 - nth * 1_000).toISOString();
      const kind = post % 2 === 0 ? ["IMAGE", "FEED"] : ["VIDEO", "REELS"];
      const link = `https://www.instagram.com/p/${nth}x${post}/`;
      yield [
        toMediaId(nth, post),
        toAccountId(nth),
        ...kind,
        at,
        `Post ${post} of ${nth}`,
        link,
        40,
        9,
        1,
        NOW.toISOString(),
      ];
    }
  }
}

function* listDays(accounts: number): Iterable<Row> {
  const first = addDays(NOW.toISOString().slice(0, 10), -DAYS);
  const days = Array.from({ length: DAYS }, (_, nth) => addDays(first, nth));
  for (let nth = 0; nth < accounts; nth += 1) {
    for (const [at, day] of days.entries()) {
      // Some accounts have weeks that did not come.
      if ((nth + at) % 97 === 0) continue;
      for (const metric of ["reach", "follower_count"])
        yield [toAccountId(nth), day, metric, (nth + at * 31) % 900, NOW.toISOString()];
    }
  }
}

function* listTotals(accounts: number): Iterable<Row> {
  for (let nth = 0; nth < accounts; nth += 1) {
    for (const metric of ["reach", "views"]) {
      yield [toAccountId(nth), metric, "", "", "2026-11-16", "2026-11-22", (nth * 31) % 40_000, NOW.toISOString()];
    }
  }
}

/** A tenth of the accounts has half of the comments. Of ten rows six begin a thread. */
function* listComments(accounts: number, comments: number): Iterable<Row> {
  const start = NOW.getTime() - comments * MINUTES_APART * 60_000;
  let top = { nth: 0, account: 0 };
  for (let nth = 0; nth < comments; nth += 1) {
    const at = new Date(start + nth * MINUTES_APART * 60_000).toISOString();
    const isTop = nth % 10 < 6;
    if (isTop) {
      const mixed = Math.imul(nth + 1, 2_654_435_761) >>> 0;
      top = { nth, account: mixed % 2 === 0 ? mixed % Math.max(1, accounts / 10) : mixed % accounts };
      top.account = Math.floor(top.account);
    }
    const account = toAccountId(top.account);
    const isAnswer = !isTop && nth % 10 < 9;
    const text = TEXTS[nth % TEXTS.length] ?? "";
    const place = [toCommentId(nth), toMediaId(top.account, nth % POSTS), account, isTop ? null : toCommentId(top.nth)];
    yield [
      ...place,
      isAnswer ? `brand.${top.account}` : `guest_${nth % 5_000}`,
      text,
      at,
      nth % 50 === 0 ? 1 : 0,
      0,
      NOW.toISOString(),
    ];
  }
}
