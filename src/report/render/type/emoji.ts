// Emoji are drawn, not set: an emoji font weighs megabytes and Chromium's PDF needs one whole, so each emoji that occurs
// becomes one SVG symbol (Noto art, Apache 2.0; country flags from Flagpack, MIT) and keeps its character as text.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { packageFolder } from "../page/package-root.ts";

interface IconSet {
  readonly icons: Readonly<
    Record<string, { readonly body: string; readonly width?: number; readonly height?: number }>
  >;
  readonly width?: number;
  readonly height?: number;
}

/** A selector that says nothing new belongs to its emoji all the same: left over, no font would draw it. */
const EMOJI = /(?:\p{RGI_Emoji}|\p{Emoji}\uFE0F|\p{Emoji_Presentation})\uFE0F?/v;
const EMOJI_SPLIT = new RegExp(`(${EMOJI.source})`, "v");
const REGIONAL_A = 0x1f1e6;
const KEYCAP_NAMES: Readonly<Record<string, string>> = { "#": "pound", "*": "asterisk" };

let loaded: { noto: IconSet; chars: Readonly<Record<string, string>>; flags: IconSet } | undefined;

/** Draws emoji as references into a sprite it collects while the page is written. */
export class EmojiSprite {
  readonly #symbols = new Map<string, string>();

  /** Splits text into plain parts and emoji; an emoji without a drawing stays plain text. */
  split(text: string): readonly { readonly text: string; readonly symbol?: string }[] {
    if (!EMOJI.test(text)) return [{ text }];
    return text
      .split(EMOJI_SPLIT)
      .filter((part) => part !== "")
      .map((part) => {
        const symbol = EMOJI.test(part) ? this.#symbolOf(part) : undefined;
        return symbol === undefined ? { text: part } : { text: part, symbol };
      });
  }

  /** The sprite: one symbol for each emoji met so far, in the order of first use. */
  toSvg(): string {
    if (this.#symbols.size === 0) return "";
    const symbols = [...this.#symbols.values()].join("");
    return `<svg class="sprite" aria-hidden="true" width="0" height="0" xmlns="http://www.w3.org/2000/svg">${symbols}</svg>`;
  }

  #symbolOf(emoji: string): string | undefined {
    const points = [...emoji].map((character) => (character.codePointAt(0) ?? 0).toString(16));
    const id = `e-${points.join("-")}`;
    if (this.#symbols.has(id)) return id;
    const drawing = findDrawing(emoji, points);
    if (drawing === undefined) return undefined;
    // Gradient names are unique within the set only; the symbol's own id keeps them apart for good.
    const body = drawing.body.replace(/\b(id="|url\(#|href="#)(SVG[\w-]+)/g, `$1${id}-$2`);
    this.#symbols.set(id, `<symbol id="${id}" viewBox="0 0 ${drawing.width} ${drawing.height}">${body}</symbol>`);
    return id;
  }
}

function findDrawing(
  emoji: string,
  points: readonly string[],
): { body: string; width: number; height: number } | undefined {
  loaded ??= {
    noto: readJson("@iconify-json/noto", "icons.json") as IconSet,
    chars: readJson("@iconify-json/noto", "chars.json") as Readonly<Record<string, string>>,
    flags: readJson("@iconify-json/flagpack", "icons.json") as IconSet,
  };
  const flag = toFlagName(emoji);
  const set = flag === undefined ? loaded.noto : loaded.flags;
  const bare = points.filter((point) => point !== "fe0f").join("-");
  const name = flag ?? toKeycapName(emoji) ?? loaded.chars[points.join("-")] ?? loaded.chars[bare];
  const icon = name === undefined ? undefined : set.icons[name];
  if (icon === undefined) return undefined;
  // Half of the flags say in a style, which the page's CSP would not apply, that their mask is of the usual kind; two leave
  // out where a gradient begins.
  const body = icon.body
    .replace(/ style="mask-type:luminance;?"/g, "")
    .replace(/<stop (?![^>]*\boffset=)/g, '<stop offset="0" ');
  // A drawing with script, style or a link would not be a drawing.
  if (/<(script|style|a|image|foreignObject)\b|\son\w+=|style=/i.test(body)) return undefined;
  return { body, width: icon.width ?? set.width ?? 16, height: icon.height ?? set.height ?? 16 };
}

function toFlagName(emoji: string): string | undefined {
  const points = [...emoji].map((character) => character.codePointAt(0) ?? 0);
  if (points.length === 2 && points.every((point) => point >= REGIONAL_A && point < REGIONAL_A + 26)) {
    return points.map((point) => String.fromCodePoint(point - REGIONAL_A + 0x61)).join("");
  }
  // England, Scotland, Wales: a black flag and tag characters that spell "gbeng".
  if (points[0] !== 0x1f3f4 || points.length < 6) return undefined;
  const tags = points
    .slice(1, -1)
    .map((point) => String.fromCodePoint(point - 0xe0000))
    .join("");
  return `${tags.slice(0, 2)}-${tags.slice(2)}`;
}

function toKeycapName(emoji: string): string | undefined {
  const key = /^([0-9#*])\uFE0F?\u20E3$/.exec(emoji)?.[1];
  return key === undefined ? undefined : `keycap-${KEYCAP_NAMES[key] ?? key}`;
}

function readJson(packageName: string, file: string): unknown {
  return JSON.parse(readFileSync(join(packageFolder(packageName), file), "utf8"));
}
