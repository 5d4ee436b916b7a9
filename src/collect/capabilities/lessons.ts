// Capabilities as they are kept between runs: the store's lessons, and back.
import {
  type Capabilities,
  type Capability,
  type Finding,
  type Form,
  find,
  list,
  put,
  type RefusedEdge,
  type RefusingPost,
} from "./capability.ts";
import { isFresh } from "./is-fresh.ts";

/** As the store keeps it; the topic is the capability, and what it is of behind a colon. */
export interface Lesson {
  readonly connection: string;
  readonly topic: string;
  readonly finding: string;
  /** The API's words. */
  readonly message: string;
  /** UTC ISO 8601. */
  readonly learntAt: string;
}

interface Description {
  /** Whose it is. What there may be several of to an owner is told by one lesson, but metrics and fields each by its own. */
  readonly scope: "connection" | "name" | "account" | "account × edge" | "post";
  /** True of the server whatever version is asked; all else is learnt anew under another. */
  readonly isLasting?: true;
  /** So long it is not tried again. */
  readonly days?: number;
  /** And is in doubt then, its words known; else nothing is known of it any more. */
  readonly aged?: "doubtful";
  /** What the lesson says where it is not "refused" and "answered". */
  readonly refused?: string;
  readonly proven?: string;
}

/**
 * Meta may change its mind (CALL-COST §7.3). A day more than a week, or a weekly run that starts a minute late would pay for
 * the lesson every time.
 */
const WEEK = 8;
/** What one post or one edge refuses; of a post nobody lists any more it is forgotten after eight. */
const FOUR_WEEKS = 28;
/** A metric no version knows: another `graph.version` may have it. */
const EIGHT_WEEKS = 57;
const DAY_MS = 86_400_000;

/** The discovery's page size where the smallest was refused, too. */
export const NO_SIZE = "0";

export const CAPABILITIES: Readonly<Record<Exclude<Capability, "page-posts">, Description>> = {
  form: { scope: "connection", days: WEEK, aged: "doubtful" },
  "form-proven": { scope: "connection" },
  "media-counts": { scope: "connection", isLasting: true },
  "page-size": { scope: "connection", days: WEEK },
  "page-size-good": { scope: "connection", days: WEEK },
  "page-size-refused": { scope: "connection", days: WEEK },
  "discovery-page-size": { scope: "connection", days: WEEK },
  "nested-insights": { scope: "connection", days: WEEK, aged: "doubtful" },
  "nested-story-insights": { scope: "connection", days: WEEK, aged: "doubtful" },
  "posted-reads": { scope: "connection", days: WEEK, aged: "doubtful", proven: "taken" },
  "media-total-value": { scope: "connection", proven: "wanted" },
  "refused-connection": { scope: "connection", isLasting: true },
  "refused-account": { scope: "account", isLasting: true },
  "throttled-account": { scope: "account", isLasting: true, refused: "throttled" },
  "page-token": { scope: "account", isLasting: true, proven: "needed" },
  "refused-edges": { scope: "account × edge", isLasting: true, days: FOUR_WEEKS, aged: "doubtful" },
  "refusing-posts": { scope: "post", days: FOUR_WEEKS, aged: "doubtful" },
  "metrics-answered": { scope: "connection" },
  metric: { scope: "name", days: EIGHT_WEEKS },
  field: { scope: "name", days: EIGHT_WEEKS, refused: "withdrawn" },
  "converted-after": { scope: "account", isLasting: true },
  // An audience grows: after a week the stories stand in the request again.
  "small-stories": { scope: "account", isLasting: true, days: WEEK, refused: "apart" },
  "portfolio-pages": { scope: "connection", isLasting: true },
  "stamp-reading": { scope: "connection", isLasting: true },
  // In vain where days were too much alike: other days may not be.
  "stamps-tried": { scope: "connection", days: WEEK },
  version: { scope: "connection", isLasting: true },
};

export type KeptCapability = keyof typeof CAPABILITIES;

