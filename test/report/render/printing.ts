// What tests of printing share: a source of plain pages, and a look at the processes of a browser.
import { readdirSync, readFileSync } from "node:fs";
import { PassThrough } from "node:stream";
import { buffer } from "node:stream/consumers";
import type { PdfDetails } from "../../../src/report/render/pdf/join.ts";
import { type PrintOptions, writePdf } from "../../../src/report/render/pdf/pdf.ts";
import type { PrintSource } from "../../../src/report/render/pdf/print-source.ts";

export function detailsOf(title: string): PdfDetails {
  return {
    title,
    author: "Acme",
    subject: "Week 47",
    creator: "Acme",
    producer: "Acme",
    language: "en-GB",
    printedAt: new Date("2026-11-23T06:12:00Z"),
  };
}

/** The whole PDF in memory. */
export async function print(source: PrintSource, options: PrintOptions): Promise<Uint8Array> {
  const target = new PassThrough();
  const [bytes] = await Promise.all([buffer(target), writePdf(source, target, options)]);
  return new Uint8Array(bytes);
}

/** A document of `sections` pages, each made of what `write` gives for it; `asked` is told every part that is wanted. */
export function plainSource(
  sections: number,
  write: (section: number) => string = (section) => `Page ${section}`,
  { asked = (_from: number, _to: number): void => undefined, pictures = 0 } = {},
): PrintSource {
  return {
    units: sections,
    part: async (from, most) => {
      const to = Math.min(from + most, sections);
      asked(from, to);
      const pages = Array.from({ length: to - from }, (_, at) => `<div class="page">${write(from + at)}</div>`);
      const style = "@page{size:A4;margin:20mm}.page+.page{break-before:page}";
      return {
        html: `<!doctype html><title>x</title><style>${style}</style>${pages.join("")}`,
        to,
        titles: [],
        pagesLeast: to - from,
        pictures,
      };
    },
    contentsSheet: () => undefined,
    numberSheet: async (pages) =>
      `<!doctype html><title>x</title><style>@page{size:A4}.page+.page{break-before:page}</style>${Array.from({ length: pages }, (_, at) => `<div class="page">${at + 1} of ${pages}</div>`).join("")}`,
  };
}

/** Ids of running processes that name the folder in their arguments: a browser with its profile there, and its children. */
export function processesOf(folder: string): readonly number[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .filter((name) => {
      try {
        return readFileSync(`/proc/${name}/cmdline`, "utf8").includes(folder);
      } catch {
        return false;
      }
    })
    .map(Number);
}
