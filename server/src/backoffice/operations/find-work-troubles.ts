import { groupBy } from '../../kernel/group-by.ts';
import type { QueuedJob } from '../../platform/jobs/index.ts';
import { type Finding, type Phrasing, type Severity, timeOf } from './finding.ts';
import { FINDING_WORDS, FURTHER_WORDS } from './finding-words.ts';
import type { TroubledMail } from './mail-store.ts';

const MAX_ERROR = 160;
const NOBODY = { organizationId: null, organizationName: null, accountId: null };

/** Returns a finding for each task among jobs that failed for good, or that are late. */
export function findJobTroubles(jobs: readonly QueuedJob[], phrasing: Phrasing): Finding[] {
  const ended = jobs.filter(({ state }) => state !== 'retrying');
  return [...groupBy(ended, ({ state, task }) => `${state} ${task}`).values()].map((group) => {
    const [{ state, task, lastError }] = group;
    const kind = state === 'failed' ? 'jobs_failed' : 'jobs_late';
    const since = earliest(group.map(({ runAt }) => runAt));
    const facts = factsOf({ count: group.length, since, lastError }, phrasing);
    return {
      kind,
      severity: 'warning' as Severity,
      ...{ ...NOBODY, since, count: group.length },
      ...FINDING_WORDS[phrasing.locale][kind]({ ...facts, whose: task }),
    };
  });
}

/** Returns a finding for each company whose mails failed, and one for all that wait. */
export function findMailTroubles(mails: readonly TroubledMail[], phrasing: Phrasing): Finding[] {
  const keyOf = ({ state, organizationId }: TroubledMail) =>
    state === 'late' ? state : `${state} ${organizationId}`;
  return [...groupBy(mails, keyOf).values()].map((group) => {
    const [{ state, organizationId, organizationName, lastError }] = group;
    const isLate = state === 'late';
    const kind = isLate ? 'mails_late' : 'mails_failed';
    const since = earliest(group.map(({ createdAt, failedAt }) => failedAt ?? createdAt));
    const facts = factsOf({ count: group.length, since, lastError }, phrasing);
    const whose = organizationName ?? FURTHER_WORDS[phrasing.locale].platform;
    return {
      kind,
      severity: (isLate ? 'warning' : 'notice') as Severity,
      ...(isLate ? NOBODY : { ...NOBODY, organizationId, organizationName }),
      ...{ since, count: group.length },
      ...FINDING_WORDS[phrasing.locale][kind]({ ...facts, whose }),
    };
  });
}

type Group = { count: number; since: Date; lastError: string | null };

function factsOf({ count, since, lastError }: Group, phrasing: Phrasing) {
  const [line = ''] = (lastError ?? '').trim().split('\n');
  const why = line === '' ? FURTHER_WORDS[phrasing.locale].noError : line.slice(0, MAX_ERROR);
  return { count, since: timeOf(since, phrasing), why };
}

function earliest(times: readonly Date[]): Date {
  return new Date(Math.min(...times.map((time) => time.getTime())));
}
