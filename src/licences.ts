// Lists the licence of every package that is installed with Gazette, out of the lock file: `npm run licences`.
import { readFileSync } from "node:fs";

/** Licences that ask for no more than their text and their author's name. LGPL: libvips, linked by sharp and replaceable. BSD-0-Clause is how htmx.org spells 0BSD. */
const ALLOWED =
  /^(MIT|MIT-0|MIT\/X11|ISC|0BSD|BSD-0-Clause|BSD-2-Clause|BSD-3-Clause|Apache-2\.0|BlueOak-1\.0\.0|OFL-1\.1|CC0-1\.0|Zlib|Unlicense|Python-2\.0|LGPL-3\.0-or-later)$/;

interface LockFile {
  readonly packages: Readonly<
    Record<string, { readonly version: string; readonly license?: string; readonly dev?: true }>
  >;
}

export interface PackageLicence {
  readonly name: string;
  readonly version: string;
  /** As SPDX writes it; "" for none. */
  readonly licence: string;
  readonly isAllowed: boolean;
}

/** Of the production tree, by name. */
export function listLicences(lockFile = new URL("../package-lock.json", import.meta.url)): readonly PackageLicence[] {
  const { packages } = JSON.parse(readFileSync(lockFile, "utf8")) as LockFile;
  return Object.entries(packages)
    .filter(([path, one]) => path !== "" && one.dev !== true)
    .map(([path, { version, license = "" }]) => ({
      name: path.replace(/^.*node_modules\//, ""),
      version,
      licence: license,
      isAllowed: isAllowed(license),
    }))
    .sort((one, other) => (one.name < other.name ? -1 : 1));
}

/** "(MIT OR GPL-3.0-or-later)" lets choose; "MIT AND Zlib" asks for both. */
function isAllowed(licence: string): boolean {
  return licence
    .replace(/[()]/g, "")
    .split(" OR ")
    .some((choice) => choice.split(" AND ").every((one) => ALLOWED.test(one.trim())));
}

if (import.meta.main) {
  const all = listLicences();
  for (const { name, version, licence, isAllowed } of all)
    process.stdout.write(`${name}@${version}  ${licence || "none"}${isAllowed ? "" : "  ← not allowed"}\n`);
  process.exitCode = all.every(({ isAllowed }) => isAllowed) ? 0 : 1;
}
