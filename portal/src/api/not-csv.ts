/** The JSON of an operation that answers CSV as well, which only another `Accept` asks for. */
export function notCsv<Answer>(answer: Answer): Exclude<Answer, string> {
  return answer as Exclude<Answer, string>;
}
