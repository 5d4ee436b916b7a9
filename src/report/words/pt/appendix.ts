import type { appendix as english } from "../en/appendix.ts";

export const appendix: typeof english = {
  quality: {
    title: "Qualidade dos dados",
    matrix: "Cobertura por conta e dia",
    missing: "Quem não está neste relatório",
    noMissing: "Cada Página acessível aos tokens tem uma conta vinculada que pode ser lida.",
    wholeConnection: "conexão inteira",
    reasons: {
      "no-linked-account": "sem conta do Instagram vinculada",
      "not-permitted": "sem permissão",
      "nothing-listed": "o token não lista nada",
      "no-longer-listed": "antes listada, agora não mais",
      "cut-short": "a lista foi interrompida antes do fim",
    },
  },
  gapTable: {
    title: "O que falta e por quê",
    none: "Nada do que foi solicitado falta.",
    note: "Um dado que não veio nunca conta como zero. A pasta de trabalho lista cada lacuna em separado. Entre aspas: as palavras da Meta.",
    all: "todos os dados",
    others: (count) => ` e mais ${count}`,
  },
  restated: {
    ofDay: "total do dia",
    title: "Retificado pela Meta desde o último relatório",
    none: (since) => `Nenhum dado de um período anterior mudou desde ${since}.`,
    note: (figures, since) =>
      `Mudanças desde ${since}: ${figures} de períodos anteriores; o relatório da época fica como foi enviado, este conta com os novos.`,
    cut: (shown) => ` São listados os ${shown} que mais variaram.`,
    toldThen: "para o último relatório",
    toldSince: "desde então",
  },
  spentCalls: {
    runs: "Últimas coletas",
    noRuns: "Nenhuma coleta foi feita.",
    calls: "Chamadas gastas neste período",
    callsNote: (span) =>
      `Todas as chamadas, ${span}, qualquer que fosse o fim; a escrita de comentários tem cota própria.`,
    noCalls: "Nenhuma chamada foi gasta.",
    noHeader: "a Meta não enviou cabeçalho de uso",
    noBudget: "não está na configuração com que o relatório foi criado",
    kinds: { collect: "coleta" },
    states: {
      running: "em andamento",
      complete: "completa",
      partial: "parcial",
      paused: "em pausa",
      failed: "falhou",
    },
  },
  method: {
    title: "Método",
    lead: "Como cada dado deste relatório é obtido.",
    kpis: "Indicadores principais",
    unit: (unit) => `Unidade: ${unit}.`,
    addsUp: (over) => `Pode ser somado sobre: ${over}.`,
    reach: "Três alcances, nunca um pelo outro",
    reaches: [
      {
        term: "Alcance único",
        text: "Pessoas alcançadas ao menos uma vez em todo o período. Solicitado à Meta exatamente para estes dias; não pode ser calculado a partir de dados diários.",
      },
      {
        term: "Alcance médio por dia",
        text: "A média dos dados diários, quando todos os dias estão disponíveis.",
      },
      {
        term: "Soma do alcance diário",
        text: "Os dados diários somados. Conta uma pessoa uma vez por dia e é sempre o maior dos três.",
      },
    ],
    posts90: "Dados de publicações, stories e hashtags",
    more: [
      {
        term: "Sobre a mediana",
        text: "Uma publicação diante da mediana das publicações da própria conta nos últimos 90 dias, ela incluída; a partir de cinco publicações.",
        formula: "interações (ou alcance) da publicação ÷ mediana das publicações da conta",
      },
      {
        term: "Retenção (stories)",
        text: "Visualizações que não saíram dos stories nem passaram à próxima conta. Sobre vários stories, as somas são divididas. Não pode ser somado sobre nada.",
        formula: "1 − (saídas + passagens à próxima conta) ÷ visualizações; navigation tap_exit e swipe_forward",
      },
      {
        term: "Taxa de saída (stories)",
        text: "Visualizações que terminaram com a saída dos stories. Não pode ser somado sobre nada.",
        formula: "saídas (navigation tap_exit) ÷ visualizações",
      },
      {
        term: "Hashtags usadas",
        text: "As de ao menos três publicações em 90 dias, lidas nas legendas. Uma publicação traz várias: o dado mostra coincidência, não causa.",
        formula: "alcance mediano das publicações com a hashtag ÷ alcance mediano de todas as publicações",
      },
      {
        term: "Proporção do público",
        text: "A Meta informa só os maiores grupos; a proporção é dos que ela informa. Sobre várias contas os grupos são somados, e as pessoas podem se repetir.",
        formula: "seguidores do grupo ÷ seguidores de todos os grupos informados",
      },
    ],
    days: "Dias e períodos",
    daysText: (span, comparison, zone) => [
      `O período é ${span}; é comparado com o mesmo número de dias anteriores, ${comparison}.`,
      "Os dados de conta vêm nos dias da própria Meta, de meia-noite a meia-noite, hora do Pacífico (EUA), e levam essas datas; nenhum relatório pode recortá-los de outro modo.",
      `Uma publicação pertence ao dia em que saiu no fuso horário deste relatório, ${zone}.`,
      `A Meta informa os seguidores on-line por hora sem dizer em que fuso; as horas são tomadas como hora do Pacífico, como seus dias, e exibidas em ${zone}.`,
      "A Meta só fornece dados únicos de no máximo 30 dias; em períodos mais longos é informado o alcance único dos últimos 30 dias seguidos disponíveis.",
    ],
    provisional: "O que é provisório",
    provisionalText: [
      "A Meta ainda pode alterar um dia ou uma publicação por 48 horas. Dados lidos antes disso são marcados como provisórios.",
    ],
    change: "Como as variações são indicadas",
    changeText: [
      "Os dois lados de uma mudança são lidos com a mesma idade quando essas leituras existem: este período alguns dias depois do fim, o anterior tantos dias depois do seu. Caso contrário, a mudança é marcada como provisória e nenhuma constatação começa por ela.",
      "Contagens variam em por cento, taxas em pontos, seguidores líquidos pela diferença. Sobre uma base menor que 20, um percentual enganaria; a diferença fica em seu lugar.",
      "Uma variação de várias contas abrange as que têm o dado nos dois períodos, e diz quando são menos.",
      "Um total de várias contas abrange as que têm o dado. O desconhecido fica de fora, nunca conta como zero.",
    ],
    posts: "Publicações e stories",
    postsText: [
      "Três números de interações, nunca um pelo outro: as da conta são seu total no período, qualquer que seja a idade da publicação; as das publicações, as das publicadas no período; as consideradas, as das que têm alcance e interações.",
      "Interações são curtidas + comentários + salvamentos + compartilhamentos. Quando as curtidas estão ocultas, são desconhecidas: essas publicações ficam fora de classificações e taxas, e são contadas.",
      "Os comentários incluem as respostas. As interações de um story são o total da própria Meta.",
      "Os stories só são contados como vistos de publicados quando as leituras são tão próximas que nenhum pode ter passado sem ser visto.",
      "Um story vive 24 horas. O relatório conhece os stories que uma coleta viu enquanto viviam, não os que vieram e se foram entre duas.",
      "Uma cobertura de 100% significa que tudo o que a Meta pode informar está disponível. O que ela não informa a contas tão pequenas (menos de 100 seguidores) ou de publicações tão antigas (antes da conta comercial) não é esperado.",
    ],
  },
  allPosts: {
    title: "Todas as publicações",
    lead: (posts, stories, span) => `${posts} e ${stories}, ${span}, as mais recentes primeiro por conta.`,
    table: "Publicações e stories do período",
    none: "Nada foi publicado no período.",
    unlisted: "As publicações do período não foram listadas.",
    cut: (shown, all) => `As primeiras ${shown} de ${all}; a planilha Publicações da pasta de trabalho lista todas.`,
  },
  backPage: {
    title: "Sobre este relatório",
    verify: "Como verificá-lo",
    verifyText: (span) => [
      "Cada dado tem um comprovante: na edição HTML, clique no dado. Ele indica a métrica, a janela, a fórmula e quando a Meta foi consultada.",
      `O mesmo hash do conjunto de dados para ${span} significa os mesmos fatos; o mesmo id de relatório, o mesmo relatório, dado por dado.`,
      "O relatório é lacrado: quem o fez pode recriá-lo pelo id, anos depois, dado por dado.",
      "HTML, PDF e pasta de trabalho são feitos de um único modelo. Se dois deles divergirem em um dado, um dos arquivos foi alterado.",
    ],
    not: "O que os números não são e o que não é prometido",
    notText: [
      "Iguais à tela do aplicativo: a Meta retifica dias e publicações por 48 horas, e o aplicativo conta alguns de outra forma.",
      "Pessoas contadas uma só vez entre contas: a Meta as conta em cada conta, portanto o alcance sobre as contas é uma soma em que as pessoas se repetem.",
      "Um registro dos stories que vieram e se foram enquanto nada era executado.",
      "Uma prova de entrega: sabe-se que um e-mail foi aceito, não que chegou a uma caixa de entrada.",
      "Preenchidos: um dado que não veio é não medido, com seu motivo, e nunca um zero.",
    ],
  },
};
