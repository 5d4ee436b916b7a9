// Tries to reserve a number of calls and prints how many were granted.
import { openStore } from "../../../src/store/index.ts";

const [url = "", tries = "", perHour = ""] = process.argv.slice(2);
const store = await openStore({ url });
let granted = 0;
for (let index = 0; index < Number(tries); index += 1) {
  const outcome = await store.ledger.reserve({
    connection: "agency",
    pool: "calls",
    cost: 1,
    perHour: Number(perHour),
    now: new Date(),
    path: "me/accounts",
  });
  if (outcome.granted) granted += 1;
}
console.log(granted);
await store.close();
