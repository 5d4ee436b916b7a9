import { userInfo } from "node:os";

/** Who sits at this machine, for the log of what was done at the desk. */
export function readOwner(): string {
  try {
    return userInfo().username;
  } catch {
    // A container may run as a number without a name.
    return "owner";
  }
}
