import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toJsonPieces } from "../../src/shared/index.ts";

describe("JSON in pieces", () => {
  it("is what JSON.stringify gives, packed or indented", () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 8 }), fc.constantFrom(0, 2), (value, indent) => {
        expect([...toJsonPieces(value, indent)].join("")).toBe(JSON.stringify(value, null, indent));
      }),
    );
  });

  it("leaves out what is undefined, and keeps its place in a list", () => {
    const value = { a: undefined, b: [undefined, { c: undefined }], d: { e: {} } };
    expect([...toJsonPieces(value)].join("")).toBe(JSON.stringify(value));
  });

  it("comes in many pieces when it is long, none of them much longer than the others", () => {
    const rows = Array.from({ length: 20_000 }, (_, at) => ({
      key: `row ${at}`,
      cells: [{ kind: "value", value: at }],
    }));
    const pieces = [...toJsonPieces({ sheets: [{ table: { rows } }] })];
    expect(pieces.length).toBeGreaterThan(10);
    expect(Math.max(...pieces.map(({ length }) => length))).toBeLessThan(70_000);
  });
});
