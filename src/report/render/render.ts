// One model, three looks. Each format stands alone: one that fails is reported and the others still come.
import { rm } from "node:fs/promises";
import { PassThrough, type Writable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { toPeriodKind } from "../../dataset/index.ts";
import type { AsideFile } from "../../shared/index.ts";
import type { ReportModel } from "../summarise/index.ts";
import { toAppendix, withoutAppendix } from "./appendix.ts";
import { createFormatter } from "./format.ts";
import { toHtml } from "./page/html.ts";
import { readTemplateFolder, type TemplateFolder } from "./page/templates.ts";
import type { BrowserOptions } from "./pdf/find-browser.ts";
import type { PdfDetails } from "./pdf/join.ts";
import { writePdf } from "./pdf/pdf.ts";
import { createPrintSource } from "./pdf/print-source.ts";
import { RenderError } from "./render-error.ts";
import { writeOut } from "./write-out.ts";
import { toWorkbookPlan } from "./xlsx/workbook.ts";
import { writeXlsx } from "./xlsx/xlsx.ts";

export type ReportFormat = "html" | "pdf" | "xlsx";

export interface RenderedFile {
  /** "report.html", "report.pdf", "report-appendix.pdf" or "report.xlsx". */
  readonly name: string;
  readonly mediaType: string;
  /** Empty when the file waits aside. */
  readonly bytes: Uint8Array;
  /** The whole file on disk, when it was not held in memory; whoever gets it renames or removes it. */
  readonly aside?: AsideFile | undefined;
}

/** What of a report can be attached to a mail: a format, or the appendix of the PDF, which is a file of its own. */
export type Attachment = ReportFormat | "appendix";

export interface RenderOptions {
  readonly formats: readonly ReportFormat[];
  /** "weekly" or the path of a template folder. */
  readonly template: string;
  /** JPEG bytes of a kept thumbnail; undefined gives a placeholder. */
  readonly images: (key: string) => Promise<Uint8Array | undefined>;
  readonly signal: AbortSignal;
  /** The PDF of the appendix is not made. */
  readonly isWithoutAppendix?: boolean | undefined;
  /** Gives a format a file to stream into, so that its size does not become memory; without it all are made in memory. */
  readonly writeAside?: ((fill: (target: Writable) => Promise<void>) => Promise<AsideFile>) | undefined;
  readonly browser?: BrowserOptions | undefined;
  /** Told the format that is about to be made. */
  readonly onStep?: ((name: ReportFormat) => void) | undefined;
}

const MEDIA_TYPES: Readonly<Record<ReportFormat, string>> = {
  html: "text/html; charset=utf-8",
  pdf: "application/pdf",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
};

const APPENDIX_NAME = "report-appendix.pdf";

/** The name of the file that is attached. */
export function toFileName(attachment: Attachment): string {
  return attachment === "appendix" ? APPENDIX_NAME : `report.${attachment}`;
}

/**
 * Makes the wanted formats. What cannot be made is named in `failures`; only an abort and our own bugs are thrown.
 * The same model, template and images give the same HTML, byte for byte.
 */
export async function render(
  model: ReportModel,
  options: RenderOptions,
): Promise<{ readonly files: readonly RenderedFile[]; readonly failures: readonly RenderError[] }> {
  const files: RenderedFile[] = [];
  const failures: RenderError[] = [];
  let templates: TemplateFolder;
  try {
    templates = await readTemplateFolder(options.template);
  } catch (error) {
    if (error instanceof RenderError) return { files, failures: [error] };
    throw error;
  }
  const make = async (name: string, format: ReportFormat, fill: (target: Writable) => Promise<void>): Promise<void> => {
    files.push({ name, mediaType: MEDIA_TYPES[format], ...(await write(options, fill)) });
  };
  const print = (name: string, part: ReportModel): Promise<void> => {
    const source = createPrintSource(part, templates, options.images);
    const how = { ...options.browser, signal: options.signal, details: toPdfDetails(model) };
    return make(name, "pdf", (target) => writePdf(source, target, how));
  };
  const makers: Readonly<Record<ReportFormat, () => Promise<void>>> = {
    html: async () => {
      const page = await toHtml(model, templates, { images: options.images });
      await make("report.html", "html", async (target) => {
        await writeOut(target, page);
        target.end();
      });
    },
    pdf: async () => {
      await print("report.pdf", withoutAppendix(model));
      const appendix = options.isWithoutAppendix === true ? undefined : toAppendix(model);
      if (appendix !== undefined) await print(APPENDIX_NAME, appendix);
    },
    xlsx: async () => {
      const plan = toWorkbookPlan(model, templates);
      await make("report.xlsx", "xlsx", (target) => writeXlsx(model, plan, target, options.signal));
    },
  };
  try {
    for (const format of new Set(options.formats)) {
      options.signal.throwIfAborted();
      options.onStep?.(format);
      try {
        await makers[format]();
      } catch (error) {
        if (!(error instanceof RenderError)) throw error;
        // A broken report.hbs breaks HTML and PDF alike; it is told once.
        if (failures.every(({ message }) => message !== error.message)) failures.push(error);
      }
    }
  } catch (error) {
    for (const { aside } of files) if (aside !== undefined) await rm(aside.path, { force: true });
    throw error;
  }
  return { files, failures };
}

type Made = Pick<RenderedFile, "bytes" | "aside">;

/** Into a file of the caller's where there is one, else into memory. */
async function write({ writeAside }: RenderOptions, fill: (target: Writable) => Promise<void>): Promise<Made> {
  if (writeAside !== undefined) return { bytes: new Uint8Array(), aside: await writeAside(fill) };
  const target = new PassThrough();
  const [bytes] = await Promise.all([buffer(target), fill(target)]);
  return { bytes: new Uint8Array(bytes) };
}

function toPdfDetails(model: ReportModel): PdfDetails {
  const { range } = createFormatter(model.locale, model.period.timeZone, toPeriodKind(model.period));
  return {
    title: `${model.title} · ${range(model.period.from, model.period.to)}`,
    author: model.brand.name,
    subject: model.period.label,
    creator: model.generator,
    producer: model.generator,
    language: model.locale,
    printedAt: new Date(),
  };
}
