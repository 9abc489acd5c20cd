import { newId } from '../../kernel/ids.ts';
import { type Queryable, sql, type Tx } from '../../platform/db/database.ts';
import {
  balancesAfter,
  deltasOf,
  LEDGER_CODES,
  type LockedCredits,
  type TransferDraft,
} from './transfer.ts';

export async function insertLedgerAccounts(tx: Tx, accountId: string): Promise<void> {
  await tx.run(sql`
    insert into ledger_accounts (account_id, code)
    select ${accountId}, code
    from unnest(${[...LEDGER_CODES]}::text[]) as code`);
}

export function selectCredits(db: Queryable, accountId: string) {
  return db.row<{ postedMinor: bigint; heldMinor: bigint; lastSequence: bigint }>(sql`
    select posted_credits_minor - posted_debits_minor as "postedMinor",
      pending_debits_minor as "heldMinor",
      last_sequence as "lastSequence"
    from ledger_accounts
    where account_id = ${accountId}
      and code = 'credits'`);
}

/** Every writer of an account's books locks this row first, so that no two can wait in a circle. */
export function selectCreditsForUpdate(tx: Tx, accountId: string) {
  return tx.row<LockedCredits>(sql`
    select posted_credits_minor - posted_debits_minor as "postedMinor",
      pending_debits_minor as "heldMinor",
      last_sequence as "lastSequence",
      alert_mark_minor as "alertMarkMinor",
      top_up_mark_minor as "topUpMarkMinor",
      top_up_pending as "topUpPending"
    from ledger_accounts
    where account_id = ${accountId}
      and code = 'credits'
    for no key update`);
}

/** Moves the totals and inserts the transfers in one statement; gives the rows inserted. */
export async function insertTransfers(
  tx: Tx,
  accountId: string,
  { locked, drafts }: { locked: LockedCredits; drafts: readonly TransferDraft[] },
): Promise<number> {
  const deltas = deltasOf(drafts);
  return tx.run(sql`
    with moved as (
      update ledger_accounts as ledger
      set posted_debits_minor = posted_debits_minor + delta.posted_debits,
        posted_credits_minor = posted_credits_minor + delta.posted_credits,
        pending_debits_minor = pending_debits_minor + delta.pending_debits,
        pending_credits_minor = pending_credits_minor + delta.pending_credits,
        last_sequence = last_sequence
          + case ledger.code when 'credits' then ${drafts.length} else 0 end
      from unnest(
        ${deltas.map((delta) => delta.code)}::text[],
        ${deltas.map((delta) => delta.postedDebits)}::bigint[],
        ${deltas.map((delta) => delta.postedCredits)}::bigint[],
        ${deltas.map((delta) => delta.pendingDebits)}::bigint[],
        ${deltas.map((delta) => delta.pendingCredits)}::bigint[]
      ) as delta (code, posted_debits, posted_credits, pending_debits, pending_credits)
      where ledger.account_id = ${accountId}
        and ledger.code = delta.code
      returning 1
    )
    insert into transfers (
      account_id, sequence, id, kind, type, debit_code, credit_code, amount_minor,
      pending_sequence, activated_item_id, purchase_id, balance_after_minor, description, created_at
    )
    select ${accountId}, ${locked.lastSequence}::bigint + ordinality, id, kind, type, debit_code,
      credit_code, amount_minor, pending_sequence, activated_item_id, purchase_id,
      balance_after_minor, description, created_at
    from unnest(
      ${drafts.map(() => newId())}::uuid[],
      ${drafts.map((draft) => draft.kind)}::text[],
      ${drafts.map((draft) => draft.type)}::text[],
      ${drafts.map((draft) => draft.debit)}::text[],
      ${drafts.map((draft) => draft.credit)}::text[],
      ${drafts.map((draft) => draft.amountMinor)}::bigint[],
      ${drafts.map((draft) => draft.pendingSequence ?? null)}::bigint[],
      ${drafts.map((draft) => draft.activatedItemId ?? null)}::uuid[],
      ${drafts.map((draft) => draft.purchaseId ?? null)}::uuid[],
      ${balancesAfter(locked.postedMinor, drafts)}::bigint[],
      ${drafts.map((draft) => draft.description)}::text[],
      ${drafts.map((draft) => draft.createdAt)}::timestamptz[]
    ) with ordinality as draft (
      id, kind, type, debit_code, credit_code, amount_minor, pending_sequence, activated_item_id,
      purchase_id, balance_after_minor, description, created_at, ordinality
    )
    where (select count(*) from moved) = ${deltas.length}`);
}

export type PendingTransfer = Pick<
  TransferDraft,
  'type' | 'debit' | 'credit' | 'amountMinor' | 'description'
> & { activatedItemId: string | null; purchaseId: string | null };

export function selectPendingTransfer(tx: Tx, accountId: string, sequence: bigint) {
  return tx.row<PendingTransfer>(sql`
    select type, debit_code as debit, credit_code as credit, amount_minor as "amountMinor",
      description, activated_item_id as "activatedItemId", purchase_id as "purchaseId"
    from transfers
    where account_id = ${accountId}
      and sequence = ${sequence}
      and kind = 'pending'
      and not exists (
        select from transfers as ended
        where ended.account_id = ${accountId}
          and ended.pending_sequence = ${sequence}
      )`);
}
