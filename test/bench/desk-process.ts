// The desk in a process of its own, and an empty page beside it; tells its memory when asked.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import fastify from "fastify";
import { openDesk } from "../../src/cli/desk/open-desk.ts";
import { loadSettings } from "../../src/config/index.ts";
import { systemClock } from "../../src/shared/index.ts";
import { openStore } from "../../src/store/index.ts";
import { CLIENTS, NOW } from "./desk-names.ts";

const [folder = "", url = "", hash = ""] = process.argv.slice(2);
const file = join(folder, "gazette.yaml");
const users = [
  { name: "ada", role: "admin", hash },
  { name: "nora", role: "moderator", clients: ["Client 41"], hash },
];
writeFileSync(
  file,
  JSON.stringify({
    connections: ["agency", "franchise"].map((name) => ({ name, token: `none-of-${name}` })),
    budget: { callsPerHour: 4_800 },
    store: { url },
    period: { timeZone: "Europe/Berlin", weekStartsOn: "monday" },
    clients: CLIENTS.map((client) => ({
      ...client,
      reports: [{ every: "week", cron: "0 9 * * 2", to: ["owner@brand.test"] }],
    })),
    delivery: { smtp: "smtp://127.0.0.1:9?tls=off", from: "Reports <reports@agency.test>" },
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
process.on("message", (asked) => {
  if (asked === "work") {
    const { user, system } = process.cpuUsage();
    process.send?.({ workedMs: (user + system) / 1_000 });
    return;
  }
  global.gc?.();
  process.send?.({ rssMiB: process.memoryUsage().rss / 2 ** 20, heapMiB: process.memoryUsage().heapUsed / 2 ** 20 });
});
process.on("disconnect", () => process.exit());
process.send?.({ url: desk.url, emptyUrl: `http://127.0.0.1:${emptyPort}` });
