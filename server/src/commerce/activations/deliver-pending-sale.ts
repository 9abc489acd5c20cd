import { SANDBOX_CARRIER, sandboxCarrier } from '../../connectivity/carriers/index.ts';
import { addEsimProfiles, readProfiles } from '../../connectivity/esims/index.ts';
import { newId } from '../../kernel/ids.ts';
import { recordEvents } from '../../messaging/events/index.ts';
import { endHold } from '../../money/credits/index.ts';
import type { Scope } from '../../platform/db/scope.ts';
import { nextDue } from './due.ts';
import { lifeFrom, type PackageLife } from './package.ts';
import { packageActivated, packageDelivered } from './package-events.ts';
import { type DuePackage, updateDelivered } from './package-store.ts';

/**
 * Delivers a pending sale of a sandbox when it is due: charges the held credits, gives the package
 * its eSIM unless it tops one up, and records `package.delivered`. The caller has locked it.
 */
export async function deliverPendingSale(
  scope: Pick<Scope, 'db' | 'accountId'>,
  item: DuePackage,
): Promise<void> {
  const { accountId } = scope;
  const at = nextDue(item) ?? item.soldAt;
  const { holdSequence } = item;
  if (holdSequence !== null) {
    await endHold({ ...scope, now: at }, { sequence: holdSequence, outcome: 'post' });
  }
  const profile = await deliverProfile(scope, { item, at });
  const delivered = { ...item, ...lifeFrom(item, at) };
  await updateDelivered(scope.db, {
    ...delivered,
    accountId,
    esimProfileId: profile?.id ?? null,
  });
  const told = packageDelivered(delivered, { iccid: profile?.iccid ?? null, at });
  const events = delivered.activatedAt ? [told, packageActivated(delivered)] : [told];
  await recordEvents(scope, events);
}

async function deliverProfile(
  { db, accountId }: Pick<Scope, 'db' | 'accountId'>,
  { item: { customerId, profileDomainId }, at }: { item: PackageLife; at: Date },
): Promise<{ id: string; iccid: string } | undefined> {
  const known = await readProfiles(db, { accountId, customerIds: [customerId] });
  if (known.some((profile) => profile.profileDomainId === profileDomainId)) return undefined;
  const [claimed] = await sandboxCarrier().claimProfiles(db, 1);
  if (!claimed) throw new Error('The sandbox carrier mints what is missing.');
  const owner = { accountId, customerId, profileDomainId, carrier: SANDBOX_CARRIER };
  const profile = { ...claimed, ...owner, id: newId(), createdAt: at };
  await addEsimProfiles(db, [profile]);
  return profile;
}
