// Finds, compiles and runs a template folder. Templates come from disk only, run strictly, see own plain properties only,
// and name file and line when they are broken (RELIABILITY Z3, Z4).
import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { isAbsolute, join, relative, resolve } from "node:path";
import Handlebars from "handlebars";
import { RenderError } from "../render-error.ts";
import { packageRoot } from "./package-root.ts";

export type TemplateWords = Readonly<Record<string, (...args: never[]) => unknown>>;

export interface TemplateFolder {
  readonly name: string;
  /** Runs one template file with the view; throws RENDER_TEMPLATE_BROKEN with file and line. */
  run(file: string, view: unknown, words: TemplateWords): string;
  /**
   * Runs one template file and leaves the turns of its loops over `list` open, so that each may be run when its turn has
   * come and be forgotten afterwards. A turn throws as `run` does.
   */
  runOpen(file: string, view: unknown, words: TemplateWords, list: readonly unknown[]): OpenText;
  /** A file that is taken as it is, such as the style sheet; empty when the folder has none. */
  read(file: string): string;
}

/** Text in order, with turns of a loop that are still to be run: each gives the text that belongs in its place. */
export type OpenText = readonly (string | OpenTurn)[];

export interface OpenTurn {
  /** Index into the list. */
  readonly at: number;
  run(): string;
}

/** Escaped text holds no "<", so no caption can stand where this stands. */
const TURN = "<!--gazette:turn-->";

/** Where a template is: a name under the package's `templates`, or a path to a folder of one's own. */
export function findTemplateFolder(template: string): string {
  const shipped = join(packageRoot(), "templates", template);
  return /^[\w-]+$/.test(template) && existsSync(shipped) ? shipped : resolve(template);
}

/**
 * Reads a template folder: a name under the package's `templates`, or a path to a folder of one's own.
 * Files a copied folder lacks are taken from `templates/weekly`.
 */
export async function readTemplateFolder(template: string): Promise<TemplateFolder> {
  const house = join(packageRoot(), "templates");
  const folder = findTemplateFolder(template);
  if (!existsSync(join(folder, "report.hbs"))) {
    throw new RenderError(
      "RENDER_TEMPLATE_BROKEN",
      `Could not render with the template "${template}": there is no report.hbs in ${folder}.`,
      `Name a folder that holds report.hbs in report.template, or "weekly".`,
    );
  }
  const files = new Map([...(await readFiles(join(house, "weekly"))), ...(await readFiles(folder))]);
  const shown = isAbsolute(template) || folder === resolve(template) ? relative(process.cwd(), folder) : template;
  return {
    name: template,
    read: (file) => files.get(file) ?? "",
    run: (file, view, words) => prepare(files, words, shown).compile(file)(view, SAFELY),
    runOpen: (file, view, words, list) => {
      const { engine, compile } = prepare(files, words, shown);
      const turns = openLoop(engine, list, (error) =>
        toTemplateError(error, `${shown}/${file}`, files.get(file) ?? ""),
      );
      const texts = compile(file)(view, SAFELY).split(TURN);
      return texts.flatMap((text, at) => [text, ...turns.slice(at, at + 1)]);
    },
  };
}

async function readFiles(folder: string): Promise<readonly (readonly [string, string])[]> {
  const names = (await readdir(folder, { recursive: true })).filter((name) => /\.(hbs|css|js)$/.test(name)).sort();
  const files = await Promise.all(
    names.map(async (name) => [name.replaceAll("\\", "/"), await readIfThere(join(folder, name))] as const),
  );
  return files.flatMap(([name, text]) => (text === undefined ? [] : [[name, text] as const]));
}

/** An editor that puts a new file in the old one's place takes that away first: for a moment there is none. */
async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

const SAFELY = { allowProtoMethodsByDefault: false, allowProtoPropertiesByDefault: false } as const;

/** Partials within partials; one that is for a tree's branches stays far below. */
const DEEPEST = 50;

interface Prepared {
  readonly engine: typeof Handlebars;
  compile(file: string): Handlebars.TemplateDelegate;
}

