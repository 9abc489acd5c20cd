import type { Carriers } from '../../connectivity/carriers/index.ts';
import {
  loadProfileDomains,
  type PublicLinks,
  showEsimProfile,
} from '../../connectivity/esims/index.ts';
import { keyOf, type OfAccount } from '../../kernel/ids.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Database, Tx } from '../../platform/db/database.ts';
import type { IdempotencyKeys } from '../../platform/http/write.ts';
import { holdFreeSandboxes, holdSandboxes } from '../../tenancy/accounts/index.ts';
import { loadApprovals } from '../approvals/index.ts';
import { loadCustomers, showCustomer } from '../customers/index.ts';
import { loadItemsForSale } from '../inventory/index.ts';
import { selectAccountsForSale } from './account-store.ts';
import { askForSales, keepApproved } from './ask-for-sales.ts';
import {
  type Attempt,
  advance,
  begin,
  end,
  open,
  type SaleAnswer,
  type SubmittedSale,
} from './attempt.ts';
import { accountOf, checkSale, type SaleReferences } from './check-sale.ts';
import { claimActivations, keepActivations } from './claim-activations.ts';
import { draftSale, type SaleDraft } from './draft-sale.ts';
import { LOCKED } from './lane-queues.ts';
import { showActivatedItem } from './package.ts';
import { recordSales } from './record-sales.ts';
import { checkMandate } from './refuse-spending.ts';
import type { CheckedSale, SaleRequest } from './sale.ts';
import { createSettler, type Funds, stockKeyOf } from './settle-sales.ts';
import { isOrderedBy, settleUnderLocks } from './settle-under-locks.ts';

export type SellParts = {
  db: Database;
  carriers: Carriers;
  links: PublicLinks;
  idempotency: Pick<IdempotencyKeys, 'claimAll' | 'keepAll'>;
  realNow: () => Date;
};

/**
 * Sells packages for any accounts in one transaction, together with their idempotency keys. Accepts
 * or refuses each request on its own, in order, in a handful of statements for all of them, and
 * returns an answer for each. An answer leaves only after commit. Requests of accounts that another
 * transaction holds are answered `LOCKED`; with `waits` there is one account, and it is waited for.
 * A sale above a limit that asks waits for an approval, unless `asks` is false.
 */
export async function sellBatch(
  parts: SellParts,
  {
    batch,
    waits,
    asks = true,
  }: { batch: readonly SubmittedSale[]; waits: boolean; asks?: boolean },
): Promise<(SaleAnswer | typeof LOCKED)[]> {
  const realNow = parts.realNow();
  const claimedOf = new Set<string>();
  const answers = await parts.db.transaction(async (tx) => {
    const scope = { db: tx, carriers: parts.carriers, claimedOf };
    const resetting = await holdSandboxesOf(tx, batch, waits);
    const isFree = ({ request }: SubmittedSale) => !resetting.includes(request.ctx.accountId);
    const free = batch.filter(isFree);
    const [kept, claimed, known, approvals] = await Promise.all([
      claimKeys(tx, parts.idempotency, free),
      claimActivations(tx, free, { waits }),
      loadReferences(tx, { batch, realNow }),
      loadApprovals(tx, asks ? free.map(({ request, claim }) => ({ ...request, claim })) : []),
    ]);
    const asked = end(begin(batch), (one) =>
      isFree(one) ? (kept.get(one) ?? claimed.ended.get(one)) : LOCKED,
    );
    const checked = advance(asked, (one) => {
      const { now } = accountOf(one.request, known);
      return checkMandate(checkSale(one.request, known), one, { approvals, now, realNow });
    });

    // A forecast first: profiles are claimed, and locks held, only for sales likely to succeed.
    const isOrdered = isOrderedBy(parts.carriers);
    const likely = advance(checked, createSettler(forecast(open(checked), known), isOrdered));
    const { attempts, books } = await settleUnderLocks(scope, { attempts: likely, known, waits });
    const drafts = advance(attempts, (settlement) =>
      draftSale(settlement, accountOf(settlement.sale.request, known).now),
    );
    await recordSales(scope, { drafts: open(drafts), books, known });
    await keepApproved(tx, open(drafts));
    await keepActivations(tx, drafts, claimed);
    if (asks) await askForSales(tx, drafts, { known, realNow });
    return keepAnswers(tx, parts, { drafts, known });
  });
  // Not waited for: it is for the sales after this one.
  for (const carrier of claimedOf) void parts.carriers.named(carrier).allotAhead(parts.db);
  return answers;
}

