import { expect, it } from "vitest";
import { GraphError } from "../../src/graph/index.ts";
import { createPostedReads } from "../../src/graph/posted-reads.ts";

const refused = (httpStatus: number, apiMessage: string): GraphError =>
  new GraphError({ code: "GRAPH_REFUSED", sentence: "x", recovery: "skip", scope: "call", httpStatus, apiMessage });

it("a server that took long reads as POST and then says plainly that it does not is believed", async () => {
  const notes: string[] = [];
  const reads = createPostedReads("agency", {
    recall: async () => undefined,
    note: async (_connection, found, words) => void notes.push(`${found} ${words}`.trim()),
  });
  await reads.onAnswered(true);
  expect(reads.mayPost()).toBe(true);
  // Doubtful words hold nothing against what was seen.
  expect(await reads.isToBlame(refused(400, "(#3) No capability."))).toBe(false);
  expect(reads.mayPost()).toBe(true);
  expect(await reads.isToBlame(refused(405, "Method Not Allowed"))).toBe(true);
  expect(reads.mayPost()).toBe(false);
  expect(notes.map((note) => note.split(" ")[0])).toEqual(["taken", "refused"]);
});
