// The words around a report's figures in a mail.

const english = {
  subject: (parts: readonly string[]) => parts.join(" · "),
  preheader: (figures: readonly string[]) => figures.join(" · "),
  comparedWith: (label: string) => `Changes against ${label}.`,
  asOf: (moment: string) => `Data as of ${moment}.`,
  provisional: "p: provisional, younger than 48 hours; Meta may still change it.",
  accounts: (count: string, isOne: boolean) => `${count} ${isOne ? "account" : "accounts"}`,
  findings: "Findings",
  missing: "What is missing or uncertain",
  coverage: "Coverage",
  figures: "Key figures",
  noChange: "no comparison",
  attached: (names: string, isOne: boolean) => `Attached: ${names}${isOne ? "" : "."}`,
  attachedTitle: "Attached",
  linksTitle: "The full report",
  fewerPictures: "Its pictures are smaller than in the full report, so that this mail is not too large.",
  noAppendix: (place: string) =>
    `The appendix is left out, so that this mail is not too large; the full report has it${place}.`,
  tooLarge: (place: string) =>
    `No file is attached, because this mail would be too large. The full report is ready${place}.`,
  withUs: " with us; answer this mail to get it",
  below: " at the address below",
  footer: (generator: string, reportId: string) => `Made by ${generator}. Report ${reportId}.`,
} as const;

export type MailText = typeof english;

export const mailText: MailText = english;
