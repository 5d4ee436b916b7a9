// Prints without end, in a process of its own that a test kills.
import { detailsOf, print } from "./printing.ts";

const rows = Array.from({ length: 20_000 }, (_, at) => `<p>${at}</p>`).join("");
await print(
  {
    units: 1_000,
    part: async (from) => {
      process.send?.("printing");
      return { html: `<!doctype html><title>x</title>${rows}`, to: from + 1, titles: [], pagesLeast: 1, pictures: 0 };
    },
    contentsSheet: () => undefined,
    numberSheet: async () => "",
  },
  { signal: new AbortController().signal, sectionsAPart: 1, details: detailsOf("x") },
);
