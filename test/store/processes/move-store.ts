// Moves a store, and tells of each table once its rows are written; then waits for a word, or to be killed.
import { once } from "node:events";
import { moveStore } from "../../../src/store/index.ts";

const [from = "", to = "", stopAt = ""] = process.argv.slice(2);
await moveStore({
  from,
  to,
  onTable(table, rows, step) {
    console.log(`${step} ${table} ${rows}`);
    // Stands still in the midst of the transaction, as a machine does that loses its power there.
    if (`${step} ${table}` === stopAt) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  },
});
process.stdin.destroy();
await once(process.stdin, "close");
