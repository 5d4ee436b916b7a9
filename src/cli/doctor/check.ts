/** One line of the doctor's screen. */
export interface Check {
  /** What was looked at: "store", "token agency". */
  readonly name: string;
  /** "fail" stops collecting; "warn" works but should be mended. */
  readonly state: "ok" | "warn" | "fail";
  readonly message: string;
  /** The remedy. */
  readonly hint?: string | undefined;
}
