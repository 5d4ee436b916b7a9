import type { overview as english } from "../en/overview.ts";

export const overview: typeof english = {
  coverage: {
    empty: "No hay ninguna cuenta en este informe.",
    sentence: (complete, accounts, held, expected, share) =>
      `${complete} de ${accounts} con datos completos; ${held} de ${expected} datos esperados disponibles (${share}).`,
  },
  summary: {
    gone: (accounts, names) =>
      `Ya no accesibles: ${accounts} (${names}). Se muestra lo que hay, según la última lectura.`,
    title: "Resumen",
    lead: (accounts, span) => `${accounts}, ${span}.`,
    findings: "Conclusiones",
    notes: "Notas",
    distrust: "Leer con cautela",
    underWay: (day, end) =>
      `${day} no había terminado al leerlo: los días de Meta siguen la hora del Pacífico de EE. UU. y termina el ${end}. Sus cifras son las de un día en curso.`,
    provisional: (days) => `Provisional, menos de 48 h al leerlo: ${days}. Meta aún puede cambiar estos días.`,
    gaps: (sentence) => `${sentence} Véase Calidad de los datos.`,
    leftOut: (posts) => `Fuera de la tasa de interacción: ${posts}, con interacciones o alcance desconocidos.`,
    missing: (pages) => `No figura en este informe: ${pages}.`,
    trusted: "No falta nada y nada es provisional.",
    empty: "No hay ninguna cuenta en este informe, así que no se conoce ningún dato.",
  },
  tile: {
    overlap: "suma sobre las cuentas; las personas pueden coincidir",
    asOf: (moment) => `leído el ${moment}`,
    partOf: (held, of) => `${held} de ${of} cuentas`,
    compared: (accounts) => `variación sobre ${accounts}`,
    comparedYear: (accounts) => `año pasado sobre ${accounts}`,
    leftOut: (posts) => `fuera del cálculo: ${posts} con datos desconocidos`,
    followed: (gained, lost) => `${gained} ganados, ${lost} perdidos`,
    mean: (mean) => `media ${mean}`,
    stories: (stories) => `más ${stories}`,
    spark: (name, days, accounts) => `${name} por día, ${days}, ${accounts}`,
  },
  league: {
    title: "Clasificación",
    table: "Cuentas",
    lead: (by, help) => `Clasificación por ${by.toLowerCase()}. ${help}`,
    unrankedToo: (ranked, accounts) => ` Dato disponible para ${ranked} de ${accounts}.`,
    rank: "Puesto; la flecha indica los puestos ganados o perdidos entre las cuentas clasificadas en ambos periodos.",
    daily: "Alcance diario",
    spark: (days) => `Alcance diario, ${days}.`,
    sparkAlt: (account, days) => `Alcance diario de ${account}, ${days}`,
    unranked: "sin clasificar",
    total: "Total",
    empty: "No hay ninguna cuenta en este informe.",
    note: "Los totales abarcan las cuentas que tienen el dato. El alcance y las tasas no tienen total: las personas pueden coincidir y las tasas no se suman.",
  },
  findings: {
    early:
      "Aún no se puede decir con seguridad qué ha cambiado: los datos de este periodo siguen creciendo y los del anterior tuvieron más tiempo.",
    marked: (finding) => `Provisional: ${finding}`,
    gained: (who, count, superlatives) => `${who} ganó ${count} seguidores${superlatives}.`,
    most: "más que ninguna otra cuenta",
    provisional: (record) => `${record} hasta ahora`,
    lost: (who, count) => `${who} perdió ${count} seguidores netos.`,
    total: (what, by, isUp, record) => `${what}: ${by} ${isUp ? "más" : "menos"} que en el periodo anterior${record}.`,
    account: (who, by, isUp) =>
      `${who}: el alcance ${isUp ? "subió" : "bajó"} un ${by}, la mayor variación de todas las cuentas.`,
    rate: (who, rate, posts) => `${who} tiene la tasa de interacción más alta: ${rate} en ${posts} publicaciones.`,
    nothing: "Aún hay muy pocos datos para sacar conclusiones.",
  },
  findingsPosts: {
    post: (who, format, multiple, measure) =>
      `Contenido destacado (${format}, ${who}): ${multiple} veces la mediana de las publicaciones de su cuenta (${measure}).`,
    format: (format, own, others, measure, posts, rest) =>
      `Mejor formato: ${format}. La publicación mediana logró ${own} veces lo habitual de su cuenta (${measure}); la de los demás formatos, ${others} veces (${posts} publicaciones frente a ${rest}).`,
  },
  findingsWeeks: {
    milestone: (who, round, now) => `${who} superó los ${round} seguidores y ahora tiene ${now}.`,
  },
  breaks: {
    withdrawn: (metric) => `${metric}: métrica retirada por Meta`,
    refused: (metric) => `${metric}: métrica rechazada por Meta`,
  },
};
