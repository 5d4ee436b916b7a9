// Serves the desk on an address of this machine, until disposed.
import type { AddressInfo } from "node:net";
import { CollectorError } from "../shared/index.ts";
import { buildDesk, type DeskOptions } from "./server.ts";

export interface ServeDeskOptions extends Omit<DeskOptions, "hosts" | "onSpent"> {
  readonly host: string;
  readonly port: number;
  /** A new link that opens it once; only where nobody is named in desk.users. Told at the start, and whenever one was used. */
  readonly onLink: (url: string) => void;
}

export interface DeskServer extends AsyncDisposable {
  readonly url: string;
}

/** Throws DESK_PORT_UNUSABLE. */
export async function serveDesk({ host, port, onLink, ...options }: ServeDeskOptions): Promise<DeskServer> {
  const { desk } = options.ports.settings;
  let bound = port;
  const tellLink = (): void => {
    if (desk.users.length === 0) onLink(`${toUrl(host, bound)}/enter?key=${links.renew()}`);
  };
  const { app, links } = await buildDesk({
    ...options,
    hosts: () => listHosts(host, bound, desk.url),
    onSpent: tellLink,
  });
  try {
    await app.listen({ host, port });
  } catch (cause) {
    await app.close();
    const { code = "" } = cause as NodeJS.ErrnoException;
    throw new CollectorError({
      code: "DESK_PORT_UNUSABLE",
      sentence: `Could not open the desk on ${host}:${port}: ${REASONS[code] ?? (cause as Error).message}.`,
      hint: "Give another with --port, 0 for any free one, or end the program that has it.",
      cause,
    });
  }
  bound = (app.server.address() as AddressInfo).port;
  tellLink();
  return {
    url: desk.url ?? toUrl(host, bound),
    async [Symbol.asyncDispose]() {
      app.server.closeAllConnections();
      await app.close();
    },
  };
}

const REASONS: Readonly<Record<string, string>> = {
  EADDRINUSE: "another program listens there",
  EACCES: "this user may not listen there",
  EADDRNOTAVAIL: "this machine has no such address",
};

function toUrl(host: string, port: number): string {
  const shown = host === "0.0.0.0" || host === "::" ? "localhost" : host;
  return `http://${shown.includes(":") ? `[${shown}]` : shown}:${port}`;
}

/** Names that lead nowhere else, and those somebody has configured. */
function listHosts(host: string, port: number, url: string | undefined): readonly string[] {
  const own = ["localhost", "127.0.0.1", "[::1]", host.includes(":") ? `[${host}]` : host];
  return [...own.map((name) => `${name.toLowerCase()}:${port}`), ...(url === undefined ? [] : [new URL(url).host])];
}
