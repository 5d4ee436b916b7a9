// The desk in a process of its own, and an empty page beside it; tells its memory when asked.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import fastify from "fastify";
import { openDesk } from "../../src/cli/desk/open-desk.ts";
import { loadSettings } from "../../src/config/index.ts";
import { systemClock } from "../../src/shared/index.ts";
import { openStore } from "../../src/store/index.ts";
import { NOW } from "./fill-desk.ts";

const [folder = "", url = "", hash = ""] = process.argv.slice(2);
const file = join(folder, "gazette.yaml");
/** Three of a fifth of the accounts each, ten of a fiftieth. */
const clients = ["1", "2", "3", ...Array.from({ length: 10 }, (_, nth) => `4${nth}`)].map((first) => ({
  name: `Client ${first}`,
  accounts: [`brand.${first}*`],
}));
const users = [
  { name: "ada", role: "admin", hash },
  { name: "nora", role: "moderator", clients: ["Client 41"], hash },
];
writeFileSync(
  file,
  JSON.stringify({
    connections: ["agency", "franchise"].map((name) => ({ name, token: `none-of-${name}` })),
    store: { url },
    period: { timeZone: "Europe/Berlin", weekStartsOn: "monday" },
    clients,
    desk: { users, port: 0 },
  }),
);
const load = { file, env: {}, cwd: folder };
const settings = loadSettings(load);
const aheadMs = NOW.getTime() - Date.now();
const clock = { ...systemClock, now: () => new Date(Date.now() + aheadMs) };
const store = await openStore({ url, clock });
const print = { result: () => undefined, failure: (text: string) => process.stderr.write(`${text}\n`) };
const desk = await openDesk({ settings, load, store, clock, print: print as never, port: 0 });
const empty = fastify();
empty.get("/", (_request, reply) => reply.type("text/html").send("<!doctype html><title>empty</title>"));
await empty.listen({ host: "127.0.0.1", port: 0 });
const address = empty.server.address();
const emptyPort = typeof address === "object" ? address?.port : 0;
process.on("message", () => {
  global.gc?.();
  process.send?.({ rssMiB: process.memoryUsage().rss / 2 ** 20, heapMiB: process.memoryUsage().heapUsed / 2 ** 20 });
});
process.on("disconnect", () => process.exit());
process.send?.({ url: desk.url, emptyUrl: `http://127.0.0.1:${emptyPort}` });
