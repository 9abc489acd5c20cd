import {
  type CallEnd,
  MOST_USAGES,
  type OrderingCarrier,
} from '../../connectivity/carriers/index.ts';
import {
  type Answer,
  type DuePull,
  deferPulls,
  leaseDuePulls,
  markAnswered,
  markUnanswered,
  pauseFeed,
  pauseMs,
} from '../../connectivity/usage-pulls/index.ts';
import type { Database } from '../../platform/db/database.ts';
import { chargeFigures } from './charge-figures.ts';

export type PullingParts = {
  db: Database;
  realNow: () => Date;
  log: { warn(facts: object, message: string): void };
};

/** A supplier that returns usage. */
export type PulledCarrier = OrderingCarrier & Required<Pick<OrderingCarrier, 'usage'>>;

const AT_ONCE = 20;
/** Few, so that an order waits for two turns at most. */
const QUESTIONS_AT_ONCE = 2;
/** Longer than the questions of a batch can take. */
const LEASE_MS = 300_000;
/** A refusal may pass; one about an eSIM that the supplier no longer has does not. */
const REFUSED_MS = 6 * 3_600_000;
const MISCONFIGURED_MS = 300_000;
const USAGE_MINUTES = 60;

type UsageEnd = Awaited<ReturnType<PulledCarrier['usage']>>;
type Refused = Extract<CallEnd<unknown>, { end: 'refused' }>;
/** Why a supplier is asked nothing more for now. */
type Stop = { afterMs: number; detail: string };
type Asked = {
  answered: { pull: DuePull; answer: Answer }[];
  refused: { pull: DuePull; end: Refused }[];
  unasked: DuePull[];
  stop: Stop | undefined;
};

/**
 * Asks a supplier for the usage of eSIMs that are due, and charges what is new. A supplier that has
 * too many questions or does not answer is asked nothing for a while, which doubles up to an hour.
 * Returns how many eSIMs were due.
 */
export async function pullUsage(parts: PullingParts, carrier: PulledCarrier): Promise<number> {
  const { db, realNow } = parts;
  const { name } = carrier;
  const due = await leaseDuePulls(db, { carrier: name, limit: AT_ONCE, leaseMs: LEASE_MS });
  if (due.length === 0) return 0;
  const asked = await ask(carrier, due, realNow);
  await charge(parts, carrier, asked.answered);
  for (const { pull, end } of asked.refused) await putOff(db, pull, end);
  if (asked.answered.length + asked.refused.length > 0) {
    await markAnswered(db, { carrier: name, at: realNow() });
  }
  if (asked.stop) await pause(parts, name, { stop: asked.stop, unasked: asked.unasked });
  return due.length;
}

async function ask(
  carrier: PulledCarrier,
  due: readonly DuePull[],
  realNow: () => Date,
): Promise<Asked> {
  const unasked = [...due];
  const asked: Asked = { answered: [], refused: [], unasked, stop: undefined };
  async function askOn(): Promise<void> {
    for (let pulls = next(); pulls.length > 0; pulls = next()) {
      const askedAt = realNow();
      const ends = await readUsages(carrier, pulls);
      for (const pull of pulls) keep(pull, ends.get(pull.profileId), askedAt);
    }
  }
  function keep(pull: DuePull, end: UsageEnd | undefined, askedAt: Date): void {
    if (end?.end === 'done') {
      asked.answered.push({ pull, answer: { figure: end.value, askedAt } });
    } else if (end?.end === 'refused' && end.code !== 'misconfigured') {
      asked.refused.push({ pull, end });
    } else {
      unasked.push(pull);
      const afterMs = end?.end === 'retry_later' ? end.afterMs : MISCONFIGURED_MS;
      asked.stop = { afterMs, detail: end?.detail ?? 'The supplier said nothing about an eSIM.' };
    }
  }
  const next = () => (asked.stop ? [] : unasked.splice(0, carrier.usages ? MOST_USAGES : 1));
  await Promise.all(Array.from({ length: QUESTIONS_AT_ONCE }, askOn));
  return asked;
}

/** Asks in one call where the supplier has one for several eSIMs. */
async function readUsages(
  carrier: PulledCarrier,
  pulls: readonly DuePull[],
): Promise<ReadonlyMap<string, UsageEnd>> {
  if (carrier.usages) return carrier.usages(pulls);
  const ends = new Map<string, UsageEnd>();
  for (const pull of pulls) ends.set(pull.profileId, await carrier.usage(pull));
  return ends;
}

/** An account whose charge fails is asked about again when its lease is over. */
async function charge(
  { db, realNow, log }: PullingParts,
  { name, capabilities }: PulledCarrier,
  answered: Asked['answered'],
): Promise<void> {
  const accounts = new Map<string, Map<string, Answer>>();
  for (const { pull, answer } of answered) {
    const own = accounts.get(pull.accountId) ?? new Map<string, Answer>();
    accounts.set(pull.accountId, own.set(pull.esimProfileId, answer));
  }
  const usageMinutes = capabilities.usageMinutes ?? USAGE_MINUTES;
  for (const [accountId, answers] of accounts) {
    const figures = { accountId, carrier: name, usageMinutes, answers };
    await chargeFigures({ db, realNow }, figures).catch((err: unknown) => {
      log.warn({ err, accountId, carrier: name }, 'usage of a supplier is asked for again');
    });
  }
}

function putOff(db: Database, pull: DuePull, { code, detail }: Refused): Promise<void> {
  const isGone = code === 'not_found' || code === 'esim_recycled';
  return deferPulls(db, [pull], { inMs: isGone ? null : REFUSED_MS, detail });
}

async function pause(
  { db, realNow }: PullingParts,
  carrier: string,
  { stop, unasked }: { stop: Stop; unasked: readonly DuePull[] },
): Promise<void> {
  const { detail } = stop;
  const failures = await markUnanswered(db, { carrier, at: realNow(), detail });
  const inMs = pauseMs(failures, stop.afterMs);
  await pauseFeed(db, { carrier, inMs });
  await deferPulls(db, unasked, { inMs, detail });
}
