import { importProfiles } from '../../src/connectivity/carriers/index.ts';
import { newId } from '../../src/kernel/ids.ts';
import { suspendAccount } from '../../src/tenancy/accounts/index.ts';
import { grantedRequest, send } from '../support/requests.ts';
import { ASKING, openReseller, purchase } from '../support/resellers.ts';
import { WHOLESALE_MINOR } from '../support/shop.ts';
import type { Answer } from '../support/slice.ts';
import { apart, askAs, askWith, rule, type Scenes, type Stage } from './stage.ts';

/** Reasons to refuse a sale: terms, money, stock. */
export const SALE_SCENES: Scenes = {
  account_suspended: async (stage) => {
    const own = await apart(stage);
    const wanted = await grantedRequest(own.operation, own.reseller);
    await rule(own, (tx, { accountId }) => suspendAccount({ db: tx, accountId, now: new Date() }));
    return send(own.operation, wanted, own.reseller);
  },
  sandbox_only: async (stage) => {
    const { reseller } = stage;
    return askAs(stage, await reseller.tokenOf({}, reseller.liveAccountId));
  },
  inventory_item_inactive: async (stage) => {
    const { operation, reseller } = await apart(stage);
    const wanted = await grantedRequest(operation, reseller);
    const path = `/gigastore/products/inventory/${reseller.items.worldwide}`;
    await reseller.call('PUT', path, { body: { active: false } });
    return send(operation, wanted, reseller);
  },
  activation_mode_not_allowed: async (stage) => {
    const { items } = stage.reseller;
    const sold = await purchase(stage.reseller, { inventoryItemId: items.austria });
    return askWith(stage, {
      inventoryItemId: items.austria,
      customerUid: sold.customerUid,
      activationMode: 'ON_DEMAND',
    });
  },
  country_set_mismatch: (stage) => askWith(stage, { inventoryItemId: stage.reseller.items.europe }),
  price_mismatch: (stage) => {
    const another = { priceValue: 0.01, currencyCode: 'USD' };
    return askWith(stage, { expectedPrice: another, expectedTotal: another, token: 'another' });
  },
  payment_method_required: async (stage) => {
    const wanted = await grantedRequest(stage.operation, stage.reseller);
    const { operation, reseller } = await apart(stage);
    return send(operation, wanted, reseller);
  },
  insufficient_credits: async (stage) => {
    const { operation, reseller } = await apart(stage, WHOLESALE_MINOR);
    const sold = await purchase(reseller);
    const wanted = await grantedRequest(operation, reseller, sold);
    const body = { ...wanted.body, expectedPrice: undefined };
    return send(operation, { ...wanted, body }, reseller);
  },
  spend_limit_reached: async (stage) =>
    askAs(stage, await stage.reseller.tokenOf({ dailySpendLimitMinor: WHOLESALE_MINOR - 1n })),
  mandate_exceeded: async (stage) => {
    const mandate = { ...ASKING, expiresAt: new Date(0) };
    return askAs(stage, await stage.reseller.tokenOf({ mandate }));
  },
  approval_required: async (stage) =>
    askAs(stage, await stage.reseller.tokenOf({ mandate: ASKING })),
  approval_rejected: async (stage) => {
    const { operation, reseller, store } = stage;
    const headers = { 'Idempotency-Key': newId() };
    const wanted = { ...(await grantedRequest(operation, reseller)), headers };
    const asker = { store, token: await reseller.tokenOf({ mandate: ASKING }) };
    const { approvalId } = (await send(operation, wanted, asker)).json();
    await reseller.call('POST', `/gigastore/approvals/${approvalId}/reject`);
    return send(operation, wanted, asker);
  },
  out_of_stock: (stage) =>
    stage.operation.body ? askWith(stage, { metatag: 'sandbox:out_of_stock' }) : sellLast(stage),
  supplier_unavailable: (stage) => askWith(stage, { metatag: 'sandbox:supplier_error' }),
  customer_deleted: async (stage) => {
    const { operation, reseller } = stage;
    const sold = await purchase(reseller);
    const wanted = await grantedRequest(operation, reseller, sold);
    await reseller.call('DELETE', `/gigastore/activations/customers/${sold.customerUid}`);
    return send(operation, wanted, reseller);
  },
};

const LAST_PROFILE = '8944500101180012348,234500000000001,LPA:1$smdp.alpine.test$1234567890ABCDEF';

/** On a live account, whose carrier has a single profile. */
async function sellLast({ store, operation }: Stage): Promise<Answer> {
  const reseller = await openReseller(store, undefined, 'live');
  await store.db.transaction((tx) => importProfiles(tx, { carrier: 'alpine', csv: LAST_PROFILE }));
  const sold = await purchase(reseller, { inventoryItemId: reseller.items.imported });
  return send(operation, await grantedRequest(operation, reseller, sold), reseller);
}