function prepare(files: ReadonlyMap<string, string>, words: TemplateWords, folder: string): Prepared {
  const engine = Handlebars.create();
  const knownHelpers = Object.fromEntries(Object.keys(words).map((name) => [name, true]));
  let depth = 0;
  const compile = (name: string): Handlebars.TemplateDelegate => {
    const run = engine.compile(files.get(name) ?? "", {
      strict: true,
      knownHelpersOnly: true,
      knownHelpers,
      preventIndent: true,
    });
    const wrapped = (context: unknown, options?: Handlebars.RuntimeOptions): string => {
      depth += 1;
      try {
        if (depth > DEEPEST) throw new Error("it includes itself without end");
        return run(context, options);
      } catch (error) {
        throw toTemplateError(error, `${folder}/${name}`, files.get(name) ?? "");
      } finally {
        depth -= 1;
      }
    };
    return wrapped;
  };
  for (const name of files.keys()) {
    const partial = /^partials\/(.+)\.hbs$/.exec(name)?.[1];
    if (partial !== undefined) engine.registerPartial(partial, compile(name));
  }
  engine.registerHelper({ ...words } as Handlebars.HelperDeclareSpec);
  return { engine, compile };
}

/** Puts a mark where a turn of a loop over the list belongs, and gives the turns in the order of their marks. */
function openLoop(
  engine: typeof Handlebars,
  list: readonly unknown[],
  toError: (error: unknown) => RenderError,
): readonly OpenTurn[] {
  const turns: OpenTurn[] = [];
  const each = engine.helpers.each as Handlebars.HelperDelegate;
  engine.registerHelper("each", function (this: unknown, context: unknown, options: Handlebars.HelperOptions): string {
    if (context !== list || list.length === 0) return each.call(this, context, options);
    const around = keepFrame(options.data ?? {});
    for (let at = 0; at < list.length; at += 1) {
      const run = (): string => {
        const data = { ...engine.createFrame(around), ...toPlace(at, list.length) };
        const item = list[at];
        try {
          return options.fn(item, { data, blockParams: [item, at] });
        } catch (error) {
          throw toError(error);
        }
      };
      turns.push({ at, run });
    }
    return TURN.repeat(list.length);
  });
  return turns;
}

interface DataFrame {
  readonly _parent?: DataFrame;
}

/** The frames of loops around this one as they are now: Handlebars writes each turn's place over the last one's. */
function keepFrame(frame: DataFrame): DataFrame {
  return frame._parent === undefined ? { ...frame } : { ...frame, _parent: keepFrame(frame._parent) };
}

/** What a turn of Handlebars' own loop is told. */
function toPlace(at: number, length: number): Readonly<Record<string, unknown>> {
  return { key: at, index: at, first: at === 0, last: at === length - 1 };
}

function toTemplateError(error: unknown, file: string, source: string): RenderError {
  if (error instanceof RenderError) return error;
  const message = error instanceof Error ? error.message : String(error);
  const known = error as { readonly lineNumber?: number };
  const line = known.lineNumber ?? /(?:on line |- )(\d+)(?::\d+)?/.exec(message)?.[1] ?? findPartial(message, source);
  const reason =
    message
      .split("\n")[0]
      ?.replace(/ - \d+:\d+$/, "")
      .replace(/:$/, "") ?? "";
  const detail = /^Parse error/.test(message) ? (message.split("\n").at(-1) ?? reason) : reason;
  return new RenderError(
    "RENDER_TEMPLATE_BROKEN",
    `Could not render the template ${file}, line ${line}: ${detail}.`,
    "Mend that line, or compare it with templates/weekly; src/report/render/template-words.ts lists the words a template may use.",
    error,
  );
}

/** Handlebars tells no line for a partial that is missing. */
function findPartial(message: string, source: string): number | "?" {
  const partial = /^The partial (\S+) could not be found/.exec(message)?.[1];
  const lines = source.split("\n");
  const at = partial === undefined ? -1 : lines.findIndex((line) => /\{\{#?>/.test(line) && line.includes(partial));
  return at < 0 ? "?" : at + 1;
}
