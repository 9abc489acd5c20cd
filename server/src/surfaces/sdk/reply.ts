import type { OutgoingAnswer } from '../../platform/outgoing/outgoing.ts';

/** How a question to the reseller's server went. */
export type Asked = {
  httpStatus: number | null;
  /** What is wrong with the answer, in a sentence; null when it is as expected. */
  error: string | null;
  durationMs: number;
  response: string;
};

/** More of an answer is not worth reading, let alone storing. */
export const MAX_ANSWER_BYTES = 16_384;
const EXPECTED_STATUS = 200;

/** The fields of the JSON object that was answered; undefined when it is none. */
export function readAnswer({
  retryAfterMs: _,
  ...answer
}: OutgoingAnswer): Asked & { fields?: Record<string, unknown> } {
  if (answer.error !== null) return answer;
  if (answer.httpStatus !== EXPECTED_STATUS) {
    return { ...answer, error: `The server answered ${answer.httpStatus}; 200 is expected.` };
  }
  const fields = parseObject(answer.response);
  return fields ? { ...answer, fields } : { ...answer, error: 'The answer is not a JSON object.' };
}

/** There is nobody to ask. */
export function notAsked(event: string): Asked {
  const error = `No address is set for ${event}, or it is switched off.`;
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
