// The author's notes: CommonMark by micromark, which lets neither HTML nor script addresses through. Pictures would be fetched
// from elsewhere, so their sign is taken as plain text.
import { micromark } from "micromark";
import { toPlainText } from "../plain-text.ts";
import type { EmojiSprite } from "../type/emoji.ts";
import { toInlineHtml } from "../type/foreign-text.ts";

const WITHOUT_PICTURES = { disable: { null: ["labelStartImage"] } };

/** HTML of Markdown; its headings all stand below the block's own title. */
export function toMarkdownHtml(source: string, sprite: EmojiSprite): string {
  return micromark(toPlainText(source), { extensions: [WITHOUT_PICTURES] })
    .replace(/<(\/?)h[1-6]>/g, "<$1h4>")
    .replaceAll("<a href=", '<a rel="noreferrer" href=')
    .split(/(<[^>]*>)/)
    .map((part) => (part.startsWith("<") ? part : drawEmoji(part, sprite)))
    .join("");
}

/** The text is escaped already. */
function drawEmoji(text: string, sprite: EmojiSprite): string {
  return sprite
    .split(text)
    .map((part) => (part.symbol === undefined ? part.text : toInlineHtml(part.text, sprite)))
    .join("");
}
