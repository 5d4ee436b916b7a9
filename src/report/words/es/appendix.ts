import type { appendix as english } from "../en/appendix.ts";

export const appendix: typeof english = {
  quality: {
    title: "Calidad de los datos",
    matrix: "Cobertura por cuenta y día",
    missing: "Quién no está en este informe",
    noMissing: "Cada página accesible a los tokens tiene una cuenta vinculada y legible.",
    wholeConnection: "conexión entera",
    reasons: {
      "no-linked-account": "sin cuenta de Instagram vinculada",
      "not-permitted": "sin permiso",
      "nothing-listed": "el token no lista nada",
      "no-longer-listed": "antes listada, ya no",
      "cut-short": "la lista se interrumpió antes de terminar",
    },
  },
  gapTable: {
    title: "Qué falta y por qué",
    none: "No falta nada de lo solicitado.",
    note: "Un dato que no llegó nunca cuenta como cero. El libro lista cada hueco por separado. Entre comillas: las palabras de Meta.",
    all: "todos los datos",
    others: (count) => ` y ${count} más`,
  },
  restated: {
    ofDay: "total del día",
    title: "Rectificado por Meta desde el último informe",
    none: (since) => `Ningún dato de un periodo anterior ha cambiado desde el ${since}.`,
    note: (figures, since) =>
      `Cambios desde el ${since}: ${figures} de periodos anteriores; el informe de entonces queda como se envió, este cuenta con los nuevos.`,
    cut: (shown) => ` Se listan los ${shown} que más variaron.`,
    toldThen: "para el último informe",
    toldSince: "desde entonces",
  },
  spentCalls: {
    runs: "Últimas recopilaciones",
    noRuns: "No se ha ejecutado ninguna recopilación.",
    calls: "Llamadas gastadas en este periodo",
    callsNote: (span) =>
      `Todas las llamadas, ${span}, fueran para lo que fueran; la escritura de comentarios tiene su propio cupo.`,
    noCalls: "No se gastó ninguna llamada.",
    noHeader: "Meta no envió ningún encabezado de uso",
    noBudget: "no está en la configuración con la que se creó el informe",
    kinds: { collect: "recopilación" },
    states: {
      running: "en curso",
      complete: "completa",
      partial: "parcial",
      paused: "en pausa",
      failed: "fallida",
    },
  },
  method: {
    title: "Método",
    lead: "Cómo se obtiene cada dato de este informe.",
    kpis: "Indicadores clave",
    unit: (unit) => `Unidad: ${unit}.`,
    addsUp: (over) => `Se puede sumar sobre: ${over}.`,
    reach: "Tres alcances, nunca uno por otro",
    reaches: [
      {
        term: "Alcance único",
        text: "Personas alcanzadas al menos una vez en todo el periodo. Solicitado a Meta exactamente para estos días; no se puede calcular a partir de datos diarios.",
      },
      {
        term: "Alcance medio por día",
        text: "La media de los datos diarios, cuando están todos los días.",
      },
      {
        term: "Suma del alcance diario",
        text: "Los datos diarios sumados. Cuenta a una persona una vez por día y es siempre el mayor de los tres.",
      },
    ],
    posts90: "Datos de publicaciones, historias y hashtags",
    more: [
      {
        term: "Sobre su mediana",
        text: "Una publicación frente a la mediana de las publicaciones de su propia cuenta de los últimos 90 días, ella incluida; a partir de cinco publicaciones.",
        formula: "interacciones (o alcance) de la publicación ÷ mediana de las publicaciones de la cuenta",
      },
      {
        term: "Retención (historias)",
        text: "Visualizaciones que ni salieron de las historias ni pasaron a la cuenta siguiente. Sobre varias historias se dividen las sumas. No se puede sumar sobre nada.",
        formula: "1 − (salidas + pasos a la cuenta siguiente) ÷ visualizaciones; navigation tap_exit y swipe_forward",
      },
      {
        term: "Tasa de salida (historias)",
        text: "Visualizaciones que terminaron con la salida de las historias. No se puede sumar sobre nada.",
        formula: "salidas (navigation tap_exit) ÷ visualizaciones",
      },
      {
        term: "Hashtags utilizados",
        text: "Los de al menos tres publicaciones en 90 días, leídos de los textos. Una publicación lleva varios: el dato muestra coincidencia, no causa.",
        formula: "alcance mediano de las publicaciones con el hashtag ÷ alcance mediano de todas las publicaciones",
      },
      {
        term: "Proporción del público",
        text: "Meta solo indica los grupos más grandes; la proporción es de los que indica. Sobre varias cuentas los grupos se suman, y las personas pueden coincidir.",
        formula: "seguidores del grupo ÷ seguidores de todos los grupos indicados",
      },
    ],
    days: "Días y periodos",
    daysText: (span, comparison, zone) => [
      `El periodo es ${span}; se compara con el mismo número de días anteriores, ${comparison}.`,
      "Los datos de cuenta vienen en los días de Meta, de medianoche a medianoche, hora del Pacífico (EE. UU.), y llevan esas fechas; ningún informe puede cortarlos de otro modo.",
      `Una publicación pertenece al día en que salió en la zona horaria de este informe, ${zone}.`,
      `Meta indica los seguidores en línea por hora sin decir en qué zona; las horas se toman como hora del Pacífico, igual que sus días, y se muestran en ${zone}.`,
      "Meta solo da datos únicos de 30 días como máximo; en periodos más largos se indica el alcance único de los últimos 30 días seguidos disponibles.",
    ],
    provisional: "Qué es provisional",
    provisionalText: [
      "Meta aún puede cambiar un día o una publicación durante 48 horas. Los datos leídos antes se marcan como provisionales.",
    ],
    change: "Cómo se indican las variaciones",
    changeText: [
      "Los dos lados de un cambio se leen con la misma antigüedad cuando esas lecturas existen: este periodo unos días después de terminar y el anterior otros tantos después del suyo. Si no, el cambio se marca como provisional y ningún hallazgo empieza por él.",
      "Los recuentos varían en por ciento, las tasas en puntos y los seguidores netos por su diferencia. Con una base inferior a 20 un porcentaje engañaría; en su lugar figura la diferencia.",
      "Una variación de varias cuentas abarca las que tienen el dato en ambos periodos, y lo dice cuando son menos.",
      "Un total de varias cuentas abarca las que tienen el dato. Lo desconocido queda fuera, nunca cuenta como cero.",
    ],
    posts: "Publicaciones e historias",
    postsText: [
      "Tres cifras de interacciones, nunca una por otra: las de la cuenta son su total del periodo, sea cual sea la edad de la publicación; las de publicaciones, las de las publicadas en el periodo; las valoradas, las de las que tienen alcance e interacciones.",
      "Las interacciones son Me gusta + comentarios + guardados + contenidos compartidos. Cuando los Me gusta están ocultos son desconocidos: esas publicaciones quedan fuera de clasificaciones y tasas, y se cuentan.",
      "Los comentarios incluyen las respuestas. Las interacciones de una historia son el total de Meta.",
      "Las historias solo se cuentan como vistas de publicadas cuando las lecturas son tan seguidas que ninguna pudo pasar sin verse.",
      "Una historia vive 24 horas. El informe conoce las historias que una recopilación vio mientras vivían, no las que llegaron y se fueron entre dos.",
      "Una cobertura del 100 % significa que está todo lo que Meta puede indicar. Lo que no indica a cuentas tan pequeñas (menos de 100 seguidores) o de publicaciones tan antiguas (antes de la cuenta profesional) no se espera.",
    ],
  },
  allPosts: {
    title: "Todas las publicaciones",
    lead: (posts, stories, span) => `${posts} y ${stories}, ${span}, las más recientes primero por cuenta.`,
    table: "Publicaciones e historias del periodo",
    none: "No se publicó nada en el periodo.",
    unlisted: "Las publicaciones del periodo no se listaron.",
    cut: (shown, all) => `Las primeras ${shown} de ${all}; la hoja Publicaciones del libro las lista todas.`,
  },
  backPage: {
    title: "Acerca de este informe",
    verify: "Cómo comprobarlo",
    verifyText: (span) => [
      "Cada dato tiene un justificante: en la edición HTML, haga clic en el dato. Indica la métrica, la ventana, la fórmula y cuándo se preguntó a Meta.",
      `El mismo hash del conjunto de datos para ${span} significa los mismos hechos; el mismo id de informe, el mismo informe, dato por dato.`,
      "El informe está sellado: quien lo hizo puede volver a crearlo con su id, años después, dato por dato.",
      "HTML, PDF y libro se hacen de un solo modelo. Si dos de ellos discrepan en un dato, uno de los archivos ha sido modificado.",
    ],
    not: "Qué no son las cifras y qué no se promete",
    notText: [
      "Iguales a la pantalla de la aplicación: Meta rectifica días y publicaciones durante 48 horas, y la aplicación cuenta algunos de otra manera.",
      "Personas contadas una sola vez entre cuentas: Meta las cuenta en cada cuenta por separado, así que el alcance sobre las cuentas es una suma en la que las personas coinciden.",
      "Un registro de las historias que llegaron y se fueron mientras no se ejecutaba nada.",
      "Una prueba de entrega: se sabe que un correo fue aceptado, no que llegara a una bandeja de entrada.",
      "Rellenadas: un dato que no llegó queda como no medido, con su motivo, y nunca como cero.",
    ],
  },
};
