import type { AbsentFigure, Figure } from "../../figures/index.ts";
import type { AbsentCell, Cell, Receipt } from "./model.ts";
import type { Writer } from "./writer.ts";

/** A cell whose reason is still a code. */
export type Unsaid = Exclude<Cell, AbsentCell> | AbsentFigure;

/** Collects where the figures come from, and turns figures into cells that name their receipt. */
export interface Receipts {
  /** `owner` is an account id, "all" or "post"; posts read together share their receipts. */
  toCell(owner: string, figure: Figure): Cell;
  /** A cell made without a receipt, its reason said in the report's language. */
  inWords(cell: Unsaid): Cell;
  /** Everything kept so far, in the order of the keys. */
  list(): Readonly<Record<string, Receipt>>;
}

export function createReceipts(write: Writer): Receipts {
  const kept = new Map<string, { readonly key: string; readonly receipt: Receipt }>();

  /** One copy of the key, however many cells name it. Another figure of the same, over fewer accounts, has a key of its own. */
  function toKey(written: string, receipt: Receipt, nth = 1): string {
    const numbered = nth === 1 ? written : `${written} (${nth})`;
    const known = kept.get(numbered);
    if (known === undefined) kept.set(numbered, { key: numbered, receipt });
    else if (!isSame(known.receipt, receipt)) return toKey(written, receipt, nth + 1);
    return known?.key ?? numbered;
  }

  return {
    toCell(owner, figure) {
      if (figure.kind === "absent") return { kind: "absent", because: write.reason(figure.because) };
      const { metric, window, takenAt, formula, value, provisional } = figure;
      const when = window === null ? `@${takenAt ?? "never"}` : `${window.from}..${window.to}`;
      const receipt: Receipt = { metric, window, takenAt, formula: write.formula(formula) };
      const key = toKey(`${owner}/${metric}/${when}`, receipt);
      return { kind: "value", value, ...(provisional ? { provisional: true } : {}), receipt: key };
    },
    inWords(cell) {
      return cell.kind === "absent" ? { kind: "absent", because: write.reason(cell.because) } : cell;
    },
    list() {
      const sorted = [...kept.values()].sort((a, b) => (a.key < b.key ? -1 : 1));
      return Object.fromEntries(sorted.map(({ key, receipt }) => [key, receipt]));
    },
  };
}

function isSame(a: Receipt, b: Receipt): boolean {
  const isSameWindow = a.window?.from === b.window?.from && a.window?.to === b.window?.to;
  return isSameWindow && a.metric === b.metric && a.takenAt === b.takenAt && a.formula === b.formula;
}
