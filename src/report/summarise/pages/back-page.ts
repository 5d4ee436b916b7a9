import type { Section } from "../model/model.ts";
import type { PageData } from "./page-data.ts";

/** The last page: how to check the report, and what it does not say. Its id and hashes are printed beneath by the template. */
export function buildBackPage({ frame, write }: Pick<PageData, "frame" | "write">): Section {
  const text = write.words.backPage;
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
