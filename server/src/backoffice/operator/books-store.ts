import { type Queryable, sql, type Tx } from '../../platform/db/database.ts';

export type AuditFinding = { accountId: string; finding: string };

/** Makes the transaction read-only, on one snapshot. */
export async function readOneSnapshot(tx: Tx): Promise<void> {
  await tx.run(sql`set transaction isolation level repeatable read, read only`);
}

/** Returns ledger accounts whose totals differ from the sum of their transfers. */
export function selectUnbalancedAccounts(db: Queryable) {
  return db.rows<AuditFinding>(sql`
    with sides as (
      select account_id, debit_code as code, kind, amount_minor, true as is_debit from transfers
      union all
      select account_id, credit_code, kind, amount_minor, false from transfers
    ), signed as (
      select account_id, code, is_debit,
        case when kind in ('posted', 'post') then amount_minor else 0 end as posted,
        case kind when 'pending' then amount_minor when 'posted' then 0 else -amount_minor end
          as pending
      from sides
    ), proved as (
      select account_id, code,
        coalesce(sum(posted) filter (where is_debit), 0) as posted_debits,
        coalesce(sum(posted) filter (where not is_debit), 0) as posted_credits,
        coalesce(sum(pending) filter (where is_debit), 0) as pending_debits,
        coalesce(sum(pending) filter (where not is_debit), 0) as pending_credits
      from signed
      group by account_id, code
    )
    select ledger.account_id as "accountId",
      'the totals of ' || ledger.code || ' are not what its transfers add up to' as finding
    from ledger_accounts as ledger
    left join proved using (account_id, code)
    where (
      posted_debits_minor, posted_credits_minor, pending_debits_minor, pending_credits_minor
    ) is distinct from (
      coalesce(posted_debits, 0), coalesce(posted_credits, 0), coalesce(pending_debits, 0),
      coalesce(pending_credits, 0)
    )`);
}

/** Returns transfers whose sequence has a gap or whose balance does not follow. */
export function selectBrokenChains(db: Queryable) {
  return db.rows<AuditFinding>(sql`
    with chain as (
      select account_id, sequence, balance_after_minor,
        lag(sequence, 1, 0::bigint) over past as before_sequence,
        lag(balance_after_minor, 1, 0::bigint) over past as before_balance,
        case
          when kind not in ('posted', 'post') then 0
          when credit_code = 'credits' then amount_minor
          when debit_code = 'credits' then -amount_minor
          else 0
        end as moved
      from transfers
      window past as (partition by account_id order by sequence)
    ), lasts as (
      select account_id, max(sequence) as sequence from transfers group by account_id
    )
    select account_id as "accountId",
      'transfer ' || sequence || ' does not follow from the one before it' as finding
    from chain
    where sequence <> before_sequence + 1
      or balance_after_minor <> before_balance + moved
    union all
    select ledger.account_id, 'the last transfer is not number ' || ledger.last_sequence
    from ledger_accounts as ledger
    left join lasts using (account_id)
    where ledger.code = 'credits'
      and ledger.last_sequence <> coalesce(lasts.sequence, 0)`);
}

/** Returns the kept sums of blocks of transfers that their transfers do not add up to. */
export function selectWrongSums(db: Queryable) {
  return db.rows<AuditFinding>(sql`
    with proved as (
      select account_id, (sequence - 1) / 1000 as block, min(created_at) as earliest_at,
        max(created_at) as latest_at, count(*) as transfers,
        coalesce(sum(case credit_code when 'credits' then amount_minor else -amount_minor end)
          filter (where kind in ('posted', 'post') and 'credits' in (debit_code, credit_code)), 0)
          as amount_minor
      from transfers
      group by account_id, (sequence - 1) / 1000
    )
    select kept.account_id as "accountId",
      'the sum of block ' || kept.block || ' is not what its transfers add up to' as finding
    from transfer_sums as kept
    left join proved using (account_id, block)
    where (1000, kept.earliest_at, kept.latest_at, kept.amount_minor) is distinct from
      (proved.transfers, proved.earliest_at, proved.latest_at, proved.amount_minor)
    union all
    select account_id, 'a block before ' || max(block) || ' has no sum'
    from transfer_sums
    group by account_id
    having count(*) <> max(block) + 1`);
}

