// Which of several findings is told first.
import { expect, it } from "vitest";
import { type Candidate, rank } from "../../../src/report/summarise/findings/candidate.ts";

const settled = (about: string, weight: number): Candidate => ({
  about,
  weight,
  finding: { tone: "plain", text: `${about} ${weight}` },
});
const early = (about: string, weight: number): Candidate => {
  const candidate = settled(about, weight);
  return { ...candidate, finding: { ...candidate.finding, provisional: true } };
};
const ranked = (...candidates: readonly Candidate[]) => rank(candidates).map(({ finding }) => finding.text);

it.each([
  ["the heaviest first", [settled("a", 1), settled("b", 2)], ["b 2", "a 1"]],
  [
    "after what is settled, a change that may still turn out otherwise has the place of its weight",
    [settled("a", 1), early("b", 3), settled("c", 2), early("d", 1.5)],
    ["c 2", "b 3", "d 1.5", "a 1"],
  ],
  ["once each, by the heaviest", [settled("a", 1), settled("b", 2), early("a", 1.5)], ["b 2", "a 1.5"]],
  ["once, though its settled one leads", [settled("a", 1), early("a", 2), early("b", 1.5)], ["a 1", "b 1.5"]],
  ["with nothing settled, all of it by weight", [early("a", 1), early("b", 2)], ["b 2", "a 1"]],
])("findings are told %s", (_name, candidates, texts) => {
  expect(ranked(...candidates)).toEqual(texts);
});
