import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { Secret } from "../shared/index.ts";
import type { ConfigProblem } from "./config-error.ts";

export interface SecretForms {
  /** Key of the direct form, dotted; that of the file form ends in "File". */
  readonly key: string;
  readonly direct: string | undefined;
  readonly file: string | undefined;
  /** Folder that a relative `file` starts from. */
  readonly folder: string;
}

/** Why a secret cannot be had: it is not there, or it is there and cannot be one. */
export interface SecretTrouble extends ConfigProblem {
  readonly isMissing: boolean;
}

/**
 * A secret from its direct or its file form; undefined when neither is there. White space around it is dropped:
 * files end in a newline and copied tokens often carry a blank.
 */
export function readSecret(forms: SecretForms): Secret | SecretTrouble | undefined {
  const { key, direct, file, folder } = forms;
  if (direct !== undefined && file !== undefined)
    return { key, problem: `and ${toLastName(key)}File are both given; keep one`, isMissing: false };
  if (file !== undefined) return readFileForm(`${key}File`, resolve(folder, file));
  return direct === undefined ? undefined : toSecret(key, direct);
}

function readFileForm(key: string, path: string): Secret | SecretTrouble {
  try {
    return toSecret(key, readFileSync(path, "utf8"));
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code === "ENOENT" ? "does not exist" : "cannot be read";
    return { key, problem: `names the file ${path}, which ${reason}`, isMissing: true };
  }
}

function toSecret(key: string, raw: string): Secret | SecretTrouble {
  const value = raw.trim();
  if (value === "") return { key, problem: "is empty", isMissing: true };
  // A token with a line break in it would break the header it travels in.
  if (/[^\x21-\x7e]/.test(value))
    return {
      key,
      problem: "holds a blank, a line break or a letter no secret has; was it copied whole?",
      isMissing: false,
    };
  return new Secret(value);
}

function toLastName(key: string): string {
  return key.split(".").at(-1) ?? key;
}