/**
 * Returns the holds that are listed as open and are not, or the reverse, and those that are more
 * than an hour past their expiry on their account's clock: a job releases them every minute.
 */
export function selectFaultyHolds(db: Queryable) {
  return db.rows<AuditFinding>(sql`
    with pending as (
      select account_id, sequence
      from transfers as hold
      where kind = 'pending'
        and not exists (
          select 1 from transfers as ended
          where ended.account_id = hold.account_id
            and ended.pending_sequence = hold.sequence
        )
    )
    select coalesce(pending.account_id, listed.account_id) as "accountId",
      'hold ' || coalesce(pending.sequence, listed.sequence) || case
        when listed.sequence is null then ' is open and not listed'
        else ' is listed as open and has ended' end as finding
    from pending
    full join open_holds as listed using (account_id, sequence)
    where pending.sequence is null
      or listed.sequence is null
    union all
    select account_id, 'hold ' || sequence || ' is past its expiry'
    from open_holds
    join accounts on accounts.id = account_id
    where expires_at + interval '1 hour'
      <= now() + clock_offset_ms * interval '1 millisecond'`);
}

/** Returns packages whose payments do not match their status: paid once, or paid and refunded. */
export function selectUnpaidPackages(db: Queryable) {
  return db.rows<AuditFinding>(sql`
    with paid as (
      select account_id, activated_item_id as id,
        coalesce(sum(amount_minor) filter (
          where type = 'activation' and kind in ('posted', 'post')), 0) as charged,
        coalesce(sum(amount_minor) filter (where type = 'refund'), 0) as returned
      from transfers
      where activated_item_id is not null
      group by account_id, activated_item_id
    ), owed as (
      select account_id, id,
        case when status = 'ACTIVATED' or state in ('PENDING', 'FAILED') then 0
          else purchase_price_minor end as charged,
        case when status = 'REFUNDED' then purchase_price_minor else 0 end as returned
      from activated_items
    )
    select coalesce(owed.account_id, paid.account_id) as "accountId",
      'package ' || coalesce(owed.id, paid.id) || ' is not paid as its status says' as finding
    from owed
    full join paid using (account_id, id)
    where coalesce(owed.charged, 0) <> coalesce(paid.charged, 0)
      or coalesce(owed.returned, 0) <> coalesce(paid.returned, 0)`);
}

/**
 * Returns profiles that are neither free nor assigned to exactly one customer. All lists refer to
 * the carrier's stock by ICCID; free are those of the coordinator and those beside accounts.
 */
export function selectUnownedProfiles(db: Queryable) {
  return db.rows<AuditFinding>(sql`
    select holder.account_id as "accountId",
      'profile ' || coalesce(holder.iccid, stock.iccid) || case
        when stock.iccid is null then ' is in no carrier''s stock'
        when holder.iccid is null and free.iccid is null then ' is neither free nor a customer''s'
        when holder.iccid is null then ' is free twice'
        when free.iccid is not null then ' is free and a customer''s'
        else ' is held twice' end as finding
    from carrier_profiles as stock
    full join (
      select iccid, account_id, count(*) over (partition by iccid) as holders
      from esim_profiles
    ) as holder using (iccid)
    left join (
      select iccid, count(*) as places
      from (
        select iccid from free_profiles
        union all
        select iccid from allotted_profiles
      ) as place
      group by iccid
    ) as free on free.iccid = coalesce(stock.iccid, holder.iccid)
    where stock.iccid is null
      or (holder.iccid is null) = (free.iccid is null)
      or free.places > 1
      or holder.holders > 1`);
}
