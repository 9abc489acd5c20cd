import {
  addDeliveredProfile,
  type CarrierProfile,
  SANDBOX_CARRIER,
  sandboxCarrier,
} from '../../connectivity/carriers/index.ts';
import { addEsimProfiles, readProfiles } from '../../connectivity/esims/index.ts';
import { newId } from '../../kernel/ids.ts';
import { recordEvents } from '../../messaging/events/index.ts';
import { endHold } from '../../money/credits/index.ts';
import type { Scope } from '../../platform/db/scope.ts';
import { nextDue } from './due.ts';
import { lifeFrom, type PackageLife } from './package.ts';
import { packageActivated, packageDelivered } from './package-events.ts';
import { type DuePackage, selectPendingForUpdate, updateDelivered } from './package-store.ts';

type DeliveryScope = Pick<Scope, 'db' | 'accountId'>;
type Delivery = { at: Date; esim: { id: string; iccid: string } | undefined };

/**
 * Delivers a pending sale of a sandbox when it is due: charges the held credits, gives the package
 * its eSIM unless it tops one up, and records `package.delivered`. The caller has locked it.
 */
export async function deliverPendingSale(scope: DeliveryScope, item: DuePackage): Promise<void> {
  const at = nextDue(item) ?? item.soldAt;
  await settle(scope, item, { at, esim: await giveSandboxEsim(scope, { item, at }) });
}

/** What a carrier delivered for a package; `profile` is null for a top-up. */
export type OrderedDelivery = {
  packageId: string;
  carrier: string;
  profile: CarrierProfile | null;
  /** Whether the profile was claimed from stock, where it is known already. */
  isFromStock?: boolean;
};

/**
 * Delivers a pending sale that was ordered from its carrier, in the same way. Returns `given_up`,
 * and changes nothing, if the package has failed meanwhile, and `esim_recycled` if another eSIM
 * has the ICCID.
 */
export async function deliverOrderedSale(
  scope: DeliveryScope & Pick<Scope, 'now'>,
  { packageId, carrier, profile, isFromStock = false }: OrderedDelivery,
): Promise<'delivered' | 'given_up' | 'esim_recycled'> {
  const [item] = await selectPendingForUpdate(scope.db, scope.accountId, [packageId]);
  if (!item) return 'given_up';
  const isNew = profile !== null && !isFromStock;
  if (isNew && !(await addDeliveredProfile(scope.db, { carrier, profile }))) {
    return 'esim_recycled';
  }
  const at = scope.now;
  const esim = profile ? await assign(scope, { item, at, carrier, profile }) : undefined;
  await settle(scope, item, { at, esim });
  return 'delivered';
}

async function settle(
  scope: DeliveryScope,
  item: DuePackage,
  { at, esim }: Delivery,
): Promise<void> {
  const { accountId } = scope;
  const { holdSequence } = item;
  if (holdSequence !== null) {
    await endHold({ ...scope, now: at }, { sequence: holdSequence, outcome: 'post' });
  }
  const delivered = { ...item, ...lifeFrom(item, at) };
  await updateDelivered(scope.db, { ...delivered, accountId, esimProfileId: esim?.id ?? null });
  const told = packageDelivered(delivered, { iccid: esim?.iccid ?? null, at });
  const events = delivered.activatedAt ? [told, packageActivated(delivered)] : [told];
  await recordEvents(scope, events);
}

async function giveSandboxEsim(
  scope: DeliveryScope,
  { item, at }: { item: PackageLife; at: Date },
): Promise<Delivery['esim']> {
  const { db, accountId } = scope;
  const known = await readProfiles(db, { accountId, customerIds: [item.customerId] });
  if (known.some((profile) => profile.profileDomainId === item.profileDomainId)) return undefined;
  const [profile] = await sandboxCarrier().claimProfiles(db, 1);
  if (!profile) throw new Error('The sandbox carrier mints what is missing.');
  return assign(scope, { item, at, carrier: SANDBOX_CARRIER, profile });
}

async function assign(
  { db, accountId }: DeliveryScope,
  of: { item: PackageLife; at: Date; carrier: string; profile: CarrierProfile },
): Promise<{ id: string; iccid: string }> {
  const { customerId, profileDomainId } = of.item;
  const owner = { accountId, customerId, profileDomainId, carrier: of.carrier };
  const esim = { ...of.profile, ...owner, id: newId(), createdAt: of.at };
  await addEsimProfiles(db, [esim]);
  return esim;
}
