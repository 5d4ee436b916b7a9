// Which secrets the settings need, and where each was found.
import { Secret } from "../shared/index.ts";
import type { ConfigProblem } from "./config-error.ts";
import type { ConfigFile } from "./file-schema.ts";
import { DEFAULT_FILE, type Gathered } from "./gather.ts";
import { toDottedKey } from "./key-path.ts";
import { readSecret } from "./read-secret.ts";

export interface FoundConnection {
  readonly name: string;
  readonly token: Secret;
  readonly appSecret: Secret | undefined;
  readonly callsPerHour: number | undefined;
}

/** By the names that all tools for S3 know; they stand in no file of ours. */
export interface BucketKeys {
  readonly keyId: Secret;
  readonly key: Secret;
  readonly session: Secret | undefined;
  /** Of the environment, for a bucket that names none. */
  readonly region: string;
}

export interface FoundSecrets {
  readonly connections: readonly FoundConnection[];
  readonly smtp: Secret | undefined;
  readonly storeUrl: Secret | undefined;
  /** Set where `files.url` is, and its keys are. */
  readonly bucketKeys: BucketKeys | undefined;
  readonly missing: readonly ConfigProblem[];
  readonly wrong: readonly ConfigProblem[];
  readonly warnings: readonly string[];
}

/** Finds every secret of the file and, for a connection that names none, GAZETTE_TOKEN and GAZETTE_APP_SECRET. */
export function readSecrets(
  file: ConfigFile,
  gathered: Gathered,
  env: NodeJS.ProcessEnv,
  areRequired: boolean,
): FoundSecrets {
  const missing: ConfigProblem[] = [];
  const wrong: ConfigProblem[] = [];
  const unsetKeys = gathered.unset.map(({ path }) => toDottedKey(path));

  function find(key: string, direct: string | undefined, path: string | undefined): Secret | undefined {
    const found = readSecret({ key, direct, file: path, folder: gathered.folder });
    if (found === undefined || found instanceof Secret) return found;
    const { isMissing, ...problem } = found;
    if (!isMissing) wrong.push(problem);
    else if (areRequired && !unsetKeys.includes(problem.key)) missing.push(problem);
    return undefined;
  }

  const listed = file.connections ?? [{ name: "default" }];
  const mayBorrow = listed.length === 1;
  const connections = listed.flatMap((connection, index): readonly FoundConnection[] => {
    const key = `connections[${index}]`;
    const troubles = missing.length + wrong.length;
    const hasToken = connection.token !== undefined || connection.tokenFile !== undefined;
    const token = hasToken
      ? find(`${key}.token`, connection.token, connection.tokenFile)
      : find("GAZETTE_TOKEN", mayBorrow ? env.GAZETTE_TOKEN || undefined : undefined, undefined);
    const appSecret =
      hasToken || connection.appSecret !== undefined || connection.appSecretFile !== undefined
        ? find(`${key}.appSecret`, connection.appSecret, connection.appSecretFile)
        : find("GAZETTE_APP_SECRET", mayBorrow ? env.GAZETTE_APP_SECRET || undefined : undefined, undefined);
    if (token !== undefined)
      return [{ name: connection.name, token, appSecret, callsPerHour: connection.callsPerHour }];
    const isTold =
      missing.length + wrong.length > troubles ||
      unsetKeys.includes(`${key}.token`) ||
      unsetKeys.includes(`${key}.tokenFile`);
    if (areRequired && !isTold) missing.push(toMissingToken(file, gathered, key, mayBorrow));
    return [];
  });

  const need = (variable: string): Secret | undefined => {
    const found = find(variable, env[variable] || undefined, undefined);
    if (found === undefined && areRequired) missing.push({ key: variable, problem: "is not set; files.url needs it" });
    return found;
  };
  const hasBucket = file.files.url !== undefined;
  const [keyId, key] = hasBucket ? [need("AWS_ACCESS_KEY_ID"), need("AWS_SECRET_ACCESS_KEY")] : [];
  const session = find("AWS_SESSION_TOKEN", env.AWS_SESSION_TOKEN || undefined, undefined);

  wrong.push(...sameTokens(connections));
  return {
    connections,
    smtp: find("delivery.smtp", file.delivery.smtp, file.delivery.smtpFile),
    storeUrl: find("store.url", undefined, file.store.urlFile),
    bucketKeys:
      keyId === undefined || key === undefined
        ? undefined
        : { keyId, key, session, region: env.AWS_REGION || "us-east-1" },
    missing,
    wrong,
    warnings: warnOfLiterals(file, gathered),
  };
}

function toMissingToken(file: ConfigFile, gathered: Gathered, key: string, mayBorrow: boolean): ConfigProblem {
  if (gathered.file === undefined) {
    return { key: "", problem: `there is no ${DEFAULT_FILE}, and GAZETTE_TOKEN, the access token, is not set` };
  }
  if (file.connections === undefined)
    return { key: "connections", problem: "are missing and GAZETTE_TOKEN is not set: there is no access token" };
  const remedy = mayBorrow ? "set GAZETTE_TOKEN, or give token or tokenFile" : "give token or tokenFile";
  return { key: `${key}.token`, problem: `is missing; ${remedy}` };
}

/** A client's own mail server. */
export function readSmtp(
  { smtp, smtpFile }: { readonly smtp?: string | undefined; readonly smtpFile?: string | undefined },
  key: string,
  folder: string,
  isRequired: boolean,
): { readonly secret: Secret | undefined; readonly problems: readonly ConfigProblem[] } {
  const found = readSecret({ key, direct: smtp, file: smtpFile, folder });
  if (found === undefined || found instanceof Secret) return { secret: found, problems: [] };
  const { isMissing, ...problem } = found;
  return { secret: undefined, problems: isMissing && !isRequired ? [] : [problem] };
}

/** One token in two connections would be given two budgets. */
function sameTokens(connections: readonly FoundConnection[]): readonly ConfigProblem[] {
  return connections.flatMap(({ name, token }, index) => {
    const twin = connections.slice(0, index).find((other) => other.token.reveal() === token.reveal());
    if (twin === undefined) return [];
    return [
      {
        key: "connections",
        problem: `"${twin.name}" and "${name}" have the same token; its calls would be counted twice over`,
      },
    ];
  });
}

function warnOfLiterals(file: ConfigFile, gathered: Gathered): readonly string[] {
  const fromOutside = gathered.fromEnvironment.map(toDottedKey);
  const places = [
    ...(file.connections ?? []).flatMap(({ token, appSecret }, index) => [
      { key: `connections[${index}].token`, value: token, variable: "GAZETTE_TOKEN" },
      { key: `connections[${index}].appSecret`, value: appSecret, variable: "GAZETTE_APP_SECRET" },
    ]),
    { key: "delivery.smtp", value: file.delivery.smtp, variable: "SMTP_URL" },
  ];
  return places
    .filter(({ key, value }) => value !== undefined && !fromOutside.includes(key))
    .map(
      ({ key, variable }) =>
        `${key} is written into ${gathered.source}, where others may read it; use \${${variable}} or ${key.split(".").at(-1)}File.`,
    );
}
