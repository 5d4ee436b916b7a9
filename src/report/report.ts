// The right wing's conductor: numbers, looks, files. Reads the dataset and never spends a call (V8).
import { createHash } from "node:crypto";
import { readdirSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { type DaySpan, toPeriodName } from "../dataset/index.ts";
import { type CollectorError, toJsonPieces } from "../shared/index.ts";
import type { Store } from "../store/index.ts";
import {
  type BucketPlace,
  DeliverError,
  dropAside,
  openBucket,
  type WrittenFile,
  writeFiles,
  writeReportAside,
} from "./deliver/index.ts";
import { type ReportFormat, render } from "./render/index.ts";
import { ReportError } from "./report-error.ts";
import { buildModel, type ReportModel, type ReportOptions, type ReportOwner } from "./summarise/index.ts";

export interface MakeReportOptions {
  readonly formats: readonly ReportFormat[];
  /** "weekly" or the path of a template folder. */
  readonly template: string;
  /** Folder of all reports; this one goes into a folder of its own below it. */
  readonly outDir: string;
  /** Group or account the report is cut to; part of the folder's name. */
  readonly cut?: string | undefined;
  /** The nameless client's when absent. */
  readonly owner?: ReportOwner | undefined;
  /** Where the files are copied to for other machines. */
  readonly bucket?: BucketFolder | undefined;
  readonly browser?: { readonly executablePath?: string | undefined } | undefined;
  readonly onStep?: ((name: string) => void) | undefined;
}

export interface ReportOutcome {
  readonly model: ReportModel;
  readonly files: readonly WrittenFile[];
  /** Formats that could not be made, and why; the others were written. Also a bucket that did not take them: they stand in the folder. */
  readonly failures: readonly CollectorError[];
}

/** Reports of one owner in a bucket. */
export interface BucketFolder {
  readonly place: BucketPlace;
  /** "Kaffee Nord/week"; empty for the nameless client. */
  readonly folder: string;
}

/** What a file of a report is called in its bucket. */
export function toObjectName({ folder }: BucketFolder, reportFolder: string, name: string): string {
  return [folder, basename(reportFolder), name].filter((part) => part !== "").join("/");
}

/** Builds the model of a period from what is held; restatements are told since the report before was sealed. */
export async function summariseReport(store: Store, options: ReportOptions, cut = ""): Promise<ReportModel> {
  const last = await store.sealed.findBefore(options.span.from, cut, options.owner);
  if (options.only?.accountIds.length === 0 && (await store.read.accounts()).length > 0) {
    throw new ReportError({
      code: "REPORT_NO_ACCOUNT",
      sentence:
        "There is nobody to report on: no account that is collected is meant by accounts.include or the names given.",
      hint: "`gazette check` lists the names that mean nobody.",
    });
  }
  const model = await buildModel(store.read, { ...options, lastReportAt: options.lastReportAt ?? last?.sealedAt });
  if (model.accounts === 0 || !(await isCollected(store, options))) {
    throw new ReportError({
      code: "REPORT_NO_DATA",
      sentence: `There is nothing to report for ${model.period.label}: the dataset holds nothing of it.`,
      hint: "Collect it first with `gazette collect`, or check --account, --group and --period.",
    });
  }
  return model;
}

/** A period nobody collected has neither values nor gaps; one whose every value was refused has its gaps to tell. */
async function isCollected({ read }: Store, { span, only }: ReportOptions): Promise<boolean> {
  const accountIds = only?.accountIds ?? (await read.accounts()).map(({ accountId }) => accountId);
  for (const accountId of accountIds) {
    if ((await read.totals(accountId, span)).length > 0 || (await read.days(accountId, span)).length > 0) return true;
  }
  return (await read.gaps(span, accountIds)).some(
    ({ accountId, fromDay }) => fromDay !== undefined && accountId !== undefined && accountIds.includes(accountId),
  );
}

/** Renders a model in the wanted formats and writes them; one format's failure does not stop the others. */
export async function makeReport(
  store: Store | undefined,
  model: ReportModel,
  options: MakeReportOptions,
  signal: AbortSignal,
): Promise<ReportOutcome> {
  const folder = toReportFolder(model.period, options);
  const { files, failures } = await render(model, {
    formats: options.formats,
    template: options.template,
    images: (mediaId) => readPicture(store, model, mediaId),
    signal,
    writeAside: (fill) => writeReportAside(folder, fill),
    browser: options.browser,
    onStep: options.onStep,
  });
  try {
    // Whoever has lost the job publishes nothing of it.
    await store?.confirmHeld();
  } catch (error) {
    await dropAside(files);
    throw error;
  }
  const written = await writeFiles(files, folder);
  if (store !== undefined && written.length > 0) await sealReport(store, model, options);
  const uncopied = options.bucket === undefined ? [] : await copyFiles(options.bucket, folder, written, signal);
  return { model, files: written, failures: [...failures, ...uncopied] };
}

/** What did not get there, and why; the report is made all the same. */
async function copyFiles(
  to: BucketFolder,
  folder: string,
  files: readonly WrittenFile[],
  signal: AbortSignal,
): Promise<readonly DeliverError[]> {
  const bucket = openBucket(to.place, signal);
  try {
    for (const { name, path, mediaType } of files)
      await bucket.put(toObjectName(to, folder, name), { bytes: await readFile(path), mediaType });
    return [];
  } catch (error) {
    if (!(error instanceof DeliverError)) throw error;
    return [error];
  }
}

/** A picture as the report was sealed with it; else the one that is kept now, where it is the one the model names. */
export async function readPicture(
  store: Store | undefined,
  { pictures }: Pick<ReportModel, "pictures">,
  mediaId: string,
): Promise<Uint8Array | undefined> {
  const sha256 = pictures?.[mediaId];
  const sealed = sha256 === undefined ? undefined : await store?.sealed.picture(sha256);
  if (sealed !== undefined) return sealed;
  const held = (await store?.read.thumbnail(mediaId))?.bytes;
  const isMeant = sha256 === undefined || held === undefined || toHash(held) === sha256;
  return isMeant ? held : undefined;
}

function toHash(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

/** Keeps the model as it was told; one that is sealed already stays as it is. */
async function sealReport(
  store: Store,
  model: ReportModel,
  { cut = "", owner }: Pick<MakeReportOptions, "cut" | "owner">,
): Promise<void> {
  const { reportId, period } = model;
  const pictures: Uint8Array[] = [];
  for (const mediaId of Object.keys(model.pictures ?? {})) {
    const bytes = await readPicture(store, model, mediaId);
    if (bytes !== undefined) pictures.push(bytes);
  }
  await store.sealed.keep({
    pictures,
    reportId,
    cut,
    ...owner,
    edition: model.edition ?? "full",
    coverage: model.coverage.share,
    period: { from: period.from, to: period.to },
    model: toJsonPieces(model),
  });
}

/** One folder a period and cut, so that a re-render replaces its own files and no other's: "2026-W47-DACH". */
export function toReportFolder(period: DaySpan, { outDir, cut }: Pick<MakeReportOptions, "outDir" | "cut">): string {
  const name = toPeriodName(period).replace("..", "_");
  const safeCut = cut
    ?.replace(/[^\p{L}\p{N}._-]+/gu, "_")
    .replace(/^\.+|\.+$/g, "")
    .slice(0, 60)
    .toWellFormed();
  // Two cuts that look alike once they are made harmless, or on a disk that knows no capitals, must not overwrite each
  // other's report.
  const mark =
    safeCut === cut && !hasTwin(outDir, `${name}-${cut}`)
      ? ""
      : `-${createHash("sha256")
          .update(cut ?? "")
          .digest("hex")
          .slice(0, 8)}`;
  return join(outDir, cut === undefined || cut === "" ? name : `${name}-${safeCut}${mark}`);
}

/** Whether a folder is there whose name differs in capitals, or in how its letters are put together, and in nothing else. */
function hasTwin(outDir: string, name: string): boolean {
  const toLook = (text: string): string => text.normalize("NFC").toLowerCase();
  try {
    const names = readdirSync(outDir);
    return !names.includes(name) && names.some((other) => toLook(other) === toLook(name));
  } catch {
    return false;
  }
}
