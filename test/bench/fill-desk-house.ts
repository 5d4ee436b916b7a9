// What a year of an agency leaves besides figures and comments: runs and calls, reports and mails, slots, the log, actions.
import { addDays, toTallyScope } from "../../src/dataset/index.ts";
import { toJsonPieces } from "../../src/shared/index.ts";
import { openStore } from "../../src/store/index.ts";
import { sampleModel } from "../report/render/sample-model.ts";
import { CLIENTS, NOW, toAccountId, toCommentId, toMediaId, toReportId } from "./desk-names.ts";
import { openRows, type Row } from "./fill-rows.ts";

export const WEEKS = 104;
const DAY_MS = 86_400_000;
const CALLS = 200_000;
const BUSY = 8_000;
const LOG_LINES = 50_000;
const ACTIONS = 20_000;
const GAPS = 20_000;
const MONDAY = "2026-11-16";

export async function fillHouse(url: string, accounts: number, comments: number): Promise<void> {
  const rows = await openRows(url);
  try {
    await rows.add("runs", RUN, listRuns(accounts));
    await rows.add("run_connections", RUN_CONNECTION, listTallies(accounts));
    await rows.add("calls", CALL, listCalls(accounts));
    await rows.add("gaps", GAP, listGaps(accounts));
    await rows.add("deliveries", DELIVERY, listDeliveries());
    await rows.add("schedule_slots", SLOT, listSlots());
    await rows.add("desk_log", LOG, listLog());
    await rows.add("comment_actions", ACTION, listActions(accounts, comments));
  } finally {
    await rows.close();
  }
  await sealReports(url);
  const after = await openRows(url);
  await after.settle();
  await after.close();
}

const ago = (ms: number): string => new Date(NOW.getTime() - ms).toISOString();
const weekAgo = (weeks: number) => ({ from: addDays(MONDAY, -7 * weeks), to: addDays(MONDAY, 6 - 7 * weeks) });
const words = (text: string): readonly string[] => text.split(" ");

const RUN = words(
  "run_id kind from_day to_day state started_at ended_at accounts calls gaps message scope plan holder heartbeat_at",
);
const RUN_CONNECTION = words("run_id connection scope asked answered came lost refused failure");
const SCOPE = toTallyScope({ include: ["*"], exclude: [] });

function* listRuns(accounts: number): Iterable<Row> {
  for (let nth = 0; nth < 365; nth += 1) {
    const { from, to } = weekAgo(Math.floor(nth / 7));
    const [start, end] = [ago(nth * DAY_MS + 7_200_000), ago(nth * DAY_MS)];
    const what = [`bench-${nth}`, "collect", from, to, "complete", start, end, accounts, 9_000, 40, null, SCOPE];
    yield [...what, "null", "", end];
  }
}

function* listTallies(accounts: number): Iterable<Row> {
  for (let nth = 0; nth < 365; nth += 1) {
    for (const connection of ["agency", "franchise"]) {
      const counts = [accounts / 2, accounts / 2 - 3, 90_000, 40];
      yield [`bench-${nth}`, connection, SCOPE, ...counts, JSON.stringify([toAccountId(7), toAccountId(8)]), null];
    }
  }
}

const CALL = words(
  "call_id connection pool path cost reserved_at answered_at http_status code used_percent run_id kept counted_at",
);

function* listCalls(accounts: number): Iterable<Row> {
  for (let nth = 0; nth < CALLS; nth += 1) {
    // Of the last hour as many as fit it.
    const at = ago(nth < BUSY ? (nth * 3_600_000) / BUSY : 3_600_000 + nth * 20_000);
    const path = `${toAccountId(nth % accounts)}/media`;
    const who = [`bench-call-${nth}`, nth % 2 === 0 ? "agency" : "franchise", "calls"];
    yield [...who, path, 1, at, at, 200, null, 10, `bench-${Math.floor(nth / 4_320)}`, 1, at];
  }
}

