// The part of the configuration file that sets targets: for the whole report, a group or an account.
import { z } from "zod";
import { kpis } from "../report/kpis/index.ts";

const FIGURES = kpis.filter(({ goal }) => goal !== undefined).map(({ id }) => id);

const target = z
  .union([
    z.number().positive().describe("What the figure should reach in each period; a rate as a share, 0.03 for 3 %."),
    z
      .strictObject({
        target: z.number().positive().describe("What the figure should reach."),
        by: z.iso.date({ error: "must be a day such as 2026-12-31" }).describe("Day by which it should be reached."),
      })
      .describe("A target with its day; the report tells the pace it needs."),
  ])
  .describe("A number, or a number with its day.");

const targets = z.partialRecord(z.enum(FIGURES), target);

export const goals = z
  .strictObject({
    all: targets.describe("Targets of all accounts of the report together.").default({}),
    groups: z.record(z.string().min(1), targets).describe("Targets of groups of accounts.groups.").default({}),
    accounts: z
      .record(z.string().min(1), targets)
      .describe("Targets of single accounts, by user name or account id.")
      .default({}),
  })
  .describe("Targets, told on the Goals page.");
