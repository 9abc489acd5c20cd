import { setTimeout as delay } from 'node:timers/promises';
import { Refusal } from '../../../kernel/refusal.ts';
import type { Database } from '../../../platform/db/database.ts';
import { groupsOf } from '../../../platform/db/distribution.ts';
import { isSerializationFailure } from '../../../platform/db/failures.ts';
import type { Log } from '../../../platform/log/log.ts';
import type { Disabling } from '../endpoints/endpoint.ts';
import { disableEndpoint } from './disable-endpoint.ts';
import {
  type FailingSince,
  type Health,
  insertOutcomes,
  type Outcome,
  updateHealth,
} from './outcome-store.ts';
import { DISABLED_AFTER_MS } from './retry.ts';

/** The most attempts that one statement records. */
const MAX_BATCH = 1_000;
const PAUSE_WITHOUT_DATABASE_MS = 1_000;
const GONE = 410;

export type OutcomeWriter = {
  /** Records the outcome together with others, then calls `written`. */
  write(outcome: Outcome, written: () => void): void;
  /** Resolves when everything is recorded, or at once after `stop`. */
  drained(): Promise<void>;
  stop(): void;
};

type WriterParts = { db: Database; log: Log };
type Entry = { outcome: Outcome; written: () => void };

/**
 * Collects outcomes while a batch is recorded, so that one statement records many. Keeps them while
 * the database is away.
 */
export function createOutcomeWriter(parts: WriterParts): OutcomeWriter {
  let waiting: Entry[] = [];
  let writing: Promise<void> | undefined;
  const stopped = new AbortController();

  async function writeAll(): Promise<void> {
    // How many are recorded one by one, because their batch was refused.
    let oneByOne = 0;
    while (waiting.length > 0 && !stopped.signal.aborted) {
      const batch = waiting.slice(0, oneByOne > 0 ? 1 : MAX_BATCH);
      const result = await tryBatch(parts, batch);
      if (result === 'away') await pause(stopped.signal);
      else if (result === 'refused' && batch.length > 1) oneByOne = batch.length;
      else waiting = waiting.slice(batch.length);
      if (result !== 'away' && batch.length === 1) oneByOne = Math.max(0, oneByOne - 1);
    }
    writing = undefined;
  }

  return {
    write(outcome, written) {
      waiting.push({ outcome, written });
      writing ??= writeAll();
    },
    async drained() {
      await writing;
    },
    stop: () => stopped.abort(),
  };
}

/** An outcome that can never be recorded must not delay the others; its delivery stays held. */
async function tryBatch(
  parts: WriterParts,
  batch: readonly Entry[],
): Promise<'written' | 'away' | 'refused'> {
  try {
    await writeBatch(parts, batch);
    for (const { written } of batch) written();
    return 'written';
  } catch (err) {
    const isAway = err instanceof Refusal || isSerializationFailure(err);
    if (isAway) parts.log.warn({ err }, 'webhook outcomes wait for the database');
    else parts.log.error({ err, attempts: batch.length }, 'webhook outcomes cannot be recorded');
    return isAway ? 'away' : 'refused';
  }
}

async function pause(signal: AbortSignal): Promise<void> {
  await delay(PAUSE_WITHOUT_DATABASE_MS, undefined, { signal }).catch(() => {});
}

/** What was recorded before a fault is not recorded again: the number of its attempt has passed. */
async function writeBatch(parts: WriterParts, batch: readonly Entry[]): Promise<void> {
  const outcomes = batch.map(({ outcome }) => outcome);
  for (const group of await groupsOf(parts.db, outcomes)) await writeGroup(parts, group);
}

async function writeGroup({ db, log }: WriterParts, outcomes: readonly Outcome[]): Promise<void> {
  await insertOutcomes(db, outcomes);
  const changed = await updateHealth(db, healthOf(outcomes));
  for (const disabling of reasonsToDisable(outcomes, changed)) {
    const isDone = await db.transaction((tx) => disableEndpoint(tx, disabling));
    const { accountId, event, reason } = disabling;
    if (isDone) log.warn({ accountId, webhook: event, reason }, 'webhook endpoint disabled');
  }
}

function healthOf(outcomes: readonly Outcome[]): Health[] {
  const byEndpoint = new Map<string, Health>();
  for (const outcome of outcomes) {
    const { accountId, event, url } = outcome;
    const key = `${accountId}/${event} ${url}`;
    const fresh = { accountId, event, url, hasSuccess: false, ...NO_FAILURE };
    const known = byEndpoint.get(key) ?? fresh;
    byEndpoint.set(key, withOutcome(known, outcome));
  }
  return [...byEndpoint.values()];
}

const NO_FAILURE = { failedAt: null, retryAt: null, pausedUntil: null };

function withOutcome(health: Health, { error, at, nextAttemptAt, pausedUntil }: Outcome): Health {
  if (error === null) return { ...health, hasSuccess: true };
  const isSooner = nextAttemptAt !== null && (!health.retryAt || nextAttemptAt < health.retryAt);
  const retryAt = isSooner ? nextAttemptAt : health.retryAt;
  const isLonger = pausedUntil && (!health.pausedUntil || pausedUntil > health.pausedUntil);
  return {
    ...health,
    failedAt: health.failedAt ?? at,
    retryAt,
    pausedUntil: isLonger ? pausedUntil : health.pausedUntil,
  };
}

function reasonsToDisable(
  outcomes: readonly Outcome[],
  changed: readonly FailingSince[],
): Disabling[] {
  const reasons = new Map<string, Disabling>();
  for (const outcome of outcomes) {
    const { accountId, event, url, at } = outcome;
    const health = changed.find((one) => one.accountId === accountId && one.event === event);
    const reason = reasonToDisable(outcome, health?.failingSince ?? at);
    if (reason) reasons.set(`${accountId}/${event}`, { accountId, event, url, at, reason });
  }
  return [...reasons.values()];
}

function reasonToDisable(outcome: Outcome, failingSince: Date): string | undefined {
  const { httpStatus, error, at } = outcome;
  if (httpStatus === GONE) return 'The server answered 410 (Gone).';
  const isOver = at.getTime() - failingSince.getTime() >= DISABLED_AFTER_MS;
  return error !== null && isOver
    ? `Every attempt has failed for five days. The last one: ${error}`
    : undefined;
}
