/** Moments at which calendars are awkward, with the zone a user sits in and the last complete week there, Monday to Sunday. */
export interface AwkwardDate {
  readonly name: string;
  readonly at: string;
  readonly zone: string;
  readonly lastWeek: { readonly from: string; readonly to: string };
}

export const DATES: readonly AwkwardDate[] = [
  {
    name: "a Monday, five past midnight",
    at: "2026-11-30T00:05:00Z",
    zone: "UTC",
    lastWeek: { from: "2026-11-23", to: "2026-11-29" },
  },
  {
    name: "Sunday, five to midnight in Auckland",
    at: "2026-11-29T10:55:00Z",
    zone: "Pacific/Auckland",
    lastWeek: { from: "2026-11-16", to: "2026-11-22" },
  },
  {
    name: "Sunday, five to midnight in Los Angeles",
    at: "2026-11-30T07:55:00Z",
    zone: "America/Los_Angeles",
    lastWeek: { from: "2026-11-16", to: "2026-11-22" },
  },
  {
    name: "the first half hour of a year",
    at: "2027-01-01T00:30:00Z",
    zone: "UTC",
    lastWeek: { from: "2026-12-21", to: "2026-12-27" },
  },
  {
    name: "half an hour before Berlin's clocks change",
    at: "2027-03-28T00:30:00Z",
    zone: "Europe/Berlin",
    lastWeek: { from: "2027-03-15", to: "2027-03-21" },
  },
  {
    name: "half an hour before the Pacific's clocks change",
    at: "2027-03-14T09:30:00Z",
    zone: "America/Los_Angeles",
    lastWeek: { from: "2027-03-01", to: "2027-03-07" },
  },
  {
    name: "a leap day",
    at: "2028-02-29T12:00:00Z",
    zone: "UTC",
    lastWeek: { from: "2028-02-21", to: "2028-02-27" },
  },
  {
    name: "the week that ends in another year",
    at: "2026-12-28T12:00:00Z",
    zone: "Europe/Berlin",
    lastWeek: { from: "2026-12-21", to: "2026-12-27" },
  },
  {
    name: "years from now",
    at: "2031-06-15T12:00:00Z",
    zone: "Europe/Berlin",
    lastWeek: { from: "2031-06-02", to: "2031-06-08" },
  },
];
