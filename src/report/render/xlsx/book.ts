// exceljs' streaming writer, with what it lacks and gets wrong made good in this one place (exceljs 4.4.0, a pinned version):
// it never waits for the zip (RELIABILITY X7), keeps every formula and shared text, has no tables or charts (X9), stamps
// its parts with the moment of writing, and leaves an error of the target unheard.
import { once } from "node:events";
import { PassThrough, type Readable, type Writable } from "node:stream";
import ExcelJS from "exceljs";

const GATHERED_UNITS = 1 << 16;
const AHEAD_BYTES = 1 << 20;
/** Different texts kept for sharing; later ones are written where they stand, so that memory does not follow the rows. */
const SHARED_TEXTS_MOST = 20_000;

const RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const CONTENT = "application/vnd.openxmlformats-officedocument";

/** A sheet being written; `addRow` and the row's `commit` are exceljs' own. */
export type SheetWriter = ExcelJS.Worksheet;

export interface ChartPart {
  readonly xml: string;
  /** Body of its frame in the drawing, given the chart's relation id and a number unique on the sheet. */
  readonly toFrame: (relation: string, number: number) => string;
}

export interface SheetExtras {
  /** Table parts, each given the number that is unique in the workbook. */
  readonly tables: readonly ((id: number) => string)[];
  readonly charts: readonly ChartPart[];
}

export interface Book {
  addSheet(title: string, options: Partial<ExcelJS.AddWorksheetOptions>): SheetWriter;
  /** Texts of the next row are shared in any case: Excel takes nothing else for the heads of a table. */
  shareTexts(sheet: SheetWriter): void;
  /** To be called between rows: returns when the zip has caught up; throws when the target failed or the work was aborted. */
  catchUp(sheet: SheetWriter): Promise<void>;
  /** Closes the sheet; nothing can be written to it any more. */
  closeSheet(sheet: SheetWriter, extras: SheetExtras): void;
  /** Writes the rest and waits until the target has taken everything. */
  finish(): Promise<void>;
}

export interface BookOptions {
  readonly creator: string;
  readonly lastModifiedBy: string;
  readonly title: string;
  readonly subject: string;
  readonly description: string;
  readonly keywords: string;
  /** Stamps the properties and every part: the same book made twice is the same, byte for byte. */
  readonly made: Date;
}

interface Archive extends Readable {
  append(source: unknown, entry: { readonly name: string; readonly date?: Date }): this;
  abort(): this;
}

interface SheetInternals {
  readonly id: number;
  useSharedStrings: boolean;
  _formulae: Record<string, unknown>;
  readonly stream: Part;
  readonly _sheetRelsWriter: { addRelationship(relation: { readonly Type: string; readonly Target: string }): string };
  _writeLegacyData(): void;
  commit(): void;
}

interface WriterInternals {
  readonly zip: Archive;
  readonly created: Date;
  readonly sharedStrings: { readonly count: number };
  addThemes(): Promise<void>;
  addWorksheet(title: string, options: Partial<ExcelJS.AddWorksheetOptions>): SheetWriter;
  commit(): Promise<void>;
}

const Writer = ExcelJS.stream.xlsx.WorkbookWriter as unknown as new (
  options: Partial<ExcelJS.stream.xlsx.WorkbookStreamWriterOptions> & { readonly created: Date },
) => WriterInternals;

/** What exceljs writes a part into: gathers its many small writes and knows whether the zip is behind. */
class Part {
  readonly body = new PassThrough({ highWaterMark: AHEAD_BYTES });
  #gathered = "";

  write(chunk: string | { toBuffer(): Buffer }): void {
    this.#gathered += typeof chunk === "string" ? chunk : chunk.toBuffer().toString();
    if (this.#gathered.length >= GATHERED_UNITS) this.#hand();
  }

  end(): void {
    this.#hand();
    this.body.end();
  }

  /** exceljs calls it on a stream of its own kind. */
  pause(): void {}

  #hand(): void {
    if (this.#gathered !== "") this.body.write(this.#gathered);
    this.#gathered = "";
  }
}

class BookWriter extends Writer {
  readonly contentTypes: string[] = [];

