import type { Facts } from "../facts.ts";
import type { Section } from "../model.ts";

const text = {
  title: "About this report",
  verify: "How to verify it",
  verifyText: (span: string) => [
    "Every figure has a receipt: ask for it in the HTML edition by clicking the figure. It names the metric, the window, the formula and when Meta was asked.",
    `Run “gazette report” for ${span} against the same dataset, as often as you like: it spends no call. The same dataset hash means the same facts; the same report id means the same report, figure for figure.`,
    "The report is sealed: “gazette report --from-model” with the report's id renders it again, years later, figure for figure.",
    "HTML, PDF and workbook are made from one model. If two of them ever disagree on a figure, one of the files has been changed.",
  ],
  not: "What the numbers are not, and what is not promised",
  notText: [
    "Equal to the screen of the app: Meta restates days and posts for 48 hours, and the app counts some of them otherwise.",
    "People counted once across accounts: Meta counts them in each account alone, so reach over accounts is a sum in which people overlap.",
    "A record of stories that came and went while nothing ran.",
    "A proof of delivery: that a mail was accepted is known, that it landed in an inbox is not.",
    "Filled in: a value that did not come is not measured, with its reason, and never a zero.",
  ],
};

/** The last page: how to check the report, and what it does not say. Its id and hashes are printed beneath by the template. */
export function buildBackPage({ frame, write }: Facts): Section {
  return {
    id: "back",
    title: text.title,
    blocks: [
      {
        kind: "text",
        title: text.verify,
        paragraphs: text.verifyText(write.span(frame.span)),
      },
      { kind: "text", title: text.not, paragraphs: text.notText },
    ],
  };
}
