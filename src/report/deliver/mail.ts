// The words of the mail room: what is sent, for whom, by what.
import type { NewLetter } from "../../store/index.ts";
import type { MailAddress } from "./mail-address.ts";

export interface MailSettings {
  readonly from: MailAddress;
  /** Who is told of what was refused, held or lost. */
  readonly operator?: string | undefined;
  /** List-Unsubscribe: a https: or mailto: address. */
  readonly unsubscribe?: string | undefined;
  /** Largest mail in bytes as it travels, base64 counted. */
  readonly bytesMost: number;
  /** Whose mail this is: its troubles are told to `operator`, and no other client's; the nameless client's when absent. */
  readonly client?: string | undefined;
}

/** One mail as it goes to one recipient. */
export interface Message {
  readonly from: string;
  readonly to: string;
  /** The whole mail, headers and all, CRLF line ends. */
  readonly bytes: Uint8Array;
}

export interface Envelope {
  readonly messageId: string;
  readonly recipient: string;
  readonly date: Date;
  readonly letter: Pick<NewLetter, "subject" | "html" | "plain" | "files">;
}

/** How a try ended. Only an answer to the whole body, or none, leaves no doubt about anything else. */
export type SendEnd =
  | { readonly kind: "accepted"; readonly message: string }
  /** May be accepted later; `code` is the server's, or one of ours when the line failed. */
  | { readonly kind: "later"; readonly message: string; readonly code: string }
  /** `recipient` when only this one is refused, `sender` when no mail of ours would be taken. */
  | {
      readonly kind: "refused";
      readonly message: string;
      readonly code: string;
      readonly whose: "recipient" | "sender";
    }
  | { readonly kind: "too-big"; readonly message: string; readonly code: string }
  /** The whole body had left and no answer came. */
  | { readonly kind: "unknown"; readonly message: string; readonly code: string };

export interface MailSession extends AsyncDisposable {
  /** Bytes the server announced to take (RFC 1870); undefined when it names no limit. */
  readonly bytesMost: number | undefined;
  /** False once the line is of no more use. */
  isOpen(): boolean;
  /** Sends one message. `beforeLast` is awaited before its last part leaves; when it throws, the rest never leaves. */
  send(message: Message, beforeLast: () => Promise<void>, signal: AbortSignal): Promise<SendEnd>;
}

/** The way out for mail; a test may put its own in its place. */
export interface MailTransport {
  /** Host and port, for people. */
  readonly place: string;
  /** Connects and logs in. Throws `MailError`. */
  open(signal: AbortSignal): Promise<MailSession>;
}
