// Data only: what each Graph API error means. Source: errors.json of the contract (2026-11-23) and CONTRACT §8, §13.
// The first line that fits wins, so subcodes and exact texts stand before bare codes.

export type ErrorClass =
  | "transient"
  | "throttle"
  | "too-much-data"
  | "cursor"
  | "auth"
  | "app"
  | "permission"
  | "page-token"
  | "unsupported"
  | "gone"
  | "invalid";

export interface ErrorLine {
  readonly codes: readonly [from: number, to: number];
  readonly subcode?: number;
  readonly text?: RegExp;
  readonly class: ErrorClass;
  /** Reach of a throttle or permission; the class decides otherwise. */
  readonly scope?: "account" | "token" | "app";
  /** Captures the metric names the message blames. */
  readonly metricNames?: RegExp;
  /** Captures the plain field the message blames. */
  readonly fieldName?: RegExp;
  /** Shortest wait for a throttle without an estimate, minutes. */
  readonly minWaitMinutes?: number;
  readonly hint?: string;
  /** The words say that it is about the whole account. */
  readonly isAccountWide?: true;
}

const NEW_TOKEN = "Log in again and give Gazette the new token.";
const PAGE_TOKEN =
  "This is a Page's own token. Give the connection the token of a user or system user who has a role on the Pages.";
const GRANT = "Log in again and grant the permission it names, or ask an admin of the Page for it; then run again.";
/** "Requires instagram_manage_insights permission to manage the object" (CONTRACT §1.3). */
const NAMES_PERMISSION = /\b(?:pages|instagram|business|ads)_[a-z_]+/i;
const APP =
  "This is about the app, not about an account: look at its status, mode and alerts in the Meta app dashboard.";
const OWNER = "Ask the account's owner to switch it back to a business or creator account, then run again.";
/** Documented, and nothing a person could mend: told and left out. */
const LEFT_OUT = "Nothing to do: what the API does not answer is left out and told as a gap.";
const only = (code: number): readonly [number, number] => [code, code];

