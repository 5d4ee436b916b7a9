// The doors through which instants of a caller's own clock come in where machines share a dataset.
import type { CommentStore } from "./comment-store.ts";
import type { Claim, Outbox } from "./delivery.ts";
import type { SharedClock } from "./shared-clock.ts";
import type { SlotBook } from "./slot-book.ts";
import type { Store } from "./store.ts";

type Doors = Pick<Store, "openRun" | "comments" | "outbox"> & {
  readonly slots: SlotBook;
};

/** The same doors; what holds other processes back is written and compared in the shared time. */
export function putOnSharedTime(doors: Doors, time: SharedClock): Doors {
  return {
    comments: shareComments(doors.comments, time),
    outbox: shareOutbox(doors.outbox, time),
    slots: shareSlots(doors.slots, time),
    async openRun(run) {
      await time.refresh();
      return doors.openRun(run);
    },
  };
}

function shareComments(comments: CommentStore, time: SharedClock): CommentStore {
  return {
    ...comments,
    async claim(action, at, knownIds) {
      await time.refresh();
      return comments.claim(action, time.toShared(new Date(at)).toISOString(), knownIds);
    },
  };
}

function shareOutbox(outbox: Outbox, time: SharedClock): Outbox {
  const shareClaim = (claim: Claim): Claim => ({
    ...claim,
    settle: (end) => claim.settle(end.nextAt === undefined ? end : { ...end, nextAt: time.toShared(end.nextAt) }),
  });
  return {
    ...outbox,
    async claim(only) {
      await time.refresh();
      const claim = await outbox.claim(only);
      return claim === undefined ? undefined : shareClaim(claim);
    },
    async nextDueAt(only) {
      const due = await outbox.nextDueAt(only);
      return due === undefined ? undefined : time.toLocal(due);
    },
  };
}

/** Which slot is due stays the caller's to say: those are times on its own wall. */
function shareSlots(slots: SlotBook, time: SharedClock): SlotBook {
  return {
    ...slots,
    async claim(slot, now) {
      await time.refresh();
      return slots.claim(slot, time.toShared(now));
    },
    async settle(slot, end, now) {
      await time.refresh();
      return slots.settle(slot, end, time.toShared(now));
    },
  };
}
