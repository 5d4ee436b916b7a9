// Text from Instagram on its way into HTML: cleaned, escaped, isolated from the direction around it, emoji drawn.

import { escapeHtml, toPlainText } from "../plain-text.ts";
import type { EmojiSprite } from "./emoji.ts";

/** HTML of foreign text inside a `<bdi>`; line ends become `<br>` when `lines` is asked for, else spaces. */
export function toForeignHtml(text: string, sprite: EmojiSprite, lines = false): string {
  return `<bdi>${toInlineHtml(text, sprite, lines)}</bdi>`;
}

/** The same without the isolation, for sentences of our own that quote a name. */
export function toInlineHtml(text: string, sprite: EmojiSprite, lines = false): string {
  return sprite
    .split(toPlainText(text))
    .map((part) => {
      const escaped = escapeHtml(part.text);
      if (part.symbol === undefined) return lines ? escaped.replace(/\n/g, "<br>") : escaped.replace(/\s*\n\s*/g, " ");
      return `<span class="emoji"><span class="emoji-text">${escaped}</span><svg aria-hidden="true"><use href="#${part.symbol}"/></svg></span>`;
    })
    .join("");
}
