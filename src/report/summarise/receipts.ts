import type { Figure } from "./figure.ts";
import type { Cell, Receipt } from "./model.ts";
import type { Writer } from "./writer.ts";

/** Collects where the figures come from, and turns figures into cells that name their receipt. */
export interface Receipts {
  /** `owner` is an account id, "all" or "post"; posts read together share their receipts. */
  toCell(owner: string, figure: Figure): Cell;
  /** A cell made without a receipt, its reason said in the report's language. */
  inWords(cell: Cell): Cell;
  /** Everything kept so far, in the order of the keys. */
  list(): Readonly<Record<string, Receipt>>;
}

export function createReceipts(write: Writer): Receipts {
  const kept = new Map<string, Receipt>();
  return {
    toCell(owner, figure) {
      if (figure.kind === "absent") return { kind: "absent", because: write.reason(figure.because) };
      const { metric, window, takenAt, formula, value, provisional } = figure;
      const when = window === null ? `@${takenAt ?? "never"}` : `${window.from}..${window.to}`;
      const key = `${owner}/${metric}/${when}`;
      const receipt: Receipt = { metric, window, takenAt, formula: write.formula(formula) };
      const earlier = kept.get(key);
      // Two figures under one key would make one of the receipts a lie.
      if (earlier !== undefined && JSON.stringify(earlier) !== JSON.stringify(receipt)) {
        throw new Error(`two receipts under the key ${key}`);
      }
      kept.set(key, receipt);
      return { kind: "value", value, ...(provisional ? { provisional: true } : {}), receipt: key };
    },
    inWords(cell) {
      return cell.kind === "absent" ? { ...cell, because: write.reason(cell.because) } : cell;
    },
    list() {
      return Object.fromEntries([...kept].sort(([a], [b]) => (a < b ? -1 : 1)));
    },
  };
}
