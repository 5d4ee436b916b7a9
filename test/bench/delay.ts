import { connect, createServer, type Socket } from "node:net";

/** What a call takes on its way to the slow door, before any work of the server; the real API takes longer. */
export const LATENCY_MS = 100;

/** A door to a local port through which every byte takes `delayMs` to get in; answers come out at once. Gives its port. */
export function startDelay(port: number, delayMs: number): Promise<number> {
  const server = createServer((client) => {
    const target = connect(port, "127.0.0.1");
    client.on("data", (chunk) => setTimeout(() => target.write(chunk), delayMs));
    target.pipe(client);
    client.on("close", () => setTimeout(() => target.destroy(), delayMs));
    target.on("close", () => client.destroy());
    for (const socket of [client, target]) socket.on("error", () => (socket as Socket).destroy());
  });
  return new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      if (address === null || typeof address === "string") throw new Error("a local port has a number");
      resolve(address.port);
    });
  });
}
