// Opens the store and sends calls through the one door until the hour is spent; prints how many it sent.
import { createGraph } from "../../../src/graph/index.ts";
import { Secret } from "../../../src/shared/index.ts";
import { openStore } from "../../../src/store/index.ts";
import { HANG } from "../../support/hang.ts";

const [storeUrl = "", url = "", token = "", perHour = ""] = process.argv.slice(2);
await using store = await openStore({ url: storeUrl });
await using graph = createGraph({
  url,
  version: "v25.0",
  timeoutMs: HANG.timeout,
  connections: [{ name: "agency", token: new Secret(token), perHour: Number(perHour) }],
  ledger: store.ledger,
  whenSpent: "stop",
});
const send = async (): Promise<void> => {
  for (;;) {
    await graph.send(
      { connection: "agency", path: "me", params: { fields: "id" }, about: "the user" },
      new AbortController().signal,
    );
  }
};
await Promise.allSettled([send(), send(), send()]);
console.log(graph.callsSent());
