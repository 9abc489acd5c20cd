import { setTimeout as delay } from 'node:timers/promises';
import { blowOf, strike } from './blows.ts';
import { type Cluster, untilWhole } from './cluster.ts';
import {
  checkHistory,
  countRefusals,
  type Finding,
  longestSilence,
  type Operation,
} from './history.ts';
import { enter, type Load, repeatSales, startLoad } from './load.ts';
import { observe } from './observe.ts';

const BEFORE_MS = 2_500;
const POLL_MS = 250;
const ANSWERS_AFTER = 12;
const ANSWERS_WITHIN_MS = 120_000;
const SETTLED_WITHIN_MS = 60_000;
const WHOLE_WITHIN_MS = 150_000;
const REPEATS = 5;

export type Place = { cluster: Cluster; url: string; directUrl: string };
export type Report = {
  round: number;
  blow: string;
  answered: number;
  refused: number;
  silenceMs: number;
  findings: Finding[];
};

/** Puts load on the store, strikes the cluster, waits until all is well again, and checks. */
export async function runRound(place: Place, round: number): Promise<Report> {
  const before = await untilWhole(WHOLE_WITHIN_MS);
  if (!before) throw new Error('The cluster is not whole; see the logs of its nodes.');
  const shop = await enter(place.url);
  const load = startLoad(shop, round);
  await delay(BEFORE_MS);
  const struckAt = performance.now();
  const blow = blowOf(round);
  await strike(blow, before, place.cluster);
  await untilAnswers(load, performance.now());
  await load.stop(SETTLED_WITHIN_MS);
  const { operations } = load;
  const silenceMs = longestSilence(operations, struckAt);
  const after = await untilWhole(WHOLE_WITHIN_MS);
  const answered = operations.filter(({ acknowledged }) => acknowledged.length > 0);
  await repeatSales(shop, lastBefore(answered, struckAt));
  const { observed, audited } = await observe(place.directUrl, round);
  const findings = [...checkHistory(operations, observed), ...audited];
  if (!after) findings.push({ kind: 'cluster', detail: 'not whole again in time' });
  const refused = countRefusals(operations);
  return { round, blow, answered: answered.length, refused, silenceMs, findings };
}

async function untilAnswers({ operations }: Load, since: number): Promise<void> {
  const answers = () =>
    operations.filter(({ attempts }) => {
      const last = attempts.at(-1);
      return last?.status === 200 && last.endedAt > since;
    }).length;
  const end = since + ANSWERS_WITHIN_MS;
  while (answers() < ANSWERS_AFTER && performance.now() < end) await delay(POLL_MS);
}

/** The sales that were answered last before a moment are those most easily lost. */
function lastBefore(operations: readonly Operation[], moment: number): Operation[] {
  return operations
    .filter(({ kind, attempts }) => kind === 'register' && (attempts[0]?.endedAt ?? 0) < moment)
    .slice(-REPEATS);
}
