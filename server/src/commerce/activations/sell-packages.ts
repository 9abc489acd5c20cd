import type { Carriers } from '../../connectivity/carriers/index.ts';
import { loadProfileDomains } from '../../connectivity/esims/index.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Tx } from '../../platform/db/database.ts';
import type { Scope } from '../../platform/db/scope.ts';
import { loadCustomers } from '../customers/index.ts';
import { loadItemsForSale } from '../inventory/index.ts';
import { checkSale, type SaleReferences } from './check-sale.ts';
import { draftSale } from './draft-sale.ts';
import { recordSales } from './record-sales.ts';
import type { CheckedSale, SaleOutcome, SaleRequest } from './sale.ts';
import { settleSales } from './settle-sales.ts';
import { settleUnderLocks } from './settle-under-locks.ts';
import { selectAccountForSale } from './store.ts';

export type SaleParts = { carriers: Carriers; realNow: () => Date };

/** A request on its way: still accepted, with what the next step needs, or refused for good. */
type Step<Accepted> = Accepted | { refusal: Refusal };

/**
 * Sells packages to the customers of one account: each request is accepted or refused on its own,
 * in order, in a handful of statements for all of them. Gives an outcome a request.
 * Refusals: those of `checkSale`, then those of `settleSales`.
 */
export async function sellPackages(
  tx: Tx,
  parts: SaleParts,
  batch: { accountId: string; requests: readonly SaleRequest[] },
): Promise<SaleOutcome[]> {
  const { accountId, requests } = batch;
  const [account, known] = await Promise.all([
    loadAccount({ db: tx, accountId }, parts.realNow()),
    loadReferences({ db: tx, accountId }, requests),
  ]);
  const place = { db: tx, accountId, now: account.now, carriers: parts.carriers };
  const references = { ...account, ...known };
  const checked = requests.map((request) => check(request, references));

  // A forecast first: profiles are taken, and locks held, only for sales that look paid.
  const hopeful = accepted(checked);
  const stockUnits = new Map(hopeful.map(({ item }) => [item.id, item.stockUnits]));
  const { spendableMinor, topUpPending } = account;
  const forecast = { spendableMinor, topUpPending, stockUnits, keyAllowances: new Map() };
  const likely = merge(checked, settleSales(hopeful, forecast));
  const paid = await settleUnderLocks(
    place,
    accepted(likely).map(({ sale }) => sale),
  );

  const settled = merge(likely, paid.settled);
  const drafts = accepted(settled).map((settlement) => draftSale(settlement, account.now));
  if (paid.locked) await recordSales(place, { drafts, locked: paid.locked });
  const { refundsLeft, now } = account;
  return merge<(typeof drafts)[number]>(settled, drafts).map((one) =>
    'refusal' in one ? one : { sale: one.sale, refundsLeft, now },
  );
}

async function loadAccount(scope: Pick<Scope, 'db' | 'accountId'>, realNow: Date) {
  const account = await selectAccountForSale(scope.db, scope.accountId, realNow);
  if (!account) throw new Error(`account ${scope.accountId} is gone`);
  return { ...account, now: new Date(realNow.getTime() + Number(account.clockOffsetMs)) };
}

async function loadReferences(
  scope: Pick<Scope, 'db' | 'accountId'>,
  requests: readonly SaleRequest[],
) {
  const topUps = requests.flatMap((request) => (request.kind === 'register' ? [] : [request]));
  const itemIds = [...new Set(requests.map((request) => request.inventoryItemId))];
  const customerIds = [...new Set(topUps.map((request) => request.customerUid))];
  const ids = [...new Set(topUps.flatMap((request) => request.customerProfileDomainId ?? []))];
  const [items, customers, domains] = await Promise.all([
    loadItemsForSale(scope.db, { accountId: scope.accountId, itemIds }),
    loadCustomers(scope.db, { accountId: scope.accountId, customerIds }),
    loadProfileDomains(scope.db, { accountId: scope.accountId, ids }),
  ]);
  return { items, customers, domains };
}

function check(request: SaleRequest, known: SaleReferences): Step<CheckedSale> {
  try {
    return checkSale(request, known);
  } catch (error) {
    if (error instanceof Refusal) return { refusal: error };
    throw error;
  }
}

function accepted<Accepted extends object>(steps: readonly Step<Accepted>[]): Accepted[] {
  return steps.flatMap((step) => ('refusal' in step ? [] : [step]));
}

/** `steps` with each accepted one replaced, in order, by what became of it. */
function merge<Next extends object>(
  steps: readonly Step<object>[],
  results: readonly Step<Next>[],
): Step<Next>[] {
  const queue = [...results];
  return steps.map((step) => ('refusal' in step ? step : (queue.shift() as Step<Next>)));
}
