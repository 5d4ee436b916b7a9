// A client as the configuration file describes it: what it differs in is given, all else is inherited.
import { z } from "zod";
import {
  ATTACHMENTS,
  delivery,
  mailAddress,
  names,
  period,
  text,
  whole,
  report as wholeReport,
} from "./section-schemas.ts";

/** How many are made at once is no affair of one. */
const report = wholeReport.omit({ parallel: true }).describe(wholeReport.description ?? "");

/** Longest name: it is part of folders, file names and subjects. */
const NAME_MOST = 60;

export type DeepPartial<T> = T extends readonly unknown[]
  ? T
  : T extends object
    ? { [Key in keyof T]?: DeepPartial<T[Key]> }
    : T;

/** The same keys, none of which must be given or fills itself in: an absent one is inherited. */
function toDifferences<Section extends z.ZodObject>(section: Section): z.ZodType<DeepPartial<z.output<Section>>> {
  const shape = Object.fromEntries(
    Object.entries(section.shape).map(([key, schema]) => {
      const bare = withoutDefault(schema as z.ZodType);
      const inner = bare instanceof z.ZodObject ? toDifferences(bare) : bare;
      return [key, inner.optional().describe((schema as z.ZodType).description ?? bare.description ?? "")];
    }),
  );
  const { description = "" } = section;
  return z.strictObject(shape).describe(description) as unknown as z.ZodType<DeepPartial<z.output<Section>>>;
}

function withoutDefault(schema: z.ZodType): z.ZodType {
  const isWrapped =
    schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault || schema instanceof z.ZodOptional;
  return isWrapped ? withoutDefault(schema.unwrap() as z.ZodType) : schema;
}

const review = z
  .strictObject({
    when: z
      .enum(["always", "gaps", "never"])
      .describe("Which reports wait for somebody's word: every one, those with gaps, or none.")
      .default("always"),
    by: mailAddress.describe("Who looks at them: gets a mail with the report and what to look at.").optional(),
    remindAfterHours: whole(1, 720, "Hours after which the reviewer is reminded.").default(4),
    deadlineHours: whole(1, 720, "Hours after which whenUnreviewed decides.").default(24),
    whenUnreviewed: z
      .enum(["send", "keep"])
      .describe("What becomes of a report nobody looked at until then.")
      .default("keep"),
  })
  .describe("Who looks at a client's reports before they go out; as delivery.whenGaps says when absent.");

const days = whole(1, 366, "The last so many whole days, instead of every.");

const { shape: differences } = toDifferences(report) as unknown as z.ZodObject;

const clientReport = z
  .strictObject({
    name: text("Your name for it, where a client has two of one cadence and edition; part of its folder.")
      .max(NAME_MOST)
      .optional(),
    every: z
      .union([z.enum(["week", "month", "quarter"]), z.strictObject({ days })], {
        error: "must be week, month, quarter, or days with their number",
      })
      .describe("How much time a report is about, and how often one is due.")
      .optional(),
    days: days.optional(),
    cron: text(
      'When it is due, as five cron fields, in the client\'s time zone: "0 9 4 * *" is the 4th at nine.',
    ).optional(),
    to: z.array(mailAddress).min(1).describe("Who gets it, instead of delivery.recipients.").optional(),
    attach: z
      .array(z.enum(ATTACHMENTS))
      .describe("Formats to attach for those in to; the formats given here, else pdf.")
      .optional(),
    ...differences,
  })
  .describe("One report a client gets again and again; also any key of report, to differ in.");

export const client = z
  .strictObject({
    name: text("Name of the client: for --client, its folder, and its brand where no other is named.").max(NAME_MOST),
    accounts: names("Its accounts, written as in accounts.include; those discovered later count, too.").min(1),
    report: toDifferences(report).optional(),
    period: toDifferences(period).optional(),
    delivery: toDifferences(delivery).optional(),
    review: review.optional(),
    reports: z
      .array(clientReport)
      .min(1)
      .describe("Its reports; one of every week, at schedule.cron, when absent.")
      .optional(),
  })
  .describe("A client: what an agency bills.");

export type ClientFile = Omit<z.output<typeof client>, "reports"> & {
  readonly reports?: readonly ClientReportFile[] | undefined;
};
export type ClientReportFile = Pick<
  z.output<typeof clientReport>,
  "name" | "every" | "days" | "cron" | "to" | "attach"
> &
  DeepPartial<z.output<typeof report>>;
export type Review = z.output<typeof review>;
