// Model → the body of a mail: HTML that mail programs understand, and the same as plain text. Neither loads anything.
import Handlebars from "handlebars";
import { toPeriodKind } from "../../../dataset/index.ts";
import { listKpis } from "../../kpis/index.ts";
import type { Block, ReportModel, Tile } from "../../summarise/index.ts";
import type { Words } from "../../words/index.ts";
import { toBrandColours } from "../brand-colours.ts";
import { createFormatter, type Formatter } from "../format.ts";
import { ARROWS, type CellView, Notes, toCellView } from "../page/cell-view.ts";
import { readTemplateFolder } from "../page/templates.ts";
import { cutText, escapeHtml, toPlainText } from "../plain-text.ts";

/** What of the report travels with the mail. */
export interface MailFiles {
  /** Names of the files attached; empty when the mail would be too large. */
  readonly attached: readonly string[];
  /** Rungs of the way down to a mail that fits. */
  readonly reduced: "no" | "small-pictures" | "no-appendix" | "no-files";
  /** Addresses under which the files can be had; empty where nothing is published. */
  readonly links: readonly { readonly name: string; readonly href: string }[];
}

export interface MailOptions {
  readonly template: string;
  /** Group or account the report is cut to; undefined for all of it. */
  readonly cut?: string | undefined;
  readonly files: MailFiles;
}

export interface MailBody {
  readonly subject: string;
  readonly html: string;
  readonly plain: string;
}

const FINDINGS_MOST = 6;
const SENTENCE_UNITS_MOST = 600;
const SUBJECT_UNITS_MOST = 200;
/** On white; the template has their dark twins. */
const TONES: Readonly<Record<string, string>> = { up: "#0b6e3a", down: "#b3261e" };
const QUIET = "#586070";
const FINDING_TONES: Readonly<Record<string, string>> = { good: "up", bad: "down" };
const BULLETS: Readonly<Record<string, string>> = { good: ARROWS.up, bad: ARROWS.down, warning: "!" };
const { SafeString } = Handlebars;

/** Throws RENDER_TEMPLATE_BROKEN. The same model and options give the same text. */
export async function renderMail(model: ReportModel, options: MailOptions): Promise<MailBody> {
  const templates = await readTemplateFolder(options.template);
  const view = toMailView(
    model,
    options,
    createFormatter(model.locale, model.period.timeZone, toPeriodKind(model.period)),
  );
  const words = {
    line: (words: string) => new SafeString(`<bdi>${escapeHtml(toOneLine(words))}</bdi>`),
    // A sentence of ours runs from left to right, though a name of another direction may begin it.
    sentence: (words: string) => new SafeString(`<bdi dir="ltr">${escapeHtml(toOneLine(words))}</bdi>`),
    plain: (words: string) => new SafeString(toOneLine(words)),
    toneOf: (tone: string) => FINDING_TONES[tone] ?? "quiet",
    toneColour: (tone: string) => TONES[tone] ?? QUIET,
    bullet: (tone: string) => BULLETS[tone] ?? "•",
    blank: () => "",
    // The last argument is Handlebars' own.
    heading: (...given: readonly unknown[]) => {
      const title = given
        .slice(0, -1)
        .map((word) => toOneLine(String(word)))
        .join(" ");
      return new SafeString(`${title}\n${"-".repeat([...title].length)}`);
    },
  };
  const html = templates.run("mail.hbs", view, words);
  const plain = templates.run("mail-text.hbs", view, words);
  return { subject: view.subject, html: html.trimStart(), plain: `${plain.replace(/\n{3,}/g, "\n\n").trim()}\n` };
}

