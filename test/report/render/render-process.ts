// Renders a sealed model under whatever zone, language and clock its environment has, and tells what came out.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { getDocument } from "pdfjs-dist/legacy/build/pdf.mjs";
import { toPicture } from "./pictures.ts";
import { readParts } from "./workbook-parts.ts";

const [sealed = "", laterMs = "0"] = process.argv.slice(2);
const Now = Date;
// Only `new Date()` and `Date.now()` move: what is made of a given instant stays what it is.
globalThis.Date = class extends Now {
  constructor(...given: ConstructorParameters<typeof Date> | []) {
    super(...((given.length === 0 ? [Now.now() + Number(laterMs)] : given) as [number]));
  }
  static override now(): number {
    return Now.now() + Number(laterMs);
  }
} as DateConstructor;

// Read after the clock has moved, so that nothing keeps the old one.
const { render } = await import("../../../src/report/render/index.ts");
const { parseModel } = await import("../../../src/report/parse-model.ts");

const model = await parseModel([readFileSync(sealed, "utf8")], sealed);
const { files, failures } = await render(model, {
  formats: ["html", "pdf", "xlsx"],
  template: "weekly",
  images: async (key) => toPicture(key.length * 20),
  signal: new AbortController().signal,
});
const bytesOf = (name: string): Uint8Array => files.find((file) => file.name === name)?.bytes ?? new Uint8Array();
const pdf = await getDocument({ data: new Uint8Array(bytesOf("report.pdf")), verbosity: 0 }).promise;
let text = "";
for (let number = 1; number <= pdf.numPages; number += 1) {
  const { items } = await (await pdf.getPage(number)).getTextContent();
  text += `${items.map((item) => ("str" in item ? item.str : "")).join("\n")}\f`;
}
const hash = (data: Uint8Array | string): string => createHash("sha256").update(data).digest("hex");
process.send?.({
  failures: failures.map(({ message }) => message),
  zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  year: new Date().getFullYear(),
  html: hash(bytesOf("report.html")),
  pdf: hash(text),
  cells: hash(JSON.stringify([...readParts(bytesOf("report.xlsx"))].sort())),
  sizes: [bytesOf("report.html").length, text.length, bytesOf("report.xlsx").length],
});
process.disconnect?.();
