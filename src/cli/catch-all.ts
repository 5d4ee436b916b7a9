// A mail server for the demo: takes every mail and puts it into a folder, so that nothing ever leaves this machine.
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { Readable } from "node:stream";
import { SMTPServer } from "smtp-server";
import { writeFile } from "./write-file.ts";

export interface CaughtMail {
  readonly recipient: string;
  /** The .eml file; mail programs open it. */
  readonly path: string;
  readonly bytes: number;
}

export interface CatchAll extends AsyncDisposable {
  /** As in `delivery.smtp`. */
  readonly address: string;
  /** In the order they came. */
  readonly mails: readonly CaughtMail[];
}

/** Listens on loopback, on a free port, until disposed. */
export async function startCatchAll(folder: string, signal: AbortSignal): Promise<CatchAll> {
  const mails: CaughtMail[] = [];
  const server = new SMTPServer({
    // Loopback needs neither; a certificate would only be one more thing to explain.
    disabledCommands: ["STARTTLS", "AUTH"],
    disableReverseLookup: true,
    onData(stream, { envelope }, done) {
      const take = async (): Promise<void> => {
        const parts: Buffer[] = [];
        for await (const part of stream) parts.push(part as Buffer);
        const recipient = envelope.rcptTo.map(({ address }) => address).join(", ");
        const name = `${mails.length + 1}-${recipient.replaceAll(/[^\w.@-]+/g, "_")}.eml`;
        const bytes = Buffer.concat(parts);
        const path = join(folder, name);
        await writeFile(path, Readable.from([bytes]), signal, true);
        mails.push({ recipient, path, bytes: bytes.byteLength });
      };
      take().then(() => done(null), done);
    },
  });
  // A visitor who hangs up is no trouble of ours.
  server.on("error", () => undefined);
  const listener = server.listen(0, "127.0.0.1");
  await once(listener, "listening");
  return {
    address: `smtp://127.0.0.1:${(listener.address() as AddressInfo).port}?tls=off`,
    mails,
    [Symbol.asyncDispose]: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
