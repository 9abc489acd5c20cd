import { toIccid } from '../../kernel/iccid.ts';
import { isUuid } from '../../kernel/ids.ts';
import { isImsi } from '../../kernel/imsi.ts';
import { invalid } from '../../kernel/refusal.ts';
import { findReferences } from '../../money/payments/index.ts';
import type { Queryable } from '../../platform/db/database.ts';
import { listResellers } from '../../tenancy/organizations/index.ts';
import { type FoundAnywhere, selectAnywhere, type Wanted } from './operator-search-store.ts';

/** A shorter text is no part of a name. */
const MIN_NAME = 3;
export const MAX_FOUND = 50;

/**
 * Returns the objects of all resellers that have exactly this text, with their accounts, and the
 * resellers with the text in their name or email address. Throws `invalid_request`.
 */
export async function searchResellers(
  db: Queryable,
  { q, limit }: { q: string; limit: number },
): Promise<FoundAnywhere[]> {
  const text = q.normalize('NFC').trim();
  if (text === '') throw invalid('/q', 'must not be empty');
  const exact = await selectAnywhere(db, readWanted(text), limit);
  return [...exact, ...(await selectNamed(db, text, limit))].slice(0, limit);
}

function readWanted(text: string): Wanted {
  const digits = text.replace(/[\s-]/g, '');
  return {
    text,
    uuid: isUuid(text) ? text.toLowerCase() : undefined,
    number: isImsi(digits) ? digits : iccidIn(text),
    references: findReferences(text).right,
    ticketNumber: /^(?:#|T-)?(\d{1,15})$/i.exec(text)?.[1],
  };
}

function iccidIn(text: string): string | undefined {
  const iccid = toIccid(text);
  return /^89[0-9A-F]{16,18}$/.test(iccid) ? iccid : undefined;
}

async function selectNamed(db: Queryable, words: string, limit: number): Promise<FoundAnywhere[]> {
  if ([...words].length < MIN_NAME) return [];
  const page = { words, isClosed: undefined, after: undefined, limit };
  const isInName = (name: string) => name.toLowerCase().includes(words.toLowerCase());
  return (await listResellers(db, page)).map(({ id, name, email, closedAt }) => ({
    ...{ kind: 'organization', id, title: name, state: closedAt ? 'closed' : null },
    ...(isInName(name) ? { field: 'name', value: name } : { field: 'email', value: email }),
    ...{ accountId: null, mode: null, organizationId: id, organizationName: name },
    customerId: null,
  }));
}
