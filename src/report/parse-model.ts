// A model from its JSON text, taken as it comes: that of a few thousand accounts is longer than a string of V8 may be.
import { JSONParser } from "@streamparser/json";
import { ReportError } from "./report-error.ts";
import type { ReportModel } from "./summarise/index.ts";

/** Throws `REPORT_MODEL_UNREADABLE`; `from` names where the text came from. What `pieces` throws passes through. */
export async function parseModel(pieces: AsyncIterable<string> | Iterable<string>, from: string): Promise<ReportModel> {
  let model: ReportModel | undefined;
  const parser = new JSONParser({ paths: ["$"], stringBufferSize: 1 << 16 });
  parser.onValue = ({ value }) => {
    model = value as unknown as ReportModel;
  };
  for await (const piece of pieces) attempt(() => parser.write(piece), from);
  return attempt(() => {
    if (!parser.isEnded) parser.end();
    if (model?.schema !== 1) throw new Error(`its schema is ${String(model?.schema)}, this program reads 1`);
    const isWhole = model.period !== undefined && Array.isArray(model.sections) && Array.isArray(model.sheets);
    if (!isWhole) throw new Error("it lacks its period, sections or sheets");
    return model;
  }, from);
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
