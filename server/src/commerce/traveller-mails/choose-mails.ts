import { audit } from '../../kernel/context.ts';
import type { ReadScope, Scope } from '../../platform/db/scope.ts';
import { replaceChoices, selectChoices } from './choice-store.ts';
import { closeCursors, openCursors } from './cursor-store.ts';
import { TRAVELLER_MAILS, type TravellerMailChoices } from './traveller-mail.ts';

/** Returns which mails the organization sends to its travellers. */
export async function readTravellerMails({
  db,
  organizationId,
}: Pick<ReadScope, 'db' | 'organizationId'>): Promise<TravellerMailChoices> {
  const chosen = await selectChoices(db, organizationId);
  const choices = TRAVELLER_MAILS.map((kind) => [kind, chosen.includes(kind)] as const);
  return Object.fromEntries(choices) as TravellerMailChoices;
}

/**
 * Switches mails to travellers on or off; what is left out stays as it is. Mails are about what
 * happens from then on. Returns all choices.
 */
export async function updateTravellerMails(
  scope: Scope,
  changes: Partial<TravellerMailChoices>,
): Promise<TravellerMailChoices> {
  const { db, organizationId } = scope;
  const before = await readTravellerMails(scope);
  const after = { ...before, ...changes };
  const kinds = TRAVELLER_MAILS.filter((kind) => after[kind]);
  await replaceChoices(db, { organizationId, kinds });
  if (kinds.length > 0) await openCursors(db, organizationId);
  else await closeCursors(db, organizationId);
  audit(scope, { action: 'traveller_mails.updated', target: null, before, after });
  return after;
}
