// A client's brand colour is a given, its legibility is not: these tones keep the hue and reach WCAG AA.

export interface BrandColours {
  /** As configured: for areas. */
  readonly fill: string;
  /** Black or white, whichever reads better on the fill. */
  readonly onFill: string;
  /** For text and lines on the light page, at least 4.5 : 1. */
  readonly onLight: string;
  /** For text and lines on the dark page, at least 4.5 : 1. */
  readonly onDark: string;
}

type Rgb = readonly [number, number, number];

const LIGHT_PAGE: Rgb = [255, 255, 255];
const DARK_PAGE: Rgb = [24, 27, 33];
const TEXT_CONTRAST = 4.5;
const FALLBACK = "#1f3a5f";

/** Tones of a "#rrggbb" colour; anything else is replaced by a quiet blue, so that no text can reach the style sheet. */
export function toBrandColours(colour: string): BrandColours {
  const fill = /^#[0-9a-f]{6}$/i.test(colour) ? colour.toLowerCase() : FALLBACK;
  const rgb = parse(fill);
  return {
    fill,
    onFill: contrast(rgb, LIGHT_PAGE) >= TEXT_CONTRAST ? "#ffffff" : "#000000",
    onLight: print(moveUntilLegible(rgb, [0, 0, 0], LIGHT_PAGE)),
    onDark: print(moveUntilLegible(rgb, [255, 255, 255], DARK_PAGE)),
  };
}

function moveUntilLegible(from: Rgb, towards: Rgb, page: Rgb): Rgb {
  for (let step = 0; step <= 20; step += 1) {
    const mixed = mix(from, towards, step / 20);
    if (contrast(mixed, page) >= TEXT_CONTRAST) return mixed;
  }
  return towards;
}

function mix(a: Rgb, b: Rgb, share: number): Rgb {
  const at = (index: 0 | 1 | 2): number => Math.round(a[index] + (b[index] - a[index]) * share);
  return [at(0), at(1), at(2)];
}

/** WCAG 2.2 contrast ratio. */
export function contrast(a: Rgb, b: Rgb): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return ((light ?? 0) + 0.05) / ((dark ?? 0) + 0.05);
}

function luminance(rgb: Rgb): number {
  const [red = 0, green = 0, blue = 0] = rgb.map((channel) => {
    const share = channel / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function parse(hex: string): Rgb {
  const at = (index: number): number => Number.parseInt(hex.slice(1 + index * 2, 3 + index * 2), 16);
  return [at(0), at(1), at(2)];
}

function print(rgb: Rgb): string {
  return `#${rgb.map((channel) => channel.toString(16).padStart(2, "0")).join("")}`;
}
