import type { overview as english } from "../en/overview.ts";

export const overview: typeof english = {
  coverage: {
    empty: "Nenhuma conta neste relatório.",
    sentence: (complete, accounts, held, expected, share) =>
      `${complete} de ${accounts} com dados completos; ${held} de ${expected} dados esperados disponíveis (${share}).`,
  },
  summary: {
    gone: (accounts, names) => `Não mais acessíveis: ${accounts} (${names}). Mostra-se o que há, pela última leitura.`,
    title: "Resumo",
    lead: (accounts, span) => `${accounts}, ${span}.`,
    findings: "Conclusões",
    notes: "Observações",
    distrust: "Leia com cautela",
    underWay: (day, end) =>
      `${day} não tinha terminado no momento da leitura: os dias da Meta seguem o horário do Pacífico dos EUA e ele termina em ${end}. Seus números são os de um dia em andamento.`,
    provisional: (days) =>
      `Provisório, menos de 48 h no momento da leitura: ${days}. A Meta ainda pode alterar esses dias.`,
    gaps: (sentence) => `${sentence} Veja Qualidade dos dados.`,
    leftOut: (posts) => `Fora da taxa de engajamento: ${posts}, com interações ou alcance desconhecidos.`,
    missing: (pages) => `Fora deste relatório: ${pages}.`,
    trusted: "Nada falta e nada é provisório.",
    empty: "Nenhuma conta neste relatório, portanto nenhum dado é conhecido.",
  },
  tile: {
    overlap: "soma sobre as contas; as pessoas podem se repetir",
    asOf: (moment) => `lido em ${moment}`,
    partOf: (held, of) => `${held} de ${of} contas`,
    compared: (accounts) => `variação sobre ${accounts}`,
    comparedYear: (accounts) => `ano passado sobre ${accounts}`,
    leftOut: (posts) => `fora do cálculo: ${posts} com dados desconhecidos`,
    followed: (gained, lost) => `${gained} ganhos, ${lost} perdidos`,
    mean: (mean) => `média ${mean}`,
    stories: (stories) => `mais ${stories}`,
    spark: (name, days, accounts) => `${name} por dia, ${days}, ${accounts}`,
  },
  league: {
    title: "Classificação",
    table: "Contas",
    lead: (by, help) => `Classificação por ${by.toLowerCase()}. ${help}`,
    unrankedToo: (ranked, accounts) => ` Dado disponível para ${ranked} de ${accounts}.`,
    rank: "Posição; a seta indica posições ganhas ou perdidas entre as contas classificadas nos dois períodos.",
    daily: "Alcance diário",
    spark: (days) => `Alcance diário, ${days}.`,
    sparkAlt: (account, days) => `Alcance diário de ${account}, ${days}`,
    unranked: "sem classificação",
    total: "Total",
    empty: "Nenhuma conta neste relatório.",
    note: "Os totais abrangem as contas que têm o dado. O alcance e as taxas não têm total: as pessoas podem se repetir, e taxas não se somam.",
  },
  findings: {
    early:
      "Ainda não se pode dizer com certeza o que mudou: os dados deste período ainda crescem e os do anterior tiveram mais tempo.",
    marked: (finding) => `Provisório: ${finding}`,
    gained: (who, count, superlatives) => `${who} ganhou ${count} seguidores${superlatives}.`,
    most: "mais do que qualquer outra conta",
    provisional: (record) => `${record} até agora`,
    lost: (who, count) => `${who} perdeu ${count} seguidores líquidos.`,
    total: (what, by, isUp, record) => `${what}: ${by} a ${isUp ? "mais" : "menos"} que no período anterior${record}.`,
    account: (who, by, isUp) =>
      `${who}: o alcance ${isUp ? "subiu" : "caiu"} ${by}, a maior variação de todas as contas.`,
    rate: (who, rate, posts) => `${who} tem a maior taxa de engajamento: ${rate} em ${posts} publicações.`,
    nothing: "Ainda há poucos dados para conclusões.",
  },
  findingsPosts: {
    post: (who, format, multiple, measure) =>
      `Destaque (${format}, ${who}): ${multiple} vezes a mediana das publicações da própria conta (${measure}).`,
    format: (format, own, others, measure, posts, rest) =>
      `Melhor formato: ${format}. A publicação mediana fez ${own} vezes o habitual da conta (${measure}); a dos outros formatos, ${others} vezes (${posts} publicações contra ${rest}).`,
  },
  findingsWeeks: {
    milestone: (who, round, now) => `${who} passou de ${round} seguidores e agora tem ${now}.`,
  },
  breaks: {
    withdrawn: (metric) => `${metric}: métrica retirada pela Meta`,
    refused: (metric) => `${metric}: métrica recusada pela Meta`,
  },
};
