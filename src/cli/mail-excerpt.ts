// What a mail of ours says, in a few lines for the terminal. Reads only what composeMessage writes: UTF-8 in
// quoted-printable or base64.

export interface MailExcerpt {
  readonly subject: string;
  /** The lines of the plain part's first section, at most `most`. */
  readonly lines: readonly string[];
}

export function readMailExcerpt(eml: string, most: number): MailExcerpt {
  const text = eml.replaceAll("\r\n", "\n");
  const subject = /^Subject: (.*)$/im.exec(text.replaceAll(/\n[ \t]+/g, " "))?.[1] ?? "";
  const [, section = ""] = decodePlain(text).split(/^-{3,}$/m);
  const lines = section.trim().split("\n\n")[0]?.split("\n") ?? [];
  return { subject: decodeWords(subject), lines: lines.slice(0, most) };
}

function decodePlain(text: string): string {
  const boundaries = [...text.matchAll(/boundary="([^"]+)"/g)].map(([, boundary = ""]) =>
    boundary.replaceAll(/\W/g, "\\$&"),
  );
  const parts = text.split(new RegExp(`^--(?:${boundaries.join("|")})(?:--)?\n`, "m"));
  const plain = parts.find((part) => /^Content-Type: text\/plain/im.test(part)) ?? "";
  const start = plain.indexOf("\n\n") + 2;
  const body = plain.slice(start);
  if (/^Content-Transfer-Encoding: base64/im.test(plain.slice(0, start))) {
    return Buffer.from(body, "base64").toString("utf8").replaceAll("\r\n", "\n");
  }
  return toBytes(body.replaceAll("=\n", "")).toString("utf8");
}

/** RFC 2047: words of one text are joined without the blank between them. */
function decodeWords(text: string): string {
  const word = /=\?utf-8\?([qb])\?([^?]*)\?=/gi;
  return text
    .replaceAll(/\?=\s+=\?/g, "?==?")
    .replaceAll(/(?:=\?utf-8\?[qb]\?[^?]*\?=)+/gi, (words) =>
      Buffer.concat(
        [...words.matchAll(word)].map(([, kind, coded = ""]) =>
          kind?.toLowerCase() === "b" ? Buffer.from(coded, "base64") : toBytes(coded.replaceAll("_", " ")),
        ),
      ).toString("utf8"),
    );
}

function toBytes(quoted: string): Buffer {
  const latin = quoted.replaceAll(/=([0-9A-F]{2})/gi, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
  return Buffer.from(latin, "latin1");
}
