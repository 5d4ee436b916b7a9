import { expect, it } from "vitest";
import { describeLesson } from "../../src/collect/describe-lesson.ts";

const nameOf = (id: string): string | undefined => (id === "17841400000000001" ? "@kaffee" : undefined);

it.each([
  ["form", "2", "How questions are put together: form 2 of 3, because a shorter one was refused"],
  ["metric:account:views", "refused", "account:views: is refused; left off"],
  ["converted-after:17841400000000001", "1794240811", "@kaffee: posts before 2026-11-09 have no figures"],
  ["converted-after:17841400000000002", "soon", "17841400000000002: posts before soon have no figures"],
  [
    "refusing-posts:17841400000000001",
    '[{"mediaId":"1","metrics":["views"]},{"mediaId":"2","metrics":["shares"]}]',
    "@kaffee: posts that refuse a figure: 2",
  ],
  ["refused-edges:17841400000000001", '[{"edge":"stories"},{"edge":"tags"}]', "@kaffee: is refused stories, tags"],
  ["refused-edges:17841400000000001", "[{", "@kaffee: is refused "],
  ["refused-edges:17841400000000001", "[null]", "@kaffee: is refused "],
  ["metrics-answered", "a b c d e f g h", "Metrics that were answered: a, b, c, d, e, f and 2 more"],
  ["of-a-later-version", "yes", "of-a-later-version: yes"],
])("tells %s %s in words", (topic, finding, words) => {
  const { about, found } = describeLesson({ topic, finding }, nameOf);
  expect(`${about}: ${found}`).toBe(words);
});
