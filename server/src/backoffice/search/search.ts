import { searchPlanned } from '../../commerce/activations/index.ts';
import { numberIn } from '../../kernel/iccid.ts';
import { isUuid } from '../../kernel/ids.ts';
import { invalid } from '../../kernel/refusal.ts';
import type { ListScope } from '../../platform/http/list-route.ts';
import { type FoundRow, type SearchText, selectContaining, selectExact } from './search-store.ts';

/** A shorter text is only compared with whole fields. */
const MIN_CONTAINED = 3;
/** The digits of the longest ICCID. */
const MAX_NUMBER = 20;
/** How many rows of each field are read; more are not ranked. */
const READ = 50;
export const MAX_RESULTS = 50;

export type SearchResult = FoundRow & { match: 'exact' | 'prefix' | 'contains' };

/**
 * Returns the objects of the account that a text finds, each once: exact matches first, then those
 * that begin with the text, then those that contain it, newer ones first. Throws `invalid_request`.
 */
export async function searchEverything(
  scope: ListScope,
  { q, limit }: { q: string; limit: number },
): Promise<SearchResult[]> {
  const of = toSearchText(q.normalize('NFC').trim());
  if (of.text === '') throw invalid('/q', 'must not be empty');
  const found = await searchPlanned(scope, async (planning) => {
    const exact = await selectExact(planning, of, READ);
    const isLong = [...of.text].length >= MIN_CONTAINED;
    return [...exact, ...(isLong ? await selectContaining(planning, of, READ) : [])];
  });
  const results = found.map((row) => ({ ...row, match: matchOf(row, of) }));
  return dedupe(results.toSorted(byRank)).slice(0, limit);
}

function toSearchText(text: string): SearchText {
  const number = numberIn(text) ?? '';
  const isUseful = number.length >= MIN_CONTAINED && number.length <= MAX_NUMBER;
  return {
    text,
    number: isUseful ? number : undefined,
    uuid: isUuid(text) ? text.toLowerCase() : undefined,
  };
}

function matchOf({ value }: FoundRow, { text, number }: SearchText): SearchResult['match'] {
  const found = value.toLowerCase();
  const folded = text.toLowerCase();
  const wanted = [folded, folded.replace(/^#/, ''), number?.toLowerCase() ?? text];
  if (wanted.includes(found)) return 'exact';
  return wanted.some((one) => found.startsWith(one)) ? 'prefix' : 'contains';
}

const RANKS = { exact: 0, prefix: 1, contains: 2 };

/** IDs sort by time, so the newest of equal results is the last. */
function byRank(one: SearchResult, other: SearchResult): number {
  return RANKS[one.match] - RANKS[other.match] || (one.id < other.id ? 1 : -1);
}

function dedupe(results: readonly SearchResult[]): SearchResult[] {
  const seen = new Set<string>();
  return results.filter(({ kind, id }) => {
    const key = `${kind} ${id}`;
    return !seen.has(key) && seen.add(key);
  });
}
