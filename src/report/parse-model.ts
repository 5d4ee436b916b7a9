// A model from its JSON text, taken as it comes: that of a few thousand accounts is longer than a string of V8 may be.
import { JSONParser } from "@streamparser/json";
import { ReportError } from "./report-error.ts";
import type { ReportModel } from "./summarise/index.ts";

/** Up to here the text is held whole and read by V8 itself, which is ten times as quick. */
const CHARACTERS_WHOLE = 64_000_000;

/** Throws `REPORT_MODEL_UNREADABLE`; `from` names where the text came from. What `pieces` throws passes through. */
export async function parseModel(
  pieces: AsyncIterable<string> | Iterable<string>,
  from: string,
  charactersWhole = CHARACTERS_WHOLE,
): Promise<ReportModel> {
  const held: string[] = [];
  let length = 0;
  let parser: Parser | undefined;
  for await (const piece of pieces) {
    held.push(piece);
    length += piece.length;
    if (parser === undefined && length <= charactersWhole) continue;
    parser ??= createParser();
    const { write } = parser;
    for (const waiting of held.splice(0)) attempt(() => write(waiting), from);
  }
  return attempt(() => toModel(parser === undefined ? JSON.parse(held.join("")) : parser.end()), from);
}

interface Parser {
  write(piece: string): void;
  end(): unknown;
}

/** Takes a text of any length, piece by piece. */
function createParser(): Parser {
  let whole: unknown;
  const parser = new JSONParser({ paths: ["$"], stringBufferSize: 1 << 16 });
  parser.onValue = ({ value }) => {
    whole = value;
  };
  return {
    write: (piece) => parser.write(piece),
    end: () => {
      if (!parser.isEnded) parser.end();
      return whole;
    },
  };
}

function toModel(value: unknown): ReportModel {
  const model = value as Partial<ReportModel> | null | undefined;
  if (model?.schema !== 1) throw new Error(`its schema is ${String(model?.schema)}, this program reads 1`);
  const isWhole = model.period !== undefined && Array.isArray(model.sections) && Array.isArray(model.sheets);
  if (!isWhole) throw new Error("it lacks its period, sections or sheets");
  return model as ReportModel;
}

function attempt<Result>(act: () => Result, from: string): Result {
  try {
    return act();
  } catch (cause) {
    throw new ReportError({
      code: "REPORT_MODEL_UNREADABLE",
      sentence: `Could not read the model ${from}: ${cause instanceof Error ? cause.message : String(cause)}.`,
      hint: "Write one with `gazette report --model FILE`, or name a report id that `gazette status` lists.",
      cause,
    });
  }
}
