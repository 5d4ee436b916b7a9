// Articles before what is only known later: in figures eight and eleven begin with a vowel, and so do eighty and "one comma";
// nought takes "lo".

const isElided = (day: string): boolean => /^(8|11)(?!\d)/.test(day);

/** "l’8 novembre 2026", "il 16 novembre 2026". */
export const theDay = (day: string): string => `${isElided(day) ? "l’" : "il "}${day}`;

/** "dell’8 novembre 2026", "del 16 novembre 2026". */
export const ofTheDay = (day: string): string => `${isElided(day) ? "dell’" : "del "}${day}`;

/** "dall’8 novembre 2026", "dal 16 novembre 2026". */
export const fromTheDay = (day: string): string => `${isElided(day) ? "dall’" : "dal "}${day}`;

/** "dell’8,2%", "del 12,3%", "dello 0,5%", "dell’1,5%", "dell’80,0%". */
export function ofPercent(percent: string): string {
  if (percent.startsWith("0")) return `dello ${percent}`;
  return `${/^(8|11?(?!\d))/.test(percent) ? "dell’" : "del "}${percent}`;
}
