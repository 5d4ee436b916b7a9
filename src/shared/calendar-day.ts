const DAY_PATTERN = /^\d{4}-\d{2}-\d{2}$/;

/** True for a real calendar day, `YYYY-MM-DD`; "2026-02-30" is none. */
export function isDay(text: string): boolean {
  if (!DAY_PATTERN.test(text)) return false;
  const instant = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(instant.getTime()) && instant.toISOString().startsWith(text);
}
