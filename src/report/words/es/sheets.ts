import type { sheets as english } from "../en/sheets.ts";

export const sheets: typeof english = {
  accountsSheet: {
    title: "Cuentas",
    rank: "Puesto según la columna por la que se ordena el informe; las cuentas sin ese dato no tienen.",
    unranked: "sin clasificar",
    change: (name) => `${name} ±`,
    changeHelp: "Respecto al periodo anterior; recuentos en por ciento, tasas en puntos.",
    ratedInteractions: "Interacciones valoradas",
    ratedReach: "Alcance valorado",
    ratedHelp:
      "Sobre las publicaciones del periodo que tienen interacciones y alcance: de ahí sale la tasa de interacción.",
    total: "Total",
    empty: "No hay ninguna cuenta en este informe.",
    note: "Los totales abarcan las cuentas que tienen el dato. El alcance no tiene total: las personas pueden coincidir.",
  },
  audienceSheet: { title: "Público", empty: "No hay ninguna instantánea demográfica disponible." },
  commentsSheet: {
    noAuthor: "Meta omitió quién lo escribió",
    noLikes: "Meta omitió los Me gusta",
    title: "Comentarios",
    empty: "No hay ningún comentario del periodo disponible: se contaron, no se leyeron.",
    hidden: "oculto",
    shown: "",
    reply: "respuesta",
    comment: "comentario",
  },
  dailySheet: {
    title: "Por día",
    empty: "No hay ningún dato diario disponible.",
    note: "Los días son los de Meta, hora del Pacífico (EE. UU.).",
  },
  daysSheet: {
    title: "Días",
    empty: "No hay ningún día disponible.",
    note: "Sumas sobre las cuentas que tienen todos los días mostrados, para que un día ausente no parezca una caída. En el alcance las personas pueden coincidir. Los días son los de Meta, hora del Pacífico (EE. UU.).",
  },
  dictionarySheet: {
    title: "Diccionario",
    empty: "No hay ningún dato definido.",
    kpi: "indicador clave",
    units: {
      accounts: "cuentas",
      count: "número",
      percent: "por ciento",
      ms: "ms",
      share: "proporción",
      multiple: "múltiplo",
    },
    levels: { account: "métrica de cuenta de Meta", media: "métrica de publicación de Meta" },
    both: "cuentas y días",
    days: "días",
    accounts: "cuentas",
    none: "nada",
    withdrawn: (when) => `Retirada el ${when}.`,
  },
  gapsSheet: { title: "Huecos", empty: "No falta nada de lo solicitado." },
  postsSheet: {
    likeCounter: "El contador bajo la publicación; falta cuando su dueño lo oculta.",
    commentCounter: "Incluye las respuestas.",
    title: "Publicaciones",
    empty: "No se publicó nada en el periodo.",
    rate: "Interacciones ÷ alcance de la publicación.",
  },
  storiesSheet: {
    steps: {
      tap_forward: "Toques hacia delante",
      tap_back: "Toques hacia atrás",
      swipe_forward: "Pasos a la cuenta siguiente",
      tap_exit: "Salidas",
    },
    title: "Historias",
    empty:
      "No se vio ninguna historia en el periodo. Las historias viven 24 horas: solo se ve una si entretanto se ejecuta una recopilación.",
    note: "Las historias viven 24 horas: las que llegaron y se fueron entre dos recopilaciones no están aquí.",
    exitRate: "Tasa de salida",
    exitHelp: "Salidas ÷ visualizaciones.",
    completion: "Retención",
    completionHelp: "1 − (salidas + pasos a la cuenta siguiente) ÷ visualizaciones.",
  },
  sumColumns: {
    total: "Total",
  },
  weeksSheet: {
    likeForLike: (name) => `${name}, en términos comparables`,
  },
};
