// The way to a mail server through a proxy (`?proxy=`), by nodemailer's own client for one.
import type { Socket } from "node:net";
import type { SmtpAddress } from "./smtp-address.ts";

/** A line to the mail server through its proxy; undefined where it needs none. Rejects as connecting does, `isOfProxy`, with EPROXY for a refusal. */
export async function openProxyLine(address: SmtpAddress, openMs: number): Promise<Socket | undefined> {
  const { host, port, proxy } = address;
  if (proxy === "") return undefined;
  const options = { host, port, proxy, connectionTimeout: openMs };
  const { createTransport } = await import("nodemailer");
  const transport = createTransport(options);
  return new Promise((resolve, reject) => {
    (transport as unknown as { getSocket: GetSocket }).getSocket(options, (error, line) =>
      error === null ? resolve(line?.connection) : reject(Object.assign(error, { isOfProxy: true })),
    );
  });
}

type GetSocket = (
  options: object,
  done: (error: Error | null, line?: { readonly connection?: Socket }) => void,
) => void;
