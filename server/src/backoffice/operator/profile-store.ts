import { type Queryable, sql } from '../../platform/db/database.ts';

type FoundProfile = {
  iccid: string;
  imsi: string | null;
  carrier: string;
  addedAt: Date;
  batchId: string | null;
  isFree: boolean;
  state: string | null;
  accountId: string | null;
  customerId: string | null;
  organizationId: string | null;
  organizationName: string | null;
};

/** An import gives its batch and its profiles the time of one transaction. */
export function selectCarrierProfile(
  db: Queryable,
  iccid: string,
): Promise<FoundProfile | undefined> {
  return db.row<FoundProfile>(sql`
    select profile.iccid, profile.imsi, profile.carrier, profile.created_at as "addedAt",
      batch.id as "batchId",
      coalesce(free.iccid, allotted.iccid) is not null as "isFree", esim.state,
      esim.account_id as "accountId", esim.customer_id as "customerId",
      organization.id as "organizationId", organization.name as "organizationName"
    from carrier_profiles as profile
    left join free_profiles as free
      on free.carrier = profile.carrier and free.iccid = profile.iccid
    left join allotted_profiles as allotted
      on allotted.iccid = profile.iccid
    left join profile_batches as batch
      on batch.carrier = profile.carrier and batch.imported_at = profile.created_at
    left join esim_profiles as esim
      on esim.iccid = profile.iccid
    left join accounts as account
      on account.id = esim.account_id
    left join organizations as organization
      on organization.id = account.organization_id
    where profile.iccid = ${iccid}
    limit 1`);
}
