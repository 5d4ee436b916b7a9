// Finds, compiles and runs a template folder. Templates come from disk only, run strictly, see own plain properties only,
// and name file and line when they are broken (RELIABILITY Z3, Z4).
import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { isAbsolute, join, relative, resolve } from "node:path";
import Handlebars from "handlebars";
import { packageRoot } from "./package-root.ts";
import { RenderError } from "./render-error.ts";

export type TemplateWords = Readonly<Record<string, (...args: never[]) => unknown>>;

export interface TemplateFolder {
  readonly name: string;
  /** Runs one template file with the view; throws RENDER_TEMPLATE_BROKEN with file and line. */
  run(file: string, view: unknown, words: TemplateWords): string;
  /** A file that is taken as it is, such as the style sheet; empty when the folder has none. */
  read(file: string): string;
}

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
    run: (file, view, words) => runTemplate(files, file, view, words, shown),
  };
}

async function readFiles(folder: string): Promise<readonly (readonly [string, string])[]> {
  const names = (await readdir(folder, { recursive: true })).filter((name) => /\.(hbs|css|js)$/.test(name)).sort();
  return Promise.all(
    names.map(async (name) => [name.replaceAll("\\", "/"), await readFile(join(folder, name), "utf8")] as const),
  );
}

function runTemplate(
  files: ReadonlyMap<string, string>,
  file: string,
  view: unknown,
  words: TemplateWords,
  folder: string,
): string {
  const engine = Handlebars.create();
  const knownHelpers = Object.fromEntries(Object.keys(words).map((name) => [name, true]));
  const compile = (name: string): Handlebars.TemplateDelegate => {
    const run = engine.compile(files.get(name) ?? "", {
      strict: true,
      knownHelpersOnly: true,
      knownHelpers,
      preventIndent: true,
    });
    const wrapped = (context: unknown, options?: Handlebars.RuntimeOptions): string => {
      try {
        return run(context, options);
      } catch (error) {
        throw toTemplateError(error, `${folder}/${name}`, files.get(name) ?? "");
      }
    };
    return wrapped;
  };
  for (const name of files.keys()) {
    const partial = /^partials\/(.+)\.hbs$/.exec(name)?.[1];
    if (partial !== undefined) engine.registerPartial(partial, compile(name));
  }
  engine.registerHelper({ ...words } as Handlebars.HelperDeclareSpec);
  return compile(file)(view, { allowProtoMethodsByDefault: false, allowProtoPropertiesByDefault: false });
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
