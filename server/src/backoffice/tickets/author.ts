import type { Context } from '../../kernel/context.ts';
import { invalid } from '../../kernel/refusal.ts';

/** Returns the name of who writes, as the thread shows it. */
export function authorOf({ actor }: Pick<Context, 'actor'>): string {
  return actor.kind === 'api_key' ? actor.clientId : actor.name;
}

/** Throws `invalid_request` if the text is blank. */
export function checkText(text: string, path = '/text'): void {
  if (text.trim() === '') throw invalid(path, 'must not be blank');
}
