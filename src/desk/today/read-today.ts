// What Today shows: what is the matter, every report, what may still be asked, what happened since yesterday.
import { explainBroken } from "../../config/index.ts";
import { countOf } from "../../shared/index.ts";
import { hasRole } from "../person.ts";
import { type ReportRow, readReportRows } from "../reports/read-reports.ts";
import type { Call } from "../route.ts";
import { listAccountsWithin } from "../whose.ts";
import { toBar, toPeople, toPercent, toPeriodWords, UNAFFECTED } from "../words.ts";

const DAY_MS = 86_400_000;
/** More stands in Reports. */
const ROWS_SHOWN = 60;
const RUNS_SHOWN = 6;
const TOKEN_DAYS = 14;

type TodayCall = Pick<Call<unknown>, "ports" | "scope" | "work" | "now" | "person">;

export async function readToday(call: TodayCall) {
  const { ports, scope, work, now } = call;
  const isWhole = scope === "all";
  const [rows, operation, hours, news] = await Promise.all([
    readReportRows(scope, ports, work, now),
    ports.house.operation(),
    isWhole ? listHours(call) : null,
    listNews(call),
  ]);
  return {
    now: now.toISOString(),
    troubles: await listTroubles(call, operation.troubles),
    rows: rows.slice(0, ROWS_SHOWN).map((row) => toRowView(row, hasRole(call.person, "manager"))),
    more: Math.max(0, rows.length - ROWS_SHOWN),
    hours,
    tokens: isWhole ? listTokens(operation.connections) : [],
    news,
  };
}

interface TroubleView {
  readonly sentence: string;
  readonly remedy: string;
  readonly unaffected: string;
}

/** A client's viewer is told of its own accounts; what is a connection's is the house's affair. */
async function listTroubles(
  { ports, scope, work }: TodayCall,
  all: Awaited<ReturnType<TodayCall["ports"]["house"]["operation"]>>["troubles"],
): Promise<readonly TroubleView[]> {
  const own = scope === "all" ? undefined : await listAccountsWithin(scope, ports);
  const ids = new Set(own?.flatMap(({ accountId, pageId }) => [accountId, pageId]));
  const isTold = (about: string | undefined): boolean => own === undefined || (about !== undefined && ids.has(about));
  const troubles = all.filter(({ about }) => isTold(about)).map(({ kind, message }) => toTrouble(kind, message));
  const broken = ports.settings.brokenClients
    .filter(({ name }) => scope === "all" || scope.includes(name))
    .map((client) => toTrouble("client-broken", explainBroken(client)));
  const failed = [...work.list().values()]
    .filter(({ state, key }) => state === "failed" && (scope === "all" || scope.includes(JSON.parse(key)[0] as string)))
    .map(({ words, sentence = "", hint = "" }) => ({ ...toTrouble("work", `${words}: ${sentence}`), remedy: hint }));
  return [...broken, ...troubles, ...failed];
}

