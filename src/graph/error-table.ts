// Data only: what each Graph API error means. Source: errors.json of the contract (2026-11-23) and CONTRACT §8, §13.
// The first line that fits wins, so subcodes and exact texts stand before bare codes.

export type ErrorClass =
  | "transient"
  | "throttle"
  | "too-much-data"
  | "cursor"
  | "auth"
  | "permission"
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
  /** Shortest wait for a throttle without an estimate, minutes. */
  readonly minWaitMinutes?: number;
  readonly hint?: string;
}

const NEW_TOKEN = "Log in again and give Gazette the new token.";
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
    class: "permission",
    hint: "The app lacks a capability: add Instagram to it in the Meta app dashboard.",
  },
  { codes: only(4), class: "throttle", scope: "app", minWaitMinutes: 60 },
  { codes: only(10), text: /not enough viewers/i, class: "unsupported" },
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
  { codes: only(100), class: "invalid" },
  { codes: only(102), class: "auth", hint: NEW_TOKEN },
  { codes: only(104), class: "auth", hint: NEW_TOKEN },
  { codes: only(110), class: "gone" },
  // CONTRACT §13.7: these two carry code 190 and are no dead token.
  { codes: only(190), subcode: 2069032, class: "permission" },
  { codes: only(190), text: /must be called with a Page Access Token/i, class: "permission" },
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
  { codes: only(210), class: "permission" },
  { codes: [200, 299], class: "permission" },
  { codes: only(341), class: "throttle", scope: "app", minWaitMinutes: 60 },
  { codes: only(368), class: "throttle", scope: "token", minWaitMinutes: 60 },
  { codes: only(506), class: "invalid" },
  { codes: only(613), class: "throttle", scope: "token" },
  { codes: only(803), class: "gone" },
  { codes: only(2500), class: "invalid" },
  { codes: only(2642), class: "cursor" },
  { codes: only(9004), class: "transient" },
  { codes: only(80001), class: "throttle", scope: "token" },
  { codes: only(80002), class: "throttle", scope: "account" },
];

/** However small the estimate, never less than this (RELIABILITY T3, CONTRACT §7). */
export const MIN_THROTTLE_WAIT_MINUTES = 5;
