import { expect, it } from "vitest";
import { ofPercent, ofTheDay, theDay } from "../../../src/report/words/it/elide.ts";

it.each([
  ["8 novembre 2026", "l’8 novembre 2026", "dell’8 novembre 2026"],
  ["11 nov 2026, 09:00", "l’11 nov 2026, 09:00", "dell’11 nov 2026, 09:00"],
  ["1 novembre 2026", "il 1 novembre 2026", "del 1 novembre 2026"],
  ["18 novembre 2026", "il 18 novembre 2026", "del 18 novembre 2026"],
])("Italian elides before eight and eleven: %s", (day, the, of) => {
  expect([theDay(day), ofTheDay(day)]).toEqual([the, of]);
});

it.each([
  ["8,2%", "dell’8,2%"],
  ["80,0%", "dell’80,0%"],
  ["11,0%", "dell’11,0%"],
  ["1,5%", "dell’1,5%"],
  ["12,3%", "del 12,3%"],
  ["110,0%", "del 110,0%"],
  ["0,5%", "dello 0,5%"],
])("a share of %s is %s", (percent, told) => {
  expect(ofPercent(percent)).toBe(told);
});