export const errorTable: readonly ErrorLine[] = [
  { codes: only(1), subcode: 99, class: "too-much-data" },
  { codes: only(1), text: /reduce the amount of data/i, class: "too-much-data" },
  { codes: only(1), class: "transient" },
  { codes: only(2), class: "transient" },
  { codes: only(-1), subcode: 2207073, class: "unsupported" },
  { codes: only(-1), class: "transient" },
  { codes: only(-2), class: "transient" },
  {
    codes: only(3),
    class: "app",
    hint: "The app lacks a capability: add Instagram to it in the Meta app dashboard.",
  },
  { codes: only(4), class: "throttle", scope: "app", minWaitMinutes: 60 },
  { codes: only(9), class: "throttle", scope: "token", minWaitMinutes: 60 },
  { codes: only(10), text: /not enough viewers/i, class: "unsupported" },
  { codes: only(10), text: NAMES_PERMISSION, class: "permission", hint: GRANT },
  { codes: only(10), class: "permission" },
  { codes: only(17), class: "throttle", scope: "token", minWaitMinutes: 60 },
  { codes: only(24), class: "gone" },
  {
    codes: only(25),
    class: "permission",
    hint: "Ask the account's owner to log in to Instagram and lift the restriction.",
  },
  { codes: only(32), class: "throttle", scope: "token", minWaitMinutes: 60 },
  { codes: only(100), subcode: 2108006, class: "unsupported" },
  { codes: only(100), subcode: 2874010, class: "unsupported" },
  { codes: only(100), subcode: 33, class: "gone" },
  {
    codes: only(100),
    text: /does not support the .+ metrics? for/i,
    class: "unsupported",
    metricNames: /does not support the (.+?) metrics?/i,
  },
  {
    codes: only(100),
    text: /The metric .+ is not supported/i,
    class: "unsupported",
    metricNames: /The metric (.+?) is not supported/i,
  },
  { codes: only(100), text: /metric\[\d+\] must be one of/i, class: "unsupported" },
  {
    codes: only(100),
    text: /the (\w+) metric is no longer supported/i,
    class: "unsupported",
    metricNames: /the (\w+) metric is no longer supported/i,
  },
  // CONTRACT §13.13: what the field stands on tells whose trouble it is.
  {
    codes: only(100),
    text: /nonexisting field \(accounts\) on node type \(Page\)/i,
    class: "auth",
    hint: PAGE_TOKEN,
  },
  {
    codes: only(100),
    text: /nonexisting field \((?:media|stories|insights)\) on node type \(User\)/i,
    class: "permission",
    hint: OWNER,
    isAccountWide: true,
  },
  {
    codes: only(100),
    text: /nonexisting field \(\w+\)/i,
    class: "invalid",
    hint: LEFT_OUT,
    fieldName: /nonexisting field \((\w+)\)/i,
  },
  {
    codes: only(100),
    text: /should be specified with parameter metric_type/i,
    class: "unsupported",
    metricNames: /\(([^()#]+)\) should be/i,
  },
  {
    codes: only(100),
    text: /is incompatible with the metric type/i,
    class: "unsupported",
    metricNames: /metrics? \(([^()#]+)\) (?:is|are)/i,
  },
  {
    codes: only(100),
    text: /only supports querying data for the last 30 days/i,
    class: "unsupported",
    metricNames: /\((\w+)\) metric only/i,
  },
  { codes: only(100), text: /not enough users/i, class: "unsupported" },
  {
    codes: only(100),
    text: /appsecret_proof/i,
    class: "auth",
    hint: "Set the connection's appSecret to the app's current secret.",
  },
  {
    codes: only(100),
    text: /missing permissions?|requires? .*\bpermission/i,
    class: "permission",
  },
  { codes: only(100), class: "invalid", hint: LEFT_OUT },
  // CONTRACT §13.14: the app cannot be validated, whoever asks with it.
  { codes: only(101), class: "app", hint: APP },
  { codes: only(102), class: "auth", hint: NEW_TOKEN },
  { codes: only(104), class: "auth", hint: NEW_TOKEN },
  { codes: only(110), class: "gone" },
  // CONTRACT §13.7: these two carry code 190 and are no dead token.
  { codes: only(190), subcode: 2069032, class: "page-token" },
  { codes: only(190), text: /must be called with a Page Access Token/i, class: "page-token" },
  { codes: only(190), text: /error validating application|application has been deleted/i, class: "app", hint: APP },
  {
    codes: only(190),
    subcode: 458,
    class: "auth",
    hint: "The app was removed by the user. Log in again to re-add it.",
  },
  {
    codes: only(190),
    subcode: 459,
    class: "auth",
    hint: "The user must pass a check at facebook.com, then log in again.",
  },
  { codes: only(190), subcode: 464, class: "auth", hint: "The user must confirm the account at facebook.com." },
  {
    codes: only(190),
    subcode: 492,
    class: "auth",
    hint: "The user lost the Page role. Restore it, then log in again.",
  },
  { codes: only(190), class: "auth", hint: NEW_TOKEN },
  { codes: only(210), class: "page-token" },
  {
    codes: [200, 299],
    text: /api access .*(?:blocked|deactivated|disabled)|temporarily (?:disabled|blocked|restricted)/i,
    class: "app",
    hint: APP,
  },
  { codes: [200, 299], text: NAMES_PERMISSION, class: "permission", hint: GRANT },
  { codes: [200, 299], class: "permission" },
  { codes: only(341), class: "throttle", scope: "app", minWaitMinutes: 60 },
  { codes: only(368), class: "throttle", scope: "token", minWaitMinutes: 60 },
  { codes: only(506), class: "invalid", hint: "It was sent already: nothing is to be done." },
  { codes: only(613), class: "throttle", scope: "token" },
  { codes: only(803), class: "gone" },
  { codes: only(2500), text: /access token/i, class: "auth", hint: NEW_TOKEN },
  { codes: only(2500), class: "invalid", hint: LEFT_OUT },
  {
    codes: only(2635),
    class: "app",
    hint: "The version of the API is too old: raise graph.version in the configuration.",
  },
  { codes: only(2642), class: "cursor" },
  { codes: only(9004), class: "transient" },
  { codes: [36_000, 36_004], class: "invalid", hint: LEFT_OUT },
  // Business use cases, each counted for the account or Page that is asked (CONTRACT §7, §13.14); `throttle-scope.ts`.
  { codes: [80000, 80014], class: "throttle", scope: "account" },
];

/** However small the estimate, never less than this (RELIABILITY T3, CONTRACT §7). */
export const MIN_THROTTLE_WAIT_MINUTES = 5;
