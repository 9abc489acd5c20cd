import { type Queryable, sql } from '../../platform/db/database.ts';

/** What a company has done on the way to its first live sale. */
export type GoLiveState = {
  hasBillingDetails: boolean;
  hasOffer: boolean;
  hasKey: boolean;
  hasWebhook: boolean;
  hasAutoTopUp: boolean;
  hasBranding: boolean;
  hasSecondOwner: boolean;
  hasSecondFactor: boolean;
  hasSold: boolean;
};

export function selectGoLiveState(
  db: Queryable,
  { accountId, organizationId }: { accountId: string; organizationId: string },
): Promise<GoLiveState | undefined> {
  return db.row<GoLiveState>(sql`
    select
      exists (select 1 from billing_details where organization_id = ${organizationId})
        as "hasBillingDetails",
      exists (select 1 from inventory_items where account_id = ${accountId} and active)
        as "hasOffer",
      exists (select 1 from api_keys where account_id = ${accountId} and revoked_at is null)
        as "hasKey",
      exists (select 1 from webhook_endpoints where account_id = ${accountId} and enabled)
        as "hasWebhook",
      exists (select 1 from auto_top_ups where account_id = ${accountId} and enabled)
        as "hasAutoTopUp",
      exists (
        select 1 from brandings
        where organization_id = ${organizationId} and support_email is not null
      ) as "hasBranding",
      (select count(*) > 1 from members
        where organization_id = ${organizationId} and role = 'owner') as "hasSecondOwner",
      not exists (
        select 1 from members
        join people on people.id = members.person_id
        where members.organization_id = ${organizationId}
          and members.role = 'owner'
          and not people.two_factor_enabled
      ) as "hasSecondFactor",
      -- In the order of an index: an account without sales is known by it, and not by all packages.
      (select sold_at from activated_items where account_id = ${accountId}
        order by account_id, sold_at limit 1) is not null as "hasSold"`);
}
