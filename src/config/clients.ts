// Clients → effective settings: defaults ← report, period, delivery ← client ← client's report. Made here once, so that no
// room behind this one knows that anything was inherited (ARCHITECTURE §1).
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { findClashes } from "./client-names.ts";
import { type ReportPlace, toCadence, toFolderName, toReportKey } from "./client-report.ts";
import { type ClientFile, client as clientSchema } from "./client-schema.ts";
import type { ConfigProblem } from "./config-error.ts";
import { explainUnset } from "./environment.ts";
import type { ConfigFile } from "./file-schema.ts";
import type { Gathered } from "./gather.ts";
import { isWithin, type KeyPath, toDottedKey } from "./key-path.ts";
import { checkLabelFiles } from "./labels.ts";
import { layOver } from "./lay-over.ts";
import { parsePart } from "./parse-part.ts";
import { isRawObject, type RawObject, type RawValue } from "./read-yaml.ts";
import { checkRules } from "./rules.ts";
import { type FoundSecrets, readSmtp } from "./secrets.ts";
import type { BrokenClient, Client, ClientReport, Settings } from "./settings.ts";
import { freezeDeep, isFontFile, toSettings } from "./to-settings.ts";

export interface ResolvedClients {
  readonly clients: readonly Client[];
  /** Those that cannot be served until something is mended; the others can. */
  readonly broken: readonly BrokenClient[];
}

export interface ClientContext {
  readonly file: ConfigFile;
  readonly secrets: FoundSecrets;
  readonly gathered: Gathered;
  /** Of the whole file, `clients` included; secrets that may be absent are left out. */
  readonly values: RawObject;
  readonly unset: Gathered["unset"];
  /** Keys that name an unset variable: what follows from one is not another problem. */
  readonly unsetKeys: readonly string[];
  readonly cwd: string;
  readonly areRequired: boolean;
}

/** Every client of the file; each problem with its whole key. Nothing where the file has no list of clients. */
export function resolveClients(context: ClientContext): ResolvedClients {
  const listed = listRaw(context.values);
  const clashes = findClashes(listed.map((raw) => (isRawObject(raw) ? raw.name : undefined)));
  const clients: Client[] = [];
  const broken: BrokenClient[] = [];
  for (const [index, raw] of listed.entries()) {
    const { client, problems } = resolveClient(raw, index, context);
    const all = [...(clashes.get(index) ?? []), ...problems];
    if (client !== undefined && all.length === 0) clients.push(client);
    else broken.push({ name: toRawName(raw) ?? `clients[${index}]`, problems: all });
  }
  return { clients: freezeDeep(clients), broken };
}

/** What stands in `clients`, where it is a list with something in it; else the schema of the file has its word. */
export function listRaw({ clients }: RawObject): readonly RawValue[] {
  return Array.isArray(clients) ? (clients as readonly RawValue[]) : [];
}

function toRawName(raw: RawValue): string | undefined {
  return isRawObject(raw) && typeof raw.name === "string" && raw.name !== "" ? raw.name : undefined;
}

interface Resolved {
  readonly client?: Client | undefined;
  readonly problems: readonly ConfigProblem[];
}

function resolveClient(raw: RawValue, index: number, context: ClientContext): Resolved {
  const at: KeyPath = ["clients", index];
  if (!isRawObject(raw)) return { problems: [{ key: toDottedKey(at), problem: "must be a group of keys" }] };
  const unset = context.unset.filter(({ path }) => isWithin(path, at));
  const { problems: wrong } = parsePart<ClientFile>(clientSchema, raw, context.gathered, at);
  const problems = [...wrong.filter(({ key }) => !context.unsetKeys.includes(key)), ...explainUnset(unset)];
  const { output } = parsePart<ClientFile>(clientSchema, withoutWrong(raw, at, wrong), context.gathered, at);
  if (output === undefined) return { problems };
  const { client, found } = lay(output, at, context);
  return { client, problems: [...problems, ...found.filter(({ key }) => !context.unsetKeys.includes(key))] };
}

/** What can still be checked: reports keep their numbers, and what must be there has something in its place. */
function withoutWrong(raw: RawObject, at: KeyPath, wrong: readonly ConfigProblem[]): RawObject {
  if (wrong.length === 0) return raw;
  const here = toDottedKey(at);
  const isWrong = (key: string): boolean => wrong.some((one) => one.key === key || one.key.startsWith(`${key}[`));
  const reports = Array.isArray(raw.reports)
    ? (raw.reports as readonly RawValue[]).map((entry, index) => {
        const key = `${here}.reports[${index}]`;
        return isWrong(key) || wrong.some((one) => one.key.startsWith(`${key}.`)) ? { name: key } : entry;
      })
    : [{}];
  return {
    ...raw,
    ...(isWrong(`${here}.name`) ? { name: here } : {}),
    ...(isWrong(`${here}.accounts`) ? { accounts: ["*"] } : {}),
    reports,
  };
}

