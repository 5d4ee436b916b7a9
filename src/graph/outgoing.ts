// The ways out of this machine: straight, or through the proxies the environment names (HTTP_PROXY, HTTPS_PROXY, NO_PROXY).
// Certificates of one's own come with NODE_EXTRA_CA_CERTS, which Node itself reads.
import { Agent, type Dispatcher, EnvHttpProxyAgent } from "undici";
import { CollectorError } from "../shared/index.ts";
import { leadsInside, lookUpOutside } from "./inner-address.ts";

/** To the Graph API. */
export function createApiDispatcher(maxResponseSize: number): Dispatcher {
  const connect = { timeout: 10_000 };
  return toProxied({ keepAliveTimeout: 30_000, connections: 16, connect, maxResponseSize });
}

/**
 * To the CDN that pictures lie on: an address inside our own networks is refused, unless the Graph API itself has one, as
 * the sandbox does.
 */
export async function createPictureDispatcher(
  graphUrl: string,
): Promise<Dispatcher & { readonly mayGoInside: boolean }> {
  const mayGoInside = await leadsInside(graphUrl);
  const connect = { timeout: 10_000, ...(mayGoInside ? {} : { lookup: lookUpOutside }) };
  return Object.assign(toProxied({ connections: 6, connect }), { mayGoInside });
}

/** "proxy.test:3128" where a request to this URL goes through one; never with the password that may be in its address. */
export function findProxy(url: string, env: NodeJS.ProcessEnv = process.env): string | undefined {
  const { protocol, hostname, port } = new URL(url);
  const http = env.http_proxy || env.HTTP_PROXY;
  const proxy = protocol === "https:" ? env.https_proxy || env.HTTPS_PROXY || http : http;
  const spared = (env.no_proxy ?? env.NO_PROXY ?? "").split(/[,\s]+/).filter(Boolean);
  const ports = ["", port || (protocol === "https:" ? "443" : "80")];
  const isSpared = spared.some((one) => {
    const [, name = one, at = ""] = /^(.*?)(?::(\d+))?$/.exec(one.replace(/^\*?\./, "")) ?? [];
    return one === "*" || (`.${hostname}`.endsWith(`.${name}`) && ports.includes(at));
  });
  if (!proxy || isSpared) return undefined;
  return URL.parse(proxy)?.host ?? "of the environment";
}

function toProxied(options: Agent.Options): Dispatcher {
  const names = ["http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY"].filter((name) => process.env[name]);
  for (const name of names) refuseNoAddress(name, process.env[name] ?? "");
  return names.length === 0 ? new Agent(options) : new EnvHttpProxyAgent(options);
}

function refuseNoAddress(name: string, value: string): void {
  const url = URL.parse(value);
  if (url !== null && /^https?:$/.test(url.protocol) && url.hostname !== "") return;
  // Not quoted: a password may stand in it.
  throw new CollectorError({
    code: "CONFIG_INVALID",
    sentence: `Could not use the proxy of the environment variable ${name}: it is no http:// or https:// address.`,
    hint: "Write it as http://proxy.example:3128, with user:password@ before the host where it wants them.",
  });
}
