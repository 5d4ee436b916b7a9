// What was not asked is told as well as what did not come, in gaps of a reason of its own.
import { type AccountRecord, type DaySpan, emptyBatch, type GapRecord } from "../dataset/index.ts";
import type { JoinedRun } from "../store/index.ts";
import type { Capabilities } from "./capabilities/index.ts";
import { listNotAsked, type NotAsked, toAsking, toNotAskedSubject } from "./plan/index.ts";
import { mayReadInsights, type PlanOptions } from "./plan-input.ts";

/** Rows a transaction stay few enough for others to get their turn. */
const ACCOUNTS_A_KEEP = 200;

/** Once a run is through: by then it is known which form each connection takes. Told anew each time, and gone when asked. */
export async function keepNotAsked(
  run: JoinedRun,
  accounts: readonly AccountRecord[],
  { span, stories, audience, extras }: PlanOptions,
  known: Capabilities,
  now: Date,
): Promise<void> {
  const seenAt = now.toISOString();
  for (let start = 0; start < accounts.length; start += ACCOUNTS_A_KEEP) {
    const some = accounts.slice(start, start + ACCOUNTS_A_KEEP);
    const gaps = some.filter(mayReadInsights).flatMap(({ accountId, connection }) => {
      const notAsked = listNotAsked({ ...toAsking(known, connection), stories, audience, extras, span });
      return notAsked.flatMap((one) => toGaps(accountId, span, one, seenAt));
    });
    const settled = some.flatMap(({ accountId }) => [
      toNotAskedSubject(accountId, undefined),
      toNotAskedSubject(accountId, span),
    ]);
    const callKey = `not-asked/${some[0]?.accountId ?? start}`;
    await run.keep({ ...emptyBatch, settled, gaps }, { callKey, done: true }, []);
  }
}

function toGaps(
  accountId: string,
  span: DaySpan,
  { metrics, why, days }: NotAsked,
  seenAt: string,
): readonly GapRecord[] {
  return metrics.map((metric) => ({
    subject: toNotAskedSubject(accountId, days && span),
    accountId,
    metric,
    fromDay: days?.from,
    toDay: days?.to,
    reason: "not-asked",
    message: `Not asked: ${why}.`,
    seenAt,
  }));
}
