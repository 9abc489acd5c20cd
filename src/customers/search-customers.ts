import type { Queryable, Sql } from '../db/database.ts';
import type { CustomerSearch, SearchMode } from './customer-search.ts';
import { type CustomerPage, readCustomers } from './read-customers.ts';
import {
  anyOf,
  matchEmail,
  matchIccid,
  matchImsi,
  matchMetatag,
  matchUidPart,
  matchUidRange,
  selectFound,
} from './search-store.ts';

const LOWEST_UUID = '00000000-0000-0000-0000-000000000000';
const HIGHEST_UUID = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

/**
 * The account's customers that a search finds, newest first, and how many there are in all. An
 * ICCID or IMSI may be written with spaces. `ANY` looks into everything, but into an uid only from
 * its beginning.
 */
export async function searchCustomers(
  db: Queryable,
  ctx: { accountId: string },
  of: CustomerSearch & { limit: number; offset: number },
): Promise<CustomerPage> {
  const { accountId } = ctx;
  const [first, ...others] = matchesOf(accountId, of);
  if (!first) return { customers: [], totalCount: 0 };
  const { totalCount, ids } = await selectFound(db, anyOf(first, ...others), of);
  const customers = await readCustomers(db, { accountId, customerIds: ids });
  return { customers: ids.flatMap((id) => customers.get(id) ?? []), totalCount };
}

function matchesOf(accountId: string, { key, query, mode }: CustomerSearch): Sql[] {
  const wanted = { accountId, query, mode };
  const digits = query.replaceAll(' ', '');
  const byDigits = (match: typeof matchIccid) =>
    /^\d+$/.test(digits) ? [match({ ...wanted, query: digits })] : [];
  switch (key) {
    case 'EMAIL':
      return [matchEmail(wanted)];
    case 'METATAG':
      return [matchMetatag(wanted)];
    case 'ICCID':
      return byDigits(matchIccid);
    case 'IMSI':
      return byDigits(matchImsi);
    case 'UID':
      return mode === 'contains' ? matchPart(accountId, query) : matchUid(accountId, query, mode);
    case 'ANY':
      return [
        matchEmail(wanted),
        matchMetatag(wanted),
        ...byDigits(matchIccid),
        ...byDigits(matchImsi),
        ...matchUid(accountId, query, mode),
      ];
  }
}

/** A range of ids from the beginning of one; nothing when the text can be no beginning of any. */
function matchUid(accountId: string, query: string, mode: SearchMode): Sql[] {
  const beginning = query.toLowerCase();
  const isWhole = beginning.length === LOWEST_UUID.length;
  const isBeginning = isUuidBeginning(beginning) && (isWhole || mode !== 'isExact');
  if (!isBeginning) return [];
  const from = beginning + LOWEST_UUID.slice(beginning.length);
  const to = beginning + HIGHEST_UUID.slice(beginning.length);
  return [matchUidRange(accountId, { from, to })];
}

function isUuidBeginning(text: string): boolean {
  const shape = LOWEST_UUID.slice(0, text.length);
  return shape.length === text.length && text.replace(/[0-9a-f]/g, '0') === shape;
}

function matchPart(accountId: string, query: string): Sql[] {
  const part = query.toLowerCase();
  return /^[0-9a-f-]+$/.test(part) ? [matchUidPart(accountId, part)] : [];
}
