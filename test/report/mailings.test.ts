import { describe, expect, it } from "vitest";
import { toMailings } from "../../src/report/mailings.ts";

const report = {
  span: { from: "2026-11-16", to: "2026-11-22" },
  brand: { name: "Acme", colour: "#000000" },
  title: "Weekly",
} as const;
const dach = { name: "DACH", accountIds: ["1", "2"] };

describe("mailings", () => {
  it("gather recipients by cut and by files", () => {
    const mailings = toMailings(
      [
        { address: "a@x.test", attach: ["pdf"] },
        { address: "b@x.test", attach: ["pdf"] },
        { address: "c@x.test", attach: [] },
        { address: "a@x.test", attach: ["pdf"], cut: dach },
      ],
      report,
    );
    expect(mailings.map(({ edition, attach, addresses }) => [edition, attach, addresses])).toEqual([
      ["2026-11-16..2026-11-22|Acme|Weekly|", ["pdf"], ["a@x.test", "b@x.test"]],
      ["2026-11-16..2026-11-22|Acme|Weekly|", [], ["c@x.test"]],
      ["2026-11-16..2026-11-22|Acme|Weekly|DACH", ["pdf"], ["a@x.test"]],
    ]);
  });

  it("give an address that stands twice one mail with the files of both", () => {
    const mailings = toMailings(
      [
        { address: "a@x.test", attach: ["xlsx"] },
        { address: "a@x.test", attach: ["pdf", "xlsx"] },
      ],
      report,
    );
    expect(mailings.map(({ attach, addresses }) => [attach, addresses])).toEqual([[["pdf", "xlsx"], ["a@x.test"]]]);
  });
});
