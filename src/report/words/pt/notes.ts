import type { NoteArgs } from "../../../dataset/index.ts";
import type { Texts } from "../../../shared/index.ts";

export const notes: Texts<NoteArgs> = {
  "no-linked-account":
    "Nenhuma conta comercial do Instagram está vinculada a esta Página. Vincule uma em Configurações da Página › Contas vinculadas.",
  "no-longer-listed": ({ username, lastListed }) =>
    `@${username} foi listada pela última vez em ${lastListed}; o que foi coletado dela é mantido. Pergunte a um administrador da Página se a sua função nela ou o vínculo dela com o Instagram foi removido.`,
  "nothing-listed": ({ connection }) =>
    `A conexão “${connection}” não lista nenhuma Página. Provavelmente falta ao token pages_show_list, ou business_management quando as Páginas pertencem a um portfólio empresarial. Conceda ambos ao entrar e escolha as Páginas.`,
  "nothing-listed-though-granted": ({ connection }) =>
    `A conexão “${connection}” não lista nenhuma Página, embora o token tenha todas as permissões, inclusive business_management. Ou nenhuma Página foi escolhida ao entrar, ou o usuário não tem função em nenhuma Página nem um portfólio que contenha alguma. Entre novamente e escolha as Páginas, ou peça uma função ao administrador delas.`,
  "permissions-lacking": ({ connection, missing }) => {
    const lacks = missing
      .map(({ name, isDeclined }) => `${name} (${isDeclined ? "recusado" : "não solicitado"})`)
      .join(", ");
    return missing.length === 1
      ? `A conexão “${connection}” não lista nenhuma Página: falta ao token ${lacks}. Entre novamente, conceda a permissão e escolha as Páginas.`
      : `A conexão “${connection}” não lista nenhuma Página: faltam ao token ${lacks}. Entre novamente, conceda as permissões e escolha as Páginas.`;
  },
  "portfolio-refused": ({ list, words }, say) =>
    `Não foi possível listar ${say(list)}: ${words} Peça acesso a um administrador do portfólio.`,
  "list-unread": ({ list, words }, say) => `Não foi possível ler ${say(list)}: ${words}`,
  "list-cut-short": ({ list, why }, say) =>
    `Leitura interrompida: ${say(list)}. ${say(why)} O que veio antes é mantido; a próxima coleta verifica de novo.`,
  "pages-of-connection": ({ connection }) => `as Páginas da conexão “${connection}”`,
  "pages-of-portfolio": ({ which, name }) => `as Páginas (${which}) do portfólio empresarial “${name}”`,
  "pages-of-path": ({ path }) => `as Páginas do portfólio ${path}`,
  "portfolios-of-connection": ({ connection }) => `os portfólios empresariais da conexão “${connection}”`,
  "no-json": ({ status }) => `O servidor respondeu ${status} com algo que não é o JSON da API Graph.`,
  "no-words": ({ status }) => `A API respondeu ${status} sem explicação.`,
  "no-next-page": "A resposta anuncia uma próxima página sem dizer onde ela está.",
  "timed-out": "tempo esgotado",
  "role-lacks-insights": "A função do token na Página da conta não inclui a tarefa Insights (ANALYZE).",
  "too-few-followers": ({ least }) => `A Meta informa isto só a partir de ${least} seguidores.`,
  "thirty-days-only": "A Meta informa novos seguidores por dia só dos últimos 30 dias.",
  "profile-unread": "Não foi possível ler o perfil.",
  "left-out": "A API omitiu.",
  "no-value": "A API respondeu sem este dado.",
  "no-insights": "A API respondeu sem insights desta publicação.",
  "no-ways-of-leaving": "A API respondeu sem as formas de saída.",
  "post-without-id": "Uma publicação veio sem identificador legível e foi deixada de fora.",
  "post-without-time": ({ told }) => `Não foi possível ler a data desta publicação: ${told}.`,
  "minus-one": "A API informou −1, que significa poucos demais para informar.",
  "impossible-value": ({ value }) => `A API informou ${value}, um valor impossível para este dado.`,
  "unknown-shape": ({ quoted }) => `A API respondeu em um formato que não pode ser lido: ${quoted}`,
  "of-bucket": ({ bucket, why }, say) => `${bucket}: ${say(why)}`,
};

export const quote = (words: string) => `“${words}”`;