/** Sorts remembered lessons by what they are about; old refusals and those of another version are left out. */
export function toCapabilities(all: readonly Lesson[], now: Date): Capabilities {
  const known: Capabilities = new Map();
  const versions = new Map(all.filter(({ topic }) => topic === "version").map((one) => [one.connection, one]));
  const refusedAt = new Map(all.filter(({ topic }) => topic === "form").map((one) => [one.connection, one.learntAt]));
  for (const lesson of all) {
    const { capability, about } = parseTopic(lesson.topic);
    if (capability === undefined) continue;
    const inUse = versions.get(lesson.connection);
    const { isLasting } = CAPABILITIES[capability];
    if (isLasting !== true && lesson.learntAt < (inUse?.learntAt ?? "")) continue;
    // A form that was refused since is tried on one account first when the refusal has aged.
    if (capability === "form-proven" && lesson.learntAt < (refusedAt.get(lesson.connection) ?? "")) continue;
    read(known, capability, about, lesson, isLasting === true ? undefined : inUse?.finding, now);
  }
  // What was answered since is no longer in doubt.
  for (const connection of refusedAt.keys()) {
    const isDoubtful = find(known, "form", connection)?.state === "doubtful";
    if (isDoubtful && find(known, "form-proven", connection, "1") !== undefined) known.delete(`form ${connection}`);
  }
  return known;
}

/** Writes into `known` what a lesson says. */
function read(
  known: Capabilities,
  capability: KeptCapability,
  about: string,
  { connection, finding, message: words, learntAt: since }: Lesson,
  version: string | undefined,
  now: Date,
): void {
  const { scope, aged } = CAPABILITIES[capability];
  const owner = scope === "connection" || scope === "name" ? connection : about;
  const isOld = !isYoung(capability, since, now);
  const base = { words, since, version };
  switch (capability) {
    case "form":
      put(known, capability, owner, { ...base, state: isOld ? "doubtful" : "refused", value: toForm(finding) });
      break;
    case "form-proven":
      put(known, capability, owner, { ...base, state: "proven" }, finding);
      break;
    case "media-counts":
      for (const [id, value] of Object.entries(parse<Readonly<Record<string, number>>>(finding, {})))
        put(known, capability, owner, { ...base, state: "proven", value }, id);
      break;
    case "metrics-answered":
      for (const name of finding.split(" ")) put(known, capability, owner, { ...base, state: "proven" }, name);
      break;
    case "page-size":
    case "page-size-good":
    case "page-size-refused":
    case "discovery-page-size": {
      const state = capability === "page-size-good" ? "proven" : "refused";
      // Where none held, the smallest shows whether it was the size: that costs no more than one call, however long ago it was.
      if (!isOld || finding === NO_SIZE) put(known, capability, owner, { ...base, state, value: Number(finding) });
      break;
    }
    case "refused-edges":
      for (const one of parseList<RefusedEdge>(finding))
        put(known, capability, owner, toAged(capability, one, now), one.edge);
      break;
    case "refusing-posts":
      for (const one of parseList<RefusingPost>(finding))
        if (isFresh(one.since, now, EIGHT_WEEKS * DAY_MS))
          put(known, capability, owner, toAged(capability, one, now), one.mediaId);
      break;
    case "converted-after":
      put(known, capability, owner, { ...base, state: "proven", value: Number(finding) });
      break;
    case "portfolio-pages": {
      const value = finding.includes("/") ? finding.split(" ") : [];
      put(known, capability, owner, { ...base, state: finding === "refused" ? "refused" : "proven", value });
      break;
    }
    case "stamp-reading": {
      // The evidence ends with the version it was found under; one from before that was told is looked for anew.
      const [, foundUnder = ""] = /\((v[\d.]+)\)$/.exec(words) ?? [];
      const value = finding === "start" ? "start" : "end";
      put(known, capability, owner, { ...base, state: "proven", value, version: foundUnder });
      break;
    }
    case "stamps-tried":
      if (!isOld) put(known, capability, owner, { ...base, state: "doubtful", value: finding });
      break;
    case "version":
      put(known, capability, owner, { ...base, state: "proven", value: finding });
      break;
    default: {
      const state = toState(capability, finding);
      if (state === undefined) return;
      if (state === "proven" || !isOld)
        put(known, capability, owner, { ...base, state }, scope === "name" ? about : "");
      else if (aged !== undefined) put(known, capability, owner, { ...base, state: aged });
    }
  }
}

