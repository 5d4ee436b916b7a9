import type { portfolio as english } from "../en/portfolio.ts";

export const portfolio: typeof english = {
  groups: { rest: "Sans groupe", others: "Dans aucun des groupes", all: "Tous les comptes" },
  portfolio: {
    title: "Portefeuille",
    groups: (accounts, groups) => `${accounts} dans ${groups}, côte à côte.`,
    one: (accounts, name) => `${name} : ${accounts}, vus comme un tout.`,
  },
  weekChart: {
    rest: "Autres groupes",
    scales: "Chaque groupe a sa propre échelle.",
  },
  netFollowers: {
    groups: "Nouveaux followers nets par groupe",
    accounts: "Nouveaux followers nets par compte",
    ends: "Nouveaux followers nets : les cinq comptes qui en ont gagné le plus et les cinq qui en ont gagné le moins",
    alt: (what, list) => `${what} : ${list}.`,
    lacking: (accounts) => `Hors graphique : ${accounts} sans cette valeur.`,
  },
  reachScatter: {
    title: "Taux de couverture et taux d’engagement",
    x: "Taux de couverture : couverture unique ÷ followers",
    y: "Taux d’engagement",
    rest: "Autres groupes",
    median: "médiane",
    note: (left) =>
      `À droite : touche davantage ses followers et au-delà. En haut : les personnes touchées interagissent plus. Pointillé : le compte médian.${left}`,
    unnamed: (names) => ` Sans nom : ${names}.`,
    lacking: (accounts) => ` Hors graphique : ${accounts} sans l’une des deux valeurs.`,
    alt: (accounts, named) =>
      `${accounts} selon le taux de couverture (horizontal) et le taux d’engagement (vertical). Les plus éloignés du milieu : ${named}.`,
  },
  groupTable: {
    title: "Groupes",
    reach: "Couverture unique, somme sur les comptes ; les personnes peuvent se recouper.",
    change: "Vues par rapport à la période précédente, sur les comptes qui ont les deux.",
    total: "Total",
    empty: "Aucun groupe n’a de compte dans ce rapport.",
    several:
      "Un compte présent dans plusieurs groupes figure dans la ligne de chacun et compte une fois dans le total.",
    note: "La couverture est une somme sur les comptes ; les personnes peuvent se recouper. Le taux d’un groupe est recalculé à partir de ses publications. Les totaux couvrent les comptes dont la valeur est connue.",
  },
  movers: {
    title: "Hausses et baisses",
    lead: "Les comptes dont les publications ont obtenu plus ou moins d’interactions que la période précédente, et ce qui a joué : le volume publié, le nombre de personnes touchées par publication et la part qui a interagi.",
    up: "En hausse",
    down: "En baisse",
    noUp: "Aucun compte n’a vu ses publications obtenir plus d’interactions que la période précédente.",
    noDown: "Aucun compte n’a vu ses publications obtenir moins d’interactions que la période précédente.",
    columns: {
      account: "Compte",
      now: "Interactions retenues",
      before: "Avant",
      change: "Évolution",
      volume: "Par le volume",
      reach: "Par la couverture",
      engagement: "Par l’engagement",
    },
    help: {
      now: "J’aime, commentaires, enregistrements et partages des publications de la période qui ont couverture et interactions : ce dont le taux d’engagement est fait.",
      before: "La même chose pour les publications de la période précédente.",
      volume: "Ce que le nombre de publications a apporté.",
      reach: "Ce que les personnes touchées par chaque publication ont apporté.",
      engagement: "Ce que les interactions par personne touchée ont apporté.",
    },
    causes: { volume: "Surtout le volume", reach: "Surtout la couverture", engagement: "Surtout l’engagement" },
    posts: (now, before) => `${now} après ${before}`,
    samePosts: (now) => `${now} comme avant`,
    reach: (now, before) => `${now} personnes par publication après ${before}`,
    rate: (now, before, isMain) =>
      `${isMain ? "" : "taux d’engagement "}${now} ${now === before ? "comme avant" : `après ${before}`}`,
    clauses: (cause, first, rest) => `${cause} : ${first} ; ${rest}.`,
    began: (posts) => `${posts} après une période sans aucune.`,
    ended: (posts) => `Rien n’a été publié, après ${posts}.`,
    note: (age) =>
      `La somme des trois parts donne l’évolution. ${age} Les publications sans couverture ou sans interactions sont exclues, les évolutions de moins de 20 interactions ne sont pas listées. Une barre vers la droite a ajouté, une vers la gauche a retiré ; chaque ligne se mesure à sa plus longue.`,
    equalAge:
      "Les publications sont comparées à âge égal : celles de la période précédente telles qu’elles étaient une période plus tôt.",
    lastRead:
      "Les publications sont comparées au dernier relevé : celles de la période précédente ont eu plus de jours pour croître.",
    bothAges: (equal, all) =>
      `Pour ${equal} sur ${all}, les publications sont comparées à âge égal, pour les autres au dernier relevé.`,
    leftOut: (accounts) =>
      `Non comparé : ${accounts} dont les publications ne sont pas connues pour les deux périodes.`,
  },
  goals: {
    title: "Objectifs",
    lead: (reached, goals) => `${goals}, atteints : ${reached}.`,
    table: "Cibles et résultats",
    columns: {
      scope: "Pour",
      figure: "Indicateur",
      target: "Cible",
      actual: "Réel",
      share: "Atteint",
      standing: "Situation",
    },
    all: "Tous les comptes",
    group: (name) => `${name} (groupe)`,
    reached: "✓ atteint",
    toGo: (count) => `encore ${count}`,
    points: (points) => `encore ${points} points`,
    needed: (toGo, day, each) => `${toGo} d’ici au ${day} : il en faut ${each}`,
    pace: (needed, now) => `${needed}, rythme actuel ${now}`,
    until: (toGo, day) => `${toGo} d’ici au ${day}`,
    missed: (toGo, day) => `échéance du ${day} passée : ${toGo}`,
    unknown: "inconnu",
    empty: "Aucun objectif n’est fixé pour un compte de ce rapport.",
    note: "Les followers sont ceux de la fin de la période ; toute autre valeur est celle de la période. La couverture de plusieurs comptes est une somme ; les personnes peuvent se recouper.",
  },
  labels: {
    title: "Par étiquette",
    lead: (labelled, posts) => `Avec étiquette : ${labelled} sur ${posts}.`,
    table: "Publications par étiquette",
    label: "Étiquette",
    labels: "Étiquettes",
    posts: "Publications",
    none: "Sans étiquette",
    reach: "Somme des publications dont elle est connue ; des personnes peuvent être comptées plusieurs fois.",
    multiple:
      "Interactions de la publication médiane rapportées à la médiane des publications du même compte sur 90 jours.",
    change: "Interactions ±",
    changeHelp:
      "Interactions comparées à celles des publications portant l’étiquette sur la période précédente, à âge égal quand les chiffres d’alors sont conservés ; pour les comptes dont les publications des deux périodes sont connues.",
    empty: "Aucune publication de la période ne porte d’étiquette.",
    several: "Une publication à plusieurs étiquettes compte dans la ligne de chacune.",
  },
  top: {
    title: "Meilleurs contenus",
    best: { interactions: "Le plus d’interactions", reach: "La plus grande couverture" },
    shared: (best, most) => `${best}, au plus ${most} par compte`,
    weak: "Le plus loin sous la médiane de leur compte",
    weakNote:
      "Épargnés : les publications de moins de 48 h, qui croissent encore, et les comptes dont la médiane est inférieure à 20.",
    leftOut: (posts) => `Hors classement : ${posts}, J’aime masqués ou valeur non communiquée.`,
    none: "Aucune publication aux valeurs connues n’est parue dans la période.",
    noWeak: "Aucune publication n’est passée sous la médiane de son compte.",
    lead: "Par rapport à la médiane des publications du même compte sur 90 jours.",
  },
  card: { reach: "Couverture", interactions: "Interactions des publications", rate: "TE", multiple: "sur sa médiane" },
};