const GAP = words("account_id media_id metric from_day to_day reason code message subject seen_at note");

function* listGaps(accounts: number): Iterable<Row> {
  for (let nth = 0; nth < GAPS; nth += 1) {
    const [account, day] = [toAccountId(nth % accounts), addDays("2026-11-20", -Math.floor(nth / accounts) * 9)];
    const why = ["not-reported", null, "The API left the value out.", `${account}/days/${day}`];
    yield [account, "", "reach", day, day, ...why, NOW.toISOString(), null];
  }
}

const DELIVERY = words(
  "delivery_id report_id recipient state message updated_at kind edition cut period_from period_to round message_id code tries queued_at next_at sent_at client report_key letter_id is_light body_given holder heartbeat_at",
);

function* listDeliveries(): Iterable<Row> {
  for (const { name } of CLIENTS) {
    for (let weeks = 0; weeks < WEEKS; weeks += 1) {
      const { from, to } = weekAgo(weeks);
      for (const recipient of ["owner@brand.test", "team@brand.test", "lead@agency.test"]) {
        const id = `${name} ${weeks} ${recipient}`;
        const at = ago(weeks * 7 * DAY_MS);
        const what = [id, toReportId(name, weeks), recipient, "sent", "250 ok", at, "report", `${from} ${name}`, ""];
        yield [...what, from, to, 1, `<${id}>`, null, 1, at, null, at, name, "week", "", 0, 1, "", at];
      }
    }
  }
}

const SLOT = words("slot_at job state period_from period_to started_at finished_at outcome message");

function* listSlots(): Iterable<Row> {
  for (const { name } of CLIENTS) {
    for (let weeks = 0; weeks < WEEKS; weeks += 1) {
      const { from, to } = weekAgo(weeks);
      const at = ago(weeks * 7 * DAY_MS);
      yield [at, `${name}/week`, "done", from, to, at, at, "made", null];
    }
  }
}

const LOG = words("entry_id at person action about outcome message");

function* listLog(): Iterable<Row> {
  for (let nth = 0; nth < LOG_LINES; nth += 1)
    yield [
      `bench-log-${nth}`,
      ago(nth * 600_000),
      `person ${nth % 12}`,
      "comment-reply",
      '{"commentId":"1"}',
      "done",
      null,
    ];
}

const ACTION = words(
  "action_id position kind connection account_id media_id comment_id text text_before author reason os_user state requested_at due_at holder sent_at tries ended_at result_id answer known_ids",
);

/** Every twentieth was hidden by a rule; the rest answered. */
function* listActions(accounts: number, comments: number): Iterable<Row> {
  for (let nth = 0; nth < ACTIONS; nth += 1) {
    const at = ago(nth * 900_000);
    const account = nth % accounts;
    const isHidden = nth % 20 === 0;
    const place = ["agency", toAccountId(account), toMediaId(account, 0), toCommentId(comments - 10 * (nth + 1))];
    const what = [isHidden ? null : "Thank you!", "before", "guest", isHidden ? "rule spam" : null, "ada", "done"];
    const head = [`bench-action-${nth}`, 0, isHidden ? "hide" : "reply", ...place];
    yield [...head, ...what, at, at, "", at, 1, at, null, null, "[]"];
  }
}

async function sealReports(url: string): Promise<void> {
  let weeks = WEEKS;
  const now = () => new Date(NOW.getTime() - weeks * 7 * DAY_MS);
  await using store = await openStore({ url, clock: { now, sleep: async () => undefined } });
  for (weeks = WEEKS - 1; weeks >= 0; weeks -= 1) {
    for (const { name: client } of CLIENTS) {
      const model = sampleModel({ reportId: toReportId(client, weeks) });
      const owner = { client, reportKey: "week", edition: "full", coverage: 0.98 } as const;
      const what = { reportId: model.reportId, cut: "", period: weekAgo(weeks), model: toJsonPieces(model) };
      await store.sealed.keep({ ...what, ...owner });
    }
  }
}
