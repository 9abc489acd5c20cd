import { findProfile, readAttachment } from '../../connectivity/esims/index.ts';
import { newId } from '../../kernel/ids.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Scope } from '../../platform/db/scope.ts';
import { readPackagesOf, showTotal } from '../activations/index.ts';
import { attachProfile } from './attach-profile.ts';
import { recordUsage } from './record-usage.ts';

export type UsedData = {
  consumedBytes: number;
  uncoveredBytes: number;
  /** What the profile's domain still holds. */
  totalAvailableBytes: number;
};

/**
 * Records usage of now by the same path as a carrier's record. The profile first attaches in
 * `country` (upper case); without a country it uses the network of its open session. Throws
 * `esim_profile_not_found`, and `invalid_state` if it cannot attach or has no session.
 */
export async function useData(
  scope: Pick<Scope, 'db' | 'accountId' | 'now'>,
  use: { iccid: string; bytes: number; country?: string },
): Promise<UsedData> {
  const { accountId, now } = scope;
  const { iccid, country } = use;
  if (country !== undefined) await attachProfile(scope, { iccid, country });
  const profile = await findProfile(scope.db, { accountId, iccid });
  const attachment = await readAttachment(scope.db, { accountId, profileId: profile.id });
  if (attachment.sessionsOpen === 0 || attachment.country === null) {
    throw new Refusal('invalid_state', 'This eSIM is not attached: attach it, or name a country.');
  }

  const record = {
    recordId: newId(),
    iccid,
    bytes: BigInt(use.bytes),
    country: attachment.country,
    startedAt: now,
    endedAt: now,
  };
  const [recorded] = await recordUsage(scope.db, { accountId, carrier: profile.carrier, now }, [
    record,
  ]);
  if (recorded?.outcome !== 'counted') throw new Error(`the use of ${iccid} was not counted`);
  return {
    consumedBytes: Number(recorded.consumedBytes),
    uncoveredBytes: Number(recorded.uncoveredBytes),
    totalAvailableBytes: await readTotal(scope, profile),
  };
}

async function readTotal(
  { db: tx, accountId, now }: Pick<Scope, 'db' | 'accountId' | 'now'>,
  { customerId, profileDomainId }: { customerId: string; profileDomainId: string },
): Promise<number> {
  const items = await readPackagesOf(tx, accountId, [customerId]);
  const ofDomain = items.filter((item) => item.profileDomainId === profileDomainId);
  return showTotal(ofDomain, now).totalAvailableBytes;
}
