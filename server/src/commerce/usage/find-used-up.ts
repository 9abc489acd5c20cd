import { lockProfiles } from '../../connectivity/esims/index.ts';
import type { Database, Tx } from '../../platform/db/database.ts';
import { readClock } from '../../tenancy/accounts/index.ts';
import { lockUsablePackages } from '../activations/index.ts';
import { hasSource, openDomain } from './domain-use.ts';
import { shareReport } from './share-report.ts';
import type { UsageRecord } from './usage-record.ts';

/**
 * Returns, for each record of a report, whether its eSIM has no data left by now that it could use
 * in the record's country.
 */
export async function findUsedUp(
  { db, realNow }: { db: Database; realNow: () => Date },
  carrier: string,
  sent: readonly unknown[],
): Promise<boolean[]> {
  const isUsedUp = sent.map(() => false);
  const { shares } = await shareReport(db, carrier, sent);
  for (const { accountId, records, places } of shares) {
    const found = await db.transaction(async (tx) => {
      const now = await readClock(tx, { accountId, realNow: realNow() });
      return findWithoutData(tx, { accountId, now }, records);
    });
    for (const index of found) isUsedUp[places[index] as number] = true;
  }
  return isUsedUp;
}

async function findWithoutData(
  tx: Tx,
  { accountId, now }: { accountId: string; now: Date },
  records: readonly UsageRecord[],
): Promise<number[]> {
  const profiles = await lockProfiles(tx, { accountId, iccids: records.map(({ iccid }) => iccid) });
  const domainIds = [...new Set([...profiles.values()].map((one) => one.profileDomainId))];
  const packages = await lockUsablePackages(tx, { accountId, domainIds, since: now });
  return records.flatMap(({ iccid, country }, index) => {
    const domainId = profiles.get(iccid)?.profileDomainId;
    const domain = openDomain(packages.filter((one) => one.profileDomainId === domainId));
    return domainId === undefined || hasSource(domain, { country, at: now }) ? [] : [index];
  });
}
