// The effective configuration, value by value, each with where it comes from. Secrets are blanked.
import { BLANK, Secret } from "../shared/index.ts";
import type { ClientFile } from "./client-schema.ts";
import { listRaw } from "./clients.ts";
import { type Gathered, gatherSettings } from "./gather.ts";
import { isWithin, type KeyPath, toDottedKey } from "./key-path.ts";
import { type LoadInput, loadSettings } from "./load.ts";
import { isRawObject, type RawValue } from "./read-yaml.ts";
import type { Client, ClientReport, Settings } from "./settings.ts";

export interface EffectiveValue {
  /** "report.brand.colour". */
  readonly key: string;
  readonly value: string | number | boolean | null | readonly unknown[];
  /** "default", "environment", `config/gazette.yaml`, or the key of the client that differs. */
  readonly origin: string;
  /** Line of the file, from 1. */
  readonly line: number | undefined;
}

export interface ExplainedSettings {
  /** Absent for the file as a whole. */
  readonly client?: string | undefined;
  readonly report?: string | undefined;
  readonly values: readonly EffectiveValue[];
}

const SECTIONS = [
  "graph",
  "connections",
  "budget",
  "accounts",
  "store",
  "files",
  "period",
  "collect",
  "report",
  "delivery",
  "schedule",
  "comments",
  "desk",
] as const;
/** What is looked for in the environment where the file does not name it. */
const OUTSIDE = /^(connections\[\d+\]\.token|files\.(keyId|key|session))$/;
/** Sections of which a client's report has values of its own. */
const OWN_SECTIONS = ["accounts", "period", "report", "delivery", "schedule"] as const;

/** Of the file as a whole, or of each report of the clients named. Throws `ConfigError` as `loadSettings` does. */
export function explainSettings(input: LoadInput, clients?: readonly string[]): readonly ExplainedSettings[] {
  const settings = loadSettings(input);
  const gathered = gatherSettings(input);
  if (clients === undefined) return [{ values: explain(settings, SECTIONS, gathered, []) }];
  const raw = listRaw(gathered.values);
  return settings.clients
    .filter(({ name }) => clients.includes(name))
    .flatMap((client) => {
      const index = raw.findIndex((one) => isRawObject(one) && one.name === client.name);
      return client.reports.map((report, at) => ({
        client: client.name,
        report: report.key,
        values: explain(report.settings, OWN_SECTIONS, gathered, toLayers(client, report, index, at, gathered)),
      }));
    });
}

/** Where a key of the effective settings may stand, the nearest first. */
type Layer = (path: KeyPath) => KeyPath | undefined;

function toLayers(
  client: Client,
  _report: ClientReport,
  index: number,
  at: number,
  gathered: Gathered,
): readonly Layer[] {
  const here: KeyPath = ["clients", index];
  const given = listRaw(gathered.values)[index] as unknown as ClientFile;
  const entry: KeyPath = given.reports === undefined ? here : [...here, "reports", at];
  const named =
    (key: string, place: KeyPath): Layer =>
    (path) =>
      toDottedKey(path).startsWith(key) ? place : undefined;
  const isOwnFolder = client.reports[at] !== undefined;
  return [
    ([section, ...rest]) => (section === "report" && entry !== here ? [...entry, ...rest] : undefined),
    named("delivery.recipients", [...entry, "to"]),
    named("schedule.cron", [...entry, "cron"]),
    (path) => [...here, ...path],
    named("accounts.include", [...here, "accounts"]),
    named("accounts.within", [...here, "accounts"]),
    named("schedule.timeZone", [...here, "period", "timeZone"]),
    ...(isOwnFolder ? [named("report.outDir", [...here, "name"])] : []),
    // What only the client itself may give is not looked for above it.
    (path) => (/^report\.(notes|goals\.all)/.test(toDottedKey(path)) ? undefined : path),
    named("schedule.timeZone", ["period", "timeZone"]),
    named("report.brand.name", [...here, "name"]),
  ];
}

function explain(
  settings: Settings,
  sections: readonly (typeof SECTIONS)[number][],
  gathered: Gathered,
  layers: readonly Layer[],
): readonly EffectiveValue[] {
  const wholes: readonly Layer[] = layers.length > 0 ? layers : [(path) => path];
  const leaves = [
    ...sections.flatMap((section) => listLeaves(settings[section], [section])),
    ...listLeaves(settings.client?.review, ["review"]),
  ];
  return leaves.map(({ path, value }): EffectiveValue => {
    const places = wholes.flatMap((layer) => {
      const place = layer(path);
      return place === undefined ? [] : [place];
    });
    const found = places.find((place) => read(gathered.values, place) !== undefined);
    return { key: toDottedKey(path), value, ...toOrigin(found, path, gathered) };
  });
}

function toOrigin(
  found: KeyPath | undefined,
  path: KeyPath,
  { source, fromEnvironment, lineOf }: Gathered,
): Pick<EffectiveValue, "origin" | "line"> {
  if (found === undefined) {
    const isFromOutside = OUTSIDE.test(toDottedKey(path));
    return { origin: isFromOutside ? "environment" : "default", line: undefined };
  }
  const line = lineOf(found);
  if (fromEnvironment.some((place) => isWithin(place, found))) return { origin: "environment", line };
  const isOfClient = found[0] === "clients";
  return { origin: line === undefined ? "flag" : isOfClient ? toDottedKey(found) : source, line };
}

interface Leaf {
  readonly path: KeyPath;
  readonly value: EffectiveValue["value"];
}

/** Single values; a list without groups of keys in it is one. */
function listLeaves(value: unknown, path: KeyPath): readonly Leaf[] {
  if (value === undefined) return [];
  if (value instanceof Secret) return [{ path, value: BLANK }];
  if (Array.isArray(value)) {
    const hasGroups = value.some((item) => typeof item === "object" && item !== null && !Array.isArray(item));
    return hasGroups ? value.flatMap((item, index) => listLeaves(item, [...path, index])) : [{ path, value }];
  }
  if (typeof value === "object" && value !== null) {
    return Object.entries(value).flatMap(([key, inner]) => listLeaves(inner, [...path, key]));
  }
  return [{ path, value: value as Leaf["value"] }];
}

function read(values: RawValue, path: KeyPath): unknown {
  return path.reduce<unknown>(
    (at, part) => (at as Record<string | number, unknown> | null | undefined)?.[part],
    values,
  );
}
