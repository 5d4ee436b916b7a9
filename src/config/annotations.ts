// The part of the configuration file that marks days on charts.
import { z } from "zod";

/** Longest text: it stands under a chart. */
const TEXT_MOST = 200;

const annotation = z
  .strictObject({
    date: z.iso.date({ error: "must be a day such as 2026-11-18" }).describe("Day to mark."),
    text: z.string().trim().min(1).max(TEXT_MOST).describe("What happened, in a few words."),
    accounts: z
      .array(z.string().min(1))
      .min(1)
      .describe("Only on the charts of these accounts, written as in accounts.include; of all when absent.")
      .optional(),
  })
  .describe("A day with words of yours.");

export const annotations = z
  .array(annotation)
  .describe("Days marked on the charts that show them, with your words below.");
