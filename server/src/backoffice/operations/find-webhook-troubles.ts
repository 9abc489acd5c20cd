import { groupBy } from '../../kernel/group-by.ts';
import { CAUSE_WORDS } from './cause-words.ts';
import { causeOf } from './causes.ts';
import type { TroubledEndpoint } from './endpoint-store.ts';
import { type Finding, type Phrasing, timeOf } from './finding.ts';
import { FINDING_WORDS } from './finding-words.ts';

/** Returns a finding for each account, state and cause among endpoints that receive nothing. */
export function findWebhookTroubles(
  endpoints: readonly TroubledEndpoint[],
  phrasing: Phrasing,
): Finding[] {
  const keyOf = (one: TroubledEndpoint) =>
    `${one.accountId} ${one.state} ${causeOf(one.lastError)}`;
  return [...groupBy(endpoints, keyOf).values()].map((group) => toFinding(group, phrasing));
}

function toFinding(
  group: readonly [TroubledEndpoint, ...TroubledEndpoint[]],
  phrasing: Phrasing,
): Finding {
  const [{ accountId, mode, organizationId, organizationName, state, lastError }] = group;
  const since = new Date(Math.min(...group.map((one) => one.since.getTime())));
  const kind = state === 'failing' ? 'webhooks_failing' : 'webhooks_disabled';
  const cause = CAUSE_WORDS[phrasing.locale][causeOf(lastError)];
  const count = group.length;
  const facts = {
    count,
    whose: organizationName,
    since: timeOf(since, phrasing),
    why: cause.reason,
  };
  const phrased = FINDING_WORDS[phrasing.locale][kind](facts);
  return {
    kind,
    severity: mode === 'live' ? 'warning' : 'notice',
    ...{ organizationId, organizationName, accountId, since, count },
    text: phrased.text,
    advice: phrased.advice || cause.advice,
  };
}
