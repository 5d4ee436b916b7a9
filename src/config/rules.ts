// What keys demand of each other and of the world: one named function each, values in, problems out.

import { Cron } from "croner";
import { RE2JS } from "re2js";
import { isReportLocale, LOCALES_IN_WORDS } from "../dataset/index.ts";
import { findKpi } from "../report/kpis/index.ts";
import type { ConfigProblem } from "./config-error.ts";
import type { ConfigFile } from "./file-schema.ts";
import { toSuggestion } from "./issues.ts";
import { toDottedKey } from "./key-path.ts";
import { checkLabels } from "./labels.ts";
import { findNearestName } from "./nearest-name.ts";

type Rule = (file: ConfigFile) => readonly ConfigProblem[];

/** Everything that the single keys' own types cannot say. */
export function checkRules(file: ConfigFile): readonly ConfigProblem[] {
  return RULES.flatMap((rule) => rule(file));
}

const RULES: readonly Rule[] = [
  graphAddress,
  connectionNamesDiffer,
  timeZonesExist,
  cronsCome,
  localeIsShipped,
  storeIsKnown,
  filesAreAtAnAddress,
  formatsDiffer,
  aliasesDiffer,
  groupsOfRecipientsExist,
  goalsCanBeMet,
  ({ report }) => checkLabels(report.labels, "report.labels"),
  attachmentsAreMade,
  mailCanBeSent,
  commentRulesFit,
  sweepHasRules,
  thresholdHasAHold,
  cutsAreOne,
  deskIsGuarded,
];

function graphAddress({ graph }: ConfigFile): readonly ConfigProblem[] {
  const url = URL.parse(graph.url);
  if (url === null || !/^https?:$/.test(url.protocol)) {
    return [{ key: "graph.url", problem: "must be an address that starts with https://" }];
  }
  const hasMore = url.search !== "" || url.hash !== "" || url.username !== "" || url.password !== "";
  return hasMore ? [{ key: "graph.url", problem: "must be an address alone, without user, password, ? or #" }] : [];
}

function connectionNamesDiffer({ connections = [] }: ConfigFile): readonly ConfigProblem[] {
  const seen = new Set<string>();
  return connections.flatMap(({ name }, index) => {
    if (!seen.has(name)) {
      seen.add(name);
      return [];
    }
    return [{ key: `connections[${index}].name`, problem: `is "${name}", as another connection's; names must differ` }];
  });
}

function timeZonesExist({ period, schedule }: ConfigFile): readonly ConfigProblem[] {
  const zones = [
    ["period.timeZone", period.timeZone],
    ["schedule.timeZone", schedule.timeZone ?? "UTC"],
  ] as const;
  return zones.flatMap(([key, zone]) => {
    if (isTimeZone(zone)) return [];
    const nearest = findNearestName(zone, Intl.supportedValuesOf("timeZone"));
    return [{ key, problem: `must be an IANA time zone such as Europe/Berlin${toSuggestion(nearest)}` }];
  });
}

/** Asking is dear, and every report of every client asks for the same one. */
const knownZones = new Set<string>();

/** Intl also takes "+02:00", which knows no summer time and is therefore no zone for weeks. */
function isTimeZone(zone: string): boolean {
  if (!/^[A-Za-z]/.test(zone)) return false;
  if (knownZones.has(zone)) return true;
  try {
    new Intl.DateTimeFormat("en", { timeZone: zone });
    knownZones.add(zone);
    return true;
  } catch {
    return false;
  }
}

/** Five fields, as cron itself takes them, and a time that comes: the thirtieth of February never does. */
function cronsCome({ schedule }: ConfigFile): readonly ConfigProblem[] {
  const crons = [
    ["schedule.cron", schedule.cron],
    ["schedule.stories", schedule.stories],
    ["schedule.sweep", schedule.sweep],
  ] as const;
  return crons.flatMap(([key, cron]) => {
    if (cron === undefined) return [];
    try {
      if (new Cron(cron, { mode: "5-part", timezone: "UTC" }).nextRun() !== null) return [];
      return [{ key, problem: `is "${cron}", a time that never comes` }];
    } catch {
      return [{ key, problem: `is "${cron}"; it must be five cron fields such as "0 9 * * 2", Tuesdays at nine` }];
    }
  });
}

