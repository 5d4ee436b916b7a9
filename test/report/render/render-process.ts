// Renders the sample under whatever zone and language its environment has, and tells what came out.
import { createHash } from "node:crypto";
import { getDocument } from "pdfjs-dist/legacy/build/pdf.mjs";
import { render } from "../../../src/report/render/index.ts";
import { toPicture } from "./pictures.ts";
import { sampleModel } from "./sample-model.ts";

const model = sampleModel();
const sections = [...model.sections.slice(0, 8), ...model.sections.slice(-2)];
const { files, failures } = await render(
  { ...model, sections },
  {
    formats: ["html", "pdf"],
    template: "weekly",
    images: async (key) => toPicture(key.length * 20),
    signal: new AbortController().signal,
  },
);
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
  html: hash(bytesOf("report.html")),
  pdf: hash(text),
});
process.disconnect?.();
