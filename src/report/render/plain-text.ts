// What people wrote on Instagram, made harmless as characters; escaping for a format is that format's own business.

/** What XML 1.0 and every output of ours forbid: control characters except tab and line ends, and non-characters. */
const CONTROLS = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\uFFFE\uFFFF]/g;
/** Direction overrides and isolates can reach past their own text (RELIABILITY Z9); marks (U+200E/F) cannot and stay. */
const DIRECTION_OVERRIDES = /[\u202A-\u202E\u2066-\u2069]/g;

/** Text without control characters, direction overrides or broken surrogates; line ends become "\n". */
export function toPlainText(text: string): string {
  return text.toWellFormed().replace(/\r\n?/g, "\n").replace(CONTROLS, "").replace(DIRECTION_OVERRIDES, "");
}

/** The charts' library keeps widths by text in a plain object, and takes one that begins so for a member it never kept. */
const MEMBER = new RegExp(`^(?=${Object.getOwnPropertyNames(Object.prototype).join("|")})`);

/** Text inside a drawing: it is set in fonts that hold no emoji, so those are left out. */
export function toChartText(text: string): string {
  return toPlainText(text)
    .replace(/(?:\p{RGI_Emoji}|\p{Emoji_Presentation})\uFE0F?/gv, "")
    .replace(/\s+/g, " ")
    .trim()
    .replace(MEMBER, "\u200B");
}

/** Cuts to at most `unitsMost` UTF-16 units, never inside a visible character, and marks the cut with "…". */
export function cutText(text: string, unitsMost: number): string {
  if (text.length <= unitsMost) return text;
  let end = 0;
  for (const { segment, index } of new Intl.Segmenter("und", { granularity: "grapheme" }).segment(text)) {
    if (index + segment.length > unitsMost - 1) break;
    end = index + segment.length;
  }
  return `${text.slice(0, end).trimEnd()}…`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Escapes for HTML text and quoted attribute values. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}