function localeIsShipped({ report }: ConfigFile): readonly ConfigProblem[] {
  if (isReportLocale(report.locale)) return [];
  const canonical = toCanonicalLocale(report.locale);
  const meant = canonical !== undefined && isReportLocale(canonical) ? canonical : undefined;
  const { any, others } = LOCALES_IN_WORDS;
  return [
    { key: "report.locale", problem: `must be ${any}, alone or as in en-GB, or ${others}${toSuggestion(meant)}` },
  ];
}

function toCanonicalLocale(locale: string): string | undefined {
  try {
    return Intl.getCanonicalLocales(locale.replace("_", "-"))[0];
  } catch {
    return undefined;
  }
}

function filesAreAtAnAddress({ files }: ConfigFile): readonly ConfigProblem[] {
  const { endpoint, url } = files;
  if (endpoint === undefined) return [];
  if (url === undefined)
    return [{ key: "files.url", problem: "is missing; files.endpoint is the server of its bucket" }];
  const address = URL.parse(endpoint);
  const isPlain = address !== null && /^https?:$/.test(address.protocol) && address.search + address.hash === "";
  if (isPlain && address.username + address.password === "") return [];
  return [{ key: "files.endpoint", problem: "must be an address that starts with https://, without user, ? or #" }];
}

function storeIsKnown({ store }: ConfigFile): readonly ConfigProblem[] {
  if (store.urlFile !== undefined || /^(sqlite:.+|postgres(ql)?:\/\/.+)$/.test(store.url)) return [];
  return [{ key: "store.url", problem: 'must look like "sqlite:data/gazette.db" or "postgres://…"' }];
}

function formatsDiffer({ report }: ConfigFile): readonly ConfigProblem[] {
  return report.formats.flatMap((format, index) =>
    report.formats.indexOf(format) === index
      ? []
      : [{ key: `report.formats[${index}]`, problem: `names ${format} again` }],
  );
}

/** Two accounts under one name could not be told apart in the report. */
function aliasesDiffer({ accounts }: ConfigFile): readonly ConfigProblem[] {
  const owners = new Map<string, string>();
  return Object.entries(accounts.alias).flatMap(([account, alias]) => {
    const owner = owners.get(alias);
    owners.set(alias, owner ?? account);
    if (owner === undefined) return [];
    return [
      {
        key: toDottedKey(["accounts", "alias", account]),
        problem: `is "${alias}", as is that of ${owner}; aliases must differ`,
      },
    ];
  });
}

function goalsCanBeMet({ report, accounts }: ConfigFile): readonly ConfigProblem[] {
  const { all, groups, accounts: own } = report.goals;
  const known = Object.keys(accounts.groups);
  const strangers = Object.keys(groups)
    .filter((name) => !known.includes(name))
    .map((name) => ({
      key: `report.goals.groups.${name}`,
      problem: `is not in accounts.groups${toSuggestion(findNearestName(name, known))}`,
    }));
  const sets = [
    ["all", all] as const,
    ...Object.entries(groups).map(([name, set]) => [`groups.${name}`, set] as const),
    ...Object.entries(own).map(([name, set]) => [`accounts.${name}`, set] as const),
  ];
  const shares = sets.flatMap(([where, targets]) =>
    Object.entries(targets).flatMap(([id, target]) => {
      const share = typeof target === "object" ? target.target : target;
      if (findKpi(id).unit !== "percent" || share === undefined || share < 1) return [];
      return [{ key: `report.goals.${where}.${id}`, problem: `is a share: write ${share / 100} for ${share} %` }];
    }),
  );
  return [...strangers, ...shares];
}

function groupsOfRecipientsExist({ accounts, delivery }: ConfigFile): readonly ConfigProblem[] {
  const known = Object.keys(accounts.groups);
  return delivery.recipients.flatMap(({ group }, index) => {
    if (group === undefined || known.includes(group)) return [];
    const nearest = toSuggestion(findNearestName(group, known));
    return [
      {
        key: `delivery.recipients[${index}].group`,
        problem: `is "${group}", which is not in accounts.groups${nearest}`,
      },
    ];
  });
}

function attachmentsAreMade({ report, delivery }: ConfigFile): readonly ConfigProblem[] {
  return delivery.recipients.flatMap(({ attach }, index) =>
    attach
      .filter((one) => !report.formats.includes(one === "appendix" ? "pdf" : one))
      .map((format) => ({
        key: `delivery.recipients[${index}].attach`,
        problem: `names ${format}, which is not in report.formats`,
      })),
  );
}