  /** The first thing exceljs adds, still within its constructor: from here on every part has the same date. */
  override addThemes(): Promise<void> {
    const append = this.zip.append.bind(this.zip);
    this.zip.append = (source, entry) => {
      const name = entry.name.replace(/^\//, "");
      const isTypes = name === "[Content_Types].xml" && typeof source === "string";
      const body = isTypes ? source.replace("</Types>", `${this.contentTypes.join("")}</Types>`) : source;
      return append(body, { name, date: this.created });
    };
    return super.addThemes();
  }

  _openStream(name: string): Part {
    const part = new Part();
    this.zip.append(part.body, { name });
    return part;
  }

  addPart(name: string, xml: string, contentType: string): void {
    this.zip.append(xml, { name });
    this.contentTypes.push(`<Override PartName="/${name}" ContentType="${CONTENT}.${contentType}+xml"/>`);
  }
}

/** Opens a workbook that is written into `target` while it is filled. */
export function openBook(target: Writable, options: BookOptions, signal: AbortSignal): Book {
  const { made, ...properties } = options;
  const writer = new BookWriter({ stream: target, useStyles: true, useSharedStrings: true, created: made });
  Object.assign(writer, properties, { modified: made });
  const failure = new AbortController();
  const fail = (reason: unknown): void => {
    if (failure.signal.aborted) return;
    failure.abort(reason);
    writer.zip.abort();
  };
  for (const stream of [target, writer.zip]) stream.on("error", fail);
  const onAbort = (): void => fail(signal.reason);
  signal.addEventListener("abort", onAbort, { once: true });
  if (signal.aborted) onAbort();
  let tables = 0;
  let charts = 0;

  const toTableRelation = (relations: SheetInternals["_sheetRelsWriter"], toXml: (id: number) => string): string => {
    tables += 1;
    writer.addPart(`xl/tables/table${tables}.xml`, toXml(tables), "spreadsheetml.table");
    return relations.addRelationship({ Type: `${RELATIONS}/table`, Target: `../tables/table${tables}.xml` });
  };

  const toDrawingRelation = ({ id, _sheetRelsWriter }: SheetInternals, parts: readonly ChartPart[]): string => {
    const frames: string[] = [];
    const relations: string[] = [];
    for (const [at, part] of parts.entries()) {
      charts += 1;
      writer.addPart(`xl/charts/chart${charts}.xml`, part.xml, "drawingml.chart");
      relations.push(
        `<Relationship Id="rId${at + 1}" Type="${RELATIONS}/chart" Target="../charts/chart${charts}.xml"/>`,
      );
      frames.push(part.toFrame(`rId${at + 1}`, at + 2));
    }
    writer.addPart(`xl/drawings/drawing${id}.xml`, toDrawing(frames), "drawing");
    writer.zip.append(toRelations(relations), { name: `xl/drawings/_rels/drawing${id}.xml.rels` });
    return _sheetRelsWriter.addRelationship({
      Type: `${RELATIONS}/drawing`,
      Target: `../drawings/drawing${id}.xml`,
    });
  };

  return {
    addSheet: (title, sheetOptions) => writer.addWorksheet(title, sheetOptions),

    shareTexts(sheet) {
      (sheet as unknown as SheetInternals).useSharedStrings = true;
    },

    async catchUp(sheet) {
      failure.signal.throwIfAborted();
      const inner = sheet as unknown as SheetInternals;
      inner._formulae = {};
      inner.useSharedStrings = writer.sharedStrings.count < SHARED_TEXTS_MOST;
      const { body } = inner.stream;
      if (body.writableNeedDrain) {
        await once(body, "drain", { signal: failure.signal }).catch(() => failure.signal.throwIfAborted());
      }
    },

    closeSheet(sheet, extras) {
      const inner = sheet as unknown as SheetInternals;
      // ECMA-376 CT_Worksheet: … rowBreaks, drawing, legacyDrawing (notes), tableParts, and nothing after.
      const writeNotes = inner._writeLegacyData.bind(inner);
      inner._writeLegacyData = () => {
        if (extras.charts.length > 0)
          inner.stream.write(`<drawing r:id="${toDrawingRelation(inner, extras.charts)}"/>`);
        writeNotes();
        const relations = extras.tables.map((toXml) => toTableRelation(inner._sheetRelsWriter, toXml));
        if (relations.length === 0) return;
        const parts = relations.map((relation) => `<tablePart r:id="${relation}"/>`).join("");
        inner.stream.write(`<tableParts count="${relations.length}">${parts}</tableParts>`);
      };
      inner.commit();
    },

    async finish() {
      failure.signal.throwIfAborted();
      const failed = once(failure.signal, "abort").then(() => failure.signal.throwIfAborted());
      try {
        await Promise.race([writer.commit(), failed]);
      } finally {
        signal.removeEventListener("abort", onAbort);
      }
    },
  };
}

function toDrawing(frames: readonly string[]): string {
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">${frames.join("")}</xdr:wsDr>`;
}

function toRelations(relations: readonly string[]): string {
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${relations.join("")}</Relationships>`;
}