/** What is known of an owner, as the lesson to keep of it; `message`: what led to it. */
export function toLesson(
  known: Capabilities,
  connection: string,
  capability: KeptCapability,
  { owner = connection, name = "", message, learntAt }: Pick<Lesson, "message" | "learntAt"> & Of,
): Lesson {
  const { scope } = CAPABILITIES[capability];
  const about = scope === "connection" ? undefined : scope === "name" ? name : owner;
  const topic = about === undefined ? capability : `${capability}:${about}`;
  return { connection, topic, finding: toText(known, capability, owner, name), message, learntAt };
}

interface Of {
  readonly owner?: string | undefined;
  readonly name?: string | undefined;
}

function toText(known: Capabilities, capability: KeptCapability, owner: string, name: string): string {
  const all = list(known, capability, owner);
  switch (capability) {
    case "form-proven":
      return name;
    case "media-counts":
      return JSON.stringify(
        Object.fromEntries([...list(known, capability, owner)].map(([id, one]) => [id, one.value])),
      );
    case "metrics-answered":
      return [...all.keys()].toSorted().join(" ");
    case "refused-edges":
    case "refusing-posts":
      return JSON.stringify([...all.values()]);
    case "portfolio-pages": {
      const { value = [], state } = find(known, capability, owner) ?? {};
      return value.length > 0 ? value.join(" ") : state === "refused" ? "refused" : "none";
    }
    default: {
      const one: Finding | undefined = all.get(name);
      if (one !== undefined && "value" in one) return String(one.value);
      const { refused = "refused", proven = "answered" } = CAPABILITIES[capability];
      return one?.state === "proven" ? proven : refused;
    }
  }
}

/** As it is to be treated now: what may pass, or is known for long, is asked again. */
export function toAged<F extends RefusedEdge | RefusingPost>(capability: KeptCapability, one: F, now: Date): F {
  const isAside = one.isPassing !== true && isYoung(capability, one.since, now);
  return { ...one, state: isAside ? "refused" : "doubtful" };
}

function isYoung(capability: KeptCapability, since: string, now: Date): boolean {
  const { days = Number.POSITIVE_INFINITY } = CAPABILITIES[capability];
  return days === Number.POSITIVE_INFINITY || isFresh(since, now, days * DAY_MS);
}

/** No capability where this version does not know the topic. `about`: an account's id, a metric or a field, else "". */
export function parseTopic(topic: string): { readonly capability?: KeptCapability; readonly about: string } {
  const [name = "", ...rest] = topic.split(":");
  const isKnown = Object.hasOwn(CAPABILITIES, name);
  const isWhole = isKnown && (CAPABILITIES[name as KeptCapability].scope === "connection") === (rest.length === 0);
  return { ...(isWhole ? { capability: name as KeptCapability } : {}), about: rest.join(":") };
}

function toState(capability: KeptCapability, finding: string): "refused" | "proven" | undefined {
  const { refused = "refused", proven = "answered" } = CAPABILITIES[capability];
  return finding === refused ? "refused" : finding === proven || finding === "answered" ? "proven" : undefined;
}

/** What cannot be read any more is learnt anew. */
function parse<T>(finding: string, nothing: T): T {
  try {
    return JSON.parse(finding) as T;
  } catch {
    return nothing;
  }
}

function parseList<F extends Finding>(finding: string): readonly F[] {
  const all = parse<readonly (F | null)[]>(finding, []);
  return all.flatMap((one) => (typeof one?.since === "string" ? [one] : []));
}

function toForm(finding: string): Form {
  return finding === "3" ? 3 : finding === "2" ? 2 : 1;
}
