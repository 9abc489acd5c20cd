import type { components } from './schema.gen.ts';

export type Problem = Partial<components['schemas']['Problem']> & { detail: string };

/** The error of a failed call: the server's sentence, or that no answer arrived. */
export function problemOf(error: unknown): Problem | undefined {
  if (typeof error === 'object' && error !== null && 'detail' in error && 'code' in error) {
    return error as Problem;
  }
  return undefined;
}

/** The error codes of a wrong password or code, with or without a session. */
const WRONG_PROOF = ['invalid_credentials', 'sign_in_failed'];

export function isSignedOut(error: unknown): boolean {
  const problem = problemOf(error);
  return problem?.status === 401 && !WRONG_PROOF.includes(problem.code ?? '');
}

/** Returns whether a retry may succeed: no answer arrived, or one that asks for a retry. */
export function mayRetry(error: unknown): boolean {
  const status = problemOf(error)?.status;
  return status === undefined || status === 429 || status >= 500;
}

/** Returns the errors by form field: `/retailPrice/priceValue` belongs to `retailPrice`. */
export function fieldErrors(error: unknown): Record<string, string> {
  const wrong = problemOf(error)?.errors ?? [];
  return Object.fromEntries(
    wrong.map(({ path, message }) => [path.split('/')[1] ?? '', message] as const),
  );
}
