// Every key of the configuration file: type, default and sentence. Source of config/schema.json. Describes the file as
// written; what it becomes is settings.ts, what keys demand of each other is rules.ts.
import { z } from "zod";
import { client } from "./client-schema.ts";
import { desk } from "./desk-schema.ts";
import { delivery, names, period, report, text, whole } from "./section-schemas.ts";

const graph = z
  .strictObject({
    url: text("Address of the Graph API; the sandbox's for trying things out.").default("https://graph.facebook.com"),
    version: z
      .string()
      .regex(/^v\d{1,3}\.\d{1,2}$/, { error: 'must look like "v25.0"' })
      .describe("Version of the Graph API, sent with every call.")
      .default("v25.0"),
    timeoutSeconds: whole(1, 600, "Seconds to wait for one answer.").default(60),
  })
  .describe("The Graph API.");

const connection = z
  .strictObject({
    name: z
      .string()
      .regex(/^[\w.-]{1,60}$/, { error: "must be letters, digits, dot, dash or underscore, at most 60" })
      .describe("Your name for this token; shown in reports and kept in the dataset.")
      .default("default"),
    token: text(
      "Access token, best from the environment, as in the example; GAZETTE_TOKEN is also used when there is no token here.",
    ).optional(),
    tokenFile: text("File that holds the access token, instead of token.").optional(),
    appSecret: text("Secret of the Meta app; every call is then signed with appsecret_proof.").optional(),
    appSecretFile: text("File that holds the app secret, instead of appSecret.").optional(),
    callsPerHour: whole(
      1,
      1_000_000,
      "Calls this token may spend in any hour; budget.callsPerHour when absent.",
    ).optional(),
  })
  .describe("One access token and what it may spend.");

const budget = z
  .strictObject({
    callsPerHour: whole(
      1,
      1_000_000,
      "Calls in any rolling hour, for each connection that does not say otherwise.",
    ).default(200),
    reservePercent: whole(0, 95, "Share of the hour left for other users of the same Meta app.").default(10),
    wait: z
      .boolean()
      .describe("Wait for the next hour when calls are spent (true) or end with exit code 4 (false).")
      .default(true),
  })
  .describe("How many calls may be spent.");

const accounts = z
  .strictObject({
    include: names("User names, account ids or Page names to collect; * stands for anything.").min(1).default(["*"]),
    exclude: names("Accounts to leave out, written as in include.").default([]),
    groups: z
      .record(z.string().min(1), z.array(z.string().min(1)).min(1))
      .describe("Named groups of accounts, for roll-ups and --group.")
      .default({}),
    alias: z.record(z.string().min(1), z.string().min(1)).describe("Names to show instead of user names.").default({}),
  })
  .describe("Which accounts, and how they are grouped and called.");

/** Days of the call log that a question about last quarter's calls still finds. */
const LOG_DAYS = 90;
const days = (sentence: string) => whole(2, 36_500, sentence);

const store = z
  .strictObject({
    url: text("Where the dataset is kept: sqlite:FILE (below the working folder) or postgres://….").default(
      "sqlite:data/gazette.db",
    ),
    urlFile: text("File that holds store.url, instead of url.").optional(),
    keep: z
      .union([
        days("Days the call log and the plans of finished collections are kept."),
        z
          .strictObject({
            logs: days("Days the call log and the plans of finished collections are kept.").default(LOG_DAYS),
            comments: days("Days comments are kept from when they were written; for good when absent.").optional(),
            pictures: days("Days small pictures of posts are kept; for good when absent.").optional(),
            reports: days("Days sealed reports are kept; for good when absent.").optional(),
            mails: days("Days the lines of mails that are over are kept; for good when absent.").optional(),
            desk: days("Days it is kept who did what at the desk; for good when absent.").optional(),
            readings: days("Days figures are kept, by the day they are about; for good when absent.").optional(),
          })
          .describe("Days each kind of data is kept."),
      ])
      .describe("Days the call log is kept, or days by kind of data (docs/privacy.md).")
      .default(LOG_DAYS),
  })
  .describe("The dataset.");

