import type * as english from "../en/reasons.ts";

export const reasons: typeof english.reasons = {
  "Meta refused this metric": "Meta hat diese Metrik verweigert",
  "withdrawn by Meta": "von Meta abgeschafft",
  "Meta left it out": "von Meta ausgelassen",
  "too small for Meta to tell": "zu klein, als dass Meta es angibt",
  "older than the business account": "älter als das Business-Konto",
  "no longer there": "nicht mehr vorhanden",
  "no permission to read it": "keine Berechtigung zum Lesen",
  "the token expired or was revoked": "Token abgelaufen oder widerrufen",
  "Meta answers at most 30 days": "Meta antwortet für höchstens 30 Tage",
  "Meta tells it for the last 30 days only": "Meta gibt es nur für die letzten 30 Tage an",
  "not collected for exactly these days; a sum over days would count people again":
    "nicht für genau diese Tage erhoben; eine Summe über Tage zählte Personen mehrfach",
  "no call was left for it": "dafür war keine Abfrage mehr frei",
  "Meta did not answer": "Meta hat nicht geantwortet",
  "not collected": "nicht erhoben",
  "likes are hidden or not told": "Likes verborgen oder nicht angegeben",
  "no reach": "keine Reichweite",
  "no posts in the period": "keine Beiträge im Zeitraum",
  "no post has both reach and interactions": "kein Beitrag hat Reichweite und Interaktionen",
  "no post has its interactions": "von keinem Beitrag sind die Interaktionen bekannt",
  "no post has the figure": "kein Beitrag hat den Wert",
  "no post tells it": "kein Beitrag gibt es an",
  "fewer than 5 posts to compare with": "weniger als 5 Beiträge zum Vergleich",
  "the account's median is zero": "der Median des Kontos ist null",
  "no account is held": "kein Konto liegt vor",
  "followers not read": "Follower nicht gelesen",
  "no posts with known interactions": "keine Beiträge mit bekannten Interaktionen",
  "no stories seen": "keine Stories gesehen",
  "the stories have no views": "die Stories haben keine Aufrufe",
  "no account has it in both periods": "kein Konto hat den Wert in beiden Zeiträumen",
  "no account in the report": "kein Konto im Bericht",
  "younger than 48 h when read": "beim Lesen jünger als 48 Std.",
  "Meta left out the link": "Meta hat den Link ausgelassen",
  "The profile could not be read.": "Das Profil konnte nicht gelesen werden.",
  "The API left it out.": "Die API hat es ausgelassen.",
  "The API answered without this value.": "Die API hat ohne diesen Wert geantwortet.",
  "The API answered without insights for this post.": "Die API hat ohne Insights zu diesem Beitrag geantwortet.",
  "A post came without id or time and was left out.": "Ein Beitrag kam ohne ID oder Zeit und wurde ausgelassen.",
  "Meta tells new followers a day for the last 30 days only.":
    "Meta gibt neue Follower je Tag nur für die letzten 30 Tage an.",
  "Meta tells this only from 100 followers on.": "Meta gibt dies erst ab 100 Followern an.",
  "This Page has no Instagram business account linked to it. Link one under Page settings › Linked accounts.":
    "Mit dieser Seite ist kein Instagram-Business-Konto verknüpft. Es lässt sich unter Seiteneinstellungen › Verknüpfte Konten verknüpfen.",
};

export const reasonBefore: typeof english.reasonBefore = (reason) => `Zeitraum davor: ${reason}`;
