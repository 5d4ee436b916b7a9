// Empties the outbox: takes what is due, one after the other over one line, and writes down how each try ended.

import { CollectorError } from "../../shared/index.ts";
import type { Claim, DeliveryEnd, DeliveryRow, Outbox } from "../../store/index.ts";
import { composeMessage } from "./compose-message.ts";
import type { MailSession, MailSettings, MailTransport, Message, SendEnd } from "./mail.ts";
import { MailError } from "./mail-error.ts";
import { nextTryAt } from "./retry-wait.ts";

export interface SendWaitingOptions {
  readonly outbox: Outbox;
  readonly settings: MailSettings;
  readonly transport: MailTransport;
  readonly signal: AbortSignal;
  /** Deliveries to send; all that are due when absent. */
  readonly only?: ReadonlySet<string> | undefined;
  /** Told of each try. */
  readonly onTried?: ((delivery: DeliveryRow) => void) | undefined;
}

/**
 * Tries every due delivery once and tells how each stands now. A server that cannot be used puts all of them off; a stop
 * signal leaves the rest where it is.
 */
export async function sendWaiting(options: SendWaitingOptions): Promise<readonly DeliveryRow[]> {
  const { outbox, signal, only, onTried } = options;
  const line = createLine(options.transport, signal);
  const tried: DeliveryRow[] = [];
  try {
    while (!signal.aborted) {
      const claim = await outbox.claim(only);
      if (claim === undefined) break;
      const end = await tryOnce(claim, line, options);
      const row = await claim.settle(toDeliveryEnd(claim.delivery, end, await outbox.now(), signal.aborted));
      tried.push(row);
      onTried?.(row);
    }
  } finally {
    await line.close();
  }
  return [...new Map(tried.map((row) => [row.deliveryId, row])).values()];
}

interface Line {
  isOpen(): boolean;
  session(): Promise<MailSession>;
  close(): Promise<void>;
}

/** Opened when first needed, and again when it broke; a server that let nobody in is not asked again at once. */
function createLine(transport: MailTransport, signal: AbortSignal): Line {
  let current: MailSession | undefined;
  let failure: MailError | undefined;
  return {
    isOpen: () => current?.isOpen() === true,
    async session() {
      if (current?.isOpen() === true) return current;
      if (failure !== undefined) throw failure;
      try {
        current = await transport.open(signal);
        return current;
      } catch (error) {
        if (error instanceof MailError) failure = error;
        throw error;
      }
    },
    async close() {
      await current?.[Symbol.asyncDispose]();
    },
  };
}

async function tryOnce(claim: Claim, line: Line, options: SendWaitingOptions): Promise<SendEnd> {
  const { settings, signal } = options;
  let message: Message;
  try {
    message = await compose(claim, settings);
  } catch (error) {
    // Of what stands in the store, and so of this mail alone: the others are sent.
    return { kind: "refused", message: toUnmade(error), code: "DELIVER_LETTER_LOST", whose: "sender" };
  }
  try {
    const wasOpen = line.isOpen();
    const session = await line.session();
    const bytesMost = Math.min(settings.bytesMost, session.bytesMost ?? Number.POSITIVE_INFINITY);
    if (message.bytes.byteLength > bytesMost) {
      const code = "DELIVER_TOO_BIG";
      return {
        kind: "too-big",
        message: `The mail has ${message.bytes.byteLength} bytes, ${bytesMost} may be sent.`,
        code,
      };
    }
    const end = await session.send(message, claim.giveBody, signal);
    // Servers end a line after some mails or minutes: that says nothing about this mail.
    const isStale = wasOpen && end.kind === "later" && /^(421|DELIVER_UNREACHABLE)/.test(end.code) && !signal.aborted;
    return isStale ? await (await line.session()).send(message, claim.giveBody, signal) : end;
  } catch (error) {
    if (error instanceof MailError) return { kind: "later", message: error.message, code: error.code };
    if (signal.aborted) return { kind: "later", message: "Stopped before it was sent.", code: "INTERRUPTED" };
    if (error instanceof CollectorError && error.code === "STORE_BUSY") {
      return { kind: "later", message: error.message, code: error.code };
    }
    throw error;
  }
}

function toUnmade(error: unknown): string {
  const why = error instanceof Error ? error.message : String(error);
  return `Its mail could not be made of what the store holds: ${why}. Send it again with \`gazette send\`.`;
}

function compose({ delivery, letter }: Claim, settings: MailSettings) {
  const { light, ...whole } = letter;
  return composeMessage(
    {
      messageId: delivery.messageId,
      recipient: delivery.recipient,
      date: new Date(delivery.queuedAt),
      letter: delivery.isLight ? { ...whole, ...light, files: [] } : whole,
    },
    settings,
  );
}

/** What the row says after a try that ended `now`, in the store's own time. Pure. */
export function toDeliveryEnd(delivery: DeliveryRow, end: SendEnd, now: Date, isStopped: boolean): DeliveryEnd {
  switch (end.kind) {
    case "accepted":
      return { state: "sent", message: end.message };
    case "unknown":
      return { state: "unknown", message: end.message, code: end.code };
    case "refused":
      return { state: "failed", message: end.message, code: end.code };
    case "too-big":
      return delivery.isLight
        ? { state: "failed", message: end.message, code: end.code }
        : { state: "queued", message: end.message, code: end.code, retryInMs: 0, isLight: true };
    case "later": {
      const { message, code } = end;
      if (isStopped) return { state: "queued", message, code, retryInMs: 0 };
      const nextAt = nextTryAt(new Date(delivery.queuedAt), delivery.tries, now);
      if (nextAt !== undefined) return { state: "queued", message, code, retryInMs: nextAt.getTime() - now.getTime() };
      return { state: "failed", message: `Given up after 24 hours; the last answer: ${message}`, code };
    }
  }
}
