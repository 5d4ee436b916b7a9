// Stays up and does `run` at the configured times, until it is stopped.
import { keepSchedule, openHealth, serveHealth } from "../../schedule/index.ts";
import { openDataset } from "../compose.ts";
import type { CommandContext } from "../context.ts";
import { sendDue } from "../delivery.ts";
import { toDeliveryLine } from "../delivery-words.ts";
import { EXIT, type ExitCode } from "../exit.ts";
import { leaveJob } from "../jobs/open-steps.ts";
import { createDueWork, toDueLine } from "../run/comment-work.ts";
import { openNotices } from "../run/notices.ts";
import { tendReviews } from "../run/reviews.ts";
import type { RunSummary } from "../run/run-summary.ts";
import { toJobs } from "../run/schedule-jobs.ts";
import { toEventLine } from "../run/schedule-words.ts";
import { tellTroubles } from "../run/troubles.ts";
import { tellRun } from "./run.ts";

/** Told with --json when it is stopped. */
const RUNS_TOLD = 100;
/** A month of every job's slots, hourly sweeps included. */
const SLOTS_RECALLED = 2_000;

/** Being stopped is how it ends well. */
export async function run(context: CommandContext): Promise<ExitCode> {
  const { print, flags, clock, signal } = context;
  const settings = context.settings();
  const summaries: RunSummary[] = [];
  const jobs = toJobs({
    settings,
    clock,
    print,
    onRun: (summary) => {
      summaries.push(summary);
      tellRun(summary, settings.period.timeZone, print);
    },
  });
  await using store = await openDataset(settings, clock);
  const health = await openHealth(
    clock,
    jobs.map(({ name }) => name),
  );
  health.recall(await store.slots.recent(SLOTS_RECALLED));
  const notices = openNotices(settings, store);
  health.see(await tellTroubles(settings, store, clock.now()));
  const workOffDue = createDueWork({
    settings,
    clock,
    store,
    onStep: () => health.turn(clock.now()),
    leave: () => leaveJob(settings, "settle-comments"),
  });
  const port = typeof flags.port === "number" ? flags.port : settings.schedule.port;
  const host = typeof flags.host === "string" ? flags.host : settings.schedule.host;
  await using server = port === undefined ? undefined : await serveHealth(health, { host, port });
  if (server !== undefined) print.note(`${server.url}/healthz and ${server.url}/metrics`);
  await keepSchedule(
    {
      jobs,
      book: store.slots,
      clock,
      tell(event) {
        health.hear(event);
        notices.hear(event);
        const { words, hint, isTrouble } = toEventLine(event, settings.schedule.timeZone);
        if (isTrouble) print.failure(words, hint);
        else print.note(words);
      },
      // What a mail server put off waits for minutes, not for next week.
      async between(stop) {
        const operation = await tellTroubles(settings, store, clock.now());
        health.see(operation);
        await notices.queue(operation);
        for (const row of await tendReviews(settings, store)) print.note(toDeliveryLine(row));
        const sent = await sendDue({ settings, store, clock, signal: stop });
        for (const row of sent) print.note(toDeliveryLine(row));
        const carried = await workOffDue(stop);
        if (carried !== undefined) print.note(toDueLine(carried));
      },
      onTurn: (now) => health.turn(now),
    },
    signal,
  );
  print.json({ outcome: "stopped", jobs: health.view().jobs, runs: summaries.slice(-RUNS_TOLD) });
  return EXIT.complete;
}
