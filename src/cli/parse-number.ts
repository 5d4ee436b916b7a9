import { UsageError } from "./exit.ts";

/** A flag's whole number within bounds; throws `UsageError`. */
export function toNumberParser(flag: string, least: number, most: number): (text: string) => number {
  return (text) => {
    const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
    if (value >= least && value <= most) return value;
    throw new UsageError(`${flag} must be a whole number from ${least} to ${most}, not "${text}".`);
  };
}
