// Templates of the desk → pages. They run strictly, escape everything, and see own plain properties only.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import Handlebars from "handlebars";
import type { Clock } from "../../shared/index.ts";

export interface Views {
  /** A page within the layout. */
  page(name: string, frame: Frame, view: Readonly<Record<string, unknown>>): string;
  /** A partial alone, for htmx. */
  part(name: string, frame: Frame, view: Readonly<Record<string, unknown>>): string;
}

/** What every page has besides its own; templates find it under `frame`. */
export type Frame = Readonly<Record<string, unknown>>;

/** As the house writes moments: "2026-11-24T08:20:00.000Z", or "2026-11-24 08:20 UTC" for a terminal. */
const MOMENT = /\b(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?)(?:Z| UTC)\b/g;

const SAFELY = { allowProtoMethodsByDefault: false, allowProtoPropertiesByDefault: false } as const;

/** Reads `pages`, `partials` and `layout.hbs` below the folder, once. */
export function readViews(folder: string, timeZone: string, clock: Pick<Clock, "now">): Views {
  const engine = Handlebars.create();
  const words = createWords(timeZone, clock);
  engine.registerHelper({ ...words } as Handlebars.HelperDeclareSpec);
  const knownHelpers = Object.fromEntries(Object.keys(words).map((name) => [name, true]));
  const compile = (path: string): Handlebars.TemplateDelegate => {
    const source = readFileSync(path, "utf8");
    // At the start, and not at somebody's click.
    refuseBareWords(engine.parse(source), Object.keys(words), path);
    return engine.compile(source, {
      strict: true,
      knownHelpersOnly: true,
      knownHelpers,
      preventIndent: true,
    });
  };
  const read = (kind: string): ReadonlyMap<string, Handlebars.TemplateDelegate> =>
    new Map(
      readdirSync(join(folder, kind))
        .filter((file) => file.endsWith(".hbs"))
        .map((file) => [file.slice(0, -".hbs".length), compile(join(folder, kind, file))]),
    );
  const partials = read("partials");
  for (const [name, run] of partials) engine.registerPartial(name, run);
  const pages = read("pages");
  const layout = compile(join(folder, "layout.hbs"));
  const run = (all: typeof pages, name: string, view: unknown): string => {
    const template = all.get(name);
    if (template === undefined) throw new Error(`there is no template ${name}`);
    return template(view, SAFELY);
  };
  return {
    page: (name, frame, view) =>
      layout({ frame, body: new Handlebars.SafeString(run(pages, name, { ...view, frame })) }, SAFELY),
    part: (name, frame, view) => run(partials, name, { ...view, frame }),
  };
}

/** `{{said}}` alone is the word without what it is to say, and not a field of this name. */
function refuseBareWords(program: hbs.AST.Program, words: readonly string[], path: string): void {
  const visitor = new Handlebars.Visitor();
  visitor.MustacheStatement = ({ path: asked, params }) => {
    const name = "original" in asked ? String(asked.original) : "";
    if (params.length === 0 && words.includes(name))
      throw new Error(`${path} has {{${name}}}, which is a word: name the field otherwise`);
  };
  visitor.accept(program);
}

/** The few words templates have of their own. */
function createWords(timeZone: string, clock: Pick<Clock, "now">) {
  const moment = new Intl.DateTimeFormat("en-GB", {
    timeZone,
    day: "numeric",
    month: "short",
    hour: "2-digit",
    minute: "2-digit",
  });
  const today = new Intl.DateTimeFormat("en-GB", { timeZone, dateStyle: "short" });
  const hour = new Intl.DateTimeFormat("en-GB", { timeZone, timeStyle: "short" });
  const long = new Intl.DateTimeFormat("en-GB", { timeZone, dateStyle: "full", timeStyle: "short" });
  const day = new Intl.DateTimeFormat("en-GB", { timeZone: "UTC", day: "numeric", month: "short", year: "numeric" });
  const count = new Intl.NumberFormat("en-GB");
  const toTime = (iso: string, text: string) =>
    new Handlebars.SafeString(
      `<time datetime="${Handlebars.escapeExpression(iso)}">${Handlebars.escapeExpression(text)}</time>`,
    );
  const toMoment = (iso: string): string => {
    const date = new Date(iso);
    const isToday = today.format(date) === today.format(clock.now());
    return isToday ? hour.format(date) : moment.format(date);
  };
  return {
    /** "24 Nov, 09:20", in the zone of `period.timeZone`; "09:20" where that is today. */
    at: (iso: string) => toTime(iso, toMoment(iso)),
    /** The same where no element may stand, as in an option. */
    moment: toMoment,
    /** "Monday 30 November 2026, 13:29". */
    long: (iso: string) => toTime(iso, long.format(new Date(iso))),
    /** "24 Nov 2026", of a day label. */
    day: (label: string) => toTime(label, day.format(new Date(`${label}T00:00:00Z`))),
    /** "12,408". */
    count: (value: number) => count.format(value),
    /** A sentence of ours; what stands between back-ticks is a command, and a moment is told as pages tell it. */
    said: (sentence: string) => {
      const local = sentence.replace(MOMENT, (_all, day: string, time: string) => toMoment(`${day}T${time}Z`));
      return new Handlebars.SafeString(
        Handlebars.escapeExpression(local).replace(/&#x60;(.+?)&#x60;/g, "<code>$1</code>"),
      );
    },
    /** A part of an address. */
    url: (text: string) => encodeURIComponent(text),
    eq: (one: unknown, other: unknown) => one === other,
  };
}
