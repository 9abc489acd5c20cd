import { type PublicLinks, showEsimProfile } from '../../connectivity/esims/index.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Database, Tx } from '../../platform/db/database.ts';
import type {
  AnswerToKeep,
  Claim,
  IdempotencyKeys,
  KeptAnswer,
} from '../../platform/http/write.ts';
import { showCustomer } from '../customers/index.ts';
import { showActivatedItem } from './package.ts';
import type { SaleOutcome, SaleRequest } from './sale.ts';
import { type SaleParts, sellPackages } from './sell-packages.ts';

/** A sale as it arrives: what is asked, and the key under which it may be asked again. */
export type AskedSale = { request: SaleRequest; claim?: Claim };

/** What the caller gets: an answer, new or kept from the first time, or a refusal. */
export type SaleAnswer = (KeptAnswer & { isReplay: boolean }) | { refusal: Refusal };

export type SellParts = SaleParts & {
  db: Database;
  links: PublicLinks;
  idempotency: Pick<IdempotencyKeys, 'claimAll' | 'keepAll'>;
};

/**
 * Sells a batch of one account in one transaction, together with its idempotency keys. An answer
 * leaves only after commit. Gives an answer a request, in order.
 */
export function sellBatch(
  parts: SellParts,
  accountId: string,
  batch: readonly AskedSale[],
): Promise<SaleAnswer[]> {
  return parts.db.transaction(async (tx) => {
    const settled = await claimKeys(tx, parts.idempotency, batch);
    const fresh = batch.filter((asked) => !settled.has(asked));
    const requests = fresh.map(({ request }) => request);
    const outcomes =
      requests.length > 0 ? await sellPackages(tx, parts, { accountId, requests }) : [];

    const kept: AnswerToKeep[] = [];
    fresh.forEach((asked, index) => {
      const outcome = outcomes[index] as SaleOutcome;
      const answer = toAnswer(outcome, parts.links);
      settled.set(asked, answer);
      if (!asked.claim || 'refusal' in answer || 'refusal' in outcome) return;
      kept.push({ claim: asked.claim, answer, customerId: outcome.sale.customer.id });
    });
    if (kept.length > 0) await parts.idempotency.keepAll(tx, kept);
    return batch.map((asked) => settled.get(asked) as SaleAnswer);
  });
}

/** Answers what its key answers already: a repetition, a key in use, or used for something else. */
async function claimKeys(
  tx: Tx,
  keys: SellParts['idempotency'],
  batch: readonly AskedSale[],
): Promise<Map<AskedSale, SaleAnswer>> {
  const settled = new Map<AskedSale, SaleAnswer>();
  const first = new Map<string, AskedSale & { claim: Claim }>();
  for (const asked of batch) {
    const { claim } = asked;
    if (!claim) continue;
    if (first.has(claim.key)) settled.set(asked, { refusal: keyInProgress() });
    else first.set(claim.key, { ...asked, claim });
  }
  if (first.size === 0) return settled;

  const claims = [...first.values()].map(({ claim }) => claim);
  const answers = await keys.claimAll(tx, claims);
  for (const asked of batch) {
    const answer = asked.claim && !settled.has(asked) ? answers.get(asked.claim.key) : undefined;
    if (answer instanceof Refusal) settled.set(asked, { refusal: answer });
    else if (answer) settled.set(asked, { ...answer, isReplay: true });
  }
  return settled;
}

/** The refusal for a key whose first request is still running. */
export function keyInProgress(): Refusal {
  return new Refusal(
    'idempotency_key_in_progress',
    'The first request with this Idempotency-Key is still running.',
    { retryAfterSeconds: 1 },
  );
}

function toAnswer(outcome: SaleOutcome, links: PublicLinks): SaleAnswer {
  if ('refusal' in outcome) return outcome;
  const { sale, now, refundsLeft } = outcome;
  const isPending = sale.item.state === 'PENDING';
  const body = JSON.stringify({
    status: isPending ? 'pending' : 'success',
    activatedItem: showActivatedItem(sale.item, { now, refundsLeft }),
    customer: showCustomer(sale.customer, links),
    esimProfile: sale.esimProfile && showEsimProfile(sale.esimProfile, links),
  });
  return { status: isPending ? 202 : 200, body, isReplay: false };
}
