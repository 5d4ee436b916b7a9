// gather → parse → rules → secrets → Settings. Nothing stops at the first problem.
import { resolve } from "node:path";
import { listRaw, resolveClients } from "./clients.ts";
import { ConfigError, type ConfigProblem } from "./config-error.ts";
import { explainUnset } from "./environment.ts";
import { type ConfigFile, fileSchema } from "./file-schema.ts";
import { type Gathered, type GatherInput, gatherSettings, UNREADABLE_HINT } from "./gather.ts";
import { type KeyPath, toDottedKey } from "./key-path.ts";
import { checkLabelFiles } from "./labels.ts";
import { parsePart, setIn } from "./parse-part.ts";
import type { RawObject } from "./read-yaml.ts";
import { checkRules } from "./rules.ts";
import { readSecrets } from "./secrets.ts";
import type { Settings } from "./settings.ts";
import { freezeDeep, toSettings } from "./to-settings.ts";

export interface LoadInput extends GatherInput {
  /**
   * "required" (default): a secret that is named and missing is a problem. "optional", for commands that spend no calls
   * and send no mail: a connection without its token is left out, and so is a mail server without its address.
   */
  readonly secrets?: "required" | "optional" | undefined;
}

/**
 * The settings from the configuration file, the environment and flags. What is wrong with one client is told in
 * `brokenClients` and leaves the others; where nobody is left, or more is wrong, it is thrown with the rest.
 * Throws one `ConfigError` with every problem found: CONFIG_UNREADABLE, CONFIG_INVALID, or CONFIG_SECRET_MISSING when
 * missing secrets are all that is wrong.
 */
export function loadSettings(input: LoadInput): Settings {
  const gathered = gatherSettings(input);
  const areRequired = input.secrets !== "optional";
  const allUnset = areRequired ? gathered.unset : gathered.unset.filter(({ path }) => !isSecretPath(path));
  const values = areRequired ? gathered.values : dropUnsetSecrets(gathered.values, gathered.unset);
  const hasClients = listRaw(values).length > 0;
  const isOfClient = ({ path }: { readonly path: KeyPath }): boolean => hasClients && path[0] === "clients";
  const unset = allUnset.filter((one) => !isOfClient(one));
  const { output: file, problems } = parsePart(fileSchema, hasClients ? withoutClients(values) : values, gathered);
  const secrets = file === undefined ? undefined : readSecrets(file, gathered, input.env, areRequired);
  const unsetKeys = gathered.unset.map(({ path }) => toDottedKey(path));
  const wrong = [
    ...gathered.problems,
    ...problems,
    ...(file === undefined ? [] : checkRules(file)),
    ...findWrongFiles(file, gathered),
    ...(secrets?.wrong ?? []),
  ];
  const missing = [...explainUnset(unset), ...(secrets?.missing ?? [])];
  // What follows from a key that could not be filled or read is not another problem.
  const causes = wrong.filter((one) => !unsetKeys.includes(one.key) && !isOfBroken(one, gathered));
  const wrongKeys = problems.map(({ key }) => key).filter((key) => key !== "" && !unsetKeys.includes(key));
  const missed = missing.filter(
    (one) => !wrongKeys.some((wrongKey) => one.key.startsWith(wrongKey)) && !isOfBroken(one, gathered),
  );
  if (file === undefined || secrets === undefined) throw toError(gathered, causes, missed);
  const context = { file, secrets, gathered, values, unset: allUnset, unsetKeys, cwd: input.cwd, areRequired };
  const { clients, broken } = resolveClients(context);
  const isNobodyLeft = hasClients && clients.length === 0;
  if (causes.length + missed.length > 0 || isNobodyLeft) {
    throw toError(gathered, [...causes, ...broken.flatMap((one) => one.problems)], missed);
  }
  const brokenClients = broken.map((one) => ({ ...one, problems: toLocated(gathered, one.problems) }));
  return freezeDeep({ ...toSettings(file, secrets, gathered, input.cwd), clients, brokenClients });
}

/** Files without which a report could not be made as it is meant. */
function findWrongFiles(file: ConfigFile | undefined, { folder }: Gathered): readonly ConfigProblem[] {
  return checkLabelFiles(file?.report.labels ?? [], ["report", "labels"], (path) => resolve(folder, path));
}

function withoutClients({ clients: _clients, ...values }: RawObject): RawObject {
  return values;
}

function toLocated(gathered: Gathered, problems: readonly ConfigProblem[]): readonly ConfigProblem[] {
  return problems.map((problem) => ({ ...problem, line: problem.line ?? findLine(gathered, problem.key) }));
}

/** What a part that could not be read may well have: "is missing", or "which is not in accounts.groups". */
function isOfBroken({ key, problem }: ConfigProblem, { broken, values }: Gathered): boolean {
  if (broken.length === 0 || key === "") return false;
  const [section = ""] = key.split(/[.[]/);
  return !Object.hasOwn(values, section) || broken.some((name) => problem.includes(`${name}.`));
}

const SECRET_NAMES = ["token", "appSecret", "smtp", "tokenFile", "appSecretFile", "smtpFile"];

function isSecretPath(path: KeyPath): boolean {
  return SECRET_NAMES.includes(String(path.at(-1)));
}

function dropUnsetSecrets(values: RawObject, unset: Gathered["unset"]): RawObject {
  const copy = structuredClone(values);
  for (const { path } of unset.filter((place) => isSecretPath(place.path))) setIn(copy, path, undefined);
  return copy;
}

function toError(gathered: Gathered, wrong: readonly ConfigProblem[], missing: readonly ConfigProblem[]): ConfigError {
  const problems = toLocated(gathered, [...wrong, ...missing]);
  const isOnlySecrets = wrong.length === 0;
  const isUnreadable = gathered.problems.length > 0;
  return new ConfigError({
    code: isUnreadable ? "CONFIG_UNREADABLE" : isOnlySecrets ? "CONFIG_SECRET_MISSING" : "CONFIG_INVALID",
    source: gathered.source,
    problems: problems.toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0)),
    hint: isUnreadable
      ? UNREADABLE_HINT
      : isOnlySecrets
        ? toSecretHint(gathered)
        : `Every key is explained in config/example.yaml; mend ${gathered.source} and run again.`,
  });
}

function toSecretHint({ file }: Gathered): string {
  if (file === undefined)
    return "Write a first configuration with `gazette init`, or set GAZETTE_TOKEN to your access token.";
  return "Set the variable (export NAME=value) or name an existing file, then run again.";
}

function findLine(gathered: Gathered, key: string): number | undefined {
  const path = [...key.matchAll(/\[(\d+)\]|\["((?:[^"\\]|\\.)*)"\]|([\w-]+)/g)].map(([, index, quoted, plain]) =>
    index === undefined ? (quoted ?? plain ?? "") : Number(index),
  );
  return gathered.lineOf(path);
}
