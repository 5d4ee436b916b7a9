// What the rules find, and which of it is told: the heaviest first, at most one an account.
import { byText, type Figure } from "../../figures/index.ts";
import type { Finding, Phrase } from "../model/model.ts";
import type { PageData } from "../pages/page-data.ts";

/** Something worth telling, found by one rule. */
export interface Candidate {
  /** Whom it is about: an account's id, a group's key, or what is told of all. Each is told of once. */
  readonly about: string;
  /** How unusual it is × how much of the whole it moves (`weigh`). */
  readonly weight: number;
  readonly finding: Finding;
  /** Accounts that made the change of many: told of them, it need not head the report, too. */
  readonly madeBy?: readonly string[] | undefined;
  /** The same in one short sentence; without it the finding never heads the report. */
  readonly headline?: readonly Phrase[] | undefined;
}

/** Unusual in standard deviations (usual.ts), at most these: beyond, more is not more worth telling. */
const UNUSUAL_MOST = 8;
/** An account that is a hundredth of the whole counts a fifth, not a hundredth: its people read the report, too. */
const SHARE_POWER = 1 / 3;

export function weigh(unusual: number, share: number): number {
  return Math.min(unusual, UNUSUAL_MOST) * Math.min(1, Math.max(0, share)) ** SHARE_POWER;
}

/** The heaviest of each `about`, heaviest first; what may still turn out otherwise never leads. */
export function rank(candidates: readonly Candidate[]): readonly Candidate[] {
  const sorted = candidates.toSorted(
    (a, b) => b.weight - a.weight || byText(a.about, b.about) || byText(a.finding.text, b.finding.text),
  );
  const lead = sorted.filter(({ finding }) => finding.provisional !== true).slice(0, 1);
  const told = [...lead, ...sorted];
  return told.filter(({ about }, at) => told.findIndex((one) => one.about === about) === at);
}

/** Receipts of the figures a sentence quotes; `owner` as `Receipts.toCell` has it. */
export function quote(
  { receipts }: Pick<PageData, "receipts">,
  owner: string,
  figures: readonly Figure[],
): readonly string[] {
  return figures.flatMap((figure) => {
    const cell = receipts.toCell(owner, figure);
    return cell.kind === "value" && cell.receipt !== undefined ? [cell.receipt] : [];
  });
}

/** Marks the words between the two that carry a headline, in texts of the words. */
const [BEGIN, END] = ["\u27e8", "\u27e9"];

/** "Hamburg has been ⟨silent for 18 days⟩." as phrases; the marked words bear the tone. */
export function toPhrases(text: string, tone: Finding["tone"]): readonly Phrase[] {
  return text
    .split(BEGIN)
    .flatMap((part, at) => {
      if (at === 0) return [{ text: part }];
      const [marked = "", rest = ""] = part.split(END);
      return [{ text: marked, tone }, { text: rest }];
    })
    .filter((phrase) => phrase.text !== "");
}

/** The same words where nothing is marked. */
export function withoutMarks(text: string): string {
  return text.replaceAll(BEGIN, "").replaceAll(END, "");
}
