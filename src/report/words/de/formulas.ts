import type { FormulaKey } from "../en/formulas.ts";

export const formulas: Record<FormulaKey, string> = {
  "gained − lost of follows_and_unfollows": "gewonnen − verloren aus follows_and_unfollows",
  "followers read {1} − followers read {2}": "Follower gelesen {1} − Follower gelesen {2}",
  "follows_and_unfollows, bucket {1}": "follows_and_unfollows, Gruppe {1}",
  "likes + comments + saved + shares of the post, lifetime, as last read":
    "likes + comments + saved + shares des Beitrags, gesamte Laufzeit, zuletzt gelesen",
  "posts, albums and reels published in the period; stories are counted apart":
    "im Zeitraum veröffentlichte Beiträge, Karussells und Reels; Stories werden getrennt gezählt",
  "account insight {1}, total of the window": "Konto-Insight {1}, Summe des Zeitraums",
  "account insight {1}, total of one Pacific day": "Konto-Insight {1}, Summe eines Tages (US-Pazifikzeit)",
  "account insight {1}, one value a Pacific day": "Konto-Insight {1}, ein Wert je Tag (US-Pazifikzeit)",
  "account insight {1}, lifetime snapshot": "Konto-Insight {1}, Momentaufnahme",
  "account insight {1}, as read {2}": "Konto-Insight {1}, gelesen {2}",
  "sum of {1} windows of account insight {2}": "Summe aus {1} Zeitfenstern von Konto-Insight {2}",
  "media insight {1}, bucket {2}, lifetime, as last read":
    "Medien-Insight {1}, Gruppe {2}, gesamte Laufzeit, zuletzt gelesen",
  "media insight {1}, lifetime, as last read": "Medien-Insight {1}, gesamte Laufzeit, zuletzt gelesen",
  "media field {1}, as last read": "Medienfeld {1}, zuletzt gelesen",
  "media of the format {1} published in the period": "im Zeitraum veröffentlichte Medien des Formats {1}",
  "Σ interactions of the posts that have them": "Σ Interaktionen der Beiträge, von denen sie bekannt sind",
  "{1} ÷ median {2} of the account's posts of the last 90 days":
    "{1} ÷ Median von {2} der Beiträge des Kontos aus den letzten 90 Tagen",
  "middle reach of the last 90 days' {1}": "mittlerer Wert der Reichweiten der letzten 90 Tage: {1}",
  "median reach of the posts with the hashtag ÷ median reach of all posts of the last 90 days":
    "Median-Reichweite der Beiträge mit dem Hashtag ÷ Median-Reichweite aller Beiträge der letzten 90 Tage",
  "posts of the last 90 days whose caption bears the hashtag":
    "Beiträge der letzten 90 Tage, deren Bildtext den Hashtag enthält",
  "middle comments of the posts that tell them": "mittlerer Wert der Kommentare der Beiträge, die sie angeben",
  "posts of the period whose field is_comment_enabled is false":
    "Beiträge des Zeitraums, deren Feld is_comment_enabled false ist",
  "exits (navigation tap_exit) ÷ views": "Ausstiege (navigation tap_exit) ÷ Aufrufe",
  "1 − (exits + moves to the next account) ÷ views; navigation tap_exit and swipe_forward":
    "1 − (Ausstiege + Wechsel zum nächsten Konto) ÷ Aufrufe; navigation tap_exit und swipe_forward",
  "middle reach of the stories with a reach": "mittlerer Wert der Reichweiten aller Stories mit Reichweite",
  "followers of the group ÷ followers of all groups told": "Follower der Gruppe ÷ Follower aller angegebenen Gruppen",
  "accounts of the report in the group": "Konten des Berichts in der Gruppe",
  "Σ interactions of the posts published in the period that have reach and interactions, as last read":
    "Σ Interaktionen der im Zeitraum veröffentlichten Beiträge mit Reichweite und Interaktionen, zuletzt gelesen",
  "top-level comments of others written in the period": "im Zeitraum verfasste Kommentare anderer, ohne Antworten",
  "those with a reply of the account": "davon mit einer Antwort des Kontos",
  "answered ÷ top-level comments of others": "beantwortet ÷ Kommentare anderer ohne Antworten",
  "those that are hidden as last read": "davon beim letzten Lesen verborgen",
  "middle of (first own reply − comment) over those answered":
    "mittlerer Wert von (erste eigene Antwort − Kommentar) über die beantworteten",
  "all posts": "alle Beiträge",
  "posts with the hashtag": "Beiträge mit dem Hashtag",
  "counted by the collection itself": "von der Erhebung selbst gezählt",
  "counted by the ledger of calls": "vom Verzeichnis der Aufrufe gezählt",
  "calls an hour of the configuration, less the reserve": "Aufrufe je Stunde laut Konfiguration, abzüglich der Reserve",
  "highest share the server told with its answers": "höchster Anteil, den der Server mit seinen Antworten nannte",
  "figure ÷ target": "Wert ÷ Ziel",
  "sum over accounts of: {1}": "Summe über Konten von: {1}",
};
