import {
  addDeliveredProfiles,
  type CarrierProfile,
  SANDBOX_CARRIER,
  sandboxCarrier,
} from '../../connectivity/carriers/index.ts';
import {
  addEsimProfiles,
  type NewEsimProfile,
  readProfiles,
} from '../../connectivity/esims/index.ts';
import { groupBy } from '../../kernel/group-by.ts';
import { newId } from '../../kernel/ids.ts';
import { lockEventLogs, recordAllEvents } from '../../messaging/events/index.ts';
import { endHolds } from '../../money/credits/index.ts';
import type { Tx } from '../../platform/db/database.ts';
import type { Scope } from '../../platform/db/scope.ts';
import { nextDue } from './due.ts';
import { lifeFrom, type PackageLife } from './package.ts';
import { packageActivated, packageDelivered } from './package-events.ts';
import type { DuePackage } from './package-store.ts';
import { selectPendingForUpdate, updateDelivered } from './pending-store.ts';

type DeliveryScope = Pick<Scope, 'db' | 'accountId'>;
type GivenEsim = { id: string; iccid: string };
/** A locked package, when it is delivered, and its new eSIM unless it tops one up. */
type Delivery = { accountId: string; item: DuePackage; at: Date; esim: GivenEsim | undefined };

/**
 * Delivers a pending sale of a sandbox when it is due: charges the held credits, gives the package
 * its eSIM unless it tops one up, and records `package.delivered`. The caller has locked it.
 */
export async function deliverPendingSale(scope: DeliveryScope, item: DuePackage): Promise<void> {
  const { db, accountId } = scope;
  const at = nextDue(item) ?? item.soldAt;
  const esim = await giveSandboxEsim(scope, { item, at });
  await settle(db, at, [{ accountId, item, at, esim }]);
}

/** What a carrier delivered for a package; `profile` is null for a top-up. */
export type OrderedDelivery = {
  accountId: string;
  packageId: string;
  carrier: string;
  profile: CarrierProfile | null;
  /** Whether the profile was claimed from stock, where it is known already. */
  isFromStock?: boolean;
};

export type DeliveryOutcome = 'delivered' | 'given_up' | 'esim_recycled';

/**
 * Delivers pending sales of any accounts that were ordered from their carriers, in the same way and
 * in one round of statements. Returns what became of each: `given_up`, and nothing is changed, if
 * the package has failed meanwhile; `esim_recycled` if another eSIM has the ICCID.
 */
export async function deliverOrderedSales(
  { db, now }: Pick<Scope, 'db' | 'now'>,
  deliveries: readonly OrderedDelivery[],
): Promise<DeliveryOutcome[]> {
  const pending = await selectPendingForUpdate(db, deliveries);
  const items = new Map(pending.map((item) => [item.id, item]));
  const open = deliveries.flatMap((of) => {
    const item = items.get(of.packageId);
    return item ? [{ of, item }] : [];
  });
  const fresh = open.map(({ of }) => of).filter((of) => of.profile && !of.isFromStock);
  const added = await addDeliveredProfiles(db, fresh);
  const profiles = new Map(fresh.map((of, place) => [of, added[place]]));
  const isRecycled = (of: OrderedDelivery) => profiles.has(of) && !profiles.get(of);

  const given = open.filter(({ of }) => !isRecycled(of));
  const settled = given.map(({ of, item }) => {
    const profile = profiles.get(of) ?? of.profile;
    const esim = profile ? draftEsim({ ...of, profile, item, at: now }) : undefined;
    return { accountId: of.accountId, item, at: now, esim };
  });
  await addEsimProfiles(
    db,
    settled.flatMap(({ esim }) => esim ?? []),
  );
  if (settled.length > 0) await settle(db, now, settled);
  return deliveries.map((of) => {
    if (!items.has(of.packageId)) return 'given_up';
    return isRecycled(of) ? 'esim_recycled' : 'delivered';
  });
}

async function settle(db: Tx, now: Date, deliveries: readonly Delivery[]): Promise<void> {
  const held = deliveries.flatMap(({ accountId, item: { holdSequence: sequence } }) =>
    sequence === null ? [] : [{ accountId, sequence, outcome: 'post' as const }],
  );
  if (held.length > 0) await endHolds({ db, now }, held);
  const delivered = deliveries.map(({ accountId, item, at, esim }) => ({
    ...{ ...item, ...lifeFrom(item, at), accountId, at },
    ...{ esimProfileId: esim?.id ?? null, iccid: esim?.iccid ?? null },
  }));
  await updateDelivered(db, delivered);
  const logs = [...groupBy(delivered, ({ accountId }) => accountId)].map(([accountId, own]) => ({
    accountId,
    drafts: own.flatMap((one) => {
      const told = packageDelivered(one, one);
      return one.activatedAt ? [told, packageActivated(one)] : [told];
    }),
  }));
  if (logs.length > 1) {
    const accountIds = logs.map(({ accountId }) => accountId);
    await lockEventLogs(db, accountIds, { skipLocked: false });
  }
  await recordAllEvents(db, logs);
}

async function giveSandboxEsim(
  { db, accountId }: DeliveryScope,
  { item, at }: { item: PackageLife; at: Date },
): Promise<GivenEsim | undefined> {
  const known = await readProfiles(db, { accountId, customerIds: [item.customerId] });
  if (known.some((profile) => profile.profileDomainId === item.profileDomainId)) return undefined;
  const [profile] = await sandboxCarrier().claimProfiles(db, { count: 1, accountId });
  if (!profile) throw new Error('The sandbox carrier mints what is missing.');
  const esim = draftEsim({ accountId, item, at, carrier: SANDBOX_CARRIER, profile });
  await addEsimProfiles(db, [esim]);
  return esim;
}

function draftEsim(of: {
  accountId: string;
  item: PackageLife;
  at: Date;
  carrier: string;
  profile: CarrierProfile;
}): NewEsimProfile {
  const { accountId, carrier, profile, at: createdAt } = of;
  const { customerId, profileDomainId } = of.item;
  return { ...profile, accountId, customerId, profileDomainId, carrier, id: newId(), createdAt };
}
