// One model, three looks. Each format stands alone: one that fails is reported and the others still come.
import type { ReportModel } from "../summarise/index.ts";
import type { BrowserOptions } from "./browser.ts";
import { toHtml } from "./html.ts";
import { toPdf } from "./pdf.ts";
import { RenderError } from "./render-error.ts";
import { readTemplateFolder, type TemplateFolder } from "./templates.ts";
import { toWorkbookPlan } from "./workbook.ts";
import { toXlsx } from "./xlsx.ts";

export type ReportFormat = "html" | "pdf" | "xlsx";

export interface RenderedFile {
  /** "report.html", "report.pdf" or "report.xlsx". */
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

export interface RenderOptions {
  readonly formats: readonly ReportFormat[];
  /** "weekly" or the path of a template folder. */
  readonly template: string;
  /** JPEG bytes of a kept thumbnail; undefined gives a placeholder. */
  readonly images: (key: string) => Promise<Uint8Array | undefined>;
  readonly signal: AbortSignal;
  readonly browser?: BrowserOptions | undefined;
  /** Told the format that is about to be made. */
  readonly onStep?: ((name: ReportFormat) => void) | undefined;
}

const MEDIA_TYPES: Readonly<Record<ReportFormat, string>> = {
  html: "text/html; charset=utf-8",
  pdf: "application/pdf",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
};

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
  let page: Promise<string> | undefined;
  const html = (): Promise<string> => {
    page ??= readImages(model, options.images).then((images) => toHtml(model, templates, images));
    return page;
  };
  const makers: Readonly<Record<ReportFormat, () => Promise<Uint8Array>>> = {
    html: async () => new TextEncoder().encode(await html()),
    pdf: async () => toPdf(await html(), { ...options.browser, signal: options.signal }),
    xlsx: async () => toXlsx(model, toWorkbookPlan(model, templates), options.signal),
  };
  for (const format of new Set(options.formats)) {
    options.signal.throwIfAborted();
    options.onStep?.(format);
    try {
      files.push({ name: `report.${format}`, mediaType: MEDIA_TYPES[format], bytes: await makers[format]() });
    } catch (error) {
      if (!(error instanceof RenderError)) throw error;
      // A broken report.hbs breaks HTML and PDF alike; it is told once.
      if (!failures.includes(error)) failures.push(error);
    }
  }
  return { files, failures };
}

/** Every thumbnail the cards name, each asked for once. */
async function readImages(
  model: ReportModel,
  images: RenderOptions["images"],
): Promise<ReadonlyMap<string, Uint8Array>> {
  const blocks = model.sections.flatMap((section) => section.blocks);
  const keys = new Set(
    blocks.flatMap((block) => (block.kind === "cards" ? block.cards.flatMap((card) => card.image ?? []) : [])),
  );
  const held = new Map<string, Uint8Array>();
  for (const key of keys) {
    const bytes = await images(key);
    if (bytes !== undefined) held.set(key, bytes);
  }
  return held;
}
