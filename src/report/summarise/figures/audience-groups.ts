// Demographic snapshots of one or more accounts, added up by bucket. Meta tells the largest groups only, and a person who
// follows two accounts is in both: a sum says so wherever it stands.
import type { AudiencePoint } from "../../../dataset/index.ts";
import { byText, newest } from "../../figures/index.ts";

export const FOLLOWERS = "follower_demographics";

export interface AudienceGroup {
  readonly bucket: string;
  readonly value: number;
}

export interface Audience {
  readonly dimension: string;
  /** The greatest first. */
  readonly groups: readonly AudienceGroup[];
  /** Everyone whom a bucket of this dimension counts. */
  readonly told: number;
  /** Accounts that told it. */
  readonly accounts: number;
  readonly takenAt: string;
}

/** Followers by a dimension over these snapshots, one an account; undefined when none tells it. */
export function sumAudience(snapshots: readonly (readonly AudiencePoint[])[], dimension: string): Audience | undefined {
  const told = snapshots
    .map((points) => points.filter((point) => point.metric === FOLLOWERS && point.dimension === dimension))
    .filter((points) => points.length > 0);
  const sums = new Map<string, number>();
  for (const { bucket, value } of told.flat()) sums.set(bucket, (sums.get(bucket) ?? 0) + value);
  const takenAt = newest(told.flat().map((point) => point.takenAt));
  if (takenAt === null) return undefined;
  const groups = [...sums].map(([bucket, value]) => ({ bucket, value }));
  return {
    dimension,
    groups: groups.sort((a, b) => b.value - a.value || byText(a.bucket, b.bucket)),
    told: groups.reduce((sum, { value }) => sum + value, 0),
    accounts: told.length,
    takenAt,
  };
}

/** Ages by genders of an "age,gender" audience; a group Meta did not tell is undefined. */
export function splitAges({ groups }: Audience): {
  readonly genders: readonly string[];
  readonly ages: readonly { readonly age: string; readonly values: readonly (number | undefined)[] }[];
} {
  const split = groups.map(({ bucket, value }) => {
    const [age = "", gender = ""] = bucket.split(",");
    return { age, gender, value };
  });
  const genders = [...new Set(split.map(({ gender }) => gender))].sort(byText);
  const ages = [...new Set(split.map(({ age }) => age))].sort(byText).map((age) => ({
    age,
    values: genders.map((gender) => split.find((one) => one.age === age && one.gender === gender)?.value),
  }));
  return { genders, ages };
}
