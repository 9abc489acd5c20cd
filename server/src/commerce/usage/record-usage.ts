import {
  endSessions,
  lockProfiles,
  recordSightings,
  type SeenProfile,
} from '../../connectivity/esims/index.ts';
import { type EventDraft, recordEvents } from '../../messaging/events/index.ts';
import type { Tx } from '../../platform/db/database.ts';
import { lockUsablePackages, savePackages, type UsablePackage } from '../activations/index.ts';
import { type DomainState, openDomain } from './domain-use.ts';
import { createSightings } from './sightings.ts';
import { spreadUse } from './spread-use.ts';
import { type ChargedRecord, insertRecordIds, insertUsageRecords } from './store.ts';
import {
  type RecordedUse,
  refuseTiming,
  sourceOfRecord,
  UNKNOWN_ICCID,
  type UsageRecord,
} from './usage-record.ts';

/** Whose profiles used data by which carrier's word; `now` is the account's clock. */
export type UsagePlace = { accountId: string; carrier: string; now: Date };

type Profiles = ReadonlyMap<string, SeenProfile>;
type Counted = ReadonlyMap<UsageRecord, RecordedUse>;

const NONE: Counted = new Map();

/**
 * Counts usage records of one account's profiles, in the order in which they began, whatever the
 * order in which they came. A `recordId` counts once; one that is rejected (an ICCID that is not
 * the account's, a time in the future or 120 days ago, other bytes than were counted) does not
 * count. Gives what became of each, in the order given.
 */
export async function recordUsage(
  tx: Tx,
  place: UsagePlace,
  records: readonly UsageRecord[],
): Promise<RecordedUse[]> {
  const iccids = [...new Set(records.map(({ iccid }) => iccid))];
  const profiles = await lockProfiles(tx, { accountId: place.accountId, iccids });
  const reasons = records.map((record) =>
    profiles.has(record.iccid) ? refuseTiming(record, place.now) : UNKNOWN_ICCID,
  );
  const sound = records.filter((_, index) => !reasons[index]);
  const { fresh, bytesBefore } = await claimRecords(tx, place, sound);
  const counted = fresh.length > 0 ? await chargeRecords(tx, place, { fresh, profiles }) : NONE;

  return records.map((record, index) => {
    const { recordId } = record;
    const reason = reasons[index];
    if (reason) return { recordId, outcome: 'rejected', reason };
    return counted.get(record) ?? refuseAgain(record, bytesBefore.get(recordId) ?? null);
  });
}

/** A repetition is a duplicate; other bytes under the same id contradict what was counted. */
function refuseAgain({ recordId, bytes }: UsageRecord, before: bigint | null): RecordedUse {
  if (before === null || before === bytes) return { recordId, outcome: 'duplicate' };
  const reason = `recordId was counted before with other bytes: ${before} and not ${bytes}`;
  return { recordId, outcome: 'rejected', reason };
}

type Claimed = {
  /** The records that were never counted; of two alike in one batch, the first. */
  fresh: UsageRecord[];
  /** The bytes that are counted under each id; null where that was not kept. */
  bytesBefore: Map<string, bigint | null>;
};

async function claimRecords(
  tx: Tx,
  { accountId, carrier }: UsagePlace,
  records: readonly UsageRecord[],
): Promise<Claimed> {
  const firsts = new Map<string, UsageRecord>();
  for (const record of records) {
    if (!firsts.has(record.recordId)) firsts.set(record.recordId, record);
  }
  if (firsts.size === 0) return { fresh: [], bytesBefore: new Map() };
  const bytesBefore = new Map<string, bigint | null>();
  for (const [recordId, { bytes }] of firsts) bytesBefore.set(recordId, bytes);
  const asked = { carrier, records: [...firsts.values()] };
  for (const { recordId, bytes } of await insertRecordIds(tx, accountId, asked)) {
    firsts.delete(recordId);
    bytesBefore.set(recordId, bytes);
  }
  return { fresh: [...firsts.values()], bytesBefore };
}

async function chargeRecords(
  tx: Tx,
  place: UsagePlace,
  { fresh, profiles }: { fresh: readonly UsageRecord[]; profiles: Profiles },
): Promise<Counted> {
  const { accountId, carrier, now } = place;
  const records = fresh.toSorted(byStart);
  const facts: EventDraft[] = [];
  const changed = new Set<UsablePackage>();
  const domains = await openDomains(tx, { accountId, records, profiles, facts, changed });
  const sightings = createSightings(facts);

  const charged = records.map((record): ChargedRecord => {
    const profile = profiles.get(record.iccid) as SeenProfile;
    const { bytes, country, mcc, mnc } = record;
    const from = earliest(record.startedAt, now);
    const until = earliest(record.endedAt, now);
    const source = sourceOfRecord(record);
    const seenIn = record.isPlaceless ? undefined : country;
    sightings.note(profile, { from, until, source, country: seenIn, mcc, mnc });
    const domain = domains.get(profile.profileDomainId) as DomainState;
    // Nothing is spread here: that alone took a tenth of the time for a record.
    const use = { profile, bytes, country, at: from, until };
    const { charges, uncoveredBytes } = spreadUse(domain, use);
    return { record, profile, charges, uncoveredBytes };
  });
  await Promise.all([
    savePackages({ db: tx, accountId }, [...changed]),
    insertUsageRecords(tx, accountId, { carrier, charged }),
    recordSightings({ db: tx, accountId }, sightings.all()),
    endSessions({ db: tx, accountId }, sightings.left()),
    recordEvents({ db: tx, accountId }, facts),
  ]);
  return new Map(charged.map((one) => [one.record, toRecordedUse(one)]));
}

function toRecordedUse({ record, uncoveredBytes }: ChargedRecord): RecordedUse {
  const consumedBytes = record.bytes - uncoveredBytes;
  return { recordId: record.recordId, outcome: 'counted', consumedBytes, uncoveredBytes };
}

type Opening = {
  accountId: string;
  records: readonly UsageRecord[];
  profiles: Profiles;
  facts: EventDraft[];
  changed: Set<UsablePackage>;
};

async function openDomains(tx: Tx, of: Opening): Promise<Map<string, DomainState>> {
  const { accountId, records, profiles, facts, changed } = of;
  const ids = records.map(({ iccid }) => (profiles.get(iccid) as SeenProfile).profileDomainId);
  const domainIds = [...new Set(ids)];
  const since = (records[0] as UsageRecord).startedAt;
  const packages = await lockUsablePackages(tx, { accountId, domainIds, since });
  const byDomain = new Map(domainIds.map((id) => [id, [] as UsablePackage[]]));
  for (const one of packages) byDomain.get(one.profileDomainId)?.push(one);
  return new Map([...byDomain].map(([id, its]) => [id, openDomain(its, facts, changed)]));
}

function byStart(one: UsageRecord, other: UsageRecord): number {
  return one.startedAt.getTime() - other.startedAt.getTime();
}

function earliest(one: Date, other: Date): Date {
  return one.getTime() < other.getTime() ? one : other;
}
