// One open line to the mail server, one message after the other.
import { Readable } from "node:stream";
import type SMTPConnection from "nodemailer/lib/smtp-connection";
import type { MailSession, Message, SendEnd } from "./mail.ts";
import { type SmtpFailure, toSendEnd } from "./smtp-failure.ts";

/** Silence after which the line is given up; nodemailer alone would wait ten minutes (RELIABILITY E9). */
export interface Deadlines {
  /** Connection, greeting, TLS and login together. */
  readonly openMs: number;
  /** One answer of the server before the body, and each part of the body. */
  readonly stepMs: number;
  /** The answer to the whole body: servers look through attachments first (RFC 5321 §4.5.3.2.6 asks for 10 minutes). */
  readonly answerMs: number;
  /** The same once the user wants to stop. */
  readonly stopMs: number;
}

const PART_BYTES = 64 * 1024;
/** The last part is small, so that the time in which nobody can know is short. */
const LAST_PART_BYTES = 512;

export interface SessionOptions {
  readonly bytesMost: number | undefined;
  readonly deadlines: Deadlines;
  /** Makes a server's words harmless. */
  readonly say: (text: string) => string;
}

export function createSession(connection: SMTPConnection, options: SessionOptions): MailSession {
  let isUsable = true;
  const close = (): void => {
    isUsable = false;
    connection.close();
  };
  // Trouble on an idle line is met by the next message; unheard, it would end the process.
  connection.on("error", () => {
    isUsable = false;
  });
  connection.on("end", () => {
    isUsable = false;
  });

  return {
    bytesMost: options.bytesMost,
    isOpen: () => isUsable,
    async send(message, beforeLast, signal) {
      const end = await sendOne(connection, message, { ...options, beforeLast, signal, close });
      // A refused sender or recipient leaves a transaction open.
      if (end.kind !== "accepted" && isUsable && !(await reset(connection, options.deadlines.stepMs))) close();
      return end;
    },
    async [Symbol.asyncDispose]() {
      if (isUsable) connection.quit();
      isUsable = false;
      // QUIT leaves with what is still in the pipe; the answer to it is worth no waiting.
      setTimeout(() => connection.close(), 0);
    },
  };
}

interface SendOptions extends SessionOptions {
  readonly beforeLast: () => Promise<void>;
  readonly signal: AbortSignal;
  readonly close: () => void;
}

function sendOne(connection: SMTPConnection, message: Message, options: SendOptions): Promise<SendEnd> {
  const { deadlines, say, signal, close, beforeLast } = options;
  let isWhole = false;
  let timer: NodeJS.Timeout | undefined;
  let stop: (() => void) | undefined;
  return new Promise<SendEnd>((resolve, reject) => {
    function fail(failure: SmtpFailure): void {
      close();
      resolve(toSendEnd(failure, isWhole, say));
    }
    function expectWithin(ms: number): void {
      clearTimeout(timer);
      timer = setTimeout(() => fail({ message: "no answer in time", code: "ETIMEDOUT" }), ms);
    }
    stop = () => {
      // Half a message is none; a whole one deserves that its answer is waited for.
      if (isWhole) expectWithin(deadlines.stopMs);
      else fail({ message: "stopped", code: "INTERRUPTED" });
    };
    async function* parts(): AsyncGenerator<Uint8Array> {
      const { bytes } = message;
      const lastFrom = Math.max(0, bytes.byteLength - LAST_PART_BYTES);
      for (let from = 0; from < lastFrom; from += PART_BYTES) {
        expectWithin(deadlines.stepMs);
        yield bytes.subarray(from, Math.min(from + PART_BYTES, lastFrom));
      }
      try {
        await beforeLast();
      } catch (error) {
        close();
        reject(error);
        throw error;
      }
      isWhole = true;
      expectWithin(signal.aborted ? deadlines.stopMs : deadlines.answerMs);
      yield bytes.subarray(lastFrom);
    }
    signal.addEventListener("abort", stop, { once: true });
    expectWithin(deadlines.stepMs);
    const envelope = { from: message.from, to: [message.to], size: message.bytes.byteLength };
    connection.send(envelope, Readable.from(parts(), { objectMode: false }), (error, info) => {
      if (error) {
        const failure: SmtpFailure = error;
        // Once a body is asked for, what comes next might be read as a part of it.
        if (failure.command !== "MAIL FROM" && failure.command !== "RCPT TO") close();
        resolve(toSendEnd(failure, isWhole, say));
      } else resolve({ kind: "accepted", message: say(info?.response ?? "") });
    });
  }).finally(() => {
    clearTimeout(timer);
    if (stop !== undefined) signal.removeEventListener("abort", stop);
  });
}

function reset(connection: SMTPConnection, withinMs: number): Promise<boolean> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(false), withinMs);
    connection.once("error", () => resolve(false));
    connection.reset((error) => {
      clearTimeout(timer);
      resolve(!error);
    });
  });
}
