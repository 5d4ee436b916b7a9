// What waits for a reviewer's word: reminders and deadlines. All of it is told from the outbox itself, so that a crash between
// two steps neither forgets nor repeats one.
import type { Settings } from "../../config/index.ts";
import { queueNotice, REVIEW, toKeptNotice, toReminder } from "../../report/index.ts";
import type { DeliveryRow, Store } from "../../store/index.ts";
import { toDelivering } from "../delivery.ts";

const HOUR_MS = 3_600_000;

/** Reminds who has not said anything, and does what is to be done at the deadline. Tells what went out by itself. */
export async function tendReviews(settings: Settings, store: Store): Promise<readonly DeliveryRow[]> {
  if (!settings.clients.some(({ reports }) => reports.some((one) => one.settings.client?.review !== undefined)))
    return [];
  const held = (await store.outbox.list({ states: ["held"] })).filter(
    ({ kind, code, message }) => kind === "report" && code === REVIEW && message?.startsWith(KEPT) !== true,
  );
  const now = await store.outbox.now();
  const released: DeliveryRow[] = [];
  for (const rows of Map.groupBy(held, ({ edition, reportId }) => `${edition} ${reportId}`).values()) {
    released.push(...(await tend(rows, settings, store, now)));
  }
  return released;
}

const KEPT = "Kept back:";

async function tend(
  rows: readonly DeliveryRow[],
  { clients }: Settings,
  store: Store,
  now: Date,
): Promise<readonly DeliveryRow[]> {
  const [first] = rows;
  const own = clients
    .find(({ name }) => name === first?.client)
    ?.reports.find(({ key }) => key === first?.reportKey)?.settings;
  const review = own?.client?.review;
  if (first === undefined || own?.delivery.from === undefined || review?.by === undefined) return [];
  const since = Math.min(...rows.map(({ queuedAt }) => Date.parse(queuedAt)));
  const deadline = new Date(since + review.deadlineHours * HOUR_MS);
  const ids = rows.map(({ deliveryId }) => deliveryId);
  const waiting = { rows, by: review.by, hours: review.remindAfterHours, end: review.whenUnreviewed, deadline };
  if (now >= deadline && review.whenUnreviewed === "send") {
    return store.outbox.release(
      ids,
      `Released at the deadline: ${review.by} said nothing in ${review.deadlineHours} hours.`,
    );
  }
  if (now >= deadline) {
    // The mail first: what stops in between is queued again, and that is no second mail.
    await queueNotice(store.outbox, toDelivering(own), toKeptNotice(waiting));
    await store.outbox.remark(ids, `${KEPT} ${review.by} said nothing in ${review.deadlineHours} hours.`);
    return [];
  }
  if (now.getTime() >= since + review.remindAfterHours * HOUR_MS) {
    await queueNotice(store.outbox, toDelivering(own), toReminder(waiting));
  }
  return [];
}
