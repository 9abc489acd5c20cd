import type { Context } from '../../kernel/context.ts';
import { invalid } from '../../kernel/refusal.ts';

/** How the thread calls who writes. */
export function authorOf({ actor }: Pick<Context, 'actor'>): string {
  return actor.kind === 'api_key' ? actor.clientId : actor.name;
}

/** Refuses a message of nothing but blanks. */
export function checkText(text: string): void {
  if (text.trim() === '') throw invalid('/text', 'must not be blank');
}
