// One model, three looks. Each format stands alone: one that fails is reported and the others still come. What a format is
// made with is loaded when it is: chart, sheet and PDF libraries are most of what a process would load.
import { rm } from "node:fs/promises";
import { PassThrough, type Writable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { toPeriodKind } from "../../dataset/index.ts";
import type { AsideFile } from "../../shared/index.ts";
import type { ReportModel } from "../summarise/index.ts";
import { toAppendix, withoutAppendix } from "./appendix.ts";
import { createFormatter } from "./format.ts";
import { Drawings } from "./page/drawings.ts";
import { readTemplateFolder, type TemplateFolder } from "./page/templates.ts";
import type { BrowserOptions } from "./pdf/find-browser.ts";
import type { PdfDetails } from "./pdf/join.ts";
import { keepBrowser } from "./pdf/warm-browser.ts";
import { RenderError } from "./render-error.ts";
import { writeOut } from "./write-out.ts";

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
  let templates: TemplateFolder;
  try {
    templates = await readTemplateFolder(options.template);
  } catch (error) {
    if (error instanceof RenderError) return { files: [], failures: [error] };
    throw error;
  }
  await using _browser = keepBrowser();
  const ended = await makeAll(listFiles(model, templates, options), options);
  const files = ended.flatMap(({ file }) => file ?? []);
  const errors = ended.flatMap(({ error }) => error ?? []);
  const fault = options.signal.aborted
    ? options.signal.reason
    : errors.find((error) => !(error instanceof RenderError));
  if (fault !== undefined) {
    for (const { aside } of files) if (aside !== undefined) await rm(aside.path, { force: true });
    throw fault;
  }
  // A broken report.hbs breaks HTML and PDF alike; it is told once.
  const failures = new Map(errors.map((error) => [error.message, error as RenderError]));
  return { files, failures: [...failures.values()] };
}

interface Making {
  readonly name: string;
  readonly format: ReportFormat;
  readonly fill: (target: Writable) => Promise<void>;
}

interface Ended {
  readonly file?: RenderedFile;
  readonly error?: Error;
}

/** The files of the formats, in the order of the formats. */
function listFiles(model: ReportModel, templates: TemplateFolder, options: RenderOptions): readonly Making[] {
  const { images, signal, isWithoutAppendix } = options;
  const isBoth = options.formats.includes("html") && options.formats.includes("pdf");
  const drawings = isBoth ? new Drawings() : undefined;
  const print = (name: string, part: ReportModel): Making => ({
    name,
    format: "pdf",
    fill: async (target) => {
      const [{ createPrintSource }, { writePdf }] = await Promise.all([
        import("./pdf/print-source.ts"),
        import("./pdf/pdf.ts"),
      ]);
      const how = { ...options.browser, signal, details: toPdfDetails(model) };
      await writePdf(createPrintSource(part, templates, images, { drawings }), target, how);
    },
  });
  const appendix = isWithoutAppendix === true ? undefined : toAppendix(model);
  const makings: Readonly<Record<ReportFormat, readonly Making[]>> = {
    html: [
      {
        name: "report.html",
        format: "html",
        fill: async (target) => {
          const { toHtml } = await import("./page/html.ts");
          await writeOut(target, await toHtml(model, templates, { images, drawings }));
          target.end();
        },
      },
    ],
    pdf: [
      print("report.pdf", withoutAppendix(model)),
      ...(appendix === undefined ? [] : [print(APPENDIX_NAME, appendix)]),
    ],
    xlsx: [
      {
        name: "report.xlsx",
        format: "xlsx",
        fill: async (target) => {
          const [{ toWorkbookPlan }, { writeXlsx }] = await Promise.all([
            import("./xlsx/workbook.ts"),
            import("./xlsx/xlsx.ts"),
          ]);
          await writeXlsx(model, toWorkbookPlan(model, templates), target, signal);
        },
      },
    ],
  };
  return [...new Set(options.formats)].flatMap((format) => makings[format]);
}

/** What is printed is mostly the browser's work: the other formats are written meanwhile, one after the other. */
async function makeAll(makings: readonly Making[], options: RenderOptions): Promise<readonly Ended[]> {
  const told = new Set<ReportFormat>();
  const attempt = async ({ name, format, fill }: Making): Promise<Ended> => {
    try {
      options.signal.throwIfAborted();
      if (!told.has(format)) options.onStep?.(format);
      told.add(format);
      return { file: { name, mediaType: MEDIA_TYPES[format], ...(await write(options, fill)) } };
    } catch (error) {
      return { error: error instanceof Error ? error : new Error(String(error)) };
    }
  };
  let others: Promise<unknown> | undefined;
  const ended = makings.map((making) => {
    if (making.format === "pdf") return attempt(making);
    const made = others === undefined ? attempt(making) : others.then(() => attempt(making));
    others = made;
    return made;
  });
  return Promise.all(ended);
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
