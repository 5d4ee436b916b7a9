// What a role on a Page allows here: Meta's tasks and permissions against what Gazette does (CONTRACT §1.3).

export type Ability = "read" | "insights" | "comments" | "publish";

export interface AbilityRule {
  /** One of these tasks is enough; any role is where there is none. */
  readonly tasks: readonly string[];
  /** As the Page's settings call the first of them. */
  readonly taskName: string;
  /** The token needs each of them, too. */
  readonly permissions: readonly string[];
}

export const ABILITIES: Readonly<Record<Ability, AbilityRule>> = {
  read: { tasks: [], taskName: "any role", permissions: ["instagram_basic", "pages_read_engagement"] },
  insights: {
    tasks: ["ANALYZE", "MANAGE"],
    taskName: "Insights (ANALYZE)",
    permissions: ["instagram_basic", "instagram_manage_insights", "pages_read_engagement"],
  },
  comments: {
    tasks: ["MODERATE", "MANAGE"],
    taskName: "Moderate (MODERATE)",
    permissions: ["instagram_basic", "instagram_manage_comments", "pages_read_engagement"],
  },
  // Gazette publishes nothing; told because the same people grant it.
  publish: {
    tasks: ["CREATE_CONTENT", "MANAGE"],
    taskName: "Content (CREATE_CONTENT)",
    permissions: ["instagram_basic", "instagram_content_publish", "pages_read_engagement"],
  },
};

/** Whether the tasks allow it; undefined where the API did not tell any (a Page known through a portfolio alone). */
export function mayBy(tasks: readonly string[], ability: Ability): boolean | undefined {
  if (tasks.length === 0) return undefined;
  const rule = ABILITIES[ability];
  return rule.tasks.length === 0 || rule.tasks.some((task) => tasks.includes(task));
}

/** The role these tasks are, by the name it had when roles were given as a whole; undefined where none was told. */
export function toRoleName(tasks: readonly string[]): string | undefined {
  const named = [
    ["MANAGE", "admin"],
    ["CREATE_CONTENT", "editor"],
    ["MODERATE", "moderator"],
    ["ADVERTISE", "advertiser"],
    ["ANALYZE", "analyst"],
  ] as const;
  if (tasks.length === 0) return undefined;
  return named.find(([task]) => tasks.includes(task))?.[1] ?? "other";
}

export interface PageRole {
  readonly role: string | null;
  /** null: not told. */
  readonly allows: Readonly<Record<Ability, boolean | null>>;
  /** What is lacking for which ability, and who can give it. */
  readonly lacking: readonly { readonly ability: Ability; readonly needs: string; readonly grantedBy: string }[];
}

/** A role on a Page in full; `granted` are the token's permissions where they are known. */
export function describeRole(
  tasks: readonly string[],
  pageName: string,
  granted?: readonly string[] | undefined,
): PageRole {
  const abilities = Object.keys(ABILITIES) as Ability[];
  const lacking = abilities.flatMap((ability) => {
    const { taskName, permissions } = ABILITIES[ability];
    const without = granted === undefined ? [] : permissions.filter((name) => !granted.includes(name));
    const byRole = { ability, needs: `the task ${taskName}`, grantedBy: `an admin of Page "${pageName}"` };
    return [
      ...(mayBy(tasks, ability) === false ? [byRole] : []),
      ...without.map((name) => ({ ability, needs: name, grantedBy: "whoever logs in for the token" })),
    ];
  });
  const toAllowed = (ability: Ability): boolean | null =>
    lacking.some((one) => one.ability === ability) ? false : (mayBy(tasks, ability) ?? null);
  return {
    role: toRoleName(tasks) ?? null,
    allows: {
      read: toAllowed("read"),
      insights: toAllowed("insights"),
      comments: toAllowed("comments"),
      publish: toAllowed("publish"),
    },
    lacking,
  };
}
