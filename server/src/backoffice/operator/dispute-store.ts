import { type Queryable, sql } from '../../platform/db/database.ts';

export const DISPUTE_STATUSES = ['open', 'won', 'lost'] as const;

/** A disputed payment of any account. Amounts in cents. */
export type ListedDispute = {
  accountId: string;
  mode: 'live' | 'sandbox';
  organizationId: string;
  organizationName: string;
  purchaseId: string;
  reference: string;
  status: (typeof DISPUTE_STATUSES)[number];
  disputedMinor: bigint;
  creditsMinor: bigint;
  frozenMinor: bigint;
  openedAt: Date;
  closedAt: Date | null;
};

type Asked = {
  status?: string | undefined;
  organizationId?: string | undefined;
  behind?: { openedAt: Date; reference: string } | undefined;
  limit: number;
};

/** Returns disputes of all accounts, the newest first. */
export function selectDisputes(
  db: Queryable,
  { status, organizationId, behind, limit }: Asked,
): Promise<ListedDispute[]> {
  return db.rows<ListedDispute>(sql`
    with listed as (
      select d.account_id, d.purchase_id, d.token, d.status, d.disputed_minor, d.credits_minor,
        d.frozen_minor, date_trunc('milliseconds', d.opened_at) as opened_at, d.closed_at
      from disputes d
      where ${status ?? null}::text is null or d.status = ${status ?? null}
    )
    select d.account_id as "accountId", a.mode, o.id as "organizationId",
      o.name as "organizationName", d.purchase_id as "purchaseId", d.token as reference, d.status,
      d.disputed_minor as "disputedMinor", d.credits_minor as "creditsMinor",
      d.frozen_minor as "frozenMinor", d.opened_at as "openedAt", d.closed_at as "closedAt"
    from listed d
    join accounts a on a.id = d.account_id
    join organizations o on o.id = a.organization_id
    where (${organizationId ?? null}::uuid is null or o.id = ${organizationId ?? null}::uuid)
      and (${behind?.openedAt ?? null}::timestamptz is null
        or (d.opened_at, d.token) < (${behind?.openedAt ?? null}::timestamptz,
          ${behind?.reference ?? null}::text))
    order by d.opened_at desc, d.token desc
    limit ${limit}`);
}
