// Names of include and exclude against whom the connections list: a name that is misspelt lets an account in, or leaves one out.
import { expect, test } from "vitest";
import type { FoundAccounts } from "../../src/collect/found-accounts.ts";
import { findUnmatched } from "../../src/collect/walk-connections.ts";
import { account } from "../report/summarise/memory-dataset.ts";

const found = (walked: readonly string[], ...names: readonly string[]): FoundAccounts => {
  const reachable = names.map((username, at) => account(`${walked[0]}${at}`, { username, pageName: "" }));
  return { accounts: [], reachable, missing: [], lost: [], walked, spent: [], searchCalls: 0 };
};

test("names that mean nobody are told once every connection was walked, and never those of accounts held", () => {
  const filter = { include: ["*", "north*", "gone.brand"], exclude: ["@South_Shop", "theatr"] };
  const lanes = [found(["a"], "north.de", "theater"), found(["b"], "south_shop")];
  const held = [account("9", { username: "gone.brand" })];
  expect(findUnmatched(filter, lanes, ["a", "b"], held)).toEqual(["theatr"]);
  expect(findUnmatched(filter, lanes, ["a", "b"], [])).toEqual(["gone.brand", "theatr"]);
  // The hour of one is spent: whom it lists, nobody knows.
  expect(findUnmatched(filter, lanes, ["a", "b", "c"], held)).toBeUndefined();
});
