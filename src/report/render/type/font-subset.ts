// subset-font is CommonJS without types; it wraps HarfBuzz, so ligatures and joining forms of the kept letters stay.
import { createRequire } from "node:module";

/** Compressed for a file that is sent around; as it is for a page that is printed and thrown away. */
export type FontFormat = "woff2" | "truetype";

export interface SubsetOptions {
  readonly targetFormat: FontFormat;
  readonly variationAxes?: Readonly<Record<string, number>>;
  readonly keepFeatures?: readonly string[];
}

type Subset = (font: Buffer, text: string, options: SubsetOptions) => Promise<Buffer>;

const require = createRequire(import.meta.url);

export function subsetFont(font: Buffer, text: string, options: SubsetOptions): Promise<Buffer> {
  return (require("subset-font") as Subset)(font, text, options);
}
