// What an answer or a refusal shows of a server, an account or a post. Whoever keeps the capabilities judges what follows.
import type { Edge, Form, RefusedEdge, RefusingPost } from "../capabilities/index.ts";
import type { Nesting, PlannedCall } from "../plan/index.ts";
import type { Verdict } from "./doubts.ts";

/** Whose answer or refusal it was. */
export type Asked = Pick<PlannedCall, "connection" | "accountId">;

/** What is known of a refusal beside what it is about. */
export type Refused = Pick<RefusedEdge, "words" | "code" | "reason" | "isPassing">;

export type Fact =
  | { readonly kind: "form-refused"; readonly form: Form; readonly words: string }
  | { readonly kind: "form-answered"; readonly form: Form }
  | { readonly kind: "nesting-refused"; readonly nesting: Nesting; readonly words: string }
  | { readonly kind: "nesting-answered"; readonly nesting: Nesting }
  | { readonly kind: "total-wanted" }
  /** A page of `refused` posts was too much data, and the walk goes on with `pageSize`. */
  | { readonly kind: "page-too-big"; readonly pageSize: number; readonly refused: number }
  /** A page came with as many posts as it was asked for. */
  | { readonly kind: "page-full"; readonly pageSize: number }
  /** A page of posts came with their figures. */
  | { readonly kind: "page-answered"; readonly pageSize: number; readonly posts: number }
  /** An account, or its whole connection, is refused: told once for each account that is lost by it. */
  | { readonly kind: "whole-refused"; readonly verdict: Verdict }
  /** Of an account, however long it was waited for. */
  | { readonly kind: "throttled"; readonly words: string }
  | { readonly kind: "account-answered" }
  /** An account was read with the token of its Page. */
  | { readonly kind: "page-token-adopted" }
  /** A post refuses a metric that others of its account have. */
  | { readonly kind: "post-refused"; readonly post: Omit<RefusingPost, "since" | "state" | "version"> }
  /** A post has answered metrics, whatever it did before. */
  | { readonly kind: "post-answered"; readonly mediaId: string; readonly metrics: readonly string[] }
  /**
   * An edge of an account is refused, and the account is not refused as a whole. `isTwice`: so was the request it was part
   * of, in the same words.
   */
  | { readonly kind: "edge-refused"; readonly edge: Edge; readonly refused: Refused; readonly isTwice: boolean }
  | { readonly kind: "edges-answered"; readonly edges: readonly Edge[] }
  /** A metric, "account:reposts", or a plain field, "account:website", that the API does not know. */
  | { readonly kind: "name-refused"; readonly of: "metric" | "field"; readonly name: string; readonly words: string }
  /** Metrics that came with a value, as `toLessonKey` names them. */
  | { readonly kind: "metrics-answered"; readonly metrics: readonly string[] }
  /** An account's newest post from before its conversion to a business account; Unix seconds. */
  | { readonly kind: "converted"; readonly publishedAt: number; readonly words: string }
  /** Stories with too few viewers: nested, they would spoil every request they stand in. */
  | { readonly kind: "small-stories" };
