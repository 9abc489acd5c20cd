import { newId } from '../../kernel/ids.ts';
import { bigints, integers, texts, timestamps, uuids } from '../../platform/db/arrays.ts';
import { type Queryable, sql, type Tx } from '../../platform/db/database.ts';
import { ofAccounts } from '../../platform/db/distribution.ts';
import type { CreditMark } from './credit-marks.ts';
import { resetHolds } from './hold-store.ts';
import {
  balancesAfter,
  deltasOf,
  LEDGER_CODES,
  type LockedCredits,
  type TransferDraft,
} from './transfer.ts';

/** Opens the ledger of a new account, in the transaction that creates the account. */
export async function openLedger(tx: Tx, accountId: string): Promise<void> {
  await tx.run(sql`
    insert into ledger_accounts (account_id, code)
    select ${accountId}, code
    from unnest(${[...LEDGER_CODES]}::text[]) as code`);
}

export function selectCredits(db: Queryable, accountId: string) {
  type Row = Pick<LockedCredits, 'postedMinor' | 'heldMinor' | 'lastSequence' | 'limitMinor'>;
  return db.row<Row>(sql`
    select posted_credits_minor - posted_debits_minor as "postedMinor",
      pending_debits_minor as "heldMinor",
      last_sequence as "lastSequence", limit_minor as "limitMinor"
    from ledger_accounts
    where account_id = ${accountId}
      and code = 'credits'`);
}

/**
 * Locks the credits rows. Every writer of a ledger locks its credits row first, and a writer of
 * several ledgers locks them in the order of their ids, so that no deadlock can occur. With
 * `skipLocked` the rows that another transaction holds are left out.
 */
export function selectCreditsForUpdate(
  tx: Tx,
  accountIds: readonly string[],
  { skipLocked }: { skipLocked: boolean },
) {
  return tx.rows<LockedCredits & { accountId: string }>(sql`
    select ledger.account_id as "accountId",
      posted_credits_minor - posted_debits_minor as "postedMinor",
      pending_debits_minor as "heldMinor",
      last_sequence as "lastSequence",
      alert_mark_minor as "alertMarkMinor",
      top_up_mark_minor as "topUpMarkMinor",
      top_up_pending as "topUpPending",
      limit_minor as "limitMinor"
    from unnest((select ${uuids(accountIds)}::uuid[])) as asked (account_id)
    join ledger_accounts as ledger
      on ledger.account_id = asked.account_id
      and ledger.code = 'credits'
      ${ofAccounts(tx, sql`ledger.account_id`, accountIds)}
    order by ledger.account_id
    for no key update of ledger ${skipLocked ? sql`skip locked` : sql``}`);
}

/** Transfers to write into the locked ledger of one account. */
export type Posting = {
  accountId: string;
  locked: LockedCredits;
  drafts: readonly TransferDraft[];
};

/** Moves the totals and inserts the transfers in one statement; returns the rows inserted. */
export async function insertTransfers(tx: Tx, postings: readonly Posting[]): Promise<number> {
  const deltas = postings.flatMap(({ accountId, drafts }) =>
    deltasOf(drafts).map((delta) => ({ ...delta, accountId, transfers: drafts.length })),
  );
  const accountIds = postings.map(({ accountId }) => accountId);
  const rows = postings.flatMap(numberDrafts);
  return tx.run(sql`
    with moved as (
      update ledger_accounts as ledger
      set posted_debits_minor = posted_debits_minor + delta.posted_debits,
        posted_credits_minor = posted_credits_minor + delta.posted_credits,
        pending_debits_minor = pending_debits_minor + delta.pending_debits,
        pending_credits_minor = pending_credits_minor + delta.pending_credits,
        last_sequence = last_sequence
          + case ledger.code when 'credits' then delta.transfers else 0 end
      from unnest(
        ${uuids(deltas.map((delta) => delta.accountId))}::uuid[],
        ${texts(deltas.map((delta) => delta.code))}::text[],
        ${bigints(deltas.map((delta) => delta.postedDebits))}::bigint[],
        ${bigints(deltas.map((delta) => delta.postedCredits))}::bigint[],
        ${bigints(deltas.map((delta) => delta.pendingDebits))}::bigint[],
        ${bigints(deltas.map((delta) => delta.pendingCredits))}::bigint[],
        ${integers(deltas.map((delta) => delta.transfers))}::integer[]
      ) as delta (account_id, code, posted_debits, posted_credits, pending_debits, pending_credits,
        transfers)
      where ledger.account_id = delta.account_id
        and ledger.code = delta.code
        ${ofAccounts(tx, sql`ledger.account_id`, accountIds)}
      returning 1
    )
    insert into transfers (
      account_id, sequence, id, kind, type, debit_code, credit_code, amount_minor,
      pending_sequence, activated_item_id, purchase_id, balance_after_minor, description, created_at
    )
    select account_id, sequence, id, kind, type, debit_code, credit_code, amount_minor,
      pending_sequence, activated_item_id, purchase_id, balance_after_minor, description, created_at
    from unnest(
      ${uuids(rows.map((row) => row.accountId))}::uuid[],
      ${bigints(rows.map((row) => row.sequence))}::bigint[],
      ${uuids(rows.map(() => newId()))}::uuid[],
      ${texts(rows.map(({ draft }) => draft.kind))}::text[],
      ${texts(rows.map(({ draft }) => draft.type))}::text[],
      ${texts(rows.map(({ draft }) => draft.debit))}::text[],
      ${texts(rows.map(({ draft }) => draft.credit))}::text[],
      ${bigints(rows.map(({ draft }) => draft.amountMinor))}::bigint[],
      ${bigints(rows.map(({ draft }) => draft.pendingSequence ?? null))}::bigint[],
      ${uuids(rows.map(({ draft }) => draft.activatedItemId ?? null))}::uuid[],
      ${uuids(rows.map(({ draft }) => draft.purchaseId ?? null))}::uuid[],
      ${bigints(rows.map((row) => row.balanceMinor))}::bigint[],
      ${texts(rows.map(({ draft }) => draft.description))}::text[],
      ${timestamps(rows.map(({ draft }) => draft.createdAt))}::timestamptz[]
    ) as draft (
      account_id, sequence, id, kind, type, debit_code, credit_code, amount_minor,
      pending_sequence, activated_item_id, purchase_id, balance_after_minor, description, created_at
    )
    where (select count(*) from moved) = ${deltas.length}`);
}

