import { describe, expect, it } from "vitest";
import { judgeDisk } from "../../../src/cli/doctor/check-disk.ts";

const EXT4 = 0xef53;
const NFS = 0x6969;

describe("the lines about a disk", () => {
  it("are none where there is room on a local one", () => {
    expect(judgeDisk("store", "/data", { type: EXT4, freeBytes: 100_000_000 }, "linux")).toEqual([]);
  });

  it("warn of a store on a network drive (F11), and not of reports there", () => {
    const reading = { type: NFS, freeBytes: 1e12 };
    const [line, ...others] = judgeDisk("store", "/mnt/share", reading, "linux");
    expect(others).toEqual([]);
    expect(line).toMatchObject({ name: "store", state: "warn" });
    expect(line?.message).toContain("/mnt/share is a network drive (NFS)");
    expect(line?.hint).toContain("PostgreSQL");
    expect(judgeDisk("reports", "/mnt/share", reading, "linux")).toEqual([]);
    // Elsewhere the number means something else.
    expect(judgeDisk("store", "/mnt/share", reading, "darwin")).toEqual([]);
  });

  it("warn of little room, in megabytes (F4)", () => {
    const [line] = judgeDisk("reports", "/data", { type: EXT4, freeBytes: 99_999_999 }, "linux");
    expect(line).toMatchObject({ state: "warn", message: "/data has 99 MB left." });
  });
});
