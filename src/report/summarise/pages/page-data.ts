import type { Figures } from "../figures/figures.ts";
import type { Receipts } from "../model/receipts.ts";
import type { Writer } from "../model/writer.ts";
import type { Facts } from "../read/facts.ts";

/** What a report is written from. A page, finding or sheet names what of it it needs: `Pick<PageData, "weeks" | "write">`. */
export interface PageData extends Facts, Figures {
  /** SHA-256 of the kept thumbnails of the posts that are shown, by the media's id. */
  readonly thumbnails: ReadonlyMap<string, string>;
  readonly receipts: Receipts;
  readonly write: Writer;
}
