import { audit } from '../../../kernel/context.ts';
import { isUuid } from '../../../kernel/ids.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import type { Payments } from '../../../money/payments/index.ts';
import type { Tx } from '../../../platform/db/database.ts';
import type { Scope } from '../../../platform/db/scope.ts';
import { type ReceivedTransfer, receiveTransfer } from '../approvals/receive-transfer.ts';
import type { BankLine } from './bank-line.ts';
import { lockLine, selectLine, updateDismissal } from './statement-store.ts';

type Confirmation = {
  id: string;
  /** Of the purchase that was paid. */
  reference: string;
  /** In cents of a USD; needed where the entry is in another currency. */
  receivedMinor: bigint | undefined;
  note: string | undefined;
  payments: Payments;
};

/**
 * Confirms an entry as the receipt of a purchase, or proposes it to another operator, by the rules
 * of `receiveTransfer`. Throws `bank_line_not_found`, `invalid_state` if it is not open, and what
 * `receiveTransfer` throws.
 */
export async function confirmLine(
  scope: Scope,
  { id, reference, receivedMinor, note, payments }: Confirmation,
): Promise<ReceivedTransfer> {
  const line = await lockOpenLine(scope.db, id);
  const isUsd = line.currency === 'USD';
  if (isUsd && receivedMinor !== undefined && receivedMinor !== line.amountMinor) {
    throw new Refusal('invalid_state', 'The amount of an entry in USD is that of the statement.');
  }
  const amount = isUsd ? line.amountMinor : receivedMinor;
  if (amount === undefined) {
    throw new Refusal('invalid_state', `The entry is in ${line.currency}: name what it is in USD.`);
  }
  return receiveTransfer(scope, {
    ...{ payments, entryId: line.entryId, reference, receivedMinor: amount },
    receivedAt: new Date(`${line.bookedOn}T00:00:00Z`),
    note: note ?? null,
  });
}

/**
 * Dismisses an open entry, which pays no purchase, or opens a dismissed one again. Throws
 * `bank_line_not_found`, and `invalid_state` if it was confirmed or waits for approval.
 */
export async function dismissLine(
  scope: Scope,
  { id, isDismissed, note }: { id: string; isDismissed: boolean; note: string | undefined },
): Promise<BankLine> {
  const before = await lockLineOf(scope.db, id);
  if (before.state === 'confirmed' || before.state === 'waiting') throw notOpen(before);
  const dismissedAt = isDismissed ? scope.now : null;
  await updateDismissal(scope.db, { id, note: note ?? null, dismissedAt });
  const after = await readLine(scope.db, id);
  audit(scope, {
    action: isDismissed ? 'bank_line.dismissed' : 'bank_line.reopened',
    target: id,
    before: { state: before.state, note: before.note },
    after: { state: after.state, note: after.note },
  });
  return after;
}

async function lockOpenLine(tx: Tx, id: string): Promise<BankLine> {
  const line = await lockLineOf(tx, id);
  if (line.state !== 'open') throw notOpen(line);
  return line;
}

async function lockLineOf(tx: Tx, id: string): Promise<BankLine> {
  if (!isUuid(id)) throw noLine();
  await lockLine(tx, id);
  return readLine(tx, id);
}

async function readLine(tx: Tx, id: string): Promise<BankLine> {
  const line = await selectLine(tx, id);
  if (!line) throw noLine();
  return line;
}

function noLine(): Refusal {
  return new Refusal('bank_line_not_found', 'No entry of a bank statement has this ID.');
}

const DONE = {
  open: 'is open',
  waiting: 'waits for the approval of another operator',
  confirmed: 'was confirmed before',
  dismissed: 'was dismissed; open it again first',
};

function notOpen({ state }: BankLine): Refusal {
  return new Refusal('invalid_state', `This entry ${DONE[state]}.`);
}