/** The first sentence says what, the others how it is mended. */
function toTrouble(kind: string, message: string): TroubleView {
  const [sentence = message, ...rest] = message.split(/(?<=[.!?])\s+(?=[\p{Lu}`])/u);
  return { sentence, remedy: rest.join(" "), unaffected: UNAFFECTED[kind] ?? "" };
}

function toRowView({ place, span, state, seal, reaches }: ReportRow, mayDecide: boolean) {
  const { client, reportKey, settings } = place;
  const href = seal === undefined ? "" : `/reports/${seal.reportId}`;
  return {
    client: client === "" ? (settings.report.brand.name ?? "All accounts") : client,
    report: `${toPeriodWords(span)}, ${settings.report.edition}`,
    href,
    tone: state.tone,
    words: state.words,
    when: state.at ?? "",
    atWords: state.atWords ?? "",
    share: state.share === undefined ? null : Math.round(state.share * 100),
    complete: seal?.coverage === undefined ? "" : toPercent(seal.coverage),
    reaches: reaches.length === 0 ? "" : toPeople(reaches),
    steps: href === "" ? [] : mayDecide ? listSteps(state.code, href) : [{ words: "Open", href, isNext: false }],
    make:
      mayDecide && ["open", "slot-failed", "work-failed"].includes(state.code)
        ? { client, reportKey, from: span.from, to: span.to }
        : null,
  };
}

interface Step {
  readonly words: string;
  readonly href: string;
  readonly isNext: boolean;
}

/** The next step and nothing else. */
function listSteps(code: ReportRow["state"]["code"], href: string): readonly Step[] {
  const step = (words: string, anchor = "", isNext = false): Step => ({ words, href: `${href}${anchor}`, isNext });
  if (code === "review") return [step("Look and release", "", true), step("Reject", "#reject")];
  if (code === "held") return [step("What is missing", "/missing"), step("Release anyway", "#release")];
  if (code === "unknown") return [step("Say whether it arrived", "#deliveries", true)];
  if (code === "failed") return [step("Look and send again", "#deliveries")];
  return [step("Open")];
}

async function listHours({ ports }: TodayCall) {
  const { connections, pauses } = await ports.house.hours();
  return Promise.all(
    connections.map(async ({ connection, perHour, left, nextAt, why }) => {
      const used = perHour - left;
      const { wholeInMs } = await ports.store.spentHour(connection, "calls");
      const wholeAt = wholeInMs === undefined ? "" : new Date(ports.clock.now().getTime() + wholeInMs).toISOString();
      const pause = pauses.find((one) => one.connection === connection);
      return {
        connection,
        perHour,
        used,
        ...toBar(used, perHour),
        nextAt: nextAt ?? "",
        wholeAt,
        why: why ?? pause?.why ?? "",
      };
    }),
  );
}

function listTokens(connections: Awaited<ReturnType<TodayCall["ports"]["house"]["operation"]>>["connections"]) {
  return connections.map(({ connection, tokenDaysLeft, failure, lastSuccessAt }) => ({
    connection,
    words:
      failure !== null
        ? "is of no use now"
        : tokenDaysLeft !== null
          ? countOf(tokenDaysLeft, "day")
          : lastSuccessAt === null
            ? "was never used"
            : "has no end that is known: Check in Settings asks Meta for it",
    isEnding: failure !== null || (tokenDaysLeft !== null && tokenDaysLeft < TOKEN_DAYS),
  }));
}

/** Seals and mails of one's clients; collections where one sees all. */
async function listNews({ ports, scope, now }: TodayCall) {
  const since = new Date(now.getTime() - DAY_MS).toISOString();
  const clients = scope === "all" ? {} : { clients: scope };
  const seals = (await ports.store.sealed.search({ ...clients, limit: 20 })).filter(
    ({ sealedAt }) => sealedAt >= since,
  );
  const runs = scope === "all" ? await ports.store.read.runs(RUNS_SHOWN) : [];
  const reportIds = seals.map(({ reportId }) => reportId);
  const mailed = reportIds.length === 0 ? [] : await ports.store.outbox.list({ reportIds });
  const toNews = ({ client, cut, period, reportId }: (typeof seals)[number], when: string, what: string) => ({
    when,
    tone: "good",
    words: `${[client, cut].filter((one) => one !== "").join(", ") || "The report"}, ${toPeriodWords(period)}: ${what}`,
    href: `/reports/${reportId}`,
  });
  const made = seals.flatMap((seal) => {
    const sent = mailed.filter(
      ({ state, kind, reportId }) => state === "sent" && kind === "report" && reportId === seal.reportId,
    );
    const last = sent
      .map(({ sentAt = "" }) => sentAt)
      .toSorted()
      .at(-1);
    const to = toPeople(sent.map(({ recipient }) => recipient));
    return [toNews(seal, seal.sealedAt, "made"), ...(last === undefined ? [] : [toNews(seal, last, `sent to ${to}`)])];
  });
  const collected = runs
    .filter(({ startedAt, state }) => startedAt >= since && state !== "running")
    .map(({ startedAt, endedAt, state, accounts, calls, gaps, fromDay, toDay, message }) => ({
      when: endedAt ?? startedAt,
      tone: state === "complete" ? "good" : state === "failed" ? "bad" : "warn",
      words: `Collected ${toPeriodWords({ from: fromDay, to: toDay })}: ${countOf(accounts, "account")}, ${countOf(calls, "call")}, ${countOf(gaps, "gap")}${message === undefined ? "" : `. ${message}`}`,
      href: "",
    }));
  return [...made, ...collected].toSorted((a, b) => (a.when < b.when ? 1 : -1));
}
