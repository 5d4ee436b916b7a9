import type * as english from "../en/reasons.ts";

export const reasons: typeof english.reasons = {
  "Meta refused this metric": "Meta rechazó esta métrica",
  "withdrawn by Meta": "retirada por Meta",
  "Meta left it out": "Meta lo omitió",
  "too small for Meta to tell": "demasiado pequeño para que Meta lo indique",
  "older than the business account": "anterior a la cuenta profesional",
  "no longer there": "ya no existe",
  "no permission to read it": "sin permiso para leerlo",
  "the token expired or was revoked": "el token caducó o fue revocado",
  "Meta gives it for at most 30 days at a time": "Meta solo lo indica para 30 días seguidos como máximo",
  "Meta tells it for the last 30 days only": "Meta solo lo indica para los últimos 30 días",
  "not collected for exactly these days; a sum over days would count people again":
    "no recopilado para estos días exactos; una suma de días contaría a las personas varias veces",
  "no call was left for it": "no quedaba ninguna llamada para ello",
  "Meta told what it cannot be": "Meta dio un valor imposible",
  "not asked: it would cost calls of its own": "no se pidió: costaría llamadas aparte",
  "Meta did not answer": "Meta no respondió",
  "not collected": "no recopilado",
  "not collected for all of these days": "no recopilado para todos estos días",
  "likes are hidden or not told": "los Me gusta están ocultos o no se indican",
  "no reach": "sin alcance",
  "no posts in the period": "sin publicaciones en el periodo",
  "no post has both reach and interactions": "ninguna publicación tiene alcance e interacciones",
  "no post has its interactions": "no se conocen las interacciones de ninguna publicación",
  "no post has the figure": "ninguna publicación tiene el dato",
  "no post tells it": "ninguna publicación lo indica",
  "fewer than 5 posts to compare with": "menos de 5 publicaciones para comparar",
  "the account's median is zero": "la mediana de la cuenta es cero",
  "no account is held": "no hay ninguna cuenta registrada",
  "followers not read": "seguidores no leídos",
  "no posts with known interactions": "sin publicaciones con interacciones conocidas",
  "no stories seen": "no se vio ninguna historia",
  "the stories have no views": "las historias no tienen visualizaciones",
  "no account has it in both periods": "ninguna cuenta lo tiene en ambos periodos",
  "no account in the report": "ninguna cuenta en el informe",
  "younger than 48 h when read": "menos de 48 h al leerlo",
  "Meta left out the link": "Meta omitió el enlace",
  "The profile could not be read.": "No se pudo leer el perfil.",
  "The API left it out.": "La API lo omitió.",
  "The API answered without this value.": "La API respondió sin este dato.",
  "The API answered without insights for this post.": "La API respondió sin estadísticas de esta publicación.",
  "A post came without a readable id and was left out.":
    "Una publicación llegó sin identificador legible y se dejó fuera.",
  "Meta tells new followers a day for the last 30 days only.":
    "Meta solo indica los nuevos seguidores por día de los últimos 30 días.",
  "Meta tells this only from 100 followers on.": "Meta solo lo indica a partir de 100 seguidores.",
  "This Page has no Instagram business account linked to it. Link one under Page settings › Linked accounts.":
    "Esta página no tiene vinculada ninguna cuenta profesional de Instagram. Vincule una en Configuración de la página › Cuentas vinculadas.",
};

export const reasonBefore: typeof english.reasonBefore = (reason) => `periodo anterior: ${reason}`;
