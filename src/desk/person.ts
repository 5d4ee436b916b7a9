// Who sits at the desk, and what of the house they may see.
import { DESK_ROLES, type DeskRole } from "../config/index.ts";

/** Names of clients ("" is the nameless one), or the whole house. */
export type Scope = readonly string[] | "all";

export interface Person {
  /** Stands in the log of everything they do. */
  readonly name: string;
  readonly role: DeskRole;
  readonly scope: Scope;
}

/** Whether the role is at least this one. */
export function hasRole({ role }: Pick<Person, "role">, least: DeskRole): boolean {
  return DESK_ROLES.indexOf(role) >= DESK_ROLES.indexOf(least);
}

/** Whether one of these clients lies within; what is of no client is seen by those alone who see all. */
export function isWithin(scope: Scope, clients: readonly string[]): boolean {
  return scope === "all" ? clients.length > 0 : clients.some((client) => scope.includes(client));
}
