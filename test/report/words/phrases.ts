import type { Words } from "../../../src/report/words/index.ts";
import { type Coded, sayCoded, type Texts } from "../../../src/shared/index.ts";
import { formulaSamples, noteSamples, reasonSamples } from "./samples.ts";

export interface Phrase {
  readonly text: string;
  /** Marks of the arguments that stand in the text. */
  readonly given: readonly string[];
}

/** Every phrase by its path; sentences with parameters are told of marks, switches both ways. */
export function listPhrases(words: Words): ReadonlyMap<string, Phrase> {
  const found = new Map<string, Phrase>();
  const walk = (node: unknown, path: string): void => {
    if (typeof node === "string") found.set(path, { text: node, given: [] });
    else if (Object.hasOwn(CODED, path)) sayAll(node as Texts<Record<string, unknown>>, CODED[path] ?? {}, path);
    else if (typeof node === "function") tell(node as (...given: unknown[]) => unknown, path);
    else if (typeof node === "object" && node !== null) {
      for (const [key, child] of Object.entries(node)) walk(child, path === "" ? key : `${path}.${key}`);
    }
  };
  const sayAll = (texts: Texts<Record<string, unknown>>, samples: Readonly<Record<string, unknown>>, path: string) => {
    const say = (told: Coded<Record<string, unknown>>): string => sayCoded(texts, told, say);
    for (const code of Object.keys(texts)) {
      const args = samples[code];
      const text = say({ code, args });
      const given = JSON.stringify(args ?? null).match(/⟨.+?⟩|(?<![\w-])\d+(?:\.\d+)?(?![\w-])/g) ?? [];
      found.set(`${path}.${code}`, { text, given: given.filter((mark) => text.includes(mark)) });
    }
  };
  const tell = (sentence: (...given: unknown[]) => unknown, path: string): void => {
    for (const isSet of [true, false]) {
      const marks = Array.from({ length: sentence.length }, (_, at) => `⟨${at}⟩`);
      const switches = SWITCHES[path];
      const given = marks.map((mark, at) =>
        at === switches?.at ? (switches.of === "number" ? Number(isSet) : isSet) : mark,
      );
      const told = sentence(...given);
      const texts = typeof told === "string" ? { told } : (told as Readonly<Record<string, string>>);
      for (const [key, text] of Object.entries(texts)) {
        const place = `${path}(${isSet})${key === "told" ? "" : `.${key}`}`;
        found.set(place, { text, given: marks.filter((mark) => text.includes(mark)) });
      }
    }
  };
  walk(words, "");
  return found;
}

/** Sentences by code, each told of a sample. */
const CODED: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  formulas: formulaSamples,
  notes: noteSamples,
  reasons: reasonSamples,
};

/** Parameters that choose words instead of standing among them. */
const SWITCHES: Readonly<Record<string, { readonly at: number; readonly of: "boolean" | "number" }>> = {
  "findings.total": { at: 2, of: "boolean" },
  "findings.account": { at: 2, of: "boolean" },
  "movers.rate": { at: 2, of: "boolean" },
  "hashtags.note": { at: 1, of: "number" },
};
