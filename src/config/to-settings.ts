// File with defaults + secrets → Settings.
import { existsSync } from "node:fs";
import { isAbsolute, resolve } from "node:path";
import { Secret } from "../shared/index.ts";
import type { ConfigFile } from "./file-schema.ts";
import type { Gathered } from "./gather.ts";
import type { FoundSecrets } from "./secrets.ts";
import type { Settings } from "./settings.ts";

/** Puts everything in its place, makes paths absolute and freezes the whole. */
export function toSettings(file: ConfigFile, secrets: FoundSecrets, gathered: Gathered, cwd: string): Settings {
  const { smtp: _smtp, smtpFile: _smtpFile, ...delivery } = file.delivery;
  const { brand } = file.report;
  const { folder } = gathered;
  const inFolder = (path: string) => resolve(folder, path);
  const report = {
    ...file.report,
    outDir: resolve(cwd, file.report.outDir),
    template: /[/\\]/.test(file.report.template) ? inFolder(file.report.template) : file.report.template,
    brand: {
      ...brand,
      ...(brand.logo === undefined ? {} : { logo: inFolder(brand.logo) }),
      ...(brand.font === undefined ? {} : { font: isFontFile(brand.font) ? inFolder(brand.font) : brand.font }),
    },
    labels: file.report.labels.map((label) =>
      label.file === undefined ? label : { ...label, file: inFolder(label.file) },
    ),
    ...(file.report.notes === undefined ? {} : { notes: inFolder(file.report.notes) }),
  };
  const settings: Settings = {
    graph: { ...file.graph, url: file.graph.url.replace(/\/+$/, "") },
    connections: secrets.connections.map(({ name, token, appSecret, callsPerHour }) => ({
      name,
      token,
      ...(appSecret === undefined ? {} : { appSecret }),
      callsPerHour: callsPerHour ?? file.budget.callsPerHour,
    })),
    budget: file.budget,
    accounts: toAccounts(file.accounts),
    store: {
      ...toStore(secrets.storeUrl?.reveal() ?? file.store.url, cwd),
      keep: typeof file.store.keep === "number" ? { logs: file.store.keep } : file.store.keep,
    },
    ...toFiles(file, secrets),
    period: file.period,
    collect: file.collect,
    comments: file.comments,
    desk: { ...file.desk, users: file.desk.users.map(({ hash, ...user }) => ({ ...user, hash: new Secret(hash) })) },
    report,
    delivery: { ...delivery, ...(secrets.smtp === undefined ? {} : { smtp: secrets.smtp }) },
    schedule: { ...file.schedule, timeZone: file.schedule.timeZone ?? file.period.timeZone },
    clients: [],
    brokenClients: [],
    file: gathered.file,
    warnings: [...secrets.warnings, ...warnOfOpenAddress(file.graph.url), ...warnOfMissingFiles(report)],
  };
  return freezeDeep(settings);
}

/** A name of a family has no ending and no slash. */
export function isFontFile(font: string): boolean {
  return /[/\\]|\.(woff2?|ttf|otf)$/i.test(font);
}

/** User names as Instagram writes them: people like to put an @ before them. */
function toAccounts({ include, exclude, groups, alias }: ConfigFile["accounts"]): ConfigFile["accounts"] {
  const bare = (name: string) => name.replace(/^@/, "");
  return {
    include: include.map(bare),
    exclude: exclude.map(bare),
    groups: Object.fromEntries(Object.entries(groups).map(([group, members]) => [group, members.map(bare)])),
    alias: Object.fromEntries(Object.entries(alias).map(([account, name]) => [bare(account), name])),
  };
}

function toFiles({ files }: ConfigFile, { bucketKeys }: FoundSecrets): Pick<Settings, "files"> {
  const { url, endpoint, region = bucketKeys?.region } = files;
  if (url === undefined || bucketKeys === undefined || region === undefined) return {};
  const server = (endpoint ?? `https://s3.${region}.amazonaws.com`).replace(/\/+$/, "");
  const [bucket = "", ...folders] = url
    .slice("s3://".length)
    .split("/")
    .filter((part) => part !== "");
  const path = [bucket, ...folders.map(encodeURIComponent)].join("/");
  return { files: { ...bucketKeys, url, address: `${server}/${path}`, region } };
}

function toStore(url: string, cwd: string): Pick<Settings["store"], "url" | "place"> {
  const [, path] = /^sqlite:(?:\/\/(?=\/))?(.+)$/.exec(url) ?? [];
  if (path === ":memory:") return { url: new Secret("sqlite::memory:"), place: "memory" };
  if (path !== undefined) return { url: new Secret(`sqlite:${resolve(cwd, path)}`), place: resolve(cwd, path) };
  const address = URL.parse(url);
  return {
    url: new Secret(url),
    place: address === null ? "PostgreSQL" : `PostgreSQL at ${address.host}${address.pathname}`,
  };
}

/** A token over plain http can be read on its way; on this machine there is no way. */
function warnOfOpenAddress(address: string): readonly string[] {
  const url = URL.parse(address);
  const isLocal = url !== null && /^(localhost|127(\.\d+){3}|\[::1\])$/.test(url.hostname);
  if (url === null || url.protocol === "https:" || isLocal) return [];
  return [`graph.url is http://: the access token travels unencrypted to ${url.host}; use https://.`];
}

function warnOfMissingFiles(report: Settings["report"]): readonly string[] {
  const places = [
    { key: "report.brand.logo", path: report.brand.logo },
    { key: "report.brand.font", path: report.brand.font },
    { key: "report.notes", path: report.notes },
  ];
  return places
    .filter(({ path }) => path !== undefined && isAbsolute(path) && !existsSync(path))
    .map(({ key, path }) => `${key} names ${path}, which does not exist: no report can be made until it does.`);
}

export function freezeDeep<T>(value: T): T {
  if (typeof value !== "object" || value === null || value instanceof Secret) return value;
  for (const inner of Object.values(value)) freezeDeep(inner);
  return Object.freeze(value);
}
