// The queue as it stands, and what was given up. Spends nothing.
import type { Stretch } from "../../collect/index.ts";
import { toPeriodName } from "../../dataset/index.ts";
import type { DeadOrder, JobQueue } from "../../jobs/index.ts";
import { countOf } from "../../shared/index.ts";
import { isOnServer, openDataset } from "../compose.ts";
import type { CommandContext } from "../context.ts";
import { EXIT, type ExitCode, UsageError } from "../exit.ts";
import { toNeedsServer } from "../jobs/detach.ts";
import { findQueue } from "../jobs/open-steps.ts";
import type { Print } from "../print.ts";

const JOBS_SHOWN = 100;

export async function run(context: CommandContext): Promise<ExitCode> {
  const { print, flags } = context;
  const settings = context.settings({ secrets: "optional" });
  if (!isOnServer(settings)) throw toNeedsServer("`gazette jobs`");
  await using queue = await findQueue(settings, "gazette jobs");
  if (typeof flags.retry === "string") return await retry(queue, flags.retry, context);
  const [depths, jobs, dead, counts] = await Promise.all([
    queue?.depths() ?? [],
    queue?.openJobs(JOBS_SHOWN) ?? [],
    queue?.deadJobs() ?? [],
    queue?.countDead() ?? [],
  ]);
  const queues = depths.map(({ kind, ...rest }) => ({ job: kind, ...rest }));
  const failedTotal = counts.reduce((sum, { count }) => sum + count, 0);
  const failed = { failed: dead, failedTotal };
  print.json(flags.failed === true ? failed : { queues, jobs, ...failed });
  if (flags.failed !== true) tellOpen(jobs, print);
  if (failedTotal === 0) print.result("Nothing was given up.", "good");
  else {
    const newest = dead.length < failedTotal ? ` The newest ${dead.length}:` : "";
    const end = newest === "" ? ":" : ".";
    print.result(`${countOf(failedTotal, "job was", "jobs were")} given up after three tries${end}${newest}`, "bad");
    print.table(
      [{ title: "ID" }, { title: "JOB" }, { title: "OF" }, { title: "GIVEN UP" }, { title: "WHY" }],
      dead.map(({ id, kind, about, diedAt, why }) => [id, kind, about, diedAt.slice(0, 16).replace("T", " "), why]),
    );
    print.note("Put one back with `gazette jobs --retry ID`, once its reason is gone.");
  }
  return EXIT.complete;
}

function tellOpen(jobs: Awaited<ReturnType<JobQueue["openJobs"]>>, print: Print): void {
  if (jobs.length === 0) {
    print.result("The queue is empty.");
    return;
  }
  print.table(
    [
      { title: "ID" },
      { title: "JOB" },
      { title: "OF" },
      { title: "STATE" },
      { title: "SINCE" },
      { title: "TRY", align: "right" },
    ],
    jobs.map(({ id, kind, about, state, createdAt, startedAt, tries }) => [
      id,
      kind,
      about,
      state,
      (startedAt ?? createdAt).toISOString().slice(0, 16).replace("T", " "),
      tries,
    ]),
  );
}

async function retry(
  queue: JobQueue | undefined,
  id: string,
  { print, settings: toSettings, clock }: CommandContext,
): Promise<ExitCode> {
  const isId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id);
  const dead = isId ? await queue?.findDead(id) : undefined;
  if (queue === undefined || dead === undefined) throw toUnknown(id);
  const stretch = toStretch(dead);
  await using store = stretch === undefined ? undefined : await openDataset(toSettings({ secrets: "optional" }), clock);
  if (stretch !== undefined && (await store?.joinRun(stretch.runId)) === undefined) {
    // Nobody could do it: what it kept would belong to a collection that is told as it ended.
    await queue.drop(id);
    const ask = listCommands(stretch);
    print.json({ retried: null, dropped: id, ask });
    print.result(
      `Its collection is not under way any more, so it is off the list. What is missing is asked for by ${joinWords(ask)}.`,
      "warn",
    );
    return EXIT.complete;
  }
  if (!(await queue.retry(id))) throw toUnknown(id);
  print.json({ retried: id });
  print.result("It is back on the queue.", "good");
  return EXIT.complete;
}

function toUnknown(id: string): UsageError {
  return new UsageError(`No job "${id}" was given up.`, "`gazette jobs --failed` lists those that were.");
}

function toStretch({ kind, order }: DeadOrder): Stretch | undefined {
  return kind === "collect-accounts" || kind === "catch-stories" ? (order as Stretch | undefined) : undefined;
}

/** The commands that ask for what a part of a collection was to ask. */
function listCommands({ options: { span, windows, storiesOnly } }: Stretch): readonly string[] {
  if (storiesOnly === true) return ["gazette collect --stories-only"];
  return [
    ...new Set((windows?.map((one) => one.span) ?? [span]).map((one) => `gazette run --period ${toPeriodName(one)}`)),
  ];
}

function joinWords(commands: readonly string[]): string {
  return commands.map((command) => `\`${command}\``).join(" and ");
}
