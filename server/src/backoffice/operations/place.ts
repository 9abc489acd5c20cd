import { isUuid } from '../../kernel/ids.ts';
import { invalid } from '../../kernel/refusal.ts';
import type { Keyset } from '../../platform/http/paging.ts';

/** Returns the ID behind which a page begins. Throws if a client has made the cursor up. */
export function placeById(after: Keyset | undefined): string | undefined {
  const [id] = after ?? [];
  if (id !== undefined && !isUuid(id)) throw notOfThisList();
  return id;
}

/** Returns the number behind which a page begins. Throws if a client has made the cursor up. */
export function placeByNumber(after: Keyset | undefined): string | undefined {
  const [id] = after ?? [];
  if (id !== undefined && !/^\d{1,18}$/.test(id)) throw notOfThisList();
  return id;
}

/** Returns the time and ID behind which a page begins. Throws if a client has made it up. */
export function placeByTime(after: Keyset | undefined): { at: string; id: string } | undefined {
  if (!after) return undefined;
  const [at = '', id = ''] = after;
  const moment = new Date(at);
  if (Number.isNaN(moment.getTime()) || moment.toISOString() !== at || !isUuid(id)) {
    throw notOfThisList();
  }
  return { at, id };
}

function notOfThisList() {
  return invalid('/after', 'must be a nextCursor of this list');
}