function lay(given: ClientFile, at: KeyPath, context: ClientContext) {
  const found: ConfigProblem[] = [];
  const reports = (given.reports ?? [{}]).map((entry, index): ClientReport => {
    const place = { client: given, entry, at, entryAt: given.reports === undefined ? at : [...at, "reports", index] };
    const { report, problems } = layReport(place, context);
    found.push(...problems);
    return report;
  });
  const keys = reports.map(({ key }) => key.normalize("NFKC").toLowerCase());
  for (const [index, key] of keys.entries()) {
    const twin = keys.indexOf(key);
    if (twin === index) continue;
    const problem = `is not given, or as another's: reports[${twin}] is "${key}", too; give one of them a name of its own`;
    found.push({ key: toDottedKey([...at, "reports", index, "name"]), problem });
  }
  const client: Client = {
    name: given.name,
    accounts: given.accounts?.map((name) => name.replace(/^@/, "")) ?? [],
    reports,
  };
  // One problem of what all its reports inherit is one problem.
  return { client, found: [...new Map(found.map((one) => [`${one.key} ${one.problem}`, one])).values()] };
}

function layReport(
  place: ReportPlace,
  context: ClientContext,
): { readonly report: ClientReport; readonly problems: readonly ConfigProblem[] } {
  const { client, entry } = place;
  const { gathered, cwd, secrets, areRequired } = context;
  const file = layFile(place, context.file);
  const { cadence, problems } = toCadence(place);
  const smtp =
    client.delivery?.smtp === undefined && client.delivery?.smtpFile === undefined
      ? { secret: secrets.smtp, problems: [] }
      : readSmtp(client.delivery, toDottedKey([...place.at, "delivery", "smtp"]), gathered.folder, areRequired);
  const known = checkRules(context.file).map(({ key, problem }) => `${key} ${problem}`);
  const rules = checkRules(file)
    .filter(({ key, problem }) => !known.includes(`${key} ${problem}`) && !context.unsetKeys.includes(key))
    .map(({ key, problem }) => ({ key: toOwnKey(key, place), problem }));
  const settings = toSettings(file, { ...secrets, smtp: smtp.secret, warnings: [] }, gathered, cwd);
  const key = toReportKey(entry, cadence, file.report.edition);
  const { exclude, groups, alias, include } = settings.accounts;
  const accounts = (client.accounts ?? []).map((name) => name.replace(/^@/, ""));
  const effective: Settings = {
    ...settings,
    accounts: { include: accounts, exclude, groups, alias, within: [accounts, include] },
    report: { ...settings.report, outDir: toOutDir(place, file, settings.report.outDir) },
    client: { name: client.name, report: key, review: client.review },
    warnings: [],
  };
  return {
    report: { key, cadence, cron: file.schedule.cron, settings: effective },
    problems: [
      ...problems,
      ...rules,
      ...smtp.problems,
      ...findMissingFiles(settings, place),
      ...findWrongLabelFiles(place, gathered.folder),
    ],
  };
}

/** The file as it would stand for this report alone. */
function layFile({ client, entry, at }: ReportPlace, file: ConfigFile): ConfigFile {
  const { name: _name, every: _every, days: _days, cron, to, attach, ...differences } = entry;
  const report = layOver(layOver(file.report, client.report ?? {}), differences);
  // Of the whole, and so of other clients, too: what the cut of a report has always left out.
  const notes = entry.notes ?? client.report?.notes;
  const goals = layOver({ ...file.report.goals, all: {} }, layOver(client.report?.goals ?? {}, entry.goals ?? {}));
  const own = client.delivery ?? {};
  const hasOwnServer = own.smtp !== undefined || own.smtpFile !== undefined;
  const { smtp: _smtp, smtpFile: _file, ...inherited } = file.delivery;
  const delivery = layOver(hasOwnServer ? inherited : file.delivery, own) as ConfigFile["delivery"];
  const formats = entry.formats ?? (report.formats.includes("pdf") ? (["pdf"] as const) : report.formats);
  const derived = entry.outDir === undefined && client.report?.outDir === undefined;
  const folders = [toFolderName(client.name), ...toSubfolders({ client, entry, at })];
  return {
    ...file,
    period: layOver(file.period, client.period ?? {}),
    report: {
      ...report,
      goals,
      notes,
      brand: { ...report.brand, name: report.brand.name ?? client.name },
    },
    delivery: {
      ...delivery,
      recipients: to === undefined ? delivery.recipients : [{ to, attach: [...(attach ?? formats)] }],
      filesUrl:
        derived && delivery.filesUrl !== undefined
          ? [delivery.filesUrl.replace(/\/+$/, ""), ...folders.map(encodeURIComponent)].join("/")
          : delivery.filesUrl,
    },
    schedule: {
      ...file.schedule,
      cron: cron ?? file.schedule.cron,
      timeZone: client.period?.timeZone ?? file.schedule.timeZone ?? file.period.timeZone,
    },
  };
}

