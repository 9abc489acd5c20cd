import type { components } from './schema.gen.ts';

export type Problem = Partial<components['schemas']['Problem']> & { detail: string };

/** What a failed call says: the server's own sentence, or that no answer came. */
export function problemOf(error: unknown): Problem | undefined {
  if (typeof error === 'object' && error !== null && 'detail' in error && 'code' in error) {
    return error as Problem;
  }
  return undefined;
}

/** What a wrong password or code is answered with, whether or not there is a session. */
const WRONG_PROOF = ['invalid_credentials', 'sign_in_failed'];

export function isSignedOut(error: unknown): boolean {
  const problem = problemOf(error);
  return problem?.status === 401 && !WRONG_PROOF.includes(problem.code ?? '');
}

/** No answer, or one that says to come again; what is refused stays refused. */
export function mayRetry(error: unknown): boolean {
  const status = problemOf(error)?.status;
  return status === undefined || status === 429 || status >= 500;
}

/** What is wrong with each field of a form, by its name: `/retailPrice/priceValue` is `retailPrice`. */
export function fieldErrors(error: unknown): Record<string, string> {
  const wrong = problemOf(error)?.errors ?? [];
  return Object.fromEntries(
    wrong.map(({ path, message }) => [path.split('/')[1] ?? '', message] as const),
  );
}