const files = z
  .strictObject({
    url: z
      .string()
      .regex(/^s3:\/\/[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](\/[^?#]*)?$/, { error: 'must look like "s3://bucket/folder"' })
      .describe(
        "Bucket that finished reports are copied to, as s3://BUCKET/FOLDER; AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY of the environment open it.",
      )
      .optional(),
    endpoint: text("Address of the S3 server, asked by path; Amazon's when absent.").optional(),
    region: text("Region of the bucket; AWS_REGION when absent, else us-east-1.").optional(),
  })
  .describe("Where finished reports are found by other machines, beside report.outDir.");

const collect = z
  .strictObject({
    mediaDays: whole(1, 730, "Posts of this many days have their insights read again.").default(35),
    rereadDays: whole(0, 28, "Posts this many days old are read again at every run, older ones once a week.").default(
      3,
    ),
    stories: z.boolean().describe("Collect stories; they are gone after 24 hours, so collect daily.").default(true),
    audience: z.boolean().describe("Collect demographics.").default(true),
    extras: z
      .boolean()
      .describe(
        "Of calls that are left over, a call a post, also ask watch time and skip rate of reels, follows and profile visits of other posts, and who interacted.",
      )
      .default(false),
    comments: z
      .enum(["off", "counts", "all"])
      .describe("How many comments each post has, their texts too (all), or nothing of either (off).")
      .default("counts"),
  })
  .describe("What to collect.");

const schedule = z
  .strictObject({
    cron: text('When to run, as five cron fields: "0 9 * * 2" is Tuesdays at nine.').optional(),
    timeZone: text("IANA time zone of cron; period.timeZone when absent.").optional(),
    catchUpHours: whole(0, 168, "A missed run is made up within this many hours.").default(48),
    stories: text(
      'When to catch stories between the runs, as five cron fields: "0 */8 * * *" is every eight hours; never when absent.',
    ).optional(),
    sweep: text(
      'When to apply comments.rules, as `comments sweep --yes` does: "15 * * * *" is every hour; never when absent.',
    ).optional(),
    port: whole(
      0,
      65_535,
      "Port for /healthz and /metrics, 0 for any free one; none is opened when absent.",
    ).optional(),
    host: text("Address that port listens on; 0.0.0.0 for every network, as in a container.").default("127.0.0.1"),
  })
  .describe("When `gazette schedule` runs.");

const conditions = z
  .strictObject({
    contains: names("Any of these words, whatever their case.").min(1).optional(),
    matches: text("Regular expression (RE2), whatever the case.").optional(),
    link: z.boolean().describe("Whether it holds a web address.").optional(),
    contact: z.boolean().describe("Whether it holds a mail address or telephone number.").optional(),
    onlyEmoji: z.boolean().describe("Whether it is nothing but emoji.").optional(),
    mention: z.boolean().describe("Whether it mentions somebody (@name).").optional(),
    authors: names("Written by one of these user names.").min(1).optional(),
    mediaOlderThanDays: whole(0, 10_000, "The post is older than this many days.").optional(),
    mediaYoungerThanDays: whole(1, 10_000, "The post is younger than this many days.").optional(),
    accounts: names("Under a post of one of these accounts.").min(1).optional(),
    groups: names("Under a post of an account of these groups.").min(1).optional(),
  })
  .describe("All that is named here must hold.");

const commentRule = z
  .strictObject({
    name: z
      .string()
      .regex(/^[\w -]{1,60}$/, { error: "must be letters, digits, blank, dash or underscore, at most 60" })
      .describe("Name of the rule; stands in the log of what it did."),
    when: conditions,
    action: z
      .enum(["flag", "hide", "delete", "suggest"])
      .describe("What `comments sweep` does with a comment it fits."),
    reply: text("Saved reply to suggest, by its name in comments.replies.").optional(),
  })
  .describe("The first rule that fits a comment decides.");

const comments = z
  .strictObject({
    writesPerHour: whole(1, 10_000, "Comments written, hidden or deleted in any hour for each token.").default(60),
    graceHours: whole(0, 720, "A deleted comment is hidden at once and deleted after this many hours.").default(24),
    most: whole(1, 1_000, "Comments that one bulk command or sweep may touch; --max says otherwise.").default(25),
    settleSeconds: whole(
      0,
      600,
      "After a lost answer, wait this long before concluding that nothing had arrived.",
    ).default(30),
    replies: z.record(z.string().min(1), z.string().min(1)).describe("Saved replies by name.").default({}),
    rules: z.array(commentRule).describe("Rules for `comments sweep`, first match wins.").default([]),
  })
  .describe("Moderating comments.");

/** The configuration file as a person writes it. */
export const fileSchema = z
  .strictObject({
    graph: graph.prefault({}),
    connections: z.array(connection).min(1).describe("Access tokens; GAZETTE_TOKEN alone when absent.").optional(),
    budget: budget.prefault({}),
    accounts: accounts.prefault({}),
    store: store.prefault({}),
    files: files.prefault({}),
    period: period.prefault({}),
    collect: collect.prefault({}),
    report: report.prefault({}),
    delivery: delivery.prefault({}),
    schedule: schedule.prefault({}),
    comments: comments.prefault({}),
    desk: desk.prefault({}),
    clients: z
      .array(client)
      .min(1)
      .describe("Clients, each with accounts and reports of its own; one nameless client when absent.")
      .optional(),
  })
  .describe("Gazette configuration");

export type ConfigFile = z.output<typeof fileSchema>;

/** JSON Schema for editors; config/schema.json is this, written by `npm run config:schema`. */
export function toJsonSchema(): JsonSchema {
  return z.toJSONSchema(fileSchema, { io: "input" }) as JsonSchema;
}

/** The part of a JSON Schema that this room walks. */
export interface JsonSchema {
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly items?: JsonSchema;
  readonly additionalProperties?: JsonSchema | boolean;
  readonly description?: string;
}
