// The web page for people (PRODUCT §11): where it listens, and who may do what.
import { z } from "zod";
import { names, text, whole } from "./section-schemas.ts";

/** What somebody may do, each more than the one before. */
export const DESK_ROLES = ["viewer", "moderator", "manager", "admin"] as const;

export type DeskRole = (typeof DESK_ROLES)[number];

/** As `gazette desk --add-user` writes it (PHC string format). */
const HASH = /^\$scrypt\$ln=\d{1,2},r=\d{1,2},p=\d{1,2}\$[A-Za-z0-9+/]{16,}\$[A-Za-z0-9+/]{40,}$/;

const user = z
  .strictObject({
    name: z
      .string()
      .regex(/^[\p{L}\p{N}._@ -]{1,60}$/u, {
        error: "must be letters, digits, blank, dot, dash, underscore or @, at most 60",
      })
      .describe("Name to sign in with; stands in the log of what was done."),
    hash: z
      .string()
      .regex(HASH, { error: "must be what `gazette desk --add-user NAME` printed" })
      .describe("Hash of the password, written by gazette desk --add-user."),
    role: z
      .enum(DESK_ROLES)
      .describe(
        "What they may do: look (viewer), answer comments (moderator), release reports (manager), all of it (admin).",
      )
      .default("viewer"),
    clients: names("Only these clients, by name; all of them when absent.").min(1).optional(),
  })
  .describe("Somebody who may sign in.");

export const desk = z
  .strictObject({
    port: whole(0, 65_535, "Port of the page, 0 for any free one.").default(8057),
    host: text("Address it listens on; anything but this machine's own needs desk.users.").default("127.0.0.1"),
    url: z
      .string()
      .regex(/^https:\/\/[^\s<>?#/@]+$/, { error: 'must look like "https://desk.acme.test"' })
      .describe("Web address under which a proxy shows it; share links begin with it.")
      .optional(),
    idleMinutes: whole(1, 1_440, "Minutes without a click after which one is signed out.").default(60),
    sessionHours: whole(1, 168, "Hours after which one signs in again in any case.").default(12),
    users: z
      .array(user)
      .describe("Who may sign in; with nobody here, a link in the terminal opens it once.")
      .default([]),
  })
  .describe("`gazette desk`, the web page for people.");
