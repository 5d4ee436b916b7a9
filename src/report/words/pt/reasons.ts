import type * as english from "../en/reasons.ts";

export const reasons: typeof english.reasons = {
  "Meta refused this metric": "a Meta recusou esta métrica",
  "withdrawn by Meta": "retirada pela Meta",
  "Meta left it out": "a Meta omitiu",
  "too small for Meta to tell": "pequeno demais para a Meta informar",
  "older than the business account": "anterior à conta comercial",
  "no longer there": "não existe mais",
  "no permission to read it": "sem permissão de leitura",
  "the token expired or was revoked": "o token expirou ou foi revogado",
  "Meta gives it for at most 30 days at a time": "a Meta só informa isso para no máximo 30 dias seguidos",
  "Meta tells it for the last 30 days only": "a Meta só informa isso para os últimos 30 dias",
  "not collected for exactly these days; a sum over days would count people again":
    "não coletado para estes dias exatos; uma soma de dias contaria as pessoas várias vezes",
  "no call was left for it": "não restava nenhuma chamada para isso",
  "Meta told what it cannot be": "a Meta informou um valor impossível",
  "not asked: it would cost calls of its own": "não foi pedido: custaria chamadas próprias",
  "Meta did not answer": "a Meta não respondeu",
  "not collected": "não coletado",
  "not collected for all of these days": "não coletado para todos esses dias",
  "likes are hidden or not told": "as curtidas estão ocultas ou não foram informadas",
  "no reach": "sem alcance",
  "no posts in the period": "sem publicações no período",
  "no post has both reach and interactions": "nenhuma publicação tem alcance e interações",
  "no post has its interactions": "as interações de nenhuma publicação são conhecidas",
  "no post has the figure": "nenhuma publicação tem o dado",
  "no post tells it": "nenhuma publicação informa",
  "fewer than 5 posts to compare with": "menos de 5 publicações para comparar",
  "the account's median is zero": "a mediana da conta é zero",
  "no account is held": "não há nenhuma conta registrada",
  "followers not read": "seguidores não lidos",
  "no posts with known interactions": "sem publicações com interações conhecidas",
  "no stories seen": "nenhum story visto",
  "the stories have no views": "os stories não têm visualizações",
  "no account has it in both periods": "nenhuma conta tem o dado nos dois períodos",
  "no account in the report": "nenhuma conta no relatório",
  "younger than 48 h when read": "menos de 48 h no momento da leitura",
  "Meta left out the link": "a Meta omitiu o link",
  "The profile could not be read.": "Não foi possível ler o perfil.",
  "The API left it out.": "A API omitiu.",
  "The API answered without this value.": "A API respondeu sem este dado.",
  "The API answered without insights for this post.": "A API respondeu sem insights desta publicação.",
  "A post came without a readable id and was left out.":
    "Uma publicação veio sem identificador legível e foi deixada de fora.",
  "Meta tells new followers a day for the last 30 days only.":
    "A Meta informa novos seguidores por dia só dos últimos 30 dias.",
  "Meta tells this only from 100 followers on.": "A Meta informa isto só a partir de 100 seguidores.",
  "This Page has no Instagram business account linked to it. Link one under Page settings › Linked accounts.":
    "Nenhuma conta comercial do Instagram está vinculada a esta Página. Vincule uma em Configurações da Página › Contas vinculadas.",
};

export const reasonBefore: typeof english.reasonBefore = (reason) => `período anterior: ${reason}`;
