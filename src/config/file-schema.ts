// Every key of the configuration file: type, default and sentence. Source of config/schema.json. Describes the file as
// written; what it becomes is settings.ts, what keys demand of each other is rules.ts.
import { z } from "zod";
import { LOCALES_IN_WORDS } from "../dataset/index.ts";
import { kpis } from "../report/kpis/index.ts";
import { goals } from "./goals.ts";

const FORMATS = ["html", "pdf", "xlsx"] as const;

const text = (sentence: string) => z.string().min(1).describe(sentence);
const names = (sentence: string) => z.array(z.string().min(1)).describe(sentence);
const whole = (least: number, most: number, sentence: string) => z.int().min(least).max(most).describe(sentence);

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

const store = z
  .strictObject({
    url: text("Where the dataset is kept: sqlite:FILE (below the working folder) or postgres://….").default(
      "sqlite:data/gazette.db",
    ),
    urlFile: text("File that holds store.url, instead of url.").optional(),
    keep: whole(
      2,
      36_500,
      "Days the call log and the plans of finished collections are kept; figures are kept for good.",
    ).default(90),
  })
  .describe("The dataset.");

const period = z
  .strictObject({
    timeZone: text("IANA time zone that decides when a week is over, such as Europe/Berlin.").default("UTC"),
    weekStartsOn: z.enum(["monday", "sunday", "saturday"]).describe("First day of a week.").default("monday"),
  })
  .describe("What a week is.");

const collect = z
  .strictObject({
    mediaDays: whole(1, 730, "Posts of this many days have their insights read again.").default(35),
    rereadDays: whole(0, 28, "Posts this many days old are read again at every run, older ones once a week.").default(
      3,
    ),
    stories: z.boolean().describe("Collect stories; they are gone after 24 hours, so collect daily.").default(true),
    audience: z.boolean().describe("Collect demographics.").default(true),
    comments: z
      .enum(["off", "counts", "all"])
      .describe("How many comments each post has, their texts too (all), or nothing of either (off).")
      .default("counts"),
  })
  .describe("What to collect.");

const brand = z
  .strictObject({
    name: text("Name on the cover.").optional(),
    logo: text("Picture on the cover: SVG, PNG or JPEG; relative to this file.").optional(),
    font: text(
      "Font family that Gazette ships, or a WOFF2, TTF or OTF file of your own, relative to this file.",
    ).optional(),
    colour: z
      .string()
      .regex(/^#([0-9a-f]{3}|[0-9a-f]{6})$/i, { error: 'must be a colour such as "#0b5fff", in quotes' })
      .describe("Colour of headings and charts, as #rrggbb.")
      .default("#0b5fff"),
  })
  .describe("Whose report it is.");

const report = z
  .strictObject({
    title: text("Title of the report; left out, one that follows the period, such as Instagram weekly.").optional(),
    template: text("Shipped template, or the folder of your own (with a / in it, relative to this file).").default(
      "weekly",
    ),
    formats: z
      .array(z.enum(FORMATS))
      .min(1)
      .describe("Formats to write.")
      .default([...FORMATS]),
    outDir: text("Folder for reports, below the working folder.").default("reports"),
    locale: text(
      `Language and number format: ${LOCALES_IN_WORDS.any} with any region, or ${LOCALES_IN_WORDS.others}.`,
    ).default("en-GB"),
    paper: z.enum(["A4", "Letter"]).describe("Paper of the PDF.").default("A4"),
    brand: brand.prefault({}),
    sortBy: z
      .enum(kpis.filter(({ isSortable }) => isSortable).map(({ id }) => id))
      .describe("Figure that orders the league table.")
      .default("engagementRate"),
    goals: goals.prefault({}),
    split: z
      .enum(["none", "groups", "accounts"])
      .describe("One report more for each group or account.")
      .default("none"),
    notes: text(
      "Markdown file with your own words for the summary; relative to this file. Left out where a report is cut to some accounts.",
    ).optional(),
    credit: z
      .boolean()
      .describe("Name Gazette in the report, its files' properties and the mail; the brand alone when false.")
      .default(false),
  })
  .describe("The report.");

/** One plain address; quotes, commas and the like would be read as several, or as somebody else's. */
const mailAddress = z
  .string()
  .regex(/^[^\s@<>"(),:;[\]\\]+@[^\s@<>"(),:;[\]\\]+$/, { error: "must be a mail address" });

const recipient = z
  .strictObject({
    to: z.array(mailAddress).min(1).describe("Mail addresses."),
    group: text("Send only this group of accounts.groups; everything when absent.").optional(),
    accounts: names("Send only these accounts, written as in accounts.include; instead of group.").min(1).optional(),
    attach: z.array(z.enum(FORMATS)).describe("Formats to attach.").default(["pdf"]),
  })
  .describe("Who gets which report.");

const delivery = z
  .strictObject({
    smtp: text(
      "Mail server as smtps://user:password@host:465 or smtp://…:587 (STARTTLS), best from the environment; TLS is required unless it ends in ?tls=off.",
    ).optional(),
    smtpFile: text("File that holds the mail server's address, instead of smtp.").optional(),
    from: text('Sender, as "Reports <reports@acme.test>".').optional(),
    maxMegabytes: z.number().min(0.1).max(150).describe("Largest mail, counted as it travels (base64).").default(10),
    whenGaps: z
      .enum(["send", "hold"])
      .describe("Send a report that has gaps, or hold it and tell the operator.")
      .default("send"),
    holdBelowCoverage: z
      .number()
      .min(0)
      .max(1)
      .describe("With whenGaps hold: only hold a report that has less than this share of its values, such as 0.95.")
      .optional(),
    operator: mailAddress
      .describe(
        "Who is told of mail that was refused, lost or held, of slots missed, and of lost connections and roles.",
      )
      .optional(),
    warnBelowCoverage: z
      .number()
      .min(0)
      .max(1)
      .describe(
        "Tell the operator of a run that brought a connection less than this share of its values; 0 never does.",
      )
      .default(0.9),
    unsubscribe: z
      .string()
      .regex(/^(https:\/\/|mailto:)[^\s<>]+$/, { error: 'must start with "https://" or "mailto:"' })
      .describe("Where a recipient says no more, as https://… or mailto:…; sent as List-Unsubscribe.")
      .optional(),
    filesUrl: z
      .string()
      .regex(/^https?:\/\/[^\s<>?#]+$/, { error: "must be a web address without ? or #" })
      .describe("Web address of report.outDir where you publish it; a mail too large for its files links there.")
      .optional(),
    dkimSelector: z
      .string()
      .regex(/^[a-zA-Z0-9._-]{1,63}$/, { error: "must be letters, digits, dot, dash or underscore" })
      .describe("Selector of the sender domain's DKIM key, for `gazette check`.")
      .optional(),
    recipients: z.array(recipient).describe("Recipients.").default([]),
  })
  .describe("Mail.");

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
    period: period.prefault({}),
    collect: collect.prefault({}),
    report: report.prefault({}),
    delivery: delivery.prefault({}),
    schedule: schedule.prefault({}),
    comments: comments.prefault({}),
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
