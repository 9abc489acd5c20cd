import type { Author } from '../../kernel/context.ts';
import { showMandate } from '../../kernel/mandate.ts';

/** Returns the mandate of the key and the tool, if the author has one of them. */
export function describeAgent({ mandate, tool }: Pick<Author, 'mandate' | 'tool'>) {
  if (!mandate && tool === undefined) return null;
  return {
    ...(tool !== undefined && { tool }),
    ...(mandate && { mandate: showMandate(mandate) }),
  };
}
