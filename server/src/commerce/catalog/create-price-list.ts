import { newId } from '../../kernel/ids.ts';
import { isName, NAME_RULE } from '../../kernel/names.ts';
import { invalid } from '../../kernel/refusal.ts';
import type { Tx } from '../../platform/db/database.ts';
import { insertPriceList } from './store.ts';

/** An empty price list, for the organization that will be given it. Refuses `invalid_request`. */
export async function createPriceList(tx: Tx, input: { name: string }): Promise<{ id: string }> {
  if (!isName(input.name)) throw invalid('/name', NAME_RULE);

  const id = newId();
  await insertPriceList(tx, { id, name: input.name });
  return { id };
}