function mailCanBeSent({ delivery }: ConfigFile): readonly ConfigProblem[] {
  const sender = delivery.from;
  const isAddress = sender === undefined || /^([^<>\r\n]*<[^\s@<>]+@[^\s@<>]+>|[^\s@<>]+@[^\s@<>]+)$/.test(sender);
  const problems: ConfigProblem[] = isAddress
    ? []
    : [{ key: "delivery.from", problem: 'must look like "Reports <reports@acme.test>"' }];
  if (delivery.recipients.length === 0) return problems;
  if (sender === undefined) problems.push({ key: "delivery.from", problem: "is missing, but there are recipients" });
  if (delivery.smtp === undefined && delivery.smtpFile === undefined) {
    problems.push({ key: "delivery.smtp", problem: "is missing, but there are recipients" });
  }
  return problems;
}

function thresholdHasAHold({ delivery }: ConfigFile): readonly ConfigProblem[] {
  if (delivery.holdBelowCoverage === undefined || delivery.whenGaps === "hold") return [];
  return [{ key: "delivery.holdBelowCoverage", problem: "does nothing unless delivery.whenGaps is hold" }];
}

function sweepHasRules({ schedule, comments }: ConfigFile): readonly ConfigProblem[] {
  if (schedule.sweep === undefined || comments.rules.length > 0) return [];
  return [{ key: "schedule.sweep", problem: "is set, but comments.rules has no rule to apply" }];
}

function commentRulesFit({ comments, accounts }: ConfigFile): readonly ConfigProblem[] {
  const groups = Object.keys(accounts.groups);
  const replies = Object.keys(comments.replies);
  const seen = new Set<string>();
  return comments.rules.flatMap((rule, index) => {
    const key = `comments.rules[${index}]`;
    const problems: ConfigProblem[] = [];
    if (seen.has(rule.name)) problems.push({ key: `${key}.name`, problem: `is "${rule.name}", as another rule's` });
    seen.add(rule.name);
    const { matches, groups: wanted = [] } = rule.when;
    if (Object.values(rule.when).every((condition) => condition === undefined)) {
      problems.push({ key: `${key}.when`, problem: "is empty: it would fit every comment" });
    }
    const bad = matches === undefined ? undefined : explainPattern(matches);
    if (bad !== undefined) problems.push({ key: `${key}.when.matches`, problem: `is no RE2 expression: ${bad}` });
    for (const group of wanted.filter((name) => !groups.includes(name))) {
      const nearest = toSuggestion(findNearestName(group, groups));
      problems.push({
        key: `${key}.when.groups`,
        problem: `names ${group}, which is not in accounts.groups${nearest}`,
      });
    }
    if (rule.action === "suggest" && rule.reply === undefined) {
      problems.push({ key: `${key}.reply`, problem: "is missing: name one of comments.replies to suggest" });
    } else if (rule.reply !== undefined && !replies.includes(rule.reply)) {
      const nearest = toSuggestion(findNearestName(rule.reply, replies));
      problems.push({ key: `${key}.reply`, problem: `is "${rule.reply}", which is not in comments.replies${nearest}` });
    }
    return problems;
  });
}

/** RE2 takes no look-around and no back-references, which is what makes it safe. */
function explainPattern(pattern: string): string | undefined {
  try {
    RE2JS.compile(pattern, RE2JS.CASE_INSENSITIVE);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function cutsAreOne({ delivery }: ConfigFile): readonly ConfigProblem[] {
  return delivery.recipients.flatMap(({ group, accounts }, index) =>
    group === undefined || accounts === undefined
      ? []
      : [{ key: `delivery.recipients[${index}].accounts`, problem: "stands beside group; give one of them" }],
  );
}

/** Whoever reaches it from elsewhere signs in; two people of one name could not be told apart in the log. */
function deskIsGuarded({ desk: { host, users } }: ConfigFile): readonly ConfigProblem[] {
  const isOwn = /^(localhost|127(\.\d{1,3}){3}|::1)$/.test(host);
  const open =
    isOwn || users.length > 0
      ? []
      : [{ key: "desk.host", problem: `is "${host}", which others reach: name who may sign in in desk.users` }];
  const toLook = (name: string): string => name.normalize("NFKC").toLowerCase();
  const twins = users.flatMap(({ name }, at) =>
    users.findIndex((other) => toLook(other.name) === toLook(name)) === at
      ? []
      : [{ key: `desk.users[${at}].name`, problem: `is "${name}", as another user's; names must differ` }],
  );
  return [...open, ...twins];
}
