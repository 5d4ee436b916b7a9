// Model → the body of a mail: HTML that mail programs understand, and the same as plain text. Neither loads anything.
import Handlebars from "handlebars";
import { toPeriodKind } from "../../../dataset/index.ts";
import { listKpis } from "../../kpis/index.ts";
import type { Block, Finding, MediaCard, ReportModel, Tile } from "../../summarise/index.ts";
import type { Words } from "../../words/index.ts";
import { toBrandColours } from "../brand-colours.ts";
import { createFormatter, type Formatter } from "../format.ts";
import { ARROWS, type CellView, Notes, toCellView, toSafeHref } from "../page/cell-view.ts";
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
  /** Name of the picture of the best post that comes with the mail (`findMailPicture`); absent when none does. */
  readonly picture?: string | undefined;
}

export interface MailBody {
  readonly subject: string;
  readonly html: string;
  readonly plain: string;
}

const FINDINGS_MOST = 3;
const SENTENCE_UNITS_MOST = 600;
const SUBJECT_UNITS_MOST = 200;
const CAPTION_UNITS_MOST = 90;
/** Of the best post: interactions and reach. */
const BEST_FIGURES = 2;
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

/** The best post of the first page, whose picture comes with the mail. */
export function findMailPicture(model: ReportModel): string | undefined {
  return findBestPost(model)?.image;
}

function findBestPost({ sections }: ReportModel): MediaCard | undefined {
  const blocks = sections.find(({ id }) => id === "summary")?.blocks ?? [];
  return blocks.flatMap((block) => (block.kind === "cards" ? block.cards : [])).at(0);
}

function toMailView(model: ReportModel, { cut, files, picture }: MailOptions, format: Formatter) {
  const text = format.words.mail;
  const summary = model.sections.find(({ id }) => id === "summary");
  const blocks = summary?.blocks ?? [];
  const lists = blocks.filter((block) => block.kind === "findings");
  const notes = new Notes();
  const figures = pickTiles(blocks).map((tile) => toFigure(tile, model, format, notes));
  const caveats = blocks.flatMap((block) => (block.kind === "caveats" ? block.entries : []));
  const headline = blocks.flatMap((block) => (block.kind === "headline" ? block.sentences : []));
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
    headline: headline
      .map((sentence) => sentence.map(({ text: words }) => words).join(""))
      .map(toOneLine)
      .join(" "),
    findings: (lists[0]?.findings ?? []).slice(0, FINDINGS_MOST).map(toMailFinding),
    bestPost: toBestPost(model, picture, format),
    coverage: model.coverage.sentence,
    coveragePercent: format.number(Math.floor(model.coverage.share * 1000) / 1000, "percent"),
    isComplete: model.coverage.partial + model.coverage.missing === 0,
    caveats: caveats.map(({ term, text: words }) => `${term}${format.words.phrases.colon}${words}`).join(" · "),
    attached: files.attached,
    filesNote: toFilesNote(files, text),
    button: files.links[0] ?? null,
    links: files.links.slice(1),
    footer: text.footer(model.generator, model.reportId),
    text: {
      findings: text.findings,
      next: `${format.words.phrases.next}${format.words.phrases.colon}`,
      open: format.words.phrases.openPost,
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

function toMailFinding({ tone, text: sentence, why, next }: Finding) {
  const cut = (words: string | undefined): string | null =>
    words === undefined || words === "" ? null : cutText(words, SENTENCE_UNITS_MOST);
  return { tone, text: cutText(sentence, SENTENCE_UNITS_MOST), why: cut(why), next: cut(next) };
}

/** The best post in a few words; null where none has its figures. */
function toBestPost(model: ReportModel, picture: string | undefined, format: Formatter) {
  const card = findBestPost(model);
  if (card === undefined) return null;
  const figures = card.figures.slice(0, BEST_FIGURES).map(({ label, unit, cell }) => {
    const { text } = toCellView(cell, unit, model, format, new Notes());
    return `${text} ${label}`;
  });
  return {
    title: model.sections.flatMap(({ blocks }) => blocks).find((block) => block.kind === "cards")?.title ?? "",
    account: card.account,
    about: `${card.format} · ${format.instant(card.publishedAt)}`,
    caption: cutText(card.caption, CAPTION_UNITS_MOST),
    figures: figures.join(" · "),
    href: card.permalink === undefined ? null : toSafeHref(card.permalink),
    picture: picture ?? null,
  };
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
