import type * as english from "../en/notes.ts";

export const noteTexts: typeof english.noteTexts = {
  "The token's role on the account's Page lacks the task Insights (ANALYZE).":
    "A função do token na Página da conta não inclui a tarefa Insights (ANALYZE).",
  "@{1} was last listed on {2}; what was collected of it is kept. Ask an admin of the Page whether your role on it or its link to Instagram was taken away.":
    "@{1} foi listada pela última vez em {2}; o que foi coletado dela é mantido. Pergunte a um administrador da Página se a sua função nela ou o vínculo dela com o Instagram foi removido.",
  'Connection "{1}" lists no Page at all. Its token probably lacks pages_show_list, or business_management where the Pages belong to a Business portfolio. Grant both when logging in and choose the Pages.':
    "A conexão “{1}” não lista nenhuma Página. Provavelmente falta ao token pages_show_list, ou business_management quando as Páginas pertencem a um portfólio empresarial. Conceda ambos ao entrar e escolha as Páginas.",
  'Connection "{1}" lists no Page at all, though its token has every permission, business_management included. Either no Page was chosen when logging in, or its user has no role on any Page and no portfolio with one. Log in again and choose the Pages, or ask their admin for a role.':
    "A conexão “{1}” não lista nenhuma Página, embora o token tenha todas as permissões, inclusive business_management. Ou nenhuma Página foi escolhida ao entrar, ou o usuário não tem função em nenhuma Página nem um portfólio que contenha alguma. Entre novamente e escolha as Páginas, ou peça uma função ao administrador delas.",
  'Connection "{1}" lists no Page at all: its token lacks {2}. Log in again, grant it and choose the Pages.':
    "A conexão “{1}” não lista nenhuma Página: falta ao token {2}. Entre novamente, conceda a permissão e escolha as Páginas.",
  'Connection "{1}" lists no Page at all: its token lacks {2}. Log in again, grant them and choose the Pages.':
    "A conexão “{1}” não lista nenhuma Página: faltam ao token {2}. Entre novamente, conceda as permissões e escolha as Páginas.",
  "{1} ({2} accounts)": "{1} ({2} contas)",
  "{1} (declined)": "{1} (recusado)",
  "{1} (not asked for)": "{1} (não solicitado)",
  "Could not list {1}: {2} Ask an admin of the portfolio for access.":
    "Não foi possível listar {1}: {2} Peça acesso a um administrador do portfólio.",
  "Stopped reading {1}: the answer says that there is a next page and not where it is.":
    "Leitura interrompida, {1}: a resposta anuncia uma próxima página sem dizer onde ela está.",
  "Could not read {1}: the server answered {2} with something that is not the Graph API's JSON.":
    "Não foi possível ler {1}: o servidor respondeu {2} com algo que não é o JSON da API Graph.",
  "Could not read {1}: the API answered {2}": "Não foi possível ler {1}: a API respondeu {2}",
  "Could not read {1}: {2}": "Não foi possível ler {1}: {2}",
  'the Pages of connection "{1}"': "as Páginas da conexão “{1}”",
  'the {1} Pages of Business portfolio "{2}"': "as Páginas ({1}) do portfólio empresarial “{2}”",
  "the Pages of portfolio {1}": "as Páginas do portfólio {1}",
  "time-out": "tempo esgotado",
};

export const quote: typeof english.quote = (words) => `“${words}”`;
