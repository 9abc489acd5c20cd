import { type AuditTrail, audit } from '../../kernel/context.ts';
import { newId } from '../../kernel/ids.ts';
import { isName, NAME_RULE } from '../../kernel/names.ts';
import { invalid, Refusal } from '../../kernel/refusal.ts';
import type { Scope } from '../../platform/db/scope.ts';
import {
  deletePriceListRow,
  deletePrices,
  insertPriceList,
  isPriceListAssigned,
  lockPriceList,
  readPriceList,
  updatePriceListName,
} from '../catalog/index.ts';

/** Creates an empty price list. Throws `invalid_request`. */
export async function createPriceList(
  scope: Pick<Scope, 'db'> & AuditTrail,
  { name }: { name: string },
) {
  if (!isName(name)) throw invalid('/name', NAME_RULE);
  const id = newId();
  await insertPriceList(scope.db, { id, name });
  audit(scope, { action: 'price_list.created', target: id, before: null, after: { name } });
  return readPriceList(scope.db, id);
}

/** Renames a price list. Throws `price_list_not_found`, `invalid_request`. */
export async function updatePriceList(scope: Scope, { id, name }: { id: string; name: string }) {
  const list = await lockPriceList(scope.db, id);
  if (!isName(name)) throw invalid('/name', NAME_RULE);
  await updatePriceListName(scope.db, { id: list.id, name });
  audit(scope, {
    action: 'price_list.updated',
    target: list.id,
    before: { name: list.name },
    after: { name },
  });
  return readPriceList(scope.db, list.id);
}

/**
 * Deletes a price list with its prices. Throws `price_list_not_found`, and `invalid_state` for the
 * default list and for a list by which a reseller pays.
 */
export async function deletePriceList(scope: Scope, id: string): Promise<void> {
  const list = await lockPriceList(scope.db, id);
  if (list.isDefault) {
    throw new Refusal('invalid_state', 'The default price list cannot be deleted.');
  }
  if (await isPriceListAssigned(scope.db, list.id)) {
    throw new Refusal(
      'invalid_state',
      'A reseller pays by this price list. Assign another list to the reseller first.',
    );
  }

  await deletePrices(scope.db, list.id);
  await deletePriceListRow(scope.db, list.id);
  audit(scope, {
    action: 'price_list.deleted',
    target: list.id,
    before: { name: list.name },
    after: null,
  });
}
