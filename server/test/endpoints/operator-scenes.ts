import { newId } from '../../src/kernel/ids.ts';
import { usd } from '../../src/kernel/money.ts';
import { chargeCredits, updateCreditLimit } from '../../src/money/credits/index.ts';
import { sql } from '../../src/platform/db/database.ts';
import { personOf } from '../support/people.ts';
import { newBankLine, proposeAdjustment, proposeReceipt } from '../support/platform.ts';
import { grantedRequest, send } from '../support/requests.ts';
import { type Answer, callerOf } from '../support/slice.ts';
import { lostStockOrder, newSmdp } from '../support/smdps.ts';
import { unknownOrder } from '../support/unknown-order.ts';
import { askForTooManyAttachments, askForTooManyInvitations } from './life-scenes.ts';
import { apart, ask, askWith, type Scenes, type Stage } from './stage.ts';

/** Reasons to refuse a request of an operator. */
export const OPERATOR_SCENES: Scenes = {
  second_person_required: async (stage) => {
    const { store, operation, reseller } = stage;
    if (operation.path.startsWith('/operator/invitations/')) return approveAlone(stage);
    const token = await reseller.sessionFor('operate');
    const call = callerOf(store.app, token);
    if (operation.path.startsWith('/operator/approval-requests/')) {
      return ask(stage, { params: { id: await proposeReceipt(reseller, { call }) } });
    }
    const body = {
      ...{ accountId: reseller.id, direction: 'credit', reason: 'Outage' },
      amount: { priceValue: 2500, currencyCode: 'USD' },
    };
    const asked = await call('POST', '/operator/adjustments', { body });
    const wanted = await grantedRequest(operation, reseller);
    return send(operation, { ...wanted, params: { id: asked.json().id } }, reseller);
  },
  insufficient_credits: async (stage) => {
    const own = await apart(stage, 100n);
    if (stage.operation.path.endsWith('/adjustments')) {
      return askWith(own, { direction: 'debit', accountId: own.reseller.id });
    }
    const id = await proposeAdjustment(own.reseller, { direction: 'debit' });
    return ask(own, { params: { id } });
  },
  invalid_state: (stage) => {
    if (stage.operation.path === '/operator/tickets/{id}') {
      return askWith(stage, { expectedStatus: 'closed' });
    }
    if (stage.operation.path.endsWith('/decide')) return askOfQueued(stage);
    if (stage.operation.path.startsWith('/operator/smdps/')) return askOfUsedSmdp(stage);
    if (stage.operation.path.endsWith('/settle')) return askOfSettled(stage);
    if (/\/(requests|settle-refund)$/.test(stage.operation.path)) return askOfUndelivered(stage);
    if (stage.operation.path.startsWith('/operator/bank-lines/')) return askOfConfirmedEntry(stage);
    if (stage.operation.path.endsWith('/credit-limit')) return askOfOwing(stage);
    if (/\/cancel$|\/sdk-apps\//.test(stage.operation.path)) return askOfCancelled(stage);
    if (stage.operation.path.endsWith('/close')) return askOfClosed(stage);
    if (stage.operation.path.endsWith('/resume')) return askOfClosed(stage);
    if (stage.operation.path.endsWith('/attachments')) return askForTooManyAttachments(stage);
    if (stage.operation.path.endsWith('/owner-invitation')) return askForTooManyInvitations(stage);
    if (stage.operation.path.startsWith('/operator/canned-answers')) return askForTitleInUse(stage);
    return isOfCatalogue(stage) ? askForCatalogue(stage) : askForDecided(stage);
  },
};

/** An import whose catalogue was not read yet. */
async function askOfQueued(stage: Stage): Promise<Answer> {
  const call = await stage.reseller.callerFor('operate');
  const body = { carrier: 'esim-go' };
  const { id } = (await call('POST', '/operator/catalogue-runs', { body })).json();
  return ask(stage, { params: { id }, body: { decision: 'apply' } });
}

/** An SM-DP+ at which a profile was ordered. */
async function askOfUsedSmdp(stage: Stage): Promise<Answer> {
  const { db } = stage.store;
  const name = await newSmdp(db);
  await lostStockOrder(db, name);
  return ask(stage, { params: { name } });
}

/** An order at a carrier that was settled before. */
async function askOfSettled(stage: Stage): Promise<Answer> {
  const wanted = await grantedRequest(stage.operation, stage.reseller);
  const settle = () =>
    send(stage.operation, { ...wanted, body: { outcome: 'NOT_PLACED' } }, stage.reseller);
  await settle();
  return settle();
}

/** An order at a carrier that delivered no eSIM. */
async function askOfUndelivered(stage: Stage): Promise<Answer> {
  const { store, id } = stage.reseller;
  return ask(stage, { params: { id: await unknownOrder(store.db, id) } });
}

/** An entry of a bank statement that was confirmed. */
async function askOfConfirmedEntry(stage: Stage): Promise<Answer> {
  const { reseller } = stage;
  const id = await newBankLine(reseller);
  const order = { amount: { priceValue: 50, currencyCode: 'USD' }, method: 'bank_transfer' };
  const bought = await reseller.call('POST', '/gigastore/credits/purchases', { body: order });
  const { reference } = bought.json().instructions;
  const call = await reseller.callerFor('operate');
  await call('POST', `/operator/bank-lines/${id}/confirm`, { body: { reference } });
  return ask(stage, { params: { id } });
}

/** A company that an owner closed, or its account. */
async function askOfClosed(stage: Stage): Promise<Answer> {
  const own = await apart(stage);
  const { organizationId, id } = own.reseller;
  const { personId } = await personOf(stage.store, organizationId, 'owner');
  await stage.store.db.run(sql`
    update accounts
    set suspended_at = now()
    where id = ${id}`);
  await stage.store.db.run(sql`
    update organizations
    set closing_requested_at = now(), closing_requested_by = ${personId}, closed_at = now()
    where id = ${organizationId}`);
  const isOfCompany = stage.operation.path.startsWith('/operator/organizations/');
  return ask(own, { params: { id: isOfCompany ? organizationId : id } });
}

/** A planned price that was cancelled before, or an app that was decided about. */
async function askOfCancelled(stage: Stage): Promise<Answer> {
  const wanted = await grantedRequest(stage.operation, stage.reseller);
  await send(stage.operation, wanted, stage.reseller);
  return send(stage.operation, wanted, stage.reseller);
}

/** An account that owes more than the limit. */
async function askOfOwing(stage: Stage): Promise<Answer> {
  const own = await apart(stage, 0n);
  const { id } = own.reseller;
  await stage.store.db.transaction(async (db) => {
    await updateCreditLimit(db, { accountId: id, limitMinor: 10_000n });
    const units = { amountMinor: 5_000n, type: 'stock_purchase', description: 'Units' } as const;
    await chargeCredits({ db, accountId: id, now: new Date() }, units);
  });
  return ask(own, { params: { id }, body: { creditLimit: usd(0), reason: 'Unpaid' } });
}

/** A canned answer with the title of another one. */
async function askForTitleInUse(stage: Stage): Promise<Answer> {
  const title = newId();
  const call = await stage.reseller.callerFor('assist');
  await call('POST', '/operator/canned-answers', { body: { title, text: 'Done.' } });
  return askWith(stage, { title });
}

function isOfCatalogue({ operation: { path } }: Stage): boolean {
  return path.startsWith('/operator/country-sets') || path.startsWith('/operator/price-lists');
}

/** A country set that exists or that plans name, and the default price list. */
async function askForCatalogue(stage: Stage): Promise<Answer> {
  const { operation, store } = stage;
  if (operation.method === 'DELETE') {
    const list = await store.db.row<{ id: string }>(sql`
      select id
      from price_lists
      where is_default`);
    return ask(stage, { params: { id: list?.id ?? '' } });
  }
  if (operation.method === 'POST') return askWith(stage, { code: 'WWW' });
  return ask(stage, { params: { code: 'WWW' }, body: { retired: true } });
}

/** An adjustment that was rejected before, or an entry of the bank that counted. */
async function askForDecided(stage: Stage): Promise<Answer> {
  if (stage.operation.path.endsWith('/bank-transfers')) {
    const wanted = await grantedRequest(stage.operation, stage.reseller);
    await send(stage.operation, wanted, stage.reseller);
    return send(stage.operation, wanted, stage.reseller);
  }
  const isApproval = stage.operation.path.startsWith('/operator/approval-requests/');
  const propose = isApproval ? proposeReceipt : proposeAdjustment;
  const id = await propose(stage.reseller);
  const call = await stage.reseller.callerFor('operate');
  const path = isApproval ? 'approval-requests' : 'adjustments';
  await call('POST', `/operator/${path}/${id}/reject`);
  return ask(stage, { params: { id } });
}

/** Invites an operator, and approves the invitation as the same person. */
async function approveAlone({ store, operation, reseller }: Stage): Promise<Answer> {
  const wanted = await grantedRequest(operation, reseller);
  const token = await reseller.sessionFor('operate');
  const body = { email: `${newId()}@people.test`, role: 'operator' };
  const invited = await callerOf(store.app, token)('POST', '/gigastore/team/invitations', { body });
  return send(operation, { ...wanted, params: { id: invited.json().id } }, reseller);
}
