// What was given up after three tries: named to the operator until somebody puts it back.
import { type DeadRow, toDeadQuestion } from "./job-table.ts";
import { askOnce, DEAD_LETTERS } from "./open-queue.ts";

/** A job that was given up after three tries. */
export interface DeadJob {
  readonly id: string;
  readonly kind: string;
  readonly about: string;
  readonly why: string;
  readonly tries: number;
  readonly diedAt: string;
}

/** Shown at once; of more there is the number. */
export const DEAD_SHOWN = 100;
/** A reason is a sentence. */
const WORDS_MOST = 300;

/** The newest of a store, read without opening its queue; none where it has no queue. Throws `JobError`. */
export async function readDeadJobs(url: string): Promise<readonly DeadJob[]> {
  return ((await askOnce<DeadRow>(url, toDeadQuestion, [DEAD_LETTERS, DEAD_SHOWN])) ?? []).map(toDeadJob);
}

export function toDeadJob({ id, kind, about, order, output, tries, diedAt }: DeadRow): DeadJob {
  return {
    id,
    kind: kind ?? "",
    about: about ?? tellAbout(order ?? {}),
    why: toWhy(output),
    tries,
    diedAt: diedAt.toISOString(),
  };
}

function tellAbout(order: object = {}): string {
  const { connection, client, command } = order as Readonly<Record<string, unknown>>;
  return ([connection, client, command].find((word) => typeof word === "string") as string | undefined) ?? "";
}

/** Why a job failed, in one sentence; a worker that was silent left no word. */
export function toWhy(output: unknown): string {
  const { message, value } = (output ?? {}) as { readonly message?: unknown; readonly value?: { message?: unknown } };
  const words = [message, value?.message].find((one) => typeof one === "string") as string | undefined;
  if (words === undefined) return "It failed without a word.";
  if (words === "job heartbeat timeout") return "Its worker died, or was silent for too long.";
  return words.length > WORDS_MOST ? `${words.slice(0, WORDS_MOST)} …` : words;
}
