import type { OutgoingAnswer } from '../../platform/outgoing/outgoing.ts';

/** The outcome of a call to the reseller's server. */
export type CallOutcome = {
  httpStatus: number | null;
  /** The fault of the answer in a sentence; null if it is as expected. */
  error: string | null;
  durationMs: number;
  response: string;
};

/** The longest answer that is read. */
export const MAX_ANSWER_BYTES = 16_384;
const EXPECTED_STATUS = 200;

/** Returns the outcome with the fields of the JSON object that was answered, if it is one. */
export function readAnswer({
  retryAfterMs: _,
  ...answer
}: OutgoingAnswer): CallOutcome & { fields?: Record<string, unknown> } {
  if (answer.error !== null) return answer;
  if (answer.httpStatus !== EXPECTED_STATUS) {
    return { ...answer, error: `The server answered ${answer.httpStatus}; 200 is expected.` };
  }
  const fields = parseObject(answer.response);
  return fields ? { ...answer, fields } : { ...answer, error: 'The answer is not a JSON object.' };
}

/** Returns the outcome if no URL is set for the event. */
export function notCalled(event: string): CallOutcome {
  const error = `No URL is set for ${event}, or it is disabled.`;
  return { httpStatus: null, error, durationMs: 0, response: '' };
}

function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
