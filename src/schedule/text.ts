// Sentences that are kept with a slot and shown by `status`.
export const text = {
  tooOld: (hours: number): string =>
    `Nothing ran at its time, and it was found later than schedule.catchUpHours allows (${hours} h).`,
  overtaken: "Nothing ran at its time; a later slot does what is left to do.",
  yielded: (job: string): string =>
    `Left out: the budget belongs to "${job}", which is at work or due within the hour.`,
  gaveUp: "It could not be finished before the next slot, and is no longer tried.",
  neverEnded: "It was begun and never ended, and is too old to go on with.",
  stoppedLate: "It did not stop in time; the next start goes on from its last step.",
  interrupted: "Stopped; the next start goes on from here.",
} as const;
