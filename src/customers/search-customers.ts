import type { Queryable } from '../db/database.ts';
import type { CustomerSearch } from './customer-search.ts';
import { type CustomerPage, readCustomers } from './read-customers.ts';
import { LOWEST_UUID, type Match, selectFound } from './search-store.ts';

/**
 * The account's customers that a search finds, newest first, and how many there are in all. An
 * ICCID or IMSI may be written with spaces. `ANY` looks into everything, but into an id only from
 * its beginning.
 */
export async function searchCustomers(
  db: Queryable,
  { accountId }: { accountId: string },
  of: CustomerSearch & { limit: number; offset: number },
): Promise<CustomerPage> {
  const { limit, offset } = of;
  const matches = matchesOf(of);
  if (matches.length === 0) return { customers: [], totalCount: 0 };
  const { totalCount, ids } = await selectFound(db, accountId, { matches, limit, offset });
  const customers = await readCustomers(db, { accountId, customerIds: ids });
  return { customers: ids.flatMap((id) => customers.get(id) ?? []), totalCount };
}

/** None when nothing can match, such as letters in an ICCID. */
function matchesOf({ key, query: text, mode }: CustomerSearch): Match[] {
  switch (key) {
    case 'EMAIL':
    case 'METATAG':
      return [{ by: key, mode, text }];
    case 'ICCID':
    case 'IMSI':
      return matchDigits({ by: key, mode, text });
    case 'UID':
      return matchUid({ by: key, mode, text });
    case 'ANY':
      return [
        { by: 'EMAIL', mode, text },
        { by: 'METATAG', mode, text },
        ...matchDigits({ by: 'ICCID', mode, text }),
        ...matchDigits({ by: 'IMSI', mode, text }),
        ...matchUid({ by: 'UID', mode: mode === 'contains' ? 'startsWith' : mode, text }),
      ];
  }
}

function matchDigits(match: Match): Match[] {
  const text = match.text.replaceAll(' ', '');
  return /^\d+$/.test(text) ? [{ ...match, text }] : [];
}

function matchUid(match: Match): Match[] {
  const text = match.text.toLowerCase();
  return canBeInUid(text, match.mode) ? [{ ...match, text }] : [];
}

function canBeInUid(text: string, mode: Match['mode']): boolean {
  if (mode === 'contains') return /^[0-9a-f-]{1,36}$/.test(text);
  if (mode === 'isExact' && text.length !== LOWEST_UUID.length) return false;
  return LOWEST_UUID.startsWith(text.replace(/[0-9a-f]/g, '0'));
}
