import { expect, it } from "vitest";
import { countOf, withRemedy } from "../../src/shared/index.ts";

it.each([
  ["Session has expired", "Log in again.", "Session has expired. Log in again."],
  ["Please retry later.", "Wait.", "Please retry later. Wait."],
  ["Why?", "", "Why?"],
  ["Not today", undefined, "Not today."],
  ['The API said "no."', "Ask.", 'The API said "no." Ask.'],
  ["", "Ask.", "Ask."],
])("%j and its remedy are sentences", (words, remedy, told) => {
  expect(withRemedy(words, remedy)).toBe(told);
});

it("a count has the noun that fits it", () => {
  expect([0, 1, 2].map((count) => countOf(count, "value"))).toEqual(["0 values", "1 value", "2 values"]);
  expect(countOf(1, "more waits", "more wait")).toBe("1 more waits");
});
