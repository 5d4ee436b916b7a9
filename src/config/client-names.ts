// Names of clients that pass for one another: the same, or the same to a disk.
import { toFolderName } from "./client-report.ts";
import type { ConfigProblem } from "./config-error.ts";

/** Names some systems give to devices, whatever their ending. */
const DEVICES = /^(con|prn|aux|nul|com\d|lpt\d)(\..*)?$/i;

/** By index, what is wrong with a name; the first of two alike keeps it. */
export function findClashes(names: readonly unknown[]): ReadonlyMap<number, readonly ConfigProblem[]> {
  const owners = new Map<string, number>();
  const found = new Map<number, readonly ConfigProblem[]>();
  for (const [index, name] of names.entries()) {
    if (typeof name !== "string" || name === "") continue;
    const folder = toFolderName(name);
    const key = `clients[${index}].name`;
    if (folder === "" || DEVICES.test(folder)) {
      found.set(index, [{ key, problem: `is "${name}", which no folder can be named` }]);
      continue;
    }
    const looks = toLook(folder);
    const twin = owners.get(looks);
    if (twin === undefined) owners.set(looks, index);
    else found.set(index, [{ key, problem: explainTwin(name, names[twin], twin) }]);
  }
  return found;
}

/** As a disk that knows neither capitals nor how a letter is put together compares them. */
function toLook(folder: string): string {
  return folder.normalize("NFKC").toLowerCase().normalize("NFC");
}

function explainTwin(name: string, other: unknown, index: number): string {
  if (name === other) return `is "${name}", as that of clients[${index}]; names must differ`;
  return `is "${name}", which a folder cannot tell from "${String(other)}" of clients[${index}]; names must differ in more`;
}
