// Whether mail can leave, and whether it will be believed. Logs in and sends nothing.
import type { Settings } from "../../config/index.ts";
import { checkSender, createResolver, type MailTransport, type TxtResolver } from "../../report/index.ts";
import { CollectorError } from "../../shared/index.ts";
import { toDelivering, toTransport } from "../delivery.ts";
import type { Check } from "./check.ts";

export interface MailWays {
  readonly transport?: MailTransport | undefined;
  readonly resolver?: TxtResolver | undefined;
}

/** The lines about mail; none where nobody is to get any. */
export async function checkMail(
  settings: Settings,
  signal: AbortSignal,
  ways: MailWays = {},
): Promise<readonly Check[]> {
  const { delivery } = settings;
  if (delivery.recipients.length === 0 && delivery.smtp === undefined) {
    return [{ name: "mail", state: "ok", message: "not configured: reports are only written" }];
  }
  try {
    const { from } = toDelivering(settings);
    const server = await checkServer(ways.transport ?? toTransport(settings), delivery.maxMegabytes, signal);
    const domain = from.address.slice(from.address.lastIndexOf("@") + 1);
    const question = { domain, dkimSelector: delivery.dkimSelector };
    const records = await checkSender(question, ways.resolver ?? createResolver());
    return [
      server,
      ...records.map(({ name, state, message, hint }): Check => {
        return { name: `mail ${name}`, state: state === "unasked" ? "ok" : state, message, hint };
      }),
    ];
  } catch (error) {
    return [toFailed(error)];
  }
}

async function checkServer(transport: MailTransport, maxMegabytes: number, signal: AbortSignal): Promise<Check> {
  const name = "mail server";
  try {
    await using session = await transport.open(signal);
    const most = session.bytesMost === undefined ? undefined : session.bytesMost / 1_000_000;
    const limit = most === undefined ? "" : `, takes mails of up to ${most.toFixed(1)} MB`;
    const message = `${transport.place} lets us in${limit}`;
    if (most === undefined || most >= maxMegabytes) return { name, state: "ok", message };
    return {
      name,
      state: "warn",
      message: `${message}; delivery.maxMegabytes is ${maxMegabytes}`,
      hint: "Nothing is lost: mails are kept below the smaller of the two.",
    };
  } catch (error) {
    return { ...toFailed(error), name };
  }
}

function toFailed(error: unknown): Check {
  if (!(error instanceof CollectorError)) throw error;
  return { name: "mail", state: "fail", message: error.message, hint: error.hint };
}
