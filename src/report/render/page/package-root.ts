import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The folder of our own package.json, found upwards, so that src and dist both find the templates beside them. */
export function packageRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, "templates"))) {
    const parent = dirname(folder);
    if (parent === folder) throw new Error("the package's templates folder is missing");
    folder = parent;
  }
  return folder;
}

/** Folder of an installed package that ships data rather than code. */
export function packageFolder(name: string): string {
  return dirname(createRequire(import.meta.url).resolve(`${name}/package.json`));
}
