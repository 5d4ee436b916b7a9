import { describe, expect, it } from "vitest";
import { describeRole, mayBy } from "../../src/dataset/index.ts";

const ALL = ["ANALYZE", "ADVERTISE", "MESSAGING", "MODERATE", "CREATE_CONTENT", "MANAGE"];

describe("a role on a Page", () => {
  it.each([
    [ALL, "admin", true, true, true],
    [["MANAGE"], "admin", true, true, true],
    [["CREATE_CONTENT", "MODERATE", "ADVERTISE", "ANALYZE"], "editor", true, true, true],
    [["MODERATE", "ADVERTISE", "ANALYZE"], "moderator", true, true, false],
    [["ADVERTISE", "ANALYZE"], "advertiser", true, false, false],
    [["ANALYZE"], "analyst", true, false, false],
    [["MESSAGING"], "other", false, false, false],
  ])("%j is %s", (tasks, role, insights, comments, publish) => {
    expect(describeRole(tasks, "Acme")).toMatchObject({ role, allows: { read: true, insights, comments, publish } });
  });

  it("that the API does not tell allows nobody knows what", () => {
    expect(describeRole([], "Acme")).toEqual({
      role: null,
      allows: { read: null, insights: null, comments: null, publish: null },
      lacking: [],
    });
    expect(mayBy([], "comments")).toBeUndefined();
  });

  it("says what is lacking, and who can grant it: the task an admin of the Page, the permission whoever logs in", () => {
    const granted = ["instagram_basic", "pages_read_engagement", "instagram_manage_insights"];
    const { allows, lacking } = describeRole(["ANALYZE"], "Acme", granted);
    expect(allows).toEqual({ read: true, insights: true, comments: false, publish: false });
    expect(lacking.filter(({ ability }) => ability === "comments")).toEqual([
      { ability: "comments", needs: "the task Moderate (MODERATE)", grantedBy: 'an admin of Page "Acme"' },
      { ability: "comments", needs: "instagram_manage_comments", grantedBy: "whoever logs in for the token" },
    ]);
  });
});
