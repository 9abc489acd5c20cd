import { recordFigures } from '../../connectivity/esims/index.ts';
import {
  type Answer,
  followFigure,
  type KeptPull,
  lockPulls,
  type NextPull,
  nextPullMs,
  updatePulls,
} from '../../connectivity/usage-pulls/index.ts';
import type { Database, Tx } from '../../platform/db/database.ts';
import { readClock } from '../../tenancy/accounts/index.ts';
import { RECORD_PREFIXES, recordUsage, type UsageRecord } from '../usage/index.ts';
import { readSurroundings, type Surroundings } from './surroundings-store.ts';

const MINUTE_MS = 60_000;

/** What a supplier answered about eSIMs of one account, by their ID. */
export type AnsweredFigures = {
  accountId: string;
  carrier: string;
  /** How old its answers may be. */
  usageMinutes: number;
  answers: ReadonlyMap<string, Answer>;
};

type Charged = { pull: KeptPull; around: Surroundings; answer: Answer; bytes: bigint };

/**
 * Charges what a supplier's figures add to those that were counted before, and writes when each
 * eSIM is asked about again. The figures are locked, and written in the transaction that charges
 * them: a figure that two processes read counts once, and one whose transaction fails is counted
 * with the next.
 */
export async function chargeFigures(
  { db, realNow }: { db: Database; realNow: () => Date },
  given: AnsweredFigures,
): Promise<void> {
  const { accountId, carrier, usageMinutes, answers } = given;
  const profileIds = [...answers.keys()];
  await db.transaction(async (tx) => {
    const pulls = await lockPulls(tx, { accountId, profileIds });
    const around = await readSurroundings(tx, { accountId, profileIds });
    const charged: Charged[] = [];
    const next: NextPull[] = [];
    for (const pull of pulls) {
      const answer = answers.get(pull.esimProfileId);
      const its = around.get(pull.esimProfileId);
      if (!answer || !its) continue;
      const { bytes, kept } = followFigure(pull, answer, { staleMs: usageMinutes * MINUTE_MS });
      const { askedAt } = answer;
      const changedAt = bytes > 0n ? askedAt : pull.changedAt;
      const state = { ...kept, hasData: its.hasData, changedAt, askedAt };
      const inMs = its.isOver ? null : nextPullMs(state, usageMinutes);
      next.push({ ...pull, ...kept, changedAt, inMs });
      if (bytes > 0n) charged.push({ pull: { ...pull, ...kept }, around: its, answer, bytes });
    }
    await chargeRecords(tx, { accountId, carrier, realNow: realNow() }, { charged, before: pulls });
    await updatePulls(tx, accountId, next);
    await recordFigures(
      { db: tx, accountId },
      { source: 'supplier', figures: next.flatMap(toKnownFigure) },
    );
  });
}

async function chargeRecords(
  tx: Tx,
  { accountId, carrier, realNow }: { accountId: string; carrier: string; realNow: Date },
  { charged, before }: { charged: readonly Charged[]; before: readonly KeptPull[] },
): Promise<void> {
  if (charged.length === 0) return;
  const now = await readClock(tx, { accountId, realNow });
  const aheadMs = now.getTime() - realNow.getTime();
  const earlier = new Map(before.map((one) => [one.esimProfileId, one]));
  const records = charged.map((one) => toRecord(one, earlier.get(one.pull.esimProfileId), aheadMs));
  const uses = await recordUsage(tx, { accountId, carrier, now }, records);
  const rejected = uses.find(({ outcome }) => outcome === 'rejected');
  // Nothing is written then, and the figure is read again.
  if (rejected && 'reason' in rejected) throw new Error(`pulled usage: ${rejected.reason}`);
}

/**
 * The use is dated after the figure before it, when the latest package had come: then all packages
 * that gave data are there, and none that gave it is over. The first use is dated when it is known,
 * so that no package begins before its traveller used it.
 */
function toRecord(
  { pull, around, answer, bytes }: Charged,
  before: KeptPull | undefined,
  aheadMs: number,
): UsageRecord {
  const { esimProfileId, generation, usedBytes, iccid, asOf } = pull;
  const endMs = (asOf ?? answer.askedAt).getTime() + aheadMs;
  const isFirst = !before || (before.usedBytes === 0n && before.generation === 0);
  const sinceMs = Math.max(
    (before?.asOf?.getTime() ?? 0) + aheadMs,
    around.packagesSince?.getTime() ?? 0,
  );
  return {
    recordId: `${RECORD_PREFIXES.supplier}${esimProfileId}:${generation}:${usedBytes}`,
    iccid,
    bytes,
    country: around.country,
    startedAt: new Date(isFirst ? endMs : Math.min(sinceMs, endMs)),
    endedAt: new Date(endMs),
    isPlaceless: true,
  };
}

function toKnownFigure({ esimProfileId: profileId, asOf }: NextPull) {
  return asOf ? [{ profileId, asOf }] : [];
}
