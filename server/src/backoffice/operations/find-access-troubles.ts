import { groupBy } from '../../kernel/group-by.ts';
import { type Finding, type Phrasing, timeOf } from './finding.ts';
import { FINDING_WORDS } from './finding-words.ts';
import { codeOf, countOf } from './watched-entry.ts';
import type { WatchedEntry } from './watched-entry-store.ts';

/** Fewer refusals of a company within an hour are the daily mistakes of people and programs. */
const MANY_REFUSALS = 50;

/** Returns locked sign-ins, and the companies whose calls are refused again and again. */
export function findAccessTroubles(
  entries: readonly WatchedEntry[],
  phrasing: Phrasing,
): Finding[] {
  const locked = entries.filter(({ after }) => after?.isLocked === true);
  const refused = entries.filter(({ action }) => !action.startsWith('person.'));
  const byPerson = groupBy(locked, ({ target }) => String(target));
  const byCode = groupBy(refused, (one) => `${one.organizationId} ${codeOf(one)}`);
  return [
    ...[...byPerson.values()].map(([entry]) => toLocked(entry, phrasing)),
    ...[...byCode.values()].flatMap((group) => toRefused(group, phrasing)),
  ];
}

function toLocked(entry: WatchedEntry, phrasing: Phrasing): Finding {
  const { organizationId, organizationName, at: since, targetName, target } = entry;
  const why = targetName ?? target ?? '';
  const facts = { count: 1, whose: organizationName, since: timeOf(since, phrasing), why };
  const phrased = FINDING_WORDS[phrasing.locale].sign_in_locked(facts);
  const whose = { organizationId, organizationName, accountId: null };
  return { kind: 'sign_in_locked', severity: 'warning', ...whose, since, count: 1, ...phrased };
}

function toRefused(
  group: readonly [WatchedEntry, ...WatchedEntry[]],
  phrasing: Phrasing,
): Finding[] {
  const count = group.reduce((sum, entry) => sum + countOf(entry), 0);
  if (count < MANY_REFUSALS) return [];
  const [entry] = group;
  const { organizationId, organizationName } = entry;
  const since = new Date(Math.min(...group.map(({ at }) => at.getTime())));
  const why = codeOf(entry) ?? '';
  const facts = { count, whose: organizationName, since: timeOf(since, phrasing), why };
  const phrased = FINDING_WORDS[phrasing.locale].calls_refused(facts);
  const whose = { organizationId, organizationName, accountId: null };
  return [{ kind: 'calls_refused', severity: 'notice', ...whose, since, count, ...phrased }];
}
