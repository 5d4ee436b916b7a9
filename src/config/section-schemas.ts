// The sections of the configuration file in which clients may differ, and the words all sections are described with.
import { z } from "zod";
import { LOCALES_IN_WORDS } from "../dataset/index.ts";
import { kpis } from "../report/kpis/index.ts";
import { annotations } from "./annotations.ts";
import { goals } from "./goals.ts";
import { labels } from "./labels.ts";

export const FORMATS = ["html", "pdf", "xlsx"] as const;
/** The appendix of the PDF is a file of its own. */
export const ATTACHMENTS = [...FORMATS, "appendix"] as const;

export const text = (sentence: string) => z.string().min(1).describe(sentence);
export const names = (sentence: string) => z.array(z.string().min(1)).describe(sentence);
export const whole = (least: number, most: number, sentence: string) => z.int().min(least).max(most).describe(sentence);

export const period = z
  .strictObject({
    timeZone: text("IANA time zone that decides when a week is over, such as Europe/Berlin.").default("UTC"),
    weekStartsOn: z.enum(["monday", "sunday", "saturday"]).describe("First day of a week.").default("monday"),
  })
  .describe("What a week is.");

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

export const report = z
  .strictObject({
    title: text("Title of the report; left out, one that follows the period, such as Instagram weekly.").optional(),
    template: text("Shipped template, or the folder of your own (with a / in it, relative to this file).").default(
      "weekly",
    ),
    edition: z
      .enum(["full", "brief"])
      .describe("Every page with the appendix (full), or the few that matter most (brief).")
      .default("full"),
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
    labels: labels.default([]),
    annotations: annotations.default([]),
    split: z
      .enum(["none", "groups", "accounts"])
      .describe("One report more for each group or account.")
      .default("none"),
    notes: text(
      "Markdown file with your own words for the summary; relative to this file. Left out where a report is cut to some accounts.",
    ).optional(),
    parallel: whole(
      1,
      32,
      "Reports made at once where there are several; by cores when absent, and never more than memory holds.",
    ).optional(),
    credit: z
      .boolean()
      .describe("Name Gazette in the report, its files' properties and the mail; the brand alone when false.")
      .default(false),
  })
  .describe("The report.");

/** One plain address; quotes, commas and the like would be read as several, or as somebody else's. */
export const mailAddress = z
  .string()
  .regex(/^[^\s@<>"(),:;[\]\\]+@[^\s@<>"(),:;[\]\\]+$/, { error: "must be a mail address" });

const recipient = z
  .strictObject({
    to: z.array(mailAddress).min(1).describe("Mail addresses."),
    group: text("Send only this group of accounts.groups; everything when absent.").optional(),
    accounts: names("Send only these accounts, written as in accounts.include; instead of group.").min(1).optional(),
    attach: z
      .array(z.enum(ATTACHMENTS))
      .describe("Formats to attach; appendix is the PDF's, a file of its own.")
      .default(["pdf"]),
  })
  .describe("Who gets which report.");

export const delivery = z
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
