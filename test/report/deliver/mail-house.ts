// An outbox in a temporary store, and the mail room around it.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { toMessageId } from "../../../src/report/deliver/compose-message.ts";
import type { MailSettings } from "../../../src/report/deliver/mail.ts";
import { sendWaiting } from "../../../src/report/deliver/send-waiting.ts";
import { createSmtpTransport } from "../../../src/report/deliver/smtp.ts";
import type { Deadlines } from "../../../src/report/deliver/smtp-session.ts";
import { Secret } from "../../../src/shared/index.ts";
import {
  type DeliveryRow,
  type NewDelivery,
  type NewLetter,
  type Outbox,
  openStore,
  type Store,
} from "../../../src/store/index.ts";
import { FakeClock } from "../../support/fake-clock.ts";

export const LETTER: NewLetter = {
  subject: "Acme · Instagram weekly · 16–22 November 2026",
  html: "<p>Followers 12,345</p>",
  plain: "Followers 12,345\n",
  light: { html: "<p>Followers 12,345. No file is attached.</p>", plain: "Followers 12,345. No file is attached.\n" },
  files: [{ name: "Acme - 2026-W47.pdf", mediaType: "application/pdf", bytes: new TextEncoder().encode("%PDF-1.7 …") }],
};

export const SETTINGS: MailSettings = {
  from: { name: "Reports", address: "reports@acme.test" },
  bytesMost: 10_000_000,
};

/** For a server that is known to be silent. */
export const IMPATIENT: Deadlines = { openMs: 400, stepMs: 400, answerMs: 400, stopMs: 200 };

export interface MailHouse extends AsyncDisposable {
  readonly store: Store;
  readonly clock: FakeClock;
  readonly url: string;
  queue(
    recipients: readonly string[],
    changes?: Partial<NewDelivery>,
    letter?: NewLetter,
  ): Promise<readonly DeliveryRow[]>;
  /** Empties the outbox through a server; `address` is what follows smtp://. */
  send(address: string | number, changes?: SendChanges): Promise<readonly DeliveryRow[]>;
  states(): Promise<Readonly<Record<string, string>>>;
}

export interface SendChanges {
  readonly deadlines?: Deadlines;
  readonly settings?: MailSettings;
  readonly signal?: AbortSignal;
  readonly outbox?: Outbox;
}

export async function openMailHouse(): Promise<MailHouse> {
  const folder = await mkdtemp(join(tmpdir(), "gazette-mail-"));
  const url = `sqlite:${join(folder, "gazette.db")}`;
  const clock = new FakeClock();
  const store = await openStore({ url, clock });
  return {
    store,
    clock,
    url,
    queue: (recipients, changes = {}, letter = LETTER) =>
      store.outbox.queue(
        {
          kind: "report",
          edition: "2026-W47",
          cut: "",
          period: { from: "2026-11-16", to: "2026-11-22" },
          reportId: "2026-11-16_2026-11-22_0123456789ab",
          recipients,
          state: "queued",
          toMessageId: (recipient, round) => toMessageId("2026-W47", recipient, round, "reports@acme.test"),
          ...changes,
        },
        letter,
      ),
    send: (
      address,
      { deadlines, settings = SETTINGS, signal = new AbortController().signal, outbox = store.outbox } = {},
    ) =>
      sendWaiting({
        outbox,
        settings,
        transport: createSmtpTransport(
          new Secret(typeof address === "number" ? `smtp://127.0.0.1:${address}?tls=off` : `smtp://${address}`),
          deadlines,
        ),
        signal,
      }),
    async states() {
      return Object.fromEntries((await store.outbox.list()).map(({ recipient, state }) => [recipient, state]));
    },
    async [Symbol.asyncDispose]() {
      await store.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
