// The hour of each connection: what is left, what spent it, what comes, and what was learnt about the server.
import { z } from "zod";
import { describeLesson } from "../../collect/index.ts";
import { countOf } from "../../shared/index.ts";
import type { Lesson, SpentPart } from "../../store/index.ts";
import type { Forecast } from "../ports.ts";
import { readReportRows } from "../reports/read-reports.ts";
import { type Call, defineRoute } from "../route.ts";
import { listOwned } from "../whose.ts";
import { toBar, toPeriodWords } from "../words.ts";

export const calls = defineRoute({
  name: "calls",
  method: "GET",
  path: "/calls",
  role: "manager",
  about: "house",
  input: z.object({}),
  async handle(call) {
    return { kind: "page", page: "calls", title: "Calls", part: "hours", view: await readCalls(call) };
  },
});

export const callsForecast = defineRoute({
  name: "calls-forecast",
  method: "GET",
  path: "/calls/forecast",
  role: "manager",
  about: "house",
  input: z.object({}),
  async handle({ ports, scope, work, now }) {
    const [forecast, { connections }, rows] = await Promise.all([
      ports.house.forecast(),
      ports.house.hours(),
      readReportRows(scope, ports, work, now),
    ]);
    const isSent = ({ client, report, span }: Forecast): boolean =>
      rows.some(
        ({ place, span: own, state }) =>
          place.client === client &&
          place.reportKey === report &&
          own.from === span.from &&
          own.to === span.to &&
          state.code === "sent",
      );
    const lefts = new Map(connections.map(({ connection, left, perHour }) => [connection, { left, perHour }]));
    return {
      kind: "page",
      page: "calls-forecast",
      title: "What comes",
      part: "forecast",
      view: {
        due: forecast.due.map((one) => ({
          client: one.client,
          report: one.report,
          period: toPeriodWords(one.span),
          dueAt: one.dueAt,
          isSent: isSent(one),
        })),
        costs: forecast.costs.map(({ connection, calls: cost, accounts }) => {
          const { left = 0, perHour = 1 } = lefts.get(connection) ?? {};
          const hours = cost <= left ? 0 : Math.ceil((cost - left) / perHour);
          const fits =
            hours === 0 ? "fits what is left now" : `takes ${countOf(hours, "hour")} more than what is left now`;
          return { connection, cost: countOf(cost, "call"), accounts: countOf(accounts, "account"), fits };
        }),
      },
    };
  },
});

async function readCalls({ ports, now }: Call<unknown>) {
  const { connections, pauses } = await ports.house.hours();
  const lessons = await ports.store.lessons();
  const names = new Map((await listOwned(ports)).map(({ account }) => [account.accountId, `@${account.username}`]));
  return {
    connections: await Promise.all(
      connections.map(async ({ connection, perHour, left, nextAt, commentWritesLeft, commentWritesPerHour }) => {
        const spent = await ports.store.spentHour(connection, "calls");
        const used = perHour - left;
        return {
          connection,
          perHour,
          used,
          ...toBar(used, perHour),
          nextAt: nextAt ?? "",
          wholeAt: spent.wholeInMs === undefined ? "" : new Date(now.getTime() + spent.wholeInMs).toISOString(),
          writes: `${commentWritesLeft} of ${commentWritesPerHour} comment writes left`,
          parts: spent.parts.map(({ calls: cost, requests, refused, run }) => ({
            what: toPartWords(run),
            cost,
            requests,
            refused,
          })),
        };
      }),
    ),
    pauses: pauses.map(({ name, until, since, why }) => ({ name, until, since, why })),
    lessons: lessons
      .filter(isLesson)
      .map((lesson) => {
        const { connection, topic, message, learntAt } = lesson;
        const words = describeLesson(lesson, (id) => names.get(id));
        // What was never learnt at a time but taken from the start.
        return { connection, topic, ...words, message, learntAt: Date.parse(learntAt) > 0 ? learntAt : "" };
      })
      .toSorted((a, b) => (a.learntAt < b.learntAt ? 1 : -1)),
  };
}

/** What is known of a token is no lesson about the server, nor is a list that has become empty. */
export function isLesson({ topic, finding }: Pick<Lesson, "topic" | "finding">): boolean {
  return topic !== "token" && finding !== "[]" && !finding.startsWith("{");
}

function toPartWords(run: SpentPart["run"]): string {
  if (run === undefined) return "looks, checks and comments";
  const { kind, fromDay, toDay } = run;
  const what = kind === "collect" ? "Collection of" : `${kind} of`;
  return `${what} ${toPeriodWords({ from: fromDay, to: toDay })}`;
}
