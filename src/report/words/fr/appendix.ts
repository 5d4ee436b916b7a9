import type { appendix as english } from "../en/appendix.ts";

export const appendix: typeof english = {
  quality: {
    title: "Qualité des données",
    matrix: "Complétude par compte et par jour",
    missing: "Qui n’est pas dans ce rapport",
    noMissing: "Chaque Page accessible aux jetons a un compte lié et lisible.",
    wholeConnection: "connexion entière",
    reasons: {
      "no-linked-account": "aucun compte Instagram lié",
      "not-permitted": "aucune autorisation",
      "nothing-listed": "le jeton ne liste rien",
      "no-longer-listed": "listée auparavant, plus maintenant",
      "cut-short": "la liste s’est interrompue avant la fin",
    },
  },
  gapTable: {
    title: "Ce qui manque, et pourquoi",
    none: "Rien de ce qui a été demandé ne manque.",
    note: "Une valeur qui n’est pas venue ne compte jamais pour zéro. Le classeur liste chaque lacune séparément. Entre guillemets : les mots de Meta.",
    all: "toutes les valeurs",
    others: (count) => ` et ${count} de plus`,
  },
  restated: {
    ofDay: "total du jour",
    title: "Rectifié par Meta depuis le dernier rapport",
    none: (since) => `Aucune valeur d’une période antérieure n’a changé depuis le ${since}.`,
    note: (figures, since) =>
      `Changement depuis le ${since} : ${figures} de périodes antérieures ; le rapport d’alors reste tel qu’envoyé, celui-ci compte avec les nouvelles.`,
    cut: (shown) => ` Les ${shown} plus fortes variations sont listées.`,
    toldThen: "pour le dernier rapport",
    toldSince: "depuis lors",
  },
  spentCalls: {
    runs: "Dernières collectes",
    noRuns: "Aucune collecte n’a eu lieu.",
    calls: "Appels dépensés pour cette période",
    callsNote: (span) =>
      `Tous les appels, ${span}, quel qu’en soit le but ; l’écriture de commentaires a son propre quota.`,
    noCalls: "Aucun appel n’a été dépensé.",
    noHeader: "Meta n’a envoyé aucun en-tête d’utilisation",
    noBudget: "absent de la configuration avec laquelle le rapport a été produit",
    kinds: { collect: "collecte" },
    states: {
      running: "en cours",
      complete: "complète",
      partial: "partielle",
      paused: "en pause",
      failed: "échouée",
    },
  },
  method: {
    title: "Méthode",
    lead: "Comment chaque valeur de ce rapport est obtenue.",
    kpis: "Indicateurs clés",
    unit: (unit) => `Unité : ${unit}.`,
    addsUp: (over) => `Additionnable sur : ${over}.`,
    reach: "Trois couvertures, jamais l’une pour l’autre",
    reaches: [
      {
        term: "Couverture unique",
        text: "Personnes touchées au moins une fois dans toute la période. Demandée à Meta pour exactement ces jours ; elle ne se calcule pas à partir de valeurs par jour.",
      },
      {
        term: "Couverture moyenne par jour",
        text: "La moyenne des valeurs par jour, quand tous les jours sont connus.",
      },
      {
        term: "Somme des couvertures par jour",
        text: "Les valeurs par jour additionnées. Elle compte une personne une fois par jour et reste toujours la plus grande des trois.",
      },
    ],
    posts90: "Valeurs des publications, stories et hashtags",
    more: [
      {
        term: "Sur sa médiane",
        text: "Une publication face à la médiane des publications du même compte sur les 90 derniers jours, elle-même comprise ; à partir de cinq publications.",
        formula: "interactions (ou couverture) de la publication ÷ médiane des publications du compte",
      },
      {
        term: "Rétention (stories)",
        text: "Vues sans sortie des stories ni passage au compte suivant. Sur plusieurs stories, les sommes sont divisées. Ne s’additionne sur rien.",
        formula: "1 − (sorties + passages au compte suivant) ÷ vues ; navigation tap_exit et swipe_forward",
      },
      {
        term: "Taux de sortie (stories)",
        text: "Vues terminées par une sortie des stories. Ne s’additionne sur rien.",
        formula: "sorties (navigation tap_exit) ÷ vues",
      },
      {
        term: "Hashtags utilisés",
        text: "Ceux d’au moins trois publications en 90 jours, lus dans les légendes. Une publication en porte plusieurs : la valeur montre une coïncidence, pas une cause.",
        formula: "couverture médiane des publications avec le hashtag ÷ couverture médiane de toutes les publications",
      },
      {
        term: "Part de l’audience",
        text: "Meta ne communique que les plus grands groupes ; la part porte sur ceux-ci. Sur plusieurs comptes les groupes sont additionnés, et les personnes peuvent se recouper.",
        formula: "followers du groupe ÷ followers de tous les groupes communiqués",
      },
    ],
    days: "Jours et périodes",
    daysText: (span, comparison, zone) => [
      `La période est ${span} ; elle est comparée au même nombre de jours précédents, ${comparison}.`,
      "Les valeurs de compte viennent selon les jours de Meta, de minuit à minuit, heure du Pacifique (États-Unis), et portent ces dates ; aucun rapport ne peut les découper autrement.",
      `Une publication appartient au jour où elle est parue dans le fuseau horaire de ce rapport, ${zone}.`,
      `Meta communique les followers en ligne par heure sans dire dans quel fuseau ; les heures sont prises pour l’heure du Pacifique, comme ses jours, et montrées selon ${zone}.`,
      "Meta ne donne les valeurs uniques que pour 30 jours au plus ; au-delà, la couverture unique des 30 derniers jours d’affilée connus est indiquée.",
    ],
    provisional: "Ce qui est provisoire",
    provisionalText: [
      "Meta peut encore modifier un jour ou une publication pendant 48 heures. Les valeurs lues plus tôt sont marquées provisoires.",
    ],
    change: "Comment les évolutions sont indiquées",
    changeText: [
      "Les deux côtés d’une évolution sont relevés au même âge lorsque ces relevés existent : cette période quelques jours après sa fin, la précédente autant de jours après la sienne. Sinon l’évolution est marquée provisoire et aucun constat ne commence par elle.",
      "Les nombres évoluent en pour cent, les taux en points, les followers nets par leur différence. Sur une base inférieure à 20, un pourcentage tromperait ; la différence le remplace.",
      "Une évolution de plusieurs comptes porte sur ceux dont la valeur est connue dans les deux périodes, et le dit quand ils sont moins nombreux.",
      "Un total de plusieurs comptes porte sur ceux dont la valeur est connue. L’inconnu est laissé de côté, jamais compté pour zéro.",
    ],
    posts: "Publications et stories",
    postsText: [
      "Trois chiffres d’interactions, jamais l’un pour l’autre : celles du compte sont son total de la période, quel que soit l’âge de la publication ; celles des publications, de celles de la période ; les retenues, de celles qui ont couverture et interactions.",
      "Interactions = J’aime + commentaires + enregistrements + partages. Quand les J’aime sont masqués, ils sont inconnus : ces publications sont exclues des classements et des taux, et comptées.",
      "Les commentaires comprennent les réponses. Les interactions d’une story sont le total de Meta.",
      "Les stories ne sont comptées comme vues sur publiées que si les passages sont assez rapprochés pour qu’aucune n’ait pu échapper.",
      "Une story vit 24 heures. Le rapport connaît les stories qu’une collecte a vues de leur vivant, pas celles apparues et disparues entre deux.",
      "Une complétude de 100 % signifie que tout ce que Meta peut communiquer est connu. Ce qu’elle ne dit pas à des comptes si petits (moins de 100 followers) ou pour des publications si anciennes (avant le compte professionnel) n’est pas attendu.",
    ],
  },
  allPosts: {
    title: "Toutes les publications",
    lead: (posts, stories, span) => `${posts} et ${stories}, ${span}, les plus récentes d’abord par compte.`,
    table: "Publications et stories de la période",
    none: "Rien n’a été publié dans la période.",
    unlisted: "Les publications de la période n’ont pas été listées.",
    cut: (shown, all) => `Les ${shown} premières sur ${all} ; la feuille Publications du classeur les liste toutes.`,
  },
  backPage: {
    title: "À propos de ce rapport",
    verify: "Comment le vérifier",
    verifyText: (span) => [
      "Chaque valeur a un justificatif : dans l’édition HTML, cliquez sur la valeur. Il nomme la métrique, la fenêtre, la formule et le moment où Meta a été interrogée.",
      `La même empreinte du jeu de données pour ${span} signifie les mêmes faits ; le même identifiant de rapport, le même rapport, valeur pour valeur.`,
      "Le rapport est scellé : qui l’a produit peut le reproduire d’après son identifiant, des années plus tard, valeur pour valeur.",
      "HTML, PDF et classeur viennent d’un seul modèle. Si deux d’entre eux divergent sur une valeur, l’un des fichiers a été modifié.",
    ],
    not: "Ce que les chiffres ne sont pas, et ce qui n’est pas promis",
    notText: [
      "Identiques à l’écran de l’application : Meta rectifie jours et publications pendant 48 heures, et l’application en compte certains autrement.",
      "Des personnes comptées une seule fois sur plusieurs comptes : Meta les compte dans chaque compte, la couverture sur les comptes est donc une somme où les personnes se recoupent.",
      "Un registre des stories apparues et disparues quand rien ne tournait.",
      "Une preuve de remise : qu’un message a été accepté est connu, qu’il est arrivé dans une boîte de réception ne l’est pas.",
      "Complétés : une valeur qui n’est pas venue est non mesurée, avec sa raison, et jamais un zéro.",
    ],
  },
};
