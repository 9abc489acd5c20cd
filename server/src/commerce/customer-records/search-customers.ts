import { numberIn } from '../../kernel/iccid.ts';
import type { Database } from '../../platform/db/database.ts';
import type { ReadScope } from '../../platform/db/scope.ts';
import { searchPlanned } from '../activations/index.ts';
import { type CustomerPage, readCustomers, type Total } from '../customers/index.ts';
import type { CustomerSearch } from './customer-search.ts';
import {
  type Found,
  type FoundPage,
  LOWEST_UUID,
  type Match,
  selectAmongNewest,
  selectFound,
  selectNewestFound,
} from './search-store.ts';

/** Counting all matches of a frequent text takes seconds, so counting stops here. */
const MOST_COUNTED = 10_000;
const SAMPLE = 1_000;
/** A text is frequent if this share of the sample matches. */
const FREQUENT = 0.2;

type Search = CustomerSearch & { limit: number; offset: number };
type Ids = Total & { ids: string[] };

/**
 * Returns the account's customers that match a search, newest first, and their total number. Above
 * `MOST_COUNTED`, `totalCount` is a lower bound (`isExact` is false) that exceeds the requested
 * page until the last one, so that paging to the end reaches all of them. An ICCID or IMSI is
 * read by `numberIn`. `ANY` searches in every field, but in an ID only from its beginning.
 */
export async function searchCustomers(
  { db, accountId }: { db: Database; accountId: string },
  of: Search,
): Promise<CustomerPage> {
  const matches = matchesOf(of);
  if (matches.length === 0) return { customers: [], totalCount: 0, isExact: true };
  const { ids, ...total } = await findIds({ db, accountId }, { ...of, matches });
  const customers = await readCustomers(db, { accountId, customerIds: ids });
  return { customers: ids.flatMap((id) => customers.get(id) ?? []), ...total };
}

function findIds(
  scope: { db: Database; accountId: string },
  { limit, offset, matches }: Search & { matches: Match[] },
): Promise<Ids> {
  const page = { matches, limit, offset };
  const isWhole = matches.every(({ by, mode }) => mode === 'isExact' && by !== 'IMSI');
  if (isWhole) return findPage(scope, page);
  return searchPlanned(scope, (planning) => findPage(planning, page));
}

async function findPage(scope: Pick<ReadScope, 'db' | 'accountId'>, page: FoundPage): Promise<Ids> {
  const found = await countFound(scope, page);
  if (!found.isMany) return { ids: found.ids, totalCount: found.count, isExact: true };

  const { limit, offset } = page;
  const ids = await selectNewestFound(scope.db, scope.accountId, { ...page, limit: limit + 1 });
  const isLast = ids.length > 0 && ids.length <= limit;
  const totalCount = isLast ? offset + ids.length : Math.max(found.count, offset + ids.length);
  return { ids: ids.slice(0, limit), totalCount, isExact: isLast };
}

/** Counts among the newest customers first, and by an index if that does not suffice. */
async function countFound(
  scope: Pick<ReadScope, 'db' | 'accountId'>,
  page: FoundPage,
): Promise<Found> {
  const counting = { ...page, most: MOST_COUNTED };
  const asksTrigrams = page.matches.some(({ by, mode }) => mode === 'contains' || by === 'IMSI');
  const settled = asksTrigrams && (await countAmongNewest(scope, counting));
  return settled || selectFound(scope.db, scope.accountId, counting);
}

/**
 * Counts among the newest customers if the text is frequent there, or if there are no others. A
 * trigram index is slow for a frequent text: it reads all matches before it returns the first.
 * Returns undefined if the index should be used.
 */
async function countAmongNewest(
  scope: Pick<ReadScope, 'db' | 'accountId'>,
  counting: FoundPage & { most: number },
): Promise<Found | undefined> {
  const sample = await selectAmongNewest(scope.db, scope.accountId, { ...counting, read: SAMPLE });
  if (sample.isAll) return sample;
  if (sample.count < SAMPLE * FREQUENT) return undefined;
  const read = MOST_COUNTED / FREQUENT;
  const many = await selectAmongNewest(scope.db, scope.accountId, { ...counting, read });
  return many.isAll || many.isMany ? many : undefined;
}

/** Returns an empty list if nothing can match, such as letters in an IMSI. */
function matchesOf({ key, query: text, mode }: CustomerSearch): Match[] {
  switch (key) {
    case 'EMAIL':
    case 'METATAG':
      return [{ by: key, mode, text }];
    case 'ICCID':
    case 'IMSI':
      return matchNumber({ by: key, mode, text });
    case 'UID':
      return matchUid({ by: key, mode, text });
    case 'ANY':
      return [
        { by: 'EMAIL', mode, text },
        { by: 'METATAG', mode, text },
        ...matchNumber({ by: 'ICCID', mode, text }),
        ...matchNumber({ by: 'IMSI', mode, text }),
        ...matchUid({ by: 'UID', mode: mode === 'contains' ? 'startsWith' : mode, text }),
      ];
  }
}

function matchNumber(match: Match): Match[] {
  const text = numberIn(match.text);
  return text === undefined ? [] : [{ ...match, text }];
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
