// What a page of the desk is: plain data and one function. The server knows nothing else of it (src/desk/README.md).
import type { z } from "zod";
import type { DeskRole } from "../config/index.ts";
import type { Person, Scope } from "./person.ts";
import type { DeskPorts } from "./ports.ts";
import type { Workbench } from "./work.ts";

/**
 * Whose it is, asked before the handler, in one place (`gate.ts`).
 * `"scope"`: a list, of which the handler shows `call.scope` alone. `"house"`: connections and configuration, for those who
 * see every client. A function: the clients it is about, any of which opens it; none when there is no such thing.
 */
export type About<Input> = "scope" | "house" | ((input: Input, ports: DeskPorts) => Promise<readonly string[]>);

export interface Call<Input> {
  /** Path, query and form together, as `input` has checked them. */
  readonly input: Input;
  readonly person: Person;
  /** `person.scope`: hand it to whatever lists. */
  readonly scope: Scope;
  readonly ports: DeskPorts;
  /** For what takes longer than a click. */
  readonly work: Workbench;
  readonly now: Date;
  /** "https://desk.acme.test": how links to here begin. */
  readonly origin: string;
  /** htmx asks for a part of a page. */
  readonly isPart: boolean;
  /** Aborted when the reader has gone, or the desk closes. */
  readonly signal: AbortSignal;
}

export interface DeskEvent {
  /** Name of the DOM event it becomes. */
  readonly event: string;
  readonly data: string;
  readonly id?: string;
}

/** What a write came to, for the page after it; moments in its words stand as UTC ISO 8601. */
export interface Said {
  readonly words: string;
  /** What it is about. */
  readonly link?: { readonly href: string; readonly words: string } | undefined;
  /** The thread whose answer has left: the browser forgets the draft of it. */
  readonly answered?: string | undefined;
}

export type Answer =
  /** `templates/desk/pages/<page>.hbs` within the layout; with `part`, for htmx, that of `templates/desk/partials` alone. */
  | {
      readonly kind: "page";
      readonly page: string;
      /** Told in the title and, for readers, first. */
      readonly title: string;
      readonly view: Readonly<Record<string, unknown>>;
      readonly part?: string | undefined;
      /** Of a write: why it was not done. What was typed is on the page again, and the log says so. */
      readonly refused?: string | undefined;
      /** Of a write: the page of a GET in whose place it is shown once; without it, at the address of the form itself. */
      readonly at?: string | undefined;
    }
  /** After a write: where to go, and what is told there once. */
  | { readonly kind: "redirect"; readonly to: string; readonly said?: string | Said | undefined }
  | {
      readonly kind: "file";
      readonly name: string;
      readonly mediaType: string;
      readonly bytes: Uint8Array;
      /** `framed` in a page of the desk, `shared` alone: in a sandbox of its own, without any of the desk's rights. */
      readonly show: "framed" | "shared" | "attachment";
    }
  | { readonly kind: "events"; readonly events: AsyncIterable<DeskEvent> };

export interface DeskRoute<Input = unknown> {
  /** Thing and verb: "report-release". Names its handler's file, its template and its lines in the log. */
  readonly name: string;
  /** GET changes nothing. Every POST needs the session's token and is written into the log before it is done. */
  readonly method: "GET" | "POST";
  readonly path: string;
  /** The least role that may. */
  readonly role: DeskRole;
  readonly about: About<Input>;
  /** Answers with `events`, and goes on for as long as somebody listens. */
  readonly isStream?: true;
  /** Shows nothing of its own: it leads from a form's address to the form's page. */
  readonly isWayBack?: true;
  /** What it takes; everything else is refused with 400. Keys it does not name are dropped. */
  readonly input: z.ZodType<Input>;
  readonly handle: (call: Call<Input>) => Promise<Answer>;
}

/** Lets a route of its own input stand among others. */
export function defineRoute<Input>(route: DeskRoute<Input>): DeskRoute {
  return route as unknown as DeskRoute;
}
