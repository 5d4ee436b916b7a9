import type * as english from "../en/notes.ts";

export const noteTexts: typeof english.noteTexts = {
  "The token's role on the account's Page lacks the task Insights (ANALYZE).":
    "Al rol del token en la página de la cuenta le falta la tarea Insights (ANALYZE).",
  "@{1} was last listed on {2}; what was collected of it is kept. Ask an admin of the Page whether your role on it or its link to Instagram was taken away.":
    "@{1} se listó por última vez el {2}; lo que se recopiló se conserva. Pregunte a un administrador de la página si se retiró su rol o la vinculación de la página con Instagram.",
  'Connection "{1}" lists no Page at all. Its token probably lacks pages_show_list, or business_management where the Pages belong to a Business portfolio. Grant both when logging in and choose the Pages.':
    "La conexión «{1}» no lista ninguna página. Probablemente a su token le falta pages_show_list, o business_management si las páginas pertenecen a un portfolio comercial. Conceda ambos al iniciar sesión y elija las páginas.",
  'Connection "{1}" lists no Page at all, though its token has every permission, business_management included. Either no Page was chosen when logging in, or its user has no role on any Page and no portfolio with one. Log in again and choose the Pages, or ask their admin for a role.':
    "La conexión «{1}» no lista ninguna página, aunque su token tiene todos los permisos, incluido business_management. O no se eligió ninguna página al iniciar sesión, o el usuario no tiene rol en ninguna página ni un portfolio que contenga alguna. Inicie sesión de nuevo y elija las páginas, o pida un rol a su administrador.",
  'Connection "{1}" lists no Page at all: its token lacks {2}. Log in again, grant it and choose the Pages.':
    "La conexión «{1}» no lista ninguna página: a su token le falta {2}. Inicie sesión de nuevo, conceda el permiso y elija las páginas.",
  'Connection "{1}" lists no Page at all: its token lacks {2}. Log in again, grant them and choose the Pages.':
    "La conexión «{1}» no lista ninguna página: a su token le faltan {2}. Inicie sesión de nuevo, conceda los permisos y elija las páginas.",
  "{1} ({2} accounts)": "{1} ({2} cuentas)",
  "{1} (declined)": "{1} (denegado)",
  "{1} (not asked for)": "{1} (no solicitado)",
  "Could not list {1}: {2} Ask an admin of the portfolio for access.":
    "No se pudo listar {1}: {2} Pida acceso a un administrador del portfolio.",
  "Stopped reading {1}: the answer says that there is a next page and not where it is.":
    "Lectura interrumpida, {1}: la respuesta anuncia una página siguiente sin decir dónde está.",
  "Could not read {1}: the server answered {2} with something that is not the Graph API's JSON.":
    "No se pudo leer {1}: el servidor respondió {2} con algo que no es el JSON de la API Graph.",
  "Could not read {1}: the API answered {2}": "No se pudo leer {1}: la API respondió {2}",
  "Could not read {1}: {2}": "No se pudo leer {1}: {2}",
  'the Pages of connection "{1}"': "las páginas de la conexión «{1}»",
  'the {1} Pages of Business portfolio "{2}"': "las páginas ({1}) del portfolio comercial «{2}»",
  "the Pages of portfolio {1}": "las páginas del portfolio {1}",
  "time-out": "tiempo de espera agotado",
};

export const quote: typeof english.quote = (words) => `«${words}»`;