/** Below the client's own folder: nothing for full reports, whose folders differ by their period. */
function toSubfolders({ client, entry }: Omit<ReportPlace, "entryAt">): readonly string[] {
  const edition = entry.edition ?? client.report?.edition;
  const days = typeof entry.every === "object" ? entry.every.days : entry.days;
  if (entry.name !== undefined) return [toFolderName(entry.name)];
  const parts = [...(days === undefined ? [] : [`days-${days}`]), ...(edition === "brief" ? ["brief"] : [])];
  return parts.length === 0 ? [] : [parts.join("-")];
}

function toOutDir(place: ReportPlace, file: ConfigFile, outDir: string): string {
  const { client, entry } = place;
  const isOwn = entry.outDir !== undefined || client.report?.outDir !== undefined;
  return join(
    outDir,
    ...(isOwn ? [] : [toFolderName(client.name)]),
    ...toSubfolders({ ...place, entry: { ...entry, edition: file.report.edition } }),
  );
}

/** A key of the effective file → where in the file it is to be mended: at the report, or at its client. */
function toOwnKey(key: string, { entry, client, entryAt, at }: ReportPlace): string {
  const [section = "", name = ""] = key.split(/[.[]/);
  const isOfEntry = entryAt.length > at.length;
  if (key === "schedule.cron" && isOfEntry) return `${toDottedKey(entryAt)}.cron`;
  if (key === "schedule.timeZone") return `${toDottedKey(at)}.period.timeZone`;
  if (key.startsWith("delivery.recipients") && entry.to !== undefined) {
    return `${toDottedKey(entryAt)}.${key.endsWith("attach") ? "attach" : "to"}`;
  }
  if (section === "report" && Object.hasOwn(entry, name)) return `${toDottedKey(entryAt)}${key.slice("report".length)}`;
  const isGiven = Object.hasOwn((client as unknown as Record<string, object>)[section] ?? {}, name);
  // "is missing" is said where it can be added; what is inherited is told at the top already.
  return isGiven || section !== "schedule" ? `${toDottedKey(at)}.${key}` : key;
}

/** Those of its own labels; what is inherited is told at the top. */
function findWrongLabelFiles({ client, entry, at, entryAt }: ReportPlace, folder: string): readonly ConfigProblem[] {
  const [own, place] =
    entry.labels === undefined
      ? [client.report?.labels, [...at, "report", "labels"]]
      : [entry.labels, [...entryAt, "labels"]];
  return checkLabelFiles(own ?? [], place, (path) => resolve(folder, path));
}

/** What every edition is made of; whatever else a template lacks is taken from the shipped one. */
const PAGE = "report.hbs";

/** What a report cannot be made without; each with its key where the client, or its report, gives it. */
function findMissingFiles({ report }: Settings, { client, entry, at, entryAt }: ReportPlace): readonly ConfigProblem[] {
  const toKey = (given: unknown, name: string): string =>
    given === undefined ? `${toDottedKey(at)}.report.${name}` : `${toDottedKey(entryAt)}.${name}`;
  const { font, logo } = report.brand;
  const places = [
    { key: toKey(entry.brand?.logo, "brand.logo"), path: logo },
    { key: toKey(entry.brand?.font, "brand.font"), path: font !== undefined && isFontFile(font) ? font : undefined },
    { key: toKey(entry.notes, "notes"), path: report.notes },
    { key: toKey(entry.template, "template"), path: /[/\\]/.test(report.template) ? report.template : undefined },
  ];
  const isOwn = (name: "brand" | "notes" | "template"): boolean =>
    entry[name] !== undefined || client.report?.[name] !== undefined;
  const own = places.filter(({ key }) =>
    isOwn(/brand/.test(key) ? "brand" : /notes$/.test(key) ? "notes" : "template"),
  );
  return own.flatMap(({ key, path }) => {
    if (path === undefined) return [];
    if (!existsSync(resolve(path))) return [{ key, problem: `names ${path}, which does not exist` }];
    const isPage = !key.endsWith("template") || existsSync(resolve(path, PAGE));
    return isPage ? [] : [{ key, problem: `names ${path}, which holds no ${PAGE}` }];
  });
}
