// Keeps answers in a run of its own: as many as told, or until it is killed (and not for ever, should nobody do so). Prints the number of each one acknowledged.
import { openStore } from "../../../src/store/index.ts";
import { batch, day, openWeek } from "../records.ts";

const [url = "", scope = "", answers = "20000"] = process.argv.slice(2);
const store = await openStore({ url });
const run = await openWeek(store, scope);
for (let index = 0; index < Number(answers); index += 1) {
  const reserved = await store.ledger.reserve({
    connection: scope,
    pool: "calls",
    cost: 1,
    perHour: 1_000_000,
    path: `${scope}/insights`,
  });
  if (!reserved.granted) throw new Error("The allowance is a million.");
  const points = [
    day({ accountId: scope, metric: `metric ${index}`, value: index }),
    day({ accountId: scope, value: index }),
  ];
  await run.keep(batch({ days: points }), { callKey: `call ${index}`, done: true }, [reserved.callId]);
  console.log(index);
}
await store.close();
