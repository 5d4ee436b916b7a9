// Settings → what the report needs to know; reads the logo and the author's notes from disk.
import { readFile } from "node:fs/promises";
import { extname, isAbsolute } from "node:path";
import { type AccountFilter, matchesFilter } from "../collect/index.ts";
import type { Settings } from "../config/index.ts";
import {
  isShippedFamily,
  listShippedFamilies,
  type ReportOptions,
  toBrandFont,
  toDefaultTitle,
} from "../report/index.ts";
import type { Store } from "../store/index.ts";
import { type Narrowing, refuseStrangers, toPerHour } from "./compose.ts";
import { UsageError } from "./exit.ts";
import { version } from "./version.ts";

const LOGO_TYPES: Readonly<Record<string, string>> = {
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".jpg": "image/jpeg",
  ".jpeg": "image/jpeg",
  ".webp": "image/webp",
};

/** The accounts a report is about: those of the configuration, narrowed by flags; narrowed, it tells of nobody else. */
export async function chooseReportAccounts(
  store: Store,
  settings: Settings,
  narrowing: Narrowing,
  filter: AccountFilter,
): Promise<NonNullable<ReportOptions["only"]>> {
  const known = await store.read.accounts();
  if (known.length > 0) refuseStrangers(narrowing, settings.accounts.exclude, known);
  const accountIds = known.filter((account) => matchesFilter(account, filter)).map(({ accountId }) => accountId);
  const isWhole = narrowing.account.length + narrowing.group.length === 0;
  return isWhole ? { accountIds, isWhole } : { accountIds, groups: narrowing.group };
}

export async function toReportOptions(
  settings: Settings,
  choice: Pick<ReportOptions, "span" | "only" | "now">,
): Promise<ReportOptions> {
  const { title, brand, locale, paper, sortBy, goals, notes, credit } = settings.report;
  return {
    ...choice,
    timeZone: settings.period.timeZone,
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
    callsPerHour: Object.fromEntries(
      settings.connections.map(({ name, callsPerHour }) => [name, toPerHour(settings, callsPerHour)]),
    ),
    generator: credit ? `Gazette ${version}` : (brand.name ?? ""),
    notes: notes === undefined ? undefined : (await readChosen(notes, "report.notes")).toString("utf8"),
  };
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
