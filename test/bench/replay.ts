// The same requests without a collector: what the network and the server cost by themselves.
import pLimit from "p-limit";
import { Agent } from "undici";
import { CONCURRENCY, type Server } from "./collection.ts";
import type { SentCall } from "./sandbox-process.ts";

/** Sends recorded requests bare through undici, as many at once as the collector; reads every body. Milliseconds. */
export async function replay({ url, token }: Server, calls: readonly SentCall[]): Promise<number> {
  const dispatcher = new Agent({ keepAliveTimeout: 30_000, connections: 16 });
  const send = async ({ method, path, parameters, status }: SentCall): Promise<void> => {
    const query = new URLSearchParams(parameters).toString();
    const reply = await dispatcher.request({
      origin: url,
      path: method === "POST" ? path : `${path}?${query}`,
      method: method === "POST" ? "POST" : "GET",
      headers: {
        authorization: `Bearer ${token}`,
        ...(method === "POST" ? { "content-type": "application/x-www-form-urlencoded" } : {}),
      },
      body: method === "POST" ? query : null,
    });
    await reply.body.text();
    if (reply.statusCode !== status) throw new Error(`${path} was answered ${reply.statusCode} and not ${status}`);
  };
  const chains = toChains(calls);
  const [discovery = [], ...others] = chains;
  const sendInTurn = async (chain: readonly SentCall[]): Promise<void> => {
    for (const call of chain) await send(call);
  };
  const begun = performance.now();
  await sendInTurn(discovery);
  const limit = pLimit(CONCURRENCY);
  await Promise.all(others.map((chain) => limit(() => sendInTurn(chain))));
  const ms = performance.now() - begun;
  await dispatcher.close();
  return ms;
}

/** Discovery first, for nothing can begin before it; then what waits for nobody, each further page behind its first. */
function toChains(calls: readonly SentCall[]): readonly (readonly SentCall[])[] {
  const discovery: SentCall[] = [];
  const others: SentCall[][] = [];
  const walks = new Map<string, SentCall[]>();
  for (const call of calls) {
    const [, , node = "", edge] = call.path.split("/");
    const walk = walks.get(node);
    if (edge === "accounts") discovery.push(call);
    else if (call.parameters.after !== undefined && walk !== undefined) walk.push(call);
    else {
      const chain = [call];
      others.push(chain);
      if (edge === undefined || edge === "media") walks.set(node, chain);
    }
  }
  return [discovery, ...others];
}
