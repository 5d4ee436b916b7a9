// A report as a mail that fits: whole if it may be, else down the ladder of PRODUCT §7. Never an empty mail.
import { readFile } from "node:fs/promises";
import { toPeriodName } from "../dataset/index.ts";
import type { NewLetter } from "../store/index.ts";
import { composeMessage, type MailSettings, toMessageId, toSafeName } from "./deliver/index.ts";
import {
  type Attachment,
  findMailPicture,
  type MailFiles,
  type RenderError,
  type RenderedFile,
  render,
  renderMail,
  toFileName,
  withoutAppendix,
} from "./render/index.ts";
import type { MakeReportOptions, ReportOutcome } from "./report.ts";
import { shrinkPicture } from "./shrink-picture.ts";
import type { ReportModel } from "./summarise/index.ts";

export interface LetterOptions {
  readonly outcome: ReportOutcome;
  readonly attach: readonly Attachment[];
  readonly cut?: string | undefined;
  readonly images: (key: string) => Promise<Uint8Array | undefined>;
  readonly make: Pick<MakeReportOptions, "template" | "browser">;
  readonly settings: Pick<MailSettings, "from" | "unsubscribe">;
  /** Bytes of the whole mail as it travels. */
  readonly bytesMost: number;
  /** Addresses of the written files, where they are published. */
  readonly links: MailFiles["links"];
  readonly signal: AbortSignal;
}

const RUNGS = ["no", "small-pictures", "no-appendix"] as const;
/** Stands for any recipient while the size is measured. */
const LONGEST = `${"x".repeat(64)}@${"x".repeat(60)}.${"x".repeat(60)}.test`;

/** The letter, and the format that could not be made for it, if any. */
export async function makeLetter(options: LetterOptions): Promise<NewLetter | RenderError> {
  const { outcome, attach, bytesMost } = options;
  const light = await write(options, "no-files", []);
  for (const rung of listRungs(attach)) {
    const files = rung === "no" ? await readWritten(outcome, attach) : await renderAgain(options, rung);
    if (!Array.isArray(files)) return files as RenderError;
    const letter = { ...(await write(options, rung, files)), light };
    if ((await measure(letter, options)) <= bytesMost) return letter;
  }
  return { ...light, light };
}

/** What may be tried: without files there is nothing to make smaller, and the PDF alone has no appendix to leave out. */
function listRungs(attach: readonly Attachment[]): readonly (typeof RUNGS)[number][] {
  if (attach.length === 0) return ["no"];
  return attach.some((one) => one === "html" || one === "appendix") ? RUNGS : ["no", "small-pictures"];
}

/** The files of the report as they were written; what could not be made is what cannot be attached. */
async function readWritten(
  { files, failures }: ReportOutcome,
  attach: readonly Attachment[],
): Promise<readonly RenderedFile[] | RenderError> {
  const wanted = pickAttached(files, attach);
  const [failure] = failures;
  // A report without an appendix has none to attach.
  if (wanted.length < attach.filter((one) => one !== "appendix").length && failure !== undefined) return failure;
  return Promise.all(
    wanted.map(async ({ name, mediaType, path }) => ({ name, mediaType, bytes: await readFile(path) })),
  );
}

async function renderAgain(
  { outcome, attach, images, make, signal }: LetterOptions,
  rung: "small-pictures" | "no-appendix",
): Promise<readonly RenderedFile[] | RenderError> {
  const isShort = rung === "no-appendix";
  const { files, failures } = await render(isShort ? withoutAppendix(outcome.model) : outcome.model, {
    ...make,
    formats: attach.map((one) => (one === "appendix" ? "pdf" : one)),
    isWithoutAppendix: isShort || !attach.includes("appendix"),
    images: async (key) => {
      const bytes = await images(key);
      return bytes === undefined ? undefined : shrinkPicture(bytes);
    },
    signal,
  });
  return failures[0] ?? pickAttached(files, attach);
}

function pickAttached<File extends { readonly name: string }>(
  files: readonly File[],
  attach: readonly Attachment[],
): readonly File[] {
  const names = attach.map(toFileName);
  return files.filter(({ name }) => names.includes(name));
}

/** The picture of the best post, small, for the body of the mail. */
async function readPicture({ outcome, images }: LetterOptions): Promise<NewLetter["files"][number] | undefined> {
  const key = findMailPicture(outcome.model);
  const bytes = key === undefined ? undefined : await images(key);
  return bytes === undefined
    ? undefined
    : { name: "best-post.jpg", mediaType: "image/jpeg", bytes: await shrinkPicture(bytes) };
}

async function write(
  options: LetterOptions,
  reduced: MailFiles["reduced"],
  files: readonly RenderedFile[],
): Promise<NewLetter> {
  const { outcome, cut, make, links } = options;
  const attached = files.map(({ name, mediaType, bytes }) => ({
    name: toAttachmentName(outcome.model, cut, name),
    mediaType,
    bytes,
  }));
  const picture = reduced === "no-files" ? undefined : await readPicture(options);
  const body = await renderMail(outcome.model, {
    template: make.template,
    cut,
    files: { attached: attached.map(({ name }) => name), reduced, links },
    picture: picture?.name,
  });
  return { ...body, light: body, files: picture === undefined ? attached : [...attached, picture] };
}

/** "Acme - Instagram weekly - DACH - 2026-W47.pdf": tells itself apart in anybody's downloads. */
function toAttachmentName({ brand, title, period }: ReportModel, cut: string | undefined, name: string): string {
  const parts = [brand.name, title, cut ?? "", toPeriodName(period).replace("..", " to ")];
  const ending = name.slice("report".length);
  return toSafeName(`${parts.filter((part) => part !== "").join(" - ")}${ending.replace("-", " - ")}`);
}

async function measure(letter: NewLetter, { settings }: LetterOptions): Promise<number> {
  const messageId = toMessageId("", LONGEST, 1, settings.from.address);
  const message = await composeMessage({ messageId, recipient: LONGEST, date: new Date(0), letter }, settings);
  return message.bytes.byteLength;
}