function toMailView(model: ReportModel, { cut, files }: MailOptions, format: Formatter) {
  const text = format.words.mail;
  const summary = model.sections.find(({ id }) => id === "summary");
  const blocks = summary?.blocks ?? [];
  const lists = blocks.filter((block) => block.kind === "findings");
  const notes = new Notes();
  const figures = pickTiles(blocks).map((tile) => toFigure(tile, model, format, notes));
  // The coverage line stands right above; said once is enough.
  const doubts = (lists.length > 1 ? (lists.at(-1)?.findings ?? []) : []).filter(
    ({ text: sentence }) => !sentence.startsWith(model.coverage.sentence),
  );
  const names = [model.brand.name, model.title, cut ?? "", model.period.label].filter((part) => part !== "");
  return {
    subject: cutText(names.map(toOneLine).join(" · "), SUBJECT_UNITS_MOST),
    preheader: figures.map(({ label, figure }) => `${label} ${figure}`).join(" · "),
    locale: model.locale,
    colours: toBrandColours(model.brand.colour),
    brand: model.brand.name,
    title: model.title,
    cut: cut ?? null,
    period: model.period.label,
    accounts: format.counted(model.accounts, "account"),
    rows: [figures.slice(0, 3), figures.slice(3, 6)].filter((row) => row.length > 0),
    comparison: text.comparedWith(model.comparison.label),
    asOf: model.dataAsOf === null ? null : text.asOf(format.instant(model.dataAsOf, { zone: true })),
    provisional: [
      ...(summary?.provisional === undefined ? [] : [summary.provisional]),
      ...(notes.hasProvisional ? [text.provisional] : []),
      ...(notes.hasUnequal ? [`(p) ${format.words.phrases.provisionalChange}`] : []),
    ].join(" "),
    notes: notes
      .list()
      .map(({ number, word, text }) => ({ number, text: `${word}${format.words.phrases.colon}${text}` })),
    findings: (lists[0]?.findings ?? []).slice(0, FINDINGS_MOST).map(toSentence),
    coverage: model.coverage.sentence,
    coveragePercent: format.number(Math.floor(model.coverage.share * 1000) / 1000, "percent"),
    isComplete: model.coverage.partial + model.coverage.missing === 0,
    doubts: doubts.slice(0, FINDINGS_MOST).map(toSentence),
    attached: files.attached,
    filesNote: toFilesNote(files, text),
    links: files.links,
    footer: text.footer(model.generator, model.reportId),
    text: {
      findings: text.findings,
      missing: text.missing,
      coverage: text.coverage,
      figures: text.figures,
      attached: text.attachedTitle,
      links: text.linksTitle,
    },
  };
}

function pickTiles(blocks: readonly Block[]): readonly Tile[] {
  const tiles = blocks.find((block) => block.kind === "tiles")?.tiles ?? [];
  const wanted = listKpis("mail");
  const named = wanted.flatMap(({ id }) => tiles.filter((tile) => tile.id === id));
  return named.length === wanted.length ? named : tiles.slice(0, wanted.length);
}

function toFigure(tile: Tile, model: ReportModel, format: Formatter, notes: Notes) {
  const figure = toCellView(tile.figure, tile.unit, model, format, notes);
  const change = tile.change === undefined ? undefined : toCellView(tile.change, "change", model, format, notes);
  return {
    label: tile.label,
    figure: figure.text,
    isAbsent: figure.kind === "absent",
    note: figure.note,
    provisional: figure.provisional,
    change: change === undefined ? null : toChangeWords(change),
    changeNote: change?.note ?? null,
    tone: change?.tone ?? "level",
    small: tile.note ?? null,
  };
}

/** As the page writes it, its mark in brackets: "↑ 194 more than the week before (p)". */
function toChangeWords({ kind, tone, text, than, provisional }: CellView): string {
  if (kind !== "change") return text;
  return [ARROWS[tone ?? "level"], text, ...(than === null ? [] : [than]), ...(provisional ? ["(p)"] : [])].join(" ");
}

function toSentence({ tone, text: sentence }: { readonly tone: string; readonly text: string }) {
  return { tone, text: cutText(sentence, SENTENCE_UNITS_MOST) };
}

function toFilesNote({ reduced, links }: MailFiles, text: Words["mail"]): string | null {
  const place = links.length === 0 ? text.withUs : text.below;
  const notes = {
    no: null,
    "small-pictures": text.fewerPictures,
    "no-appendix": text.noAppendix(place),
    "no-files": text.tooLarge(place),
  };
  return notes[reduced];
}

function toOneLine(words: string): string {
  return toPlainText(words).replace(/\s+/g, " ").trim();
}
