import { lockUsablePackages, savePackages } from '../activations/index.ts';
import type { Tx } from '../db/database.ts';
import { type EsimProfile, lockProfiles, noteSeen } from '../esims/index.ts';
import { recordEvents } from '../events/index.ts';
import { type DomainState, openDomain, useDomain } from './domain-use.ts';
import { type ChargedRecord, insertRecordIds, insertUsageRecords } from './store.ts';
import type { RecordedUse, UsageRecord } from './usage-record.ts';

type Place = { accountId: string; carrier: string };

/**
 * Counts usage records of one account's profiles, in the order in which they began, whatever the
 * order in which they came. A `recordId` counts once for ever. Gives what became of each, in the
 * order given. The ICCIDs are the account's; callers have looked them up.
 */
export async function recordUsage(
  tx: Tx,
  place: Place,
  records: readonly UsageRecord[],
): Promise<RecordedUse[]> {
  const fresh = await claimRecords(tx, place, records);
  const counted = new Map<UsageRecord, RecordedUse>();
  if (fresh.length > 0) {
    for (const [record, use] of await chargeRecords(tx, place, fresh)) counted.set(record, use);
  }
  return records.map(
    (record) => counted.get(record) ?? { recordId: record.recordId, outcome: 'duplicate' },
  );
}

/** The records that were never counted; of two alike in one batch, the first. */
async function claimRecords(tx: Tx, place: Place, records: readonly UsageRecord[]) {
  const firsts = new Map<string, UsageRecord>();
  for (const record of records) {
    if (!firsts.has(record.recordId)) firsts.set(record.recordId, record);
  }
  const { accountId, carrier } = place;
  const recordIds = [...firsts.keys()];
  const unseen = await insertRecordIds(tx, accountId, { carrier, recordIds });
  return [...firsts.values()].filter(({ recordId }) => unseen.has(recordId));
}

async function chargeRecords(tx: Tx, { accountId, carrier }: Place, fresh: UsageRecord[]) {
  const records = fresh.toSorted((one, other) => +one.startedAt - +other.startedAt);
  const iccids = [...new Set(records.map(({ iccid }) => iccid))];
  const profiles = await lockProfiles(tx, { accountId, iccids });
  const since = (records[0] as UsageRecord).startedAt;
  const domains = await openDomains(tx, { accountId, profiles, since });

  const uses = new Map<UsageRecord, RecordedUse>();
  const charged = records.map((record) => {
    const profile = profiles.get(record.iccid);
    if (!profile) throw new Error(`account ${accountId} has no profile ${record.iccid}`);
    const [row, use] = chargeOne(domains.get(profile.profileDomainId), profile, record);
    uses.set(record, use);
    return row;
  });
  await saveDomains(tx, accountId, domains);
  await insertUsageRecords(tx, accountId, { carrier, charged });
  await noteSeen(tx, accountId, latestPerProfile(charged));
  return uses;
}

function chargeOne(
  domain: DomainState | undefined,
  profile: EsimProfile,
  record: UsageRecord,
): [ChargedRecord, RecordedUse] {
  const { bytes, country, startedAt: at, recordId } = record;
  const use = useDomain(domain ?? openDomain([]), { profile, bytes, country, at });
  const { charges, uncoveredBytes, leftBytes } = use;
  const { id: esimProfileId, profileDomainId } = profile;
  const consumedBytes = bytes - uncoveredBytes;
  return [
    { record, esimProfileId, profileDomainId, charges, uncoveredBytes },
    { recordId, outcome: 'counted', consumedBytes, uncoveredBytes, leftBytes },
  ];
}

async function openDomains(
  tx: Tx,
  of: { accountId: string; profiles: ReadonlyMap<string, EsimProfile>; since: Date },
): Promise<Map<string, DomainState>> {
  const domainIds = [...new Set([...of.profiles.values()].map((one) => one.profileDomainId))];
  const packages = await lockUsablePackages(tx, { ...of, domainIds });
  const domains = new Map(domainIds.map((id) => [id, openDomain([])]));
  for (const one of packages) domains.get(one.profileDomainId)?.packages.push(one);
  return domains;
}

async function saveDomains(tx: Tx, accountId: string, domains: ReadonlyMap<string, DomainState>) {
  const all = [...domains.values()];
  const changed = all.flatMap((domain) => domain.packages.filter((p) => domain.changed.has(p.id)));
  await savePackages(tx, accountId, changed);
  await recordEvents(
    tx,
    accountId,
    all.flatMap((domain) => domain.facts),
  );
}

function latestPerProfile(charged: readonly ChargedRecord[]): Map<string, Date> {
  const latest = new Map<string, Date>();
  for (const { esimProfileId, record } of charged) {
    const known = latest.get(esimProfileId);
    if (!known || known < record.endedAt) latest.set(esimProfileId, record.endedAt);
  }
  return latest;
}
