import { toPrice } from '../../kernel/money.ts';
import { type EventType, recordEvents } from '../../messaging/events/index.ts';
import type { Scope } from '../../platform/db/scope.ts';
import type { Approval } from './approval.ts';

type ApprovalEvent = Extract<EventType, `approval.${string}`>;

/** Records what became of an approval, by the clock of the account. */
export async function recordApproval(
  scope: Pick<Scope, 'db' | 'accountId' | 'now'>,
  type: ApprovalEvent,
  of: Approval,
): Promise<void> {
  const body = {
    approvalId: of.id,
    kind: of.kind,
    clientId: of.clientId,
    description: of.description,
    amount: toPrice(of.amountMinor),
    batchId: of.batchId,
    expiresAt: of.expiresAt.toISOString(),
  };
  await recordEvents(scope, [{ type, body, createdAt: scope.now }]);
}
