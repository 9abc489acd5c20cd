/** The JSON answer of an operation that can also answer CSV (with another `Accept`). */
export function notCsv<Answer>(answer: Answer): Exclude<Answer, string> {
  return answer as Exclude<Answer, string>;
}
