import type { sheets as english } from "../en/sheets.ts";

export const sheets: typeof english = {
  accountsSheet: {
    title: "Comptes",
    rank: "Place selon la colonne de tri du rapport ; les comptes sans cette valeur n’en ont pas.",
    unranked: "non classé",
    change: (name) => `${name} ±`,
    changeHelp: "Par rapport à la période précédente ; nombres en pour cent, taux en points.",
    ratedInteractions: "Interactions retenues",
    ratedReach: "Couverture retenue",
    ratedHelp:
      "Sur les publications de la période qui ont interactions et couverture : ce dont le taux d’engagement est fait.",
    total: "Total",
    empty: "Aucun compte dans ce rapport.",
    note: "Les totaux couvrent les comptes dont la valeur est connue. La couverture n’en a pas : les personnes peuvent se recouper.",
  },
  audienceSheet: { title: "Audience", empty: "Aucun instantané démographique n’est connu." },
  commentsSheet: {
    noAuthor: "Meta a omis l’auteur",
    noLikes: "Meta a omis les J’aime",
    title: "Commentaires",
    empty: "Aucun commentaire de la période n’est connu : ils ont été comptés, non lus.",
    hidden: "masqué",
    shown: "",
    reply: "réponse",
    comment: "commentaire",
  },
  dailySheet: {
    title: "Par jour",
    empty: "Aucune valeur par jour n’est connue.",
    note: "Les jours sont ceux de Meta, heure du Pacifique (États-Unis).",
  },
  daysSheet: {
    title: "Jours",
    empty: "Aucun jour n’est connu.",
    note: "Sommes sur les comptes dont tous les jours montrés sont connus, pour qu’un jour manquant ne soit pas un creux. Dans la couverture les personnes peuvent se recouper. Les jours sont ceux de Meta, heure du Pacifique.",
  },
  dictionarySheet: {
    title: "Dictionnaire",
    empty: "Aucune valeur n’est définie.",
    kpi: "indicateur clé",
    units: {
      accounts: "comptes",
      count: "nombre",
      percent: "pour cent",
      ms: "ms",
      share: "part",
      multiple: "multiple",
    },
    levels: { account: "métrique de compte de Meta", media: "métrique de publication de Meta" },
    both: "les comptes et les jours",
    days: "les jours",
    accounts: "les comptes",
    none: "rien",
    withdrawn: (when) => `Retirée le ${when}.`,
  },
  gapsSheet: { title: "Lacunes", empty: "Rien de ce qui a été demandé ne manque." },
  postsSheet: {
    likeCounter: "Le compteur sous la publication ; absent quand son auteur le masque.",
    commentCounter: "Réponses comprises.",
    title: "Publications",
    empty: "Rien n’a été publié dans la période.",
    rate: "Interactions ÷ couverture de la publication.",
  },
  storiesSheet: {
    steps: {
      tap_forward: "Tapes en avant",
      tap_back: "Tapes en arrière",
      swipe_forward: "Passages au compte suivant",
      tap_exit: "Sorties",
    },
    title: "Stories",
    empty:
      "Aucune story n’a été vue dans la période. Une story vit 24 heures : elle n’est vue que si une collecte a lieu entre-temps.",
    note: "Une story vit 24 heures : celles apparues et disparues entre deux collectes ne sont pas ici.",
    exitRate: "Taux de sortie",
    exitHelp: "Sorties ÷ vues.",
    completion: "Rétention",
    completionHelp: "1 − (sorties + passages au compte suivant) ÷ vues.",
  },
  sumColumns: {
    total: "Total",
  },
  weeksSheet: {
    likeForLike: (name) => `${name}, à périmètre constant`,
  },
};
