// The face of the outbox: what was mailed to whom, and what still waits.
import type { DaySpan } from "../dataset/index.ts";

/**
 * `queued` waits for its turn, `sending` is in somebody's hands, `held` waits for the user's word. `unknown`: the whole
 * body had left and no answer came, so it may have arrived (RFC 1047). `failed` was refused for good, or for 24 hours.
 * `rejected`: whoever looked at it said that it shall not go.
 */
export type DeliveryState = "queued" | "sending" | "sent" | "failed" | "held" | "unknown" | "rejected";

export interface DeliveryRow {
  readonly deliveryId: string;
  readonly kind: "report" | "notice";
  readonly state: DeliveryState;
  readonly recipient: string;
  /** What a recipient gets at most once without the user's word. */
  readonly edition: string;
  /** Group or account the report was cut to; '' for all of it. */
  readonly cut: string;
  readonly period: DaySpan;
  readonly reportId: string;
  /** With the angle brackets; the same for every try of a round. */
  readonly messageId: string;
  /** 1, and one more each time the user asked to send it again. */
  readonly round: number;
  readonly tries: number;
  readonly queuedAt: string;
  readonly updatedAt: string;
  readonly nextAt?: string | undefined;
  readonly sentAt?: string | undefined;
  /** The server's last words, or ours. */
  readonly message?: string | undefined;
  /** "450 4.2.0", "DELIVER_UNREACHABLE"; absent when all is well. */
  readonly code?: string | undefined;
  /** True once the files were left out because a server found the mail too big. */
  readonly isLight: boolean;
  /** Whose report it is, and which of theirs; '' for the nameless client's. */
  readonly client: string;
  readonly reportKey: string;
}

export interface LetterFile {
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

/** What is sent, the same for every recipient of an edition; kept until nobody waits for it. */
export interface NewLetter {
  readonly subject: string;
  readonly html: string;
  readonly plain: string;
  /** The same without files, for a server that takes no mail so big. */
  readonly light: { readonly html: string; readonly plain: string };
  readonly files: readonly LetterFile[];
}

export interface NewDelivery {
  readonly kind: "report" | "notice";
  readonly edition: string;
  readonly cut: string;
  readonly period: DaySpan;
  readonly reportId: string;
  /** '' when absent. */
  readonly client?: string | undefined;
  readonly reportKey?: string | undefined;
  readonly recipients: readonly string[];
  readonly state: "queued" | "held";
  readonly message?: string | undefined;
  readonly code?: string | undefined;
  readonly toMessageId: (recipient: string, round: number) => string;
  /**
   * Deliveries in these states are made anew, with this letter; none when absent. One that was `sent` or is `unknown`
   * begins a new round, so only the user's word may name these two.
   */
  readonly replaces?: readonly Exclude<DeliveryState, "sending">[] | undefined;
}

export interface DeliveryEnd {
  readonly state: "sent" | "queued" | "failed" | "unknown";
  readonly message: string;
  readonly code?: string | undefined;
  /** With `queued`: how long to wait for the next try. */
  readonly retryInMs?: number | undefined;
  readonly isLight?: boolean | undefined;
}

/** One delivery in this process's hands; it must be settled. */
export interface Claim {
  readonly delivery: DeliveryRow;
  readonly letter: NewLetter;
  /**
   * Writes down that the last part of the body may leave now. Throws `STORE_BUSY` when the delivery has passed to
   * another process, which may have sent it: then nothing more may leave.
   */
  giveBody(): Promise<void>;
  settle(end: DeliveryEnd): Promise<DeliveryRow>;
}

export interface DeliveryFilter {
  readonly states?: readonly DeliveryState[] | undefined;
  readonly editions?: readonly string[] | undefined;
  readonly reportIds?: readonly string[] | undefined;
  /** Of those that wait, whose next try is due by the store's own time. */
  readonly isDueNow?: boolean | undefined;
  readonly limit?: number | undefined;
}

/**
 * The outbox, shared by every process on the store. A delivery whose sender died goes back to `queued` while its body
 * had not wholly left, else to `unknown`; a sender on this machine is known to be dead at once, another after 90 seconds.
 */
export interface Outbox {
  /** Queues the letter for those who have no delivery of the edition yet, and tells how all of them stand. */
  queue(delivery: NewDelivery, letter: NewLetter): Promise<readonly DeliveryRow[]>;
  /** Takes the next due delivery into this process's hands, of those named when any are. */
  claim(only?: ReadonlySet<string>): Promise<Claim | undefined>;
  /** The store's own time, which `queuedAt` is told in: what has waited for hours is judged by it, not by a machine's clock. */
  now(): Promise<Date>;
  /** Newest first; all of them without a limit. */
  list(filter?: DeliveryFilter): Promise<readonly DeliveryRow[]>;
  /** How long until the next one of those named is due, 0 when it is; undefined when none waits. */
  nextDueInMs(only?: ReadonlySet<string>): Promise<number | undefined>;
  /** Makes those that wait for a later try due now. */
  hurry(deliveryIds: readonly string[]): Promise<void>;
  /** Lets held deliveries go; tells those that were held. The log says why. */
  release(deliveryIds: readonly string[], why?: string): Promise<readonly DeliveryRow[]>;
  /** Held ones shall not go; tells those that were held. The log says why. */
  reject(deliveryIds: readonly string[], why: string): Promise<readonly DeliveryRow[]>;
  /** Writes into the log of held ones what became of their waiting. */
  remark(deliveryIds: readonly string[], words: string): Promise<readonly DeliveryRow[]>;
  /** The user says that unknown ones have arrived; tells those that were unknown. */
  settleUnknown(deliveryIds: readonly string[]): Promise<readonly DeliveryRow[]>;
}