/** Holds the sandboxes of the batch, and returns those that are being reset. */
async function holdSandboxesOf(
  tx: Tx,
  batch: readonly SubmittedSale[],
  waits: boolean,
): Promise<string[]> {
  const ofSandboxes = batch.filter(({ request }) => request.ctx.mode === 'sandbox');
  const accountIds = [...new Set(ofSandboxes.map(({ request }) => request.ctx.accountId))];
  if (accountIds.length === 0) return [];
  if (!waits) return holdFreeSandboxes(tx, accountIds);
  await holdSandboxes(tx, accountIds);
  return [];
}

/** Returns the answers of repeated requests and the refusals of keys that cannot be used. */
async function claimKeys(
  tx: Tx,
  keys: SellParts['idempotency'],
  batch: readonly SubmittedSale[],
): Promise<Map<SubmittedSale, SaleAnswer>> {
  const claims = batch.flatMap(({ claim }) => claim ?? []);
  if (claims.length === 0) return new Map();
  const settled = await keys.claimAll(tx, claims);
  const answers = new Map<SubmittedSale, SaleAnswer>();
  for (const asked of batch) {
    const answer = asked.claim && settled.get(asked.claim);
    if (answer instanceof Refusal) answers.set(asked, { refusal: answer });
    else if (answer) answers.set(asked, { ...answer, isReplay: true });
  }
  return answers;
}

async function loadReferences(
  tx: Tx,
  { batch, realNow }: { batch: readonly SubmittedSale[]; realNow: Date },
): Promise<SaleReferences> {
  const requests = batch.map(({ request }) => request);
  const topUps = requests.flatMap((request) => (request.kind === 'register' ? [] : [request]));
  const accountIds = [...new Set(requests.map(({ ctx }) => ctx.accountId))];
  const [accounts, items, customers, domains] = await Promise.all([
    selectAccountsForSale(tx, accountIds, realNow),
    loadItemsForSale(
      tx,
      named(requests, (request) => request.inventoryItemId),
    ),
    loadCustomers(
      tx,
      named(topUps, (request) => request.customerUid),
    ),
    loadProfileDomains(
      tx,
      named(topUps, (request) => request.customerProfileDomainId),
    ),
  ]);
  const clocked = accounts.map((account) => ({
    ...account,
    now: new Date(realNow.getTime() + Number(account.clockOffsetMs)),
  }));
  return { accounts: new Map(clocked.map((one) => [one.id, one])), items, customers, domains };
}

/** Returns the rows that the requests name, each once. */
function named<Request extends SaleRequest>(
  requests: readonly Request[],
  idOf: (request: Request) => string | undefined,
): OfAccount[] {
  const rows = new Map<string, OfAccount>();
  for (const request of requests) {
    const id = idOf(request);
    if (id === undefined) continue;
    const row = { accountId: request.ctx.accountId, id };
    rows.set(keyOf(row), row);
  }
  return [...rows.values()];
}

function forecast(
  sales: readonly CheckedSale[],
  { accounts }: Pick<SaleReferences, 'accounts'>,
): Funds {
  const stockUnits = new Map(sales.map((sale) => [stockKeyOf(sale), sale.item.stockUnits]));
  return { credits: accounts, stockUnits, keyAllowances: new Map() };
}

async function keepAnswers(
  tx: Tx,
  { idempotency, links }: SellParts,
  { drafts, known }: { drafts: readonly Attempt<SaleDraft>[]; known: SaleReferences },
): Promise<(SaleAnswer | typeof LOCKED)[]> {
  const answers = drafts.map((attempt) =>
    'answer' in attempt ? attempt.answer : toAnswer(attempt.stage, { links, known }),
  );
  const kept = drafts.flatMap((attempt, index) => {
    const { claim } = attempt.asked;
    const answer = answers[index];
    if ('answer' in attempt || !claim || typeof answer !== 'object' || 'refusal' in answer)
      return [];
    return [{ claim, answer, customerId: attempt.stage.sale.customer.id }];
  });
  if (kept.length > 0) await idempotency.keepAll(tx, kept);
  return answers;
}

function toAnswer(
  { sale, settlement }: SaleDraft,
  { links, known }: { links: PublicLinks; known: SaleReferences },
): SaleAnswer {
  const account = accountOf(settlement.sale.request, known);
  const isPending = sale.item.state === 'PENDING';
  const body = JSON.stringify({
    status: isPending ? 'pending' : 'success',
    activatedItem: showActivatedItem(sale.item, account),
    customer: showCustomer(sale.customer, links),
    esimProfile: sale.esimProfile && showEsimProfile(sale.esimProfile, links),
  });
  return { status: isPending ? 202 : 200, body, isReplay: false };
}
