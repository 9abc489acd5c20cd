import { keyOf } from '../../kernel/ids.ts';
import type { Tx } from '../../platform/db/database.ts';
import { ApprovalRequired, askForSale, updateSold } from '../approvals/index.ts';
import type { Attempt } from './attempt.ts';
import type { SaleReferences } from './check-sale.ts';
import type { SaleDraft } from './draft-sale.ts';

/** Asks about each sale of a batch that waits for an approval. */
export async function askForSales(
  tx: Tx,
  attempts: readonly Attempt<unknown>[],
  { known, realNow }: { known: Pick<SaleReferences, 'items'>; realNow: Date },
): Promise<void> {
  for (const attempt of attempts) {
    if (!('answer' in attempt) || typeof attempt.answer === 'symbol') continue;
    const refusal = 'refusal' in attempt.answer ? attempt.answer.refusal : undefined;
    if (!(refusal instanceof ApprovalRequired)) continue;
    const { claim, request: asked } = attempt.asked;
    const { ctx, ...request } = asked;
    const item = known.items.get(keyOf({ accountId: ctx.accountId, id: request.inventoryItemId }));
    const description = item?.name ?? request.inventoryItemId;
    const { approvalId: id, waiting } = refusal;
    await askForSale(tx, { id, ctx, claim, waiting, description, request }, realNow);
  }
}

/** Keeps in their approvals which packages approved calls have sold. */
export async function keepApproved(tx: Tx, drafts: readonly SaleDraft[]): Promise<void> {
  for (const { settlement, sale } of drafts) {
    const { approval } = settlement.sale;
    if (approval?.state !== 'approved') continue;
    await updateSold(tx, { ...approval, activatedItemId: sale.item.id });
  }
}
