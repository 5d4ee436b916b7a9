// How a report stands, from what is held of it. Pure.
import { REVIEW } from "../../report/index.ts";
import type { DeliveryRow, RunProgress, SealedReport, SlotRow } from "../../store/index.ts";
import { toPercent } from "../words.ts";
import type { Work } from "../work.ts";

/** One report of one client and period, its cuts together. */
export interface ReportFacts {
  /** Its seals, newest first; none before it was made. */
  readonly seals: readonly Omit<SealedReport, "sha256">[];
  readonly deliveries: readonly DeliveryRow[];
  /** Other seals of the same days, made earlier or later than those. */
  readonly others?: readonly Omit<SealedReport, "sha256">[] | undefined;
  readonly work?: Work | undefined;
  /** A collection of its days is at work. */
  readonly run?: RunProgress | undefined;
  /** The slot that was to make it. */
  readonly slot?: SlotRow | undefined;
  /** UTC ISO; absent where it has no time. */
  readonly dueAt?: string | undefined;
  /** Reports with less than this share wait, where they do. */
  readonly holdBelow?: number | undefined;
}

export type StateCode =
  | "working"
  | "work-failed"
  | "collecting"
  | "review"
  | "held"
  | "unknown"
  | "failed"
  | "rejected"
  | "sending"
  | "sent"
  | "made"
  | "slot-failed"
  | "due"
  | "open";

export interface ReportState {
  readonly code: StateCode;
  readonly tone: "good" | "bad" | "warn" | "busy" | "plain";
  /** A sentence with its reason, without a full stop. */
  readonly words: string;
  /** UTC ISO, told after the words. */
  readonly at?: string | undefined;
  /** Where `at` belongs: "since", "tried again", "at". */
  readonly atWords?: string | undefined;
  /** 0 to 1, of what goes on. */
  readonly share?: number | undefined;
}

export function toState(facts: ReportFacts): ReportState {
  const { work, run } = facts;
  if (work !== undefined && work.state !== "failed") return { code: "working", tone: "busy", words: work.words };
  if (work !== undefined) return { code: "work-failed", tone: "bad", words: `${work.words}: ${work.sentence ?? ""}` };
  if (run !== undefined) {
    const words =
      run.of === 0 ? "collecting: looking who is there" : `collecting, ${run.done} of ${run.of} questions answered`;
    return { code: "collecting", tone: "busy", words, ...(run.of === 0 ? {} : { share: run.done / run.of }) };
  }
  return facts.seals.length > 0 || facts.deliveries.length > 0 ? toMailState(facts) : toComing(facts);
}

function toMailState(facts: ReportFacts): ReportState {
  const { deliveries, seals, holdBelow } = facts;
  const of = (state: DeliveryRow["state"]) => deliveries.filter((row) => row.state === state);
  const held = of("held");
  const [first] = held;
  if (first !== undefined) {
    const at = { at: first.queuedAt, atWords: "since" };
    if (first.code === REVIEW) return { code: "review", tone: "warn", words: "waits for a review", ...at };
    return { code: "held", tone: "bad", words: toHeldWords(seals, first, holdBelow), ...at, atWords: "· since" };
  }
  const [lost] = of("unknown");
  if (lost !== undefined) {
    const words = `may have reached ${lost.recipient}, or not: the mail server's answer was lost`;
    return { code: "unknown", tone: "warn", words };
  }
  const sent = of("sent");
  const [failed] = of("failed");
  if (failed !== undefined) {
    const to = sent.length === 0 ? "" : `, sent to ${sent.length} of ${deliveries.length}`;
    return { code: "failed", tone: "bad", words: `did not reach ${failed.recipient}: ${trim(failed.message)}${to}` };
  }
  const [waiting] = [...of("sending"), ...of("queued")];
  if (waiting !== undefined) {
    const words = `on its way, ${sent.length} of ${deliveries.length} sent`;
    const again = waiting.tries > 0 && waiting.nextAt !== undefined;
    return { code: "sending", tone: "busy", words, ...(again ? { at: waiting.nextAt, atWords: "tried again" } : {}) };
  }
  const [rejected] = of("rejected");
  if (rejected !== undefined)
    return { code: "rejected", tone: "plain", words: trim(rejected.message).replace(/^R/, "r") || "rejected" };
  const last = sent
    .map(({ sentAt = "" }) => sentAt)
    .toSorted()
    .at(-1);
  if (last !== undefined) {
    return {
      code: "sent",
      tone: "good",
      words: `${findOtherEdition(facts, sent)}sent to ${sent.length} of ${deliveries.length}`,
      at: last,
      atWords: "at",
    };
  }
  return { code: "made", tone: "plain", words: "made, and sent to nobody", at: seals[0]?.sealedAt, atWords: "at" };
}

/** What was sent was not this one: it was made anew since, or has been made anew from this one. */
function findOtherEdition({ seals, others = [] }: ReportFacts, sent: readonly DeliveryRow[]): string {
  const told = sent.flatMap(({ cut, reportId }) => {
    const own = seals.find((seal) => seal.cut === cut);
    if (own === undefined || own.reportId === reportId) return [""];
    const other = others.find((seal) => seal.reportId === reportId);
    if (other === undefined) return [""];
    return [other.sealedAt > own.sealedAt ? "a newer edition was " : "made anew; the edition before was "];
  });
  const [first = ""] = told;
  return told.every((words) => words === first) ? first : "";
}

function toHeldWords(seals: ReportFacts["seals"], row: DeliveryRow, holdBelow: number | undefined): string {
  const share = seals.find(({ reportId }) => reportId === row.reportId)?.coverage;
  if (share === undefined) return `held: ${trim(row.message).replace(/^(Held|Kept back): /, "")}`;
  const wanted =
    holdBelow === undefined || holdBelow >= 1
      ? ", and you want to see every gap first"
      : `, and you want ${toPercent(holdBelow)}`;
  return `held: ${toPercent(share)} complete${wanted}`;
}

function toComing({ slot, dueAt }: ReportFacts): ReportState {
  if (slot?.state === "failed" || slot?.state === "missed") {
    return { code: "slot-failed", tone: "bad", words: `${slot.state}: ${trim(slot.message) || "nobody ran it"}` };
  }
  if (dueAt !== undefined) return { code: "due", tone: "plain", words: "due", at: dueAt, atWords: "" };
  return { code: "open", tone: "plain", words: "not made yet" };
}

function trim(words = ""): string {
  return words.trim().replace(/\.$/, "");
}
