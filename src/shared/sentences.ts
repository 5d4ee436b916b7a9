/** "Session has expired. Log in again.": whatever comes before a remedy ends as a sentence, also where the API's words do not. */
export function withRemedy(words: string, remedy = ""): string {
  const sentence = words === "" || /[.!?…]["'”»)]?$/.test(words) ? words : `${words}.`;
  return `${sentence} ${remedy}`.trim();
}

/** "1 value", "2 values"; `many` where it is not the noun with an s. */
export function countOf(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
