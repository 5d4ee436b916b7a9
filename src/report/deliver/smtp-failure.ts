// What went wrong between us and the mail server, told apart by what happens next.

import type { SendEnd } from "./mail.ts";
import { MailError } from "./mail-error.ts";

/** The parts of nodemailer's errors that are read here. */
export interface SmtpFailure {
  readonly message: string;
  readonly code?: string | undefined;
  readonly originalCode?: string | undefined;
  readonly response?: string | undefined;
  readonly responseCode?: number | undefined;
  readonly command?: string | undefined;
  /** It arose on the way to the proxy, or by its word. */
  readonly isOfProxy?: boolean | undefined;
}

type Say = (text: string) => string;

export function toOpenError(error: unknown, place: string, say: Say): MailError {
  const failure = error as SmtpFailure;
  const words = say(failure.response ?? failure.message ?? String(error));
  if (failure.code === "EAUTH") {
    const isPassing = (failure.responseCode ?? 500) < 500;
    return new MailError({
      code: isPassing ? "DELIVER_UNREACHABLE" : "DELIVER_LOGIN_REFUSED",
      sentence: `Could not log in to the mail server ${place}: ${words}.`,
      hint: isPassing
        ? "The server asks to come back later; nothing has to be done."
        : "Check user and password in delivery.smtp; some providers want an app password or SMTP switched on for the mailbox.",
      recovery: "retry",
      cause: error,
    });
  }
  if (failure.isOfProxy === true) {
    const wants = /\b407\b/.test(words) ? ", it wants user and password" : "";
    const why =
      failure.code === "EPROXY"
        ? `its proxy refused the way there (${words}${wants})`
        : `its proxy cannot be reached: ${toReason(failure, words)}`;
    return new MailError({
      code: "DELIVER_UNREACHABLE",
      sentence: `Could not reach the mail server ${place}: ${why}.`,
      hint: "Check the parameter proxy of delivery.smtp, and that the proxy lets through to that host and port; it is tried again.",
      recovery: "retry",
      cause: error,
    });
  }
  if (
    failure.code === "ETLS" ||
    /^(CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_VERIFY|ERR_TLS|ERR_SSL)/.test(rootOf(failure))
  ) {
    return new MailError({
      code: "DELIVER_INSECURE",
      sentence: `Could not talk privately to the mail server ${place}: ${words}.`,
      hint: "Let delivery.smtp name the server as its certificate does. A server without TLS on this machine or in a closed network needs ?tls=off, one with a certificate of its own ?tls=unverified.",
      recovery: "retry",
      cause: error,
    });
  }
  return new MailError({
    code: "DELIVER_UNREACHABLE",
    sentence: `Could not reach the mail server ${place}: ${toReason(failure, words)}.`,
    hint: "Check host and port in delivery.smtp, and that this machine may connect to them; it is tried again.",
    recovery: "retry",
    cause: error,
  });
}

function rootOf({ code, originalCode }: SmtpFailure): string {
  return originalCode ?? code ?? "";
}

function toReason(failure: SmtpFailure, words: string): string {
  if (failure.response !== undefined) return words;
  const reasons: Readonly<Record<string, string>> = {
    ECONNREFUSED: "nothing listens there",
    ENOTFOUND: "its name is not known",
    EAI_AGAIN: "its name could not be asked for",
    EDNS: "its name is not known",
    ETIMEDOUT: "it did not answer in time",
    ECONNRESET: "it hung up",
    ECONNECTION: "it hung up",
    EHOSTUNREACH: "there is no way to it",
    ENETUNREACH: "there is no way to it",
  };
  return reasons[rootOf(failure)] ?? reasons[failure.code ?? ""] ?? words;
}

/** How a try ended that failed. `isWhole`: the last part of the body had been handed over. */
export function toSendEnd(failure: SmtpFailure, isWhole: boolean, say: Say): SendEnd {
  const { response, responseCode, command } = failure;
  const words = say(response ?? failure.message);
  if (responseCode !== undefined && responseCode >= 400) {
    const enhanced = /^\d{3}[ -](\d\.\d{1,3}\.\d{1,3})/.exec(response ?? "")?.[1];
    const code = enhanced === undefined ? String(responseCode) : `${responseCode} ${enhanced}`;
    // 503 tells that the line was in disorder, not that the mail is unwanted.
    if (responseCode < 500 || responseCode === 503) return { kind: "later", message: words, code };
    if (isTooBig(responseCode, enhanced, command, words)) return { kind: "too-big", message: words, code };
    return { kind: "refused", message: words, code, whose: command === "MAIL FROM" ? "sender" : "recipient" };
  }
  if (isWhole) {
    return {
      kind: "unknown",
      message: `The whole mail was handed over, but the server's answer did not come (${words}).`,
      code: "DELIVER_UNKNOWN",
    };
  }
  if (failure.code === "EENVELOPE")
    return { kind: "refused", message: words, code: "DELIVER_REFUSED", whose: "recipient" };
  return {
    kind: "later",
    message: `The line to the mail server failed: ${toReason(failure, words)}.`,
    code: "DELIVER_UNREACHABLE",
  };
}

/** 552 is also said of a full mailbox, which a smaller mail would not help (RFC 3463 §3.3 and §3.4). */
function isTooBig(code: number, enhanced: string | undefined, command: string | undefined, words: string): boolean {
  if (enhanced === "5.3.4" || enhanced === "5.2.3") return true;
  if (enhanced === "5.2.2" || command === "RCPT TO") return false;
  return code === 552 || (code === 554 && /(too (big|large)|size limit|exceeds)/i.test(words));
}
