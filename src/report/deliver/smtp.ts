// The SMTP conversation, by nodemailer; ours are the deadlines, the order of steps and what an ending means.
import type SMTPConnection from "nodemailer/lib/smtp-connection";
import type { SMTPConnectionOptions } from "nodemailer/lib/smtp-connection";
import { Scrubber, type Secret } from "../../shared/index.ts";
import { cleanWords } from "./clean-words.ts";
import type { MailSession, MailTransport } from "./mail.ts";
import { parseSmtpAddress, type SmtpAddress } from "./smtp-address.ts";
import { toOpenError } from "./smtp-failure.ts";
import { openProxyLine } from "./smtp-proxy.ts";
import { createSession, type Deadlines } from "./smtp-session.ts";

export const DEADLINES: Deadlines = { openMs: 45_000, stepMs: 60_000, answerMs: 300_000, stopMs: 8_000 };

/** Talks to the server of `delivery.smtp`. Throws CONFIG_INVALID for an address that cannot be one. */
export function createSmtpTransport(url: Secret, deadlines: Deadlines = DEADLINES): MailTransport {
  const address = parseSmtpAddress(url.reveal());
  const place = `${address.host}:${address.port}`;
  const scrubber = toScrubber(address);
  const say = (text: string): string => cleanWords(text, scrubber);
  return {
    place,
    async open(signal): Promise<MailSession> {
      signal.throwIfAborted();
      let connection: SMTPConnection | undefined;
      try {
        const line = await openProxyLine(address, deadlines.openMs);
        const options = toOptions(address, deadlines);
        const { default: Connection } = await import("nodemailer/lib/smtp-connection");
        connection = new Connection(line === undefined ? options : { ...options, connection: line });
        const bytesMost = await openConnection(connection, address, deadlines, signal);
        return createSession(connection, { bytesMost, deadlines, say });
      } catch (error) {
        connection?.close();
        signal.throwIfAborted();
        throw toOpenError(error, place, say);
      }
    },
  };
}

function toOptions(address: SmtpAddress, { openMs, answerMs }: Deadlines): SMTPConnectionOptions {
  return {
    host: address.host,
    port: address.port,
    secure: address.isSecure,
    requireTLS: !address.isSecure && address.tls !== "off",
    ignoreTLS: address.tls === "off",
    tls: { rejectUnauthorized: address.tls !== "unverified", minVersion: "TLSv1.2" },
    connectionTimeout: openMs,
    greetingTimeout: openMs,
    dnsTimeout: openMs,
    socketTimeout: answerMs + 1_000,
    socketCloseTimeout: 1_000,
    logger: false,
  };
}

/** Connects and logs in; tells the SIZE the server announced. */
async function openConnection(
  connection: SMTPConnection,
  { user, password }: SmtpAddress,
  { openMs }: Deadlines,
  signal: AbortSignal,
): Promise<number | undefined> {
  let timer: NodeJS.Timeout | undefined;
  let stop: (() => void) | undefined;
  try {
    return await new Promise<number | undefined>((resolve, reject) => {
      timer = setTimeout(() => reject(Object.assign(new Error("no answer in time"), { code: "ETIMEDOUT" })), openMs);
      stop = () => reject(signal.reason);
      signal.addEventListener("abort", stop, { once: true });
      connection.on("error", reject);
      connection.connect((error) => {
        if (error) return reject(error);
        // Of the EHLO answer, which the login's will replace.
        const size = /^250[ -]SIZE[ \t]+(\d+)/im.exec(connection.lastServerResponse || "")?.[1];
        const bytesMost = size === undefined || Number(size) === 0 ? undefined : Number(size);
        if (user === "") return resolve(bytesMost);
        connection.login({ user, pass: password }, (failure) => (failure ? reject(failure) : resolve(bytesMost)));
      });
    });
  } finally {
    clearTimeout(timer);
    if (stop !== undefined) signal.removeEventListener("abort", stop);
  }
}

/** A password of a letter or two would blank half of what a server says and hide nothing. */
const LEAST_PASSWORD = 4;

/** Knows the password, and user and password as a login hands them over. */
function toScrubber({ user, password, proxy }: SmtpAddress): Scrubber {
  const scrubber = new Scrubber(LEAST_PASSWORD);
  scrubber.know(password);
  if (password !== "") scrubber.know(`\0${user}\0${password}`);
  if (proxy !== "") scrubber.know(decodeURIComponent(new URL(proxy).password));
  return scrubber;
}
