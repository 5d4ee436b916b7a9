import { describe, expect, it } from "vitest";
import { readMailExcerpt } from "../../src/cli/mail-excerpt.ts";
import { composeMessage } from "../../src/report/deliver/compose-message.ts";

describe("a mail's excerpt", () => {
  const lines = ["Followers: 406,005, ▲ +0.5% = good", `Reach: ﺮﻴﺜﻛ, ${"and a line longer than a mail's, ".repeat(5)}`];
  const foreign = ["フォロワー数と到達数", "閲覧数"];
  it.each([
    ["Acme · Instagram weekly · 16–22 November 2026", lines],
    ["フィエルヴィク 🌊 2026-W47", foreign],
    ["Plain", ["Plain"]],
  ])("reads %s and the first lines as they were written", async (subject, lines) => {
    const plain = ["Acme", "", "Key figures", "-----------", ...lines, "", "Findings", "--------", "* none", ""].join(
      "\n",
    );
    const letter = { subject, html: "<p>…</p>", plain, files: [] };
    const { bytes } = await composeMessage(
      { messageId: "<1@acme.test>", recipient: "a@acme.test", date: new Date(0), letter },
      { from: { name: "Acme", address: "r@acme.test" } },
    );
    expect(readMailExcerpt(Buffer.from(bytes).toString("utf8"), 6)).toEqual({ subject, lines });
  });
});
