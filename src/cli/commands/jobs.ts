// The queue as it stands, and what was given up. Spends nothing.
import type { JobQueue } from "../../jobs/index.ts";
import { countOf } from "../../shared/index.ts";
import { isOnServer } from "../compose.ts";
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
  if (typeof flags.retry === "string") return await retry(queue, flags.retry, print);
  const [depths, jobs, dead] = await Promise.all([
    queue?.depths() ?? [],
    queue?.openJobs(JOBS_SHOWN) ?? [],
    queue?.deadJobs() ?? [],
  ]);
  const queues = depths.map(({ kind, ...rest }) => ({ job: kind, ...rest }));
  print.json(flags.failed === true ? { failed: dead } : { queues, jobs, failed: dead });
  if (flags.failed !== true) tellOpen(jobs, print);
  if (dead.length === 0) print.result("Nothing was given up.", "good");
  else {
    print.result(`${countOf(dead.length, "job was", "jobs were")} given up after three tries:`, "bad");
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

async function retry(queue: JobQueue | undefined, id: string, print: Print): Promise<ExitCode> {
  const isId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id);
  if (!isId || queue === undefined || !(await queue.retry(id))) {
    throw new UsageError(`No job "${id}" was given up.`, "`gazette jobs --failed` lists those that were.");
  }
  print.json({ retried: id });
  print.result("It is back on the queue.", "good");
  return EXIT.complete;
}
