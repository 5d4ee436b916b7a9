// Rules of the configuration held against comments. Pure: the same rules and comments give the same hits.
import { RE2JS } from "re2js";
import { type CommentRecord, isNamed } from "../dataset/index.ts";
import { mayBeOwn, type Thread } from "./context.ts";
import { containsAny, isBy } from "./filter.ts";

/** Every condition that is named must hold. */
export interface RuleConditions {
  /** Any of these words, whatever their case. */
  readonly contains?: readonly string[] | undefined;
  /** A pattern of RE2: no text can make it slow. */
  readonly matches?: string | undefined;
  readonly link?: boolean | undefined;
  /** A mail address or telephone number. */
  readonly contact?: boolean | undefined;
  readonly onlyEmoji?: boolean | undefined;
  /** Somebody is mentioned. */
  readonly mention?: boolean | undefined;
  readonly authors?: readonly string[] | undefined;
  readonly mediaOlderThanDays?: number | undefined;
  readonly mediaYoungerThanDays?: number | undefined;
  /** Names as `isNamed` reads them. */
  readonly accounts?: readonly string[] | undefined;
  readonly groups?: readonly string[] | undefined;
}

export interface Rule {
  readonly name: string;
  readonly when: RuleConditions;
  readonly action: "flag" | "hide" | "delete" | "suggest";
  /** Name of the saved reply to suggest. */
  readonly reply?: string | undefined;
}

export interface RuleHit {
  readonly rule: Rule;
  readonly thread: Thread;
  readonly comment: CommentRecord;
}

export interface RuleContext {
  readonly now: Date;
  readonly groups: Readonly<Record<string, readonly string[]>>;
}

type Test = (comment: CommentRecord, thread: Thread) => boolean;

/** The first rule that fits each comment of somebody else; what is or may be the account's own is never judged. */
export function applyRules(
  threads: readonly Thread[],
  rules: readonly Rule[],
  context: RuleContext,
): readonly RuleHit[] {
  const compiled = rules.map((rule) => ({ rule, tests: toTests(rule.when, context) }));
  return threads.flatMap((thread) =>
    [thread.top, ...thread.replies]
      .filter((comment) => !mayBeOwn(comment, thread.account))
      .flatMap((comment) => {
        const hit = compiled.find(({ tests }) => tests.every((test) => test(comment, thread)));
        return hit === undefined ? [] : [{ rule: hit.rule, thread, comment }];
      }),
  );
}

function compile(pattern: string): RE2JS {
  return RE2JS.compile(pattern, RE2JS.CASE_INSENSITIVE);
}

const LINK =
  /\bhttps?:\/\/|\bwww\.[\p{L}\d-]|(?<![@\p{L}\d.])[\p{L}\d][\p{L}\d-]*\.(?:com|net|org|io|me|ly|info|biz|shop|store|online|site|top|xyz|club|link|example|de|fr|es|ru|cn|uk|app|dev)(?![\p{L}\d.]*@)\b/iu;
const MAIL = /[\p{L}\d._%+-]+@[\p{L}\d-]+\.[\p{L}\d.-]*\p{L}/u;
/** Seven digits or more, with a plus before or with usual separators between: no prices, years or dates. */
const PHONE = /(?<![\p{L}\d])(?:\+\d[\d ()/.-]{6,}\d|0\d{1,4}[ /-]\d[\d -]{4,}\d|\(?\d{3}\)?[ -]\d{3}[ -]\d{4})(?!\d)/u;
const MENTION = /(?<![\p{L}\d._])@[A-Za-z0-9._]*[A-Za-z0-9_]/u;
/** One emoji after the other, each taken whole: as one pattern over the text, families of four would be read in countless ways. */
const EMOJI = /\p{RGI_Emoji}|\p{Emoji_Modifier}|[\u200d\ufe0f]/gv;

export function hasLink(text: string): boolean {
  return LINK.test(text);
}

export function hasContact(text: string): boolean {
  return MAIL.test(text) || PHONE.test(text);
}

export function isOnlyEmoji(text: string): boolean {
  return text.trim() !== "" && text.replace(EMOJI, "").trim() === "";
}

function toTests(when: RuleConditions, { now, groups }: RuleContext): readonly Test[] {
  const tests: Test[] = [];
  const { contains, matches, authors, accounts, mediaOlderThanDays, mediaYoungerThanDays } = when;
  const names = [...(accounts ?? []), ...(when.groups ?? []).flatMap((group) => groups[group] ?? [])];
  if (accounts !== undefined || when.groups !== undefined)
    tests.push((_comment, { account }) => isNamed(names, account));
  if (contains !== undefined) tests.push(({ text }) => containsAny(text, contains));
  if (matches !== undefined) {
    const pattern = compile(matches);
    tests.push(({ text }) => pattern.matcher(text).find());
  }
  if (authors !== undefined) tests.push((comment) => isBy(comment, authors));
  const flags = [
    [when.link, hasLink],
    [when.contact, hasContact],
    [when.onlyEmoji, isOnlyEmoji],
    [when.mention, (text: string) => MENTION.test(text)],
  ] as const;
  for (const [wanted, test] of flags) if (wanted !== undefined) tests.push(({ text }) => test(text) === wanted);
  const ageDays = ({ media }: Thread): number | undefined =>
    media.publishedAt === undefined ? undefined : (now.getTime() - Date.parse(media.publishedAt)) / 86_400_000;
  // Of a media whose age is not known, no rule about age holds.
  if (mediaOlderThanDays !== undefined) tests.push((_comment, thread) => (ageDays(thread) ?? -1) > mediaOlderThanDays);
  if (mediaYoungerThanDays !== undefined) {
    tests.push((_comment, thread) => (ageDays(thread) ?? Number.POSITIVE_INFINITY) < mediaYoungerThanDays);
  }
  return tests;
}
