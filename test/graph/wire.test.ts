// What is read of an answer, value by value: a bad one is absent, and never spoils its neighbours.
import { describe, expect, it } from "vitest";
import { readComment } from "../../src/graph/index.ts";

const comment = { id: "17858893269000001", text: "Danke!", timestamp: "2026-11-20T10:00:00+0000", username: "a" };
const hidden = (value: unknown): unknown => readComment({ ...comment, hidden: value })?.comment.hidden;

describe("a flag", () => {
  it.each([
    [true, true],
    [false, false],
    ["true", true],
    ["false", false],
  ])("%j is %j", (value, read) => {
    expect(hidden(value)).toBe(read);
  });

  it.each<unknown>([null, 1, "yes", [true], {}, { toString: 5 }, { valueOf: 1, toString: null }])(
    "%j is none",
    (value) => {
      expect(readComment({ ...comment, hidden: value })?.comment).toMatchObject({ hidden: undefined, text: "Danke!" });
    },
  );
});
