// Settings → what the report needs to know; reads the logo and the author's notes from disk.
import { readFile } from "node:fs/promises";
import { extname, isAbsolute } from "node:path";
import { readLabelFile, type Settings, toFolderName } from "../config/index.ts";
import {
  type BucketFolder,
  isShippedFamily,
  type Label,
  listShippedFamilies,
  type ReportOptions,
  type ReportOwner,
  toBrandFont,
  toDefaultTitle,
} from "../report/index.ts";
import type { Store } from "../store/index.ts";
import { toPerHour } from "./compose.ts";
import { UsageError } from "./exit.ts";
import { version } from "./version.ts";

const LOGO_TYPES: Readonly<Record<string, string>> = {
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".jpg": "image/jpeg",
  ".jpeg": "image/jpeg",
  ".webp": "image/webp",
};

/** Whose report these settings are for; undefined for the nameless client's. */
export function toOwner({ client }: Settings): ReportOwner | undefined {
  return client === undefined ? undefined : { client: client.name, reportKey: client.report };
}

/** Their folder of the bucket; undefined where there is none. */
export function toBucketFolder({ files, client }: Settings): BucketFolder | undefined {
  if (files === undefined) return undefined;
  const names = client === undefined ? [] : [client.name, client.report];
  return { place: files, folder: names.map(toFolderName).join("/") };
}

export async function toReportOptions(
  settings: Settings,
  store: Pick<Store, "notes">,
  choice: Pick<ReportOptions, "span" | "only" | "now">,
): Promise<ReportOptions> {
  const { title, brand, locale, paper, sortBy, goals, labels, annotations, notes, credit, edition } = settings.report;
  const owner = toOwner(settings);
  const written = notes === undefined ? undefined : (await readChosen(notes, "report.notes")).toString("utf8");
  const added = await store.notes.read(owner ?? { client: "", reportKey: "" }, choice.span);
  return {
    ...choice,
    ...(owner === undefined ? {} : { owner }),
    ...(edition === "full" ? {} : { edition }),
    timeZone: settings.period.timeZone,
    weekStartsOn: settings.period.weekStartsOn,
    locale,
    title: title ?? toDefaultTitle(locale, choice.span),
    brand: {
      name: brand.name ?? "",
      colour: brand.colour,
      ...(brand.logo === undefined ? {} : { logo: await readLogo(brand.logo) }),
      ...(brand.font === undefined ? {} : { font: await readFont(brand.font) }),
    },
    paper,
    groups: settings.accounts.groups,
    alias: settings.accounts.alias,
    sortBy,
    goals,
    labels: labels.flatMap(toLabels),
    annotations,
    callsPerHour: Object.fromEntries(
      settings.connections.map(({ name, callsPerHour }) => [name, toPerHour(settings, callsPerHour)]),
    ),
    generator: credit ? `Gazette ${version}` : (brand.name ?? ""),
    notes: added === undefined ? written : [written, added].filter((one) => one !== undefined).join("\n\n"),
  };
}

/** A label as it is written, or those of its file, read anew for each report. */
function toLabels({ file, name = "", ...rules }: Settings["report"]["labels"][number]): readonly Label[] {
  if (file === undefined) return [{ name, ...rules }];
  const read = readLabelFile(file);
  if ("problem" in read) {
    throw new UsageError(
      `Could not use report.labels: an entry ${read.problem}.`,
      "Correct the file or remove the entry.",
    );
  }
  return [...Map.groupBy(read.rows, ({ label }) => label)].map(([label, rows]) => ({
    name: label,
    links: rows.map(({ link }) => link),
  }));
}

async function readLogo(path: string): Promise<string> {
  const mediaType = LOGO_TYPES[extname(path).toLowerCase()];
  if (mediaType === undefined) {
    throw new UsageError(
      `Could not use the logo ${path}: its format is not known.`,
      "Use an SVG, PNG, JPEG or WebP file.",
    );
  }
  return `data:${mediaType};base64,${(await readChosen(path, "report.brand.logo")).toString("base64")}`;
}

/** A file's path is absolute by now; everything else is the name of a family. */
async function readFont(font: string): Promise<string> {
  if (!isAbsolute(font)) {
    if (isShippedFamily(font)) return font;
    throw new UsageError(
      `Could not use the font ${font}, named in report.brand.font: Gazette ships no family of this name.`,
      `Name a font file (.woff2, .ttf or .otf), or one of: ${listShippedFamilies().join(", ")}.`,
    );
  }
  const held = await toBrandFont(await readChosen(font, "report.brand.font"));
  if (held !== undefined) return held;
  throw new UsageError(
    `Could not use the font ${font}, named in report.brand.font: it is no font file, or a broken one.`,
    "Use a WOFF2, TTF or OTF file with outlines, or remove the key.",
  );
}

async function readChosen(path: string, key: string): Promise<Buffer> {
  try {
    return await readFile(path);
  } catch (cause) {
    const reason = (cause as NodeJS.ErrnoException).code ?? String(cause);
    throw new UsageError(`Could not read ${path}, named in ${key}: ${reason}.`, "Correct the path or remove the key.");
  }
}
