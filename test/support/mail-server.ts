// A real mail server on this machine that keeps what it accepts, with trouble on request, and a line to it that can be
// cut, silenced or made to answer something else at any step.
import { once } from "node:events";
import { type AddressInfo, connect as connectSocket, createServer, type Socket } from "node:net";
import { type ParsedMail, simpleParser } from "mailparser";
import { SMTPServer, type SMTPServerOptions } from "smtp-server";

export interface Mail {
  readonly from: string;
  readonly to: readonly string[];
  readonly raw: Buffer;
  readonly parsed: ParsedMail;
}

export interface MailServer extends AsyncDisposable {
  readonly port: number;
  /** What was accepted, in order. */
  readonly mails: readonly Mail[];
  /** Connections so far. */
  readonly visits: () => number;
}

/** The files of a mail; a picture that stands in its body is none. */
export function listFiles(mail: ParsedMail | undefined): ParsedMail["attachments"] {
  return mail?.attachments.filter(({ related }) => related !== true) ?? [];
}

export interface MailTrouble {
  /** User and password; without them nobody has to log in. */
  readonly login?: { readonly user: string; readonly password: string };
  /** The reply to a recipient: "450 4.2.0 try later"; undefined accepts. */
  readonly toRecipient?: (address: string, count: number) => string | undefined;
  readonly toSender?: () => string | undefined;
  /** The reply to the whole body; `count` counts bodies from 1. */
  readonly toBody?: (raw: Buffer, count: number) => string | undefined;
  readonly toConnection?: () => string | undefined;
  /** Announced with EHLO, and kept to. */
  readonly size?: number;
  readonly options?: SMTPServerOptions;
}

export async function startMailServer(trouble: MailTrouble = {}): Promise<MailServer> {
  const mails: Mail[] = [];
  let visits = 0;
  let bodies = 0;
  const tries = new Map<string, number>();
  const server = new SMTPServer({
    disabledCommands: ["STARTTLS", ...(trouble.login === undefined ? ["AUTH"] : [])],
    allowInsecureAuth: true,
    disableReverseLookup: true,
    closeTimeout: 100,
    ...(trouble.size === undefined ? {} : { size: trouble.size }),
    onConnect(_session, done) {
      visits += 1;
      done(toError(trouble.toConnection?.()));
    },
    onAuth({ username, password }, _session, done) {
      const { login } = trouble;
      if (username === login?.user && password === login?.password) done(null, { user: username });
      else done(toError(`535 5.7.8 Bad login for ${username} with ${password}`));
    },
    onMailFrom: (_address, _session, done) => done(toError(trouble.toSender?.())),
    onRcptTo({ address }, _session, done) {
      const count = (tries.get(address) ?? 0) + 1;
      tries.set(address, count);
      done(toError(trouble.toRecipient?.(address, count)));
    },
    onData(stream, { envelope }, done) {
      const parts: Buffer[] = [];
      stream.on("data", (part: Buffer) => parts.push(part));
      stream.on("end", async () => {
        const raw = Buffer.concat(parts);
        bodies += 1;
        if (stream.sizeExceeded) return done(toError("552 5.3.4 Message too big"));
        const refusal = toError(trouble.toBody?.(raw, bodies));
        if (refusal) return done(refusal);
        const from = envelope.mailFrom === false ? "" : envelope.mailFrom.address;
        const to = envelope.rcptTo.map(({ address }) => address);
        mails.push({ from, to, raw, parsed: await simpleParser(raw) });
        done(null, `queued as ${mails.length}`);
      });
    },
    ...trouble.options,
  });
  // A client that hangs up is part of the game.
  server.on("error", () => undefined);
  const listener = server.listen(0, "127.0.0.1");
  await once(listener, "listening");
  return {
    port: (listener.address() as AddressInfo).port,
    mails,
    visits: () => visits,
    [Symbol.asyncDispose]: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

function toError(reply: string | undefined): Error | null {
  if (reply === undefined) return null;
  const [code = "", ...words] = reply.split(" ");
  return Object.assign(new Error(words.join(" ")), { responseCode: Number(code) });
}

/** What happens to one reply of the server on its way. */
export type Meddling = "cut" | "hang" | { readonly say: string } | { readonly reach: () => void };

export interface Line extends AsyncDisposable {
  readonly port: number;
}

/**
 * A line to a mail server on which the reply number `at` of each visit (0 is the greeting) is meddled with, while `isOn`.
 * The server has done its part by then: only its word does not arrive.
 */
export async function startLine(
  target: number,
  at: number | "any",
  meddling: Meddling,
  isOn: () => boolean = () => true,
): Promise<Line> {
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const upstream = connectSocket(target, "127.0.0.1");
    let replies = 0;
    let isSilent = false;
    let rest = "";
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on("error", () => undefined);
      socket.on("close", () => {
        sockets.delete(socket);
        client.destroy();
        upstream.destroy();
      });
    }
    client.on("data", (data) => upstream.write(data));
    upstream.on("data", (data) => {
      const lines = (rest + data.toString("latin1")).split("\r\n");
      rest = lines.pop() ?? "";
      for (const line of lines) {
        if (isSilent) return;
        const isLast = /^\d{3}(?!-)/.test(line);
        if (isOn() && (at === "any" || replies === at)) {
          if (!isLast) {
            if (typeof meddling === "object" && "reach" in meddling) client.write(`${line}\r\n`, "latin1");
            continue;
          }
          if (meddling === "hang") isSilent = true;
          else if (meddling === "cut") client.destroy();
          else if ("say" in meddling) client.write(`${meddling.say}\r\n`);
          else {
            meddling.reach();
            client.write(`${line}\r\n`, "latin1");
          }
        } else client.write(`${line}\r\n`, "latin1");
        if (isLast) replies += 1;
      }
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    port: (server.address() as AddressInfo).port,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
}
