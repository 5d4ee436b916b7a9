// What servers, accounts and posts were found to do, or not to: the one table of it. Plain data and pure but for `put`.
import type { GapReason, StampReading } from "../../dataset/index.ts";

/** Doubtful: refused once, so long ago that it is tried again, or in words that may pass. */
export type State = "unknown" | "proven" | "refused" | "doubtful";

/** What is known of one capability; nothing where it is unknown. */
export interface Finding {
  readonly state: Exclude<State, "unknown">;
  /** The API's. */
  readonly words: string;
  /** UTC ISO 8601. */
  readonly since: string;
  /** Of the Graph API, as it was asked then; absent where it is none's in particular. */
  readonly version?: string | undefined;
}

interface Valued<T> extends Finding {
  readonly value: T;
}

/**
 * The ladder of PRODUCT §3. 1: everything of an account in one request. 2: the media page, and the rest aliased.
 * 3: one request a block, insights nested in the media page. (4, groups of posts down to single ones, and 5, a block
 * without the metric that was refused, are ways on after a refusal.)
 */
export type Form = 1 | 2 | 3;

/** "stories", "story-insights", "totals/follow_type": what is refused together; "totals/#saves" is one metric of it. */
export type Edge = string;

/** What one account is refused. */
export interface RefusedEdge extends Finding {
  readonly edge: Edge;
  readonly code?: string | undefined;
  /** `not-permitted` when absent. */
  readonly reason?: GapReason | undefined;
  /** What the role on the account's Page allowed then. */
  readonly tasks: string;
  /** Refused in more than one run: once may be a passing trouble, and is asked again the next time. */
  readonly isConfirmed?: true | undefined;
  /** Trouble that may pass: asked again by one call in every run. */
  readonly isPassing?: true | undefined;
}

/** A post that refuses metrics the others of its account have. */
export interface RefusingPost extends Finding {
  readonly mediaId: string;
  /** Unix seconds. */
  readonly publishedAt: number;
  readonly metrics: readonly string[];
  readonly code?: string | undefined;
  /** A metric refused when absent. */
  readonly reason?: GapReason | undefined;
  /** Trouble that may pass: asked again by one call in every run. */
  readonly isPassing?: true | undefined;
}

/** What is known of each; its name is the topic of its lesson. */
export interface Findings {
  /** The best form left; refused are those before it. */
  readonly form: Valued<Form>;
  readonly "form-proven": Finding;
  /** Posts a page: the size to ask for next, the largest that held, the smallest that was refused. */
  readonly "page-size": Valued<number>;
  readonly "page-size-good": Valued<number>;
  readonly "page-size-refused": Valued<number>;
  /** The most posts that came with their figures in one page of this run. */
  readonly "page-posts": Valued<number>;
  /** Pages of a discovery listed at once, where the most were too much. */
  readonly "discovery-page-size": Valued<number>;
  /** Insights nested in any list, and in the list of stories. */
  readonly "nested-insights": Finding;
  readonly "nested-story-insights": Finding;
  /** Long reads sent as POST. */
  readonly "posted-reads": Finding;
  /** Figures of posts must be asked with `metric_type=total_value`. */
  readonly "media-total-value": Finding;
  /** Refused as a whole; of a connection, ids are left out of the words. */
  readonly "refused-connection": Finding;
  readonly "refused-account": Finding;
  /** Throttled however long it was waited for. */
  readonly "throttled-account": Finding;
  /** Read with the token of its Page. */
  readonly "page-token": Finding;
  readonly "refused-edges": RefusedEdge;
  readonly "refusing-posts": RefusingPost;
  /** Under this version, by "account:reach". */
  readonly "metrics-answered": Finding;
  /** Not known to the API: "account:reposts", and plain fields, "account:website". */
  readonly metric: Finding;
  readonly field: Finding;
  /** Unix seconds: older posts have no figures. */
  readonly "converted-after": Valued<number>;
  /** Stories with too few viewers. */
  readonly "small-stories": Finding;
  /** Posts an account had, as discovery told, when they were listed last. */
  readonly "media-counts": Valued<number>;
  /** Lists of Business portfolios with Pages that `/me/accounts` does not show. */
  readonly "portfolio-pages": Valued<readonly string[]>;
  /** As it was found last (CONTRACT §13.1), and the version it was looked for in vain under. */
  readonly "stamp-reading": Valued<StampReading>;
  readonly "stamps-tried": Valued<string>;
  /** The version in use, since when. */
  readonly version: Valued<string>;
}

export type Capability = keyof Findings;

/** Whose it is: by its name, an account by its id. Edges, posts, metrics and fields of either have names of their own. */
type Owner = string;

/** By capability and owner, then by name ("" where there is but one). */
export type Capabilities = Map<string, Map<string, Finding>>;

export function find<C extends Capability>(
  known: Capabilities,
  capability: C,
  owner: Owner,
  name = "",
): Findings[C] | undefined {
  return list(known, capability, owner).get(name);
}

export function list<C extends Capability>(
  known: Capabilities,
  capability: C,
  owner: Owner,
): ReadonlyMap<string, Findings[C]> {
  return (known.get(`${capability} ${owner}`) ?? new Map()) as ReadonlyMap<string, Findings[C]>;
}

/** In place of what was known. */
export function put<C extends Capability>(
  known: Capabilities,
  capability: C,
  owner: Owner,
  finding: Findings[C],
  name = "",
): void {
  const key = `${capability} ${owner}`;
  const all = known.get(key) ?? new Map<string, Finding>();
  known.set(key, all.set(name, finding));
}

/** All that was known of an owner's. */
export function replace<C extends Capability>(
  known: Capabilities,
  capability: C,
  owner: Owner,
  findings: Map<string, Findings[C]>,
): void {
  known.set(`${capability} ${owner}`, findings);
}

export function stateOf(known: Capabilities, capability: Capability, owner: Owner, name = ""): State {
  return find(known, capability, owner, name)?.state ?? "unknown";
}

/** The words of a refusal that stands, by what was refused. */
export function listRefused(known: Capabilities, capability: Capability, owner: Owner): ReadonlyMap<string, string> {
  const refused = [...list(known, capability, owner)].filter(([, { state }]) => state === "refused");
  return new Map(refused.map(([name, { words }]) => [name, words]));
}

/** The words in which it stands refused. */
export function findRefusal(known: Capabilities, capability: Capability, owner: Owner): string | undefined {
  return listRefused(known, capability, owner).get("");
}

/** The best form a connection takes, as far as is known. */
export function formOf(known: Capabilities, connection: string): Form {
  const form = find(known, "form", connection);
  return form?.state === "refused" ? form.value : 1;
}

/** That form has answered before, so that it need not be tried on one account first. */
export function isFormProven(known: Capabilities, connection: string): boolean {
  return stateOf(known, "form-proven", connection, String(formOf(known, connection))) === "proven";
}
