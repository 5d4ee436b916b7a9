import type { appendix as english } from "../en/appendix.ts";

export const appendix: typeof english = {
  quality: {
    title: "Datenqualität",
    matrix: "Abdeckung nach Konto und Tag",
    missing: "Wer nicht in diesem Bericht ist",
    noMissing: "Jede Seite, die die Token erreichen, hat ein verknüpftes und lesbares Konto.",
    wholeConnection: "ganze Verbindung",
    reasons: {
      "no-linked-account": "kein verknüpftes Instagram-Konto",
      "not-permitted": "keine Berechtigung",
      "nothing-listed": "der Token listet nichts auf",
      "no-longer-listed": "früher aufgelistet, jetzt nicht mehr",
      "cut-short": "die Liste brach vor ihrem Ende ab",
    },
  },
  gapTable: {
    title: "Was fehlt und warum",
    none: "Nichts von dem, was abgefragt wurde, fehlt.",
    note: "Ein Wert, der nicht kam, zählt nie als null. Die Arbeitsmappe führt jede Lücke einzeln auf. In Anführungszeichen: Metas eigene Worte.",
    all: "alle Werte",
    others: (count) => ` und ${count} weitere`,
  },
  restated: {
    ofDay: "Summe des Tages",
    title: "Von Meta seit dem letzten Bericht berichtigt",
    none: (since) => `Kein Wert eines früheren Zeitraums hat sich seit ${since} geändert.`,
    note: (figures, since) =>
      `Seit ${since} geändert: ${figures} früherer Zeiträume; der damalige Bericht bleibt, wie er verschickt wurde, dieser rechnet mit den neuen.`,
    cut: (shown) => ` Aufgeführt sind die ${shown} mit der größten Abweichung.`,
    toldThen: "für den letzten Bericht",
    toldSince: "seitdem",
  },
  spentCalls: {
    runs: "Letzte Erhebungen",
    noRuns: "Es wurde noch nichts erhoben.",
    calls: "Abfragen für diesen Zeitraum",
    callsNote: (span) =>
      `Jede Abfrage von ${span}, wofür auch immer; Schreibzugriffe auf Kommentare haben ein eigenes Kontingent.`,
    noCalls: "Keine Abfrage wurde verbraucht.",
    noHeader: "Meta hat keine Nutzungsangabe mitgeschickt",
    noBudget: "nicht in der Konfiguration, mit der der Bericht erstellt wurde",
    kinds: { collect: "Erhebung" },
    states: {
      running: "läuft",
      complete: "vollständig",
      partial: "teilweise",
      paused: "pausiert",
      failed: "gescheitert",
    },
  },
  method: {
    title: "Methode",
    lead: "Wie jeder Wert dieses Berichts entsteht.",
    kpis: "Kennzahlen",
    unit: (unit) => `Einheit: ${unit}.`,
    addsUp: (over) => `Summierbar über: ${over}.`,
    reach: "Drei Reichweiten, nie eine für die andere",
    reaches: [
      {
        term: "Unique-Reichweite",
        text: "Personen, die im ganzen Zeitraum mindestens einmal erreicht wurden. Bei Meta für genau diese Tage abgefragt; aus Tageswerten lässt sie sich nicht berechnen.",
      },
      {
        term: "Mittlere Reichweite je Tag",
        text: "Der Durchschnitt der Tageswerte, wenn alle Tage vorliegen.",
      },
      {
        term: "Summe der Tagesreichweiten",
        text: "Die addierten Tageswerte. Sie zählt eine Person an jedem Tag neu und ist immer die größte der drei.",
      },
    ],
    posts90: "Werte zu Beiträgen, Stories und Hashtags",
    more: [
      {
        term: "Zum eigenen Median",
        text: "Ein Beitrag gegenüber dem mittleren Beitrag desselben Kontos aus den letzten 90 Tagen, er selbst eingeschlossen; ab fünf Beiträgen.",
        formula: "Interaktionen (oder Reichweite) des Beitrags ÷ Median der Beiträge des Kontos",
      },
      {
        term: "Durchgesehen (Stories)",
        text: "Aufrufe, die die Stories weder verlassen noch zum nächsten Konto gewechselt haben. Über mehrere Stories werden die Summen geteilt. Über nichts summierbar.",
        formula: "1 − (Ausstiege + Wechsel zum nächsten Konto) ÷ Aufrufe; navigation tap_exit und swipe_forward",
      },
      {
        term: "Ausstiegsrate (Stories)",
        text: "Aufrufe, die mit dem Verlassen der Stories endeten. Über nichts summierbar.",
        formula: "Ausstiege (navigation tap_exit) ÷ Aufrufe",
      },
      {
        term: "Hashtags",
        text: "Solche, die in 90 Tagen in mindestens drei Beiträgen vorkamen, aus den Bildtexten gelesen. Beiträge tragen mehrere: der Wert zeigt gemeinsames Auftreten, keine Ursache.",
        formula: "Median-Reichweite der Beiträge mit dem Hashtag ÷ Median-Reichweite aller Beiträge",
      },
      {
        term: "Anteil am Publikum",
        text: "Meta gibt nur die größten Gruppen an; der Anteil bezieht sich auf diese. Über Konten werden die Gruppen summiert, und Personen können sich überschneiden.",
        formula: "Follower der Gruppe ÷ Follower aller angegebenen Gruppen",
      },
    ],
    days: "Tage und Zeiträume",
    daysText: (span, comparison, zone) => [
      `Der Zeitraum ist ${span}; verglichen wird er mit gleich vielen Tagen davor, ${comparison}.`,
      "Kontowerte kommen in Metas eigenen Tagen, von Mitternacht bis Mitternacht US-Pazifikzeit, und tragen deren Datum; kein Bericht kann sie anders zuschneiden.",
      `Ein Beitrag gehört zu dem Tag, an dem er in der Zeitzone dieses Berichts, ${zone}, veröffentlicht wurde.`,
      `Meta gibt Follower online nach Stunden an, aber nicht, in welcher Zone; die Stunden gelten wie die Tage als US-Pazifikzeit und werden in ${zone} gezeigt.`,
      "Meta beantwortet Unique-Werte für höchstens 30 Tage; bei längeren Zeiträumen steht die Unique-Reichweite der letzten 30 Tage am Stück dabei, die vorliegen.",
    ],
    provisional: "Was vorläufig ist",
    provisionalText: [
      "Meta kann einen Tag oder einen Beitrag 48 Stunden lang noch ändern. Früher gelesene Werte sind als vorläufig markiert.",
    ],
    change: "Wie Änderungen angegeben werden",
    changeText: [
      "Beide Seiten einer Änderung sind im gleichen Alter gelesen, wo diese Ablesungen vorliegen: dieser Zeitraum einige Tage nach seinem Ende, der davor ebenso viele Tage nach seinem. Sonst ist die Änderung als vorläufig gekennzeichnet, und keine Erkenntnis beginnt mit ihr.",
      "Anzahlen ändern sich in Prozent, Raten in Punkten, Netto-Follower um ihre Differenz. Bei einer Basis unter 20 würde ein Prozentwert täuschen; dort steht die Differenz.",
      "Eine Änderung über mehrere Konten umfasst jene, für die der Wert in beiden Zeiträumen vorliegt, und sagt es, wenn es weniger sind.",
      "Eine Summe über mehrere Konten umfasst jene, für die der Wert vorliegt. Unbekanntes bleibt außen vor und zählt nie als null.",
    ],
    posts: "Beiträge und Stories",
    postsText: [
      "Drei Zahlen der Interaktionen, nie eine für die andere: Konto-Interaktionen sind die Summe des Kontos im Zeitraum, gleich wie alt der Beitrag ist; Beitrags-Interaktionen die der Beiträge des Zeitraums; gewertete Interaktionen die jener Beiträge, die Reichweite und Interaktionen haben.",
      "Interaktionen sind Likes + Kommentare + Speicherungen + geteilte Inhalte. Wo Likes verborgen sind, sind sie unbekannt: solche Beiträge bleiben ohne Rang und Rate und werden gezählt.",
      "Kommentare schließen Antworten ein. Die Interaktionen einer Story sind Metas eigene Summe.",
      "Stories werden nur dann als gesehene von veröffentlichten gezählt, wenn die Durchläufe so dicht liegen, dass keine ungesehen bleiben konnte.",
      "Eine Story lebt 24 Stunden. Der Bericht kennt die Stories, die eine Erhebung zu Lebzeiten gesehen hat, nicht jene, die zwischen zwei Erhebungen kamen und gingen.",
      "Eine Abdeckung von 100 % heißt, dass alles vorliegt, was Meta angeben kann. Was es so kleinen Konten (unter 100 Follower) oder zu so alten Beiträgen (vor dem Business-Konto) nicht angibt, wird nicht erwartet.",
    ],
  },
  allPosts: {
    title: "Alle Beiträge",
    lead: (posts, stories, span) => `${posts} und ${stories}, ${span}, je Konto die neuesten zuerst.`,
    table: "Beiträge und Stories des Zeitraums",
    none: "Im Zeitraum wurde nichts veröffentlicht.",
    unlisted: "Die Beiträge des Zeitraums wurden nicht aufgelistet.",
    cut: (shown, all) => `Die ersten ${shown} von ${all}; das Blatt Beiträge der Arbeitsmappe führt alle auf.`,
  },
  backPage: {
    title: "Über diesen Bericht",
    verify: "So lässt er sich prüfen",
    verifyText: (span) => [
      "Zu jedem Wert gibt es einen Beleg: in der HTML-Ausgabe den Wert anklicken. Er nennt die Metrik, das Zeitfenster, die Formel und wann Meta befragt wurde.",
      `Gleicher Hash des Datenbestands für ${span} heißt gleiche Fakten; gleiche Berichts-ID heißt derselbe Bericht, Wert für Wert.`,
      "Der Bericht ist versiegelt: Wer ihn erstellt hat, kann ihn anhand seiner ID noch nach Jahren erneut erzeugen, Wert für Wert.",
      "HTML, PDF und Arbeitsmappe entstehen aus einem Modell. Sind zwei davon je bei einem Wert uneins, wurde eine der Dateien verändert.",
    ],
    not: "Was die Zahlen nicht sind und was nicht versprochen wird",
    notText: [
      "Gleich mit der Anzeige der App: Meta berichtigt Tage und Beiträge 48 Stunden lang, und die App zählt manches anders.",
      "Über Konten hinweg nur einmal gezählte Personen: Meta zählt sie in jedem Konto für sich, die Reichweite über Konten ist also eine Summe, in der sich Personen überschneiden.",
      "Ein Verzeichnis der Stories, die kamen und gingen, während nichts lief.",
      "Ein Zustellnachweis: dass eine Mail angenommen wurde, ist bekannt, dass sie in einem Posteingang landete, nicht.",
      "Aufgefüllt: ein Wert, der nicht kam, ist nicht gemessen, mit Grund, und nie eine Null.",
    ],
  },
};
