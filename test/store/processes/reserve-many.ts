// Opens the store, says so, waits for the end of its input and then reserves a number of calls at once; prints how many
// were granted.
import { text } from "node:stream/consumers";
import { openStore } from "../../../src/store/index.ts";

const [url = "", tries = "", perHour = ""] = process.argv.slice(2);
const store = await openStore({ url });
console.log("open");
await text(process.stdin);
const outcomes = await Promise.all(
  Array.from({ length: Number(tries) }, () =>
    store.ledger.reserve({
      connection: "agency",
      pool: "calls",
      cost: 1,
      perHour: Number(perHour),
      path: "me/accounts",
    }),
  ),
);
console.log(outcomes.filter((outcome) => outcome.granted).length);
await store.close();
