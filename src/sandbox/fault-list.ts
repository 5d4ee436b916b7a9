// Trouble as a person writes it, "http-500,throttle-80002@5" or JSON → faults and settings.

import { FAULT_KINDS, type Fault, type FaultKind, type FaultMatch } from "./faults.ts";
import { DEFAULT_SETTINGS, type SandboxSettings } from "./settings.ts";

/** Words for a server that is peculiar throughout, and the settings they stand for. */
const MODES = {
  "aliases-refused": { aliases: "refused" },
  "nested-refused": { nestedInsights: "refused" },
  "limit-ignored": { limitIgnored: true },
  "size-guard": { maxRowsPerRequest: 12 },
  "clock-skew": { clockSkewMinutes: 120 },
  "no-usage-headers": { usageHeaders: false },
  "empty-discovery": { emptyDiscovery: true },
} as const satisfies Readonly<Record<string, Partial<SandboxSettings>>>;

export type FaultMode = keyof typeof MODES;

export const FAULT_MODES = Object.keys(MODES) as readonly FaultMode[];

export interface FaultList {
  readonly faults: readonly Fault[];
  readonly settings: Partial<SandboxSettings>;
}

/** What lasts once it has begun; the rest passes. */
const LASTING: readonly FaultKind[] = ["token-expired", "token-revoked", "page-lost"];
/** The call a bare word strikes: the second account of a collection that needs one call an account. */
const USUAL_CALL = 3;

/**
 * Reads words with commas between them, or JSON: a list of words and faults, or `{ "faults": […], "settings": {…} }`.
 * A word is a mode, or a kind: bare it strikes the third call, `kind@5` the fifth, `kind@5+` each from the fifth on.
 * Throws RangeError with a sentence for anything else.
 */
export function parseFaultList(text: string): FaultList {
  const trimmed = text.trim();
  const isJson = trimmed.startsWith("[") || trimmed.startsWith("{");
  const parsed = isJson ? parseJson(trimmed) : trimmed.split(",").map((word) => word.trim());
  const { faults: items = [], settings = {} } = Array.isArray(parsed) ? { faults: parsed } : toObject(parsed);
  if (!Array.isArray(items)) throw new RangeError('"faults" must be a list.');
  const stranger = Object.keys(toObject(settings)).find((name) => !Object.hasOwn(DEFAULT_SETTINGS, name));
  if (stranger !== undefined) throw new RangeError(`The sandbox has no setting "${stranger}".`);
  const lists = items.map(toFaultList);
  return {
    faults: lists.flatMap(({ faults }) => faults),
    settings: Object.assign({}, ...lists.map((list) => list.settings), toObject(settings)),
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new RangeError(`The faults are no JSON: ${error instanceof Error ? error.message : String(error)}.`);
  }
}

function toObject(value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  throw new RangeError("Faults are words, a JSON list, or a JSON object with faults and settings.");
}

function toFaultList(item: unknown): FaultList {
  if (typeof item === "string") return readWord(item);
  const fault = toObject(item);
  const { kind, match = {} } = fault;
  if (typeof kind !== "string") throw new RangeError('A fault needs a "kind".');
  if (isMode(kind)) return { faults: [], settings: MODES[kind] };
  const refusal = fault.refusal === undefined ? {} : { refusal: fault.refusal as NonNullable<Fault["refusal"]> };
  return { faults: [{ kind: toKind(kind), match: toObject(match) as FaultMatch, ...refusal }], settings: {} };
}

function readWord(word: string): FaultList {
  if (isMode(word)) return { faults: [], settings: MODES[word] };
  const [, name = word, place, plus] = /^([a-z0-9-]+?)(?:@([1-9]\d*)(\+)?)?$/.exec(word) ?? [];
  const kind = toKind(name);
  const call = place === undefined ? USUAL_CALL : Number(place);
  const lasts = plus === "+" || (place === undefined && LASTING.includes(kind));
  return { faults: [{ kind, match: lasts ? { from: call } : { nth: call } }], settings: {} };
}

function isMode(word: string): word is FaultMode {
  return Object.hasOwn(MODES, word);
}

function toKind(word: string): FaultKind {
  const kind = FAULT_KINDS.find((known) => known === word);
  if (kind !== undefined) return kind;
  throw new RangeError(`there is no fault "${word}". Known: ${[...FAULT_KINDS, ...FAULT_MODES].join(", ")}.`);
}