/** Returns each draft with its number in the account's ledger and the balance after it. */
export function numberDrafts({ accountId, locked, drafts }: Posting) {
  const balances = balancesAfter(locked.postedMinor, drafts);
  return drafts.map((draft, index) => ({
    accountId,
    draft,
    sequence: locked.lastSequence + BigInt(index) + 1n,
    balanceMinor: balances[index] as bigint,
  }));
}

/**
 * Sets the mark below which a job is queued; null removes it. Both marks are columns of the
 * credits row, so that posting a transfer reads them with the balance.
 */
export async function setCreditMark(
  tx: Tx,
  accountId: string,
  { mark, belowMinor }: { mark: CreditMark; belowMinor: bigint | null },
): Promise<void> {
  await tx.run(sql`
    update ledger_accounts
    set alert_mark_minor = case when ${mark}::text = 'alert'
        then ${belowMinor}::bigint else alert_mark_minor end,
      top_up_mark_minor = case when ${mark}::text = 'top_up'
        then ${belowMinor}::bigint else top_up_mark_minor end
    where account_id = ${accountId}
      and code = 'credits'`);
}

/**
 * Marks that an automatic top-up is pending, which the refusal of a sale for lack of credits
 * reports. Returns false, and changes nothing, when one is pending already or when the available
 * credits are not below the account's mark. The row decides, so that two calls at once cannot both
 * win.
 */
export async function markTopUpPending(tx: Tx, accountId: string): Promise<boolean> {
  const marked = await tx.run(sql`
    update ledger_accounts
    set top_up_pending = true
    where account_id = ${accountId}
      and code = 'credits'
      and not top_up_pending
      and posted_credits_minor - posted_debits_minor - pending_debits_minor < top_up_mark_minor`);
  return marked === 1;
}

export async function clearTopUpPending(tx: Tx, accountId: string): Promise<void> {
  await tx.run(sql`
    update ledger_accounts
    set top_up_pending = false
    where account_id = ${accountId}
      and code = 'credits'
      and top_up_pending`);
}

/**
 * Sets how far below zero an account may buy. Returns false, and changes nothing, if the account
 * owes more than that: the same row decides as for sales.
 */
export async function updateCreditLimit(
  tx: Tx,
  { accountId, limitMinor }: { accountId: string; limitMinor: bigint },
): Promise<boolean> {
  const changed = await tx.run(sql`
    update ledger_accounts
    set limit_minor = ${limitMinor}
    where account_id = ${accountId}
      and code = 'credits'
      and posted_credits_minor - posted_debits_minor - pending_debits_minor
        >= -${limitMinor}::bigint`);
  return changed === 1;
}

/** Empties the ledger of a sandbox account; the database refuses it for a live account. */
export async function resetLedger(tx: Tx, accountId: string): Promise<void> {
  await selectCreditsForUpdate(tx, [accountId], { skipLocked: false });
  await resetHolds(tx, accountId);
  await tx.run(sql`select delete_sandbox_transfers(${accountId})`);
  await tx.run(sql`
    update ledger_accounts
    set posted_debits_minor = 0, posted_credits_minor = 0, pending_debits_minor = 0,
      pending_credits_minor = 0, last_sequence = 0, alert_mark_minor = null,
      top_up_mark_minor = null, top_up_pending = false
    where account_id = ${accountId}`);
}
