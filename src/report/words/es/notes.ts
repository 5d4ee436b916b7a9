import type { NoteArgs } from "../../../dataset/index.ts";
import type { Texts } from "../../../shared/index.ts";

export const notes: Texts<NoteArgs> = {
  "no-linked-account":
    "Esta página no tiene vinculada ninguna cuenta profesional de Instagram. Vincule una en Configuración de la página › Cuentas vinculadas.",
  "no-longer-listed": ({ username, lastListed }) =>
    `@${username} se listó por última vez el ${lastListed}; lo que se recopiló se conserva. Pregunte a un administrador de la página si se retiró su rol o la vinculación de la página con Instagram.`,
  "nothing-listed": ({ connection }) =>
    `La conexión «${connection}» no lista ninguna página. Probablemente a su token le falta pages_show_list, o business_management si las páginas pertenecen a un portfolio comercial. Conceda ambos al iniciar sesión y elija las páginas.`,
  "nothing-listed-though-granted": ({ connection }) =>
    `La conexión «${connection}» no lista ninguna página, aunque su token tiene todos los permisos, incluido business_management. O no se eligió ninguna página al iniciar sesión, o el usuario no tiene rol en ninguna página ni un portfolio que contenga alguna. Inicie sesión de nuevo y elija las páginas, o pida un rol a su administrador.`,
  "permissions-lacking": ({ connection, missing }) => {
    const lacks = missing
      .map(({ name, isDeclined }) => `${name} (${isDeclined ? "denegado" : "no solicitado"})`)
      .join(", ");
    return missing.length === 1
      ? `La conexión «${connection}» no lista ninguna página: a su token le falta ${lacks}. Inicie sesión de nuevo, conceda el permiso y elija las páginas.`
      : `La conexión «${connection}» no lista ninguna página: a su token le faltan ${lacks}. Inicie sesión de nuevo, conceda los permisos y elija las páginas.`;
  },
  "portfolio-refused": ({ list, words }, say) =>
    `No se pudo listar ${say(list)}: ${words} Pida acceso a un administrador del portfolio.`,
  "list-unread": ({ list, words }, say) => `No se pudo leer ${say(list)}: ${words}`,
  "list-cut-short": ({ list, why }, say) =>
    `Lectura interrumpida: ${say(list)}. ${say(why)} Lo anterior se conserva; la próxima recopilación volverá a mirar.`,
  "pages-of-connection": ({ connection }) => `las páginas de la conexión «${connection}»`,
  "pages-of-portfolio": ({ which, name }) => `las páginas (${which}) del portfolio comercial «${name}»`,
  "pages-of-path": ({ path }) => `las páginas del portfolio ${path}`,
  "portfolios-of-connection": ({ connection }) => `los portfolios comerciales de la conexión «${connection}»`,
  "no-json": ({ status }) => `El servidor respondió ${status} con algo que no es el JSON de la API Graph.`,
  "no-words": ({ status }) => `La API respondió ${status} sin más explicación.`,
  "no-next-page": "La respuesta anuncia una página siguiente sin decir dónde está.",
  "timed-out": "tiempo de espera agotado",
  "role-lacks-insights": "Al rol del token en la página de la cuenta le falta la tarea Insights (ANALYZE).",
  "too-few-followers": ({ least }) => `Meta solo lo indica a partir de ${least} seguidores.`,
  "thirty-days-only": "Meta solo indica los nuevos seguidores por día de los últimos 30 días.",
  "profile-unread": "No se pudo leer el perfil.",
  "left-out": "La API lo omitió.",
  "no-value": "La API respondió sin este dato.",
  "no-insights": "La API respondió sin estadísticas de esta publicación.",
  "no-ways-of-leaving": "La API respondió sin las formas de salir.",
  "post-without-id": "Una publicación llegó sin identificador legible y se dejó fuera.",
  "post-without-time": ({ told }) => `No se pudo leer la fecha de esta publicación: ${told}.`,
  "minus-one": "La API indicó −1, que significa demasiado pocos para decirlo.",
  "impossible-value": ({ value }) => `La API indicó ${value}, un valor imposible para este dato.`,
  "unknown-shape": ({ quoted }) => `La API respondió en una forma que no se puede leer: ${quoted}`,
  "of-bucket": ({ bucket, why }, say) => `${bucket}: ${say(why)}`,
};

export const quote = (words: string) => `«${words}»`;
