import { bigints, texts, timestamps, uuids } from '../../platform/db/arrays.ts';
import {
  type Database,
  type Queryable,
  type Sql,
  sql,
  type Tx,
} from '../../platform/db/database.ts';
import { changeAcross } from '../../platform/db/lock-across.ts';
import type { AuditEntry } from './audit-entry.ts';
import { hashOfActor, type SaleAuthor, type SaleDraft, timeOfId } from './sale-draft.ts';
import { type AuditFilter, type AuditPage, entryColumns, SOLD } from './store.ts';

/**
 * Writes the authors that are not known yet. Every transaction writes those of its sales, because
 * the one that wrote them first may be rolled back.
 */
export async function insertAuthors(tx: Tx, authors: readonly SaleAuthor[]): Promise<void> {
  await tx.run(sql`
    insert into audit_authors (
      account_id, id, organization_id, actor_kind, actor_id, actor_name, agent, remote_address
    )
    select author.account_id, author.id, author.organization_id, author.actor_kind,
      author.actor_id, author.actor_name, author.agent::jsonb, author.remote_address
    from unnest(
      ${uuids(authors.map(({ accountId }) => accountId))}::uuid[],
      ${uuids(authors.map(({ id }) => id))}::uuid[],
      ${uuids(authors.map(({ organizationId }) => organizationId))}::uuid[],
      ${texts(authors.map(({ actorKind }) => actorKind))}::text[],
      ${texts(authors.map(({ actorId }) => actorId))}::text[],
      ${texts(authors.map(({ actorName }) => actorName))}::text[],
      ${texts(authors.map(({ agent }) => agent))}::text[],
      ${texts(authors.map(({ remoteAddress }) => remoteAddress))}::text[]
    ) as author (
      account_id, id, organization_id, actor_kind, actor_id, actor_name, agent, remote_address
    )
    on conflict (account_id, id) do nothing`);
}

export async function insertSales(
  tx: Tx,
  sales: readonly (SaleDraft & { author: SaleAuthor })[],
): Promise<void> {
  await tx.run(sql`
    insert into audit_sales (
      account_id, id, at, charged_minor, actor_hash, author_id, customer_id, inventory_item_id,
      kind, request_id
    )
    select sale.account_id, sale.id, sale.at, sale.charged_minor, sale.actor_hash, sale.author_id,
      sale.customer_id, sale.inventory_item_id, sale.kind, sale.request_id
    from unnest(
      ${uuids(sales.map(({ author }) => author.accountId))}::uuid[],
      ${uuids(sales.map(({ packageId }) => packageId))}::uuid[],
      ${timestamps(sales.map(({ packageId }) => timeOfId(packageId)))}::timestamptz[],
      ${bigints(sales.map(({ chargedMinor }) => chargedMinor))}::bigint[],
      ${bigints(sales.map(({ author }) => author.actorHash))}::bigint[],
      ${uuids(sales.map(({ author }) => author.id))}::uuid[],
      ${uuids(sales.map(({ customerId }) => customerId))}::uuid[],
      ${uuids(sales.map(({ inventoryItemId }) => inventoryItemId))}::uuid[],
      ${texts(sales.map(({ kind }) => kind))}::text[],
      ${texts(sales.map(({ requestId }) => requestId))}::text[]
    ) as sale (
      account_id, id, at, charged_minor, actor_hash, author_id, customer_id, inventory_item_id,
      kind, request_id
    )`);
}

/** The entries of sales, with the columns of `audit_log`, in their order; takes a condition. */
export const soldEntries = sql`
  select author.organization_id, sale.account_id, sale.id, sale.at, author.actor_kind,
    author.actor_id, author.actor_name, ${SOLD}::text as action, sale.id::text as target,
    null::jsonb as before,
    jsonb_build_object(
      'kind', sale.kind,
      'customerUid', sale.customer_id,
      'inventoryItemId', sale.inventory_item_id,
      'charged', jsonb_build_object(
        'sortIndex', 0,
        'priceValue', trim_scale(sale.charged_minor / 100.0),
        'currencyCode', 'USD'
      )
    ) || coalesce(author.agent, '{}') as after,
    author.remote_address, sale.request_id, null::timestamptz as account_at
  from audit_sales as sale
  join audit_authors as author
    on author.account_id = sale.account_id
    and author.id = sale.author_id`;

/** Returns the entries of an account's sales after a place, the newest first. */
export async function selectSoldEntries(
  db: Queryable,
  accountId: string,
  { filter, behind, limit }: AuditPage,
): Promise<AuditEntry[]> {
  return db.rows<AuditEntry>(sql`
    select ${entryColumns}
    from (
      ${soldEntries}
      where sale.account_id = ${accountId}
        ${conditions(filter)}
        ${isBehind(behind)}
      order by sale.at desc, sale.id desc
      limit ${limit}
    ) as entry`);
}

function isBehind(place: AuditPage['behind']): Sql {
  if (!place) return sql``;
  return sql`and (sale.at, sale.id) < (${place.at}::timestamptz, ${place.id}::uuid)`;
}

function conditions({ range, actor, target }: Omit<AuditFilter, 'action' | 'account'>): Sql {
  const wanted: Sql[] = [];
  if (range.from) wanted.push(sql`and sale.at >= ${range.from}`);
  if (range.before) wanted.push(sql`and sale.at < ${range.before}`);
  if (actor !== undefined) {
    wanted.push(sql`and sale.actor_hash = ${hashOfActor(actor)} and author.actor_id = ${actor}`);
  }
  if (target !== undefined) {
    wanted.push(sql`and sale.at = ${timeOfId(target)} and sale.id = ${target}`);
  }
  return wanted.reduce((all, one) => sql`${all} ${one}`, sql``);
}

/** Returns the entries of these packages' sales. */
export function selectSalesOf(
  db: Queryable,
  accountIds: readonly string[],
  packageIds: readonly string[],
): Promise<AuditEntry[]> {
  return db.rows<AuditEntry>(sql`
    select ${entryColumns}
    from (
      ${soldEntries}
      join unnest(
        ${uuids(packageIds)}::uuid[],
        ${timestamps(packageIds.map(timeOfId))}::timestamptz[]
      ) as wanted (id, at) on sale.at = wanted.at and sale.id = wanted.id
      where sale.account_id = any(${uuids(accountIds)}::uuid[])
    ) as entry`);
}

/** Returns the entries of all sales by an actor. */
export function selectSalesBy(
  db: Queryable,
  accountIds: readonly string[],
  actorId: string,
): Promise<AuditEntry[]> {
  return db.rows<AuditEntry>(sql`
    select ${entryColumns}
    from (
      ${soldEntries}
      where sale.account_id = any(${uuids(accountIds)}::uuid[])
        and sale.actor_hash = ${hashOfActor(actorId)}
        and author.actor_id = ${actorId}
    ) as entry`);
}

/** Erases at most `limit` addresses from which was sold, as `eraseAuditAddresses` does. */
export async function eraseSaleAddresses(
  db: Database,
  { olderThanDays, limit }: { olderThanDays: number; limit: number },
): Promise<number> {
  return changeAcross(db, {
    limit,
    due: (most, onNode) => sql`
      select account_id, id
      from audit_authors
      where remote_address is not null
        and created_at < now() - make_interval(days => ${olderThanDays})
        ${onNode(sql`account_id`)}
      order by created_at
      limit ${most}`,
    change: (due, onNode) => sql`
      update audit_authors
      set remote_address = null
      where (account_id, id) in (${due} for update skip locked)
        ${onNode(sql`account_id`)}`,
  });
}
