import { Refusal } from '../../kernel/refusal.ts';

/** Returns the refusal of a file of which nothing can be charged; `fault` is a sentence. */
export function badFile(fault: string): Refusal {
  const detail = `${fault[0]?.toUpperCase()}${fault.slice(1)}.`;
  return new Refusal('invalid_request', detail, { errors: [{ path: '', message: fault }] });
}
