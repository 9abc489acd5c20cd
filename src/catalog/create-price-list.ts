import type { Tx } from '../db/database.ts';
import { newId } from '../lib/ids.ts';
import { isName, NAME_RULE } from '../lib/names.ts';
import { invalid } from '../lib/refusal.ts';
import { insertPriceList } from './store.ts';

/** An empty price list, for the organization that will be given it. Refuses `invalid_request`. */
export async function createPriceList(tx: Tx, input: { name: string }): Promise<{ id: string }> {
  if (!isName(input.name)) throw invalid('/name', NAME_RULE);

  const id = newId();
  await insertPriceList(tx, { id, name: input.name });
  return { id };
}
