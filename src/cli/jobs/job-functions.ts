// Settings → how each kind of job is done on this machine, with the store the job is given.
import { availableParallelism } from "node:os";
import { type CollectOptions, collectStretch, type Stretch, type StretchEnd, tidyUp } from "../../collect/index.ts";
import type { Settings } from "../../config/index.ts";
import type { EditionEnd, EditionOrder, JobFunctions, JobKind, JobTools } from "../../jobs/index.ts";
import { keepBrowser } from "../../report/index.ts";
import { type Clock, CollectorError } from "../../shared/index.ts";
import { StoreError } from "../../store/index.ts";
import { openServices } from "../compose.ts";
import { deliverPeriod, sendDue } from "../delivery.ts";
import type { Progress } from "../progress.ts";
import { createDueWork } from "../run/comment-work.ts";
import { reportStep } from "../run/report-step.ts";
import type { StepFailure } from "../run/run-summary.ts";
import { toParallel } from "../run/side-by-side.ts";

export interface JobSurroundings {
  readonly settings: Settings;
  readonly clock: Clock;
  /** Does a command that was left to the workers. */
  readonly runCommand: JobFunctions["run-command"];
}

const SILENT: Progress = { update: () => undefined, wait: () => undefined, end: () => undefined };
/** Connections a worker asks at a time. */
const COLLECTED_AT_ONCE = 4;
/** Between two looks at a letter that another worker has in hand. */
const LOOK_AGAIN_MS = 2_000;
/** By then whoever had it in hand has lost it (`LEASE_MS` of the store). */
const LOOKS = 60;

/** Jobs of one kind at a time: those that wait for a server may be many, those that compute as many as there are cores. */
export function toJobParallel(settings: Settings, most: number | undefined): (kind: JobKind) => number {
  return (kind) => {
    if (kind === "run-command") return 4;
    if (kind === "settle-comments" || kind === "apply-retention") return 1;
    if (kind === "render-edition") return most ?? toParallel(settings.report.parallel);
    // Each mostly waits for the API, whatever cores there are.
    if (kind === "collect-accounts" || kind === "catch-stories") return most ?? COLLECTED_AT_ONCE;
    return most ?? Math.max(2, Math.min(4, availableParallelism()));
  };
}

export function createJobFunctions({ settings, clock, runCommand }: JobSurroundings): JobFunctions {
  const collectAccounts = (stretch: Stretch, tools: JobTools): Promise<StretchEnd> =>
    askStretch(settings, clock, stretch, tools);
  return {
    "run-command": runCommand,
    "collect-accounts": collectAccounts,
    "catch-stories": collectAccounts,

    async "settle-comments"(_, { store, signal }) {
      await createDueWork({ settings, clock, store })(signal);
      signal.throwIfAborted();
      return {};
    },

    async "apply-retention"(kept, { store, signal }) {
      await tidyUp({ store, clock }, kept, signal);
      signal.throwIfAborted();
      return {};
    },

    "render-edition": (order, tools) => renderEdition(settings, clock, order, tools),

    async deliver({ deliveryId }, { store, signal }) {
      const only = deliveryId === null ? undefined : new Set([deliveryId]);
      for (let look = 0; look < LOOKS; look += 1) {
        await sendDue({ settings, store, clock, signal, only });
        signal.throwIfAborted();
        if (only === undefined) break;
        // Whoever has it in hand may be dead or frozen: then it is free again soon.
        const inHand = (await store.outbox.list({ states: ["sending"] })).some((row) => only.has(row.deliveryId));
        if (!inHand) break;
        await clock.sleep(LOOK_AGAIN_MS, signal);
      }
      return {};
    },
  };
}

async function askStretch(
  settings: Settings,
  clock: Clock,
  stretch: Stretch,
  { store, signal }: JobTools,
): Promise<StretchEnd> {
  // A worker that waited for an hour would do nothing else: whoever sent the stretch sends it again then.
  await using services = await openServices(settings, clock, { whenSpent: "stop", store });
  const end = await collectStretch(services, stretch, signal);
  if (end.stop?.kind === "interrupted") signal.throwIfAborted();
  return end;
}

/** The files of one edition, and its letters in the outbox. */
async function renderEdition(
  settings: Settings,
  clock: Clock,
  { client, report, span, narrowing, collected, runId, fresh }: EditionOrder,
  { store, signal }: JobTools,
): Promise<EditionEnd> {
  await using _browser = keepBrowser();
  const own = findSettings(settings, client, report);
  const failures: StepFailure[] = [];
  const step = {
    settings: own,
    span,
    narrowing: { ...narrowing, client: [] },
    collected: collected as unknown as CollectOptions,
    runId,
    fresh,
    clock,
    progress: SILENT,
    signal,
  };
  try {
    const made = await reportStep(store, step, failures);
    signal.throwIfAborted();
    const isSent = made.length > 0 && own.delivery.recipients.length > 0;
    const sent = isSent
      ? await deliverPeriod({ ...step, store, made, carry: async () => undefined })
      : { deliveries: [], failures: [] };
    signal.throwIfAborted();
    const { deliveries, failures: unsent } = sent;
    return {
      made,
      failures: [...failures, ...unsent.map((error) => toFailure("send", error))].map(toPlainFailure),
      deliveryIds: deliveries.map(({ deliveryId }) => deliveryId),
    };
  } catch (error) {
    // What the configuration or the data forbids is forbidden the next time, too: told, not tried again.
    if (!(error instanceof CollectorError) || error instanceof StoreError || signal.aborted) throw error;
    return { made: [], failures: [toPlainFailure(toFailure("report", error))], deliveryIds: [] };
  }
}

function toFailure(step: "report" | "send", { code, message, hint }: CollectorError): StepFailure {
  return { step, code, message, hint };
}

function toPlainFailure({ step, code, message, hint }: StepFailure): EditionEnd["failures"][number] {
  return { step: step === "send" ? "send" : "report", code, message, hint };
}

/** What holds for a client's report; for the nameless client the file's own. */
function findSettings(settings: Settings, client: string | undefined, report: string | undefined): Settings {
  if (client === undefined) return settings;
  const own = settings.clients.find(({ name }) => name === client)?.reports.find(({ key }) => key === report);
  if (own !== undefined) return own.settings;
  throw new CollectorError({
    code: "CONFIG_INVALID",
    sentence: `This worker's configuration has no report "${report}" of a client "${client}".`,
    hint: "Give all workers the same configuration.",
  });
}
