import { createHash } from 'node:crypto';
import type { PlanSource, SourcePolicy } from '../catalog/index.ts';

/** Why a source is the first of its policy, or that it is not. */
type PolicyReason = 'preferred' | 'cheapest' | 'share' | 'country' | 'next';

type OrderedSource = PlanSource & { reason: PolicyReason };

type Question = {
  policy: SourcePolicy;
  /** In the order in which the operator wrote them. */
  sources: readonly PlanSource[];
  /** The carrier that the plan names. */
  preferred: string;
  /** What decides by share: the same order always gets the same sources. */
  orderId: string;
  /** Known prices by carrier, in ten-thousandths of a dollar. */
  costs: ReadonlyMap<string, bigint>;
  /** The traveller's country; null if it is not known. */
  country: string | null;
};

/**
 * Returns the sources of a plan in the order of its policy, all of them: where the first cannot be
 * ordered from, the next one is tried.
 */
export function orderSources(question: Question): OrderedSource[] {
  const rank = RANKS[question.policy];
  const named = REASONS[question.policy];
  return question.sources
    .map((source, index) => ({ source, index, rank: rank(source, question) }))
    .sort((a, b) => compare(a.rank, b.rank) || a.index - b.index)
    .map(({ source, rank: [first] }, place) => ({
      ...source,
      reason: place === 0 && first === 0 ? named : 'next',
    }));
}

/** Sources with lower numbers come first; the first number is 0 where the policy names a source. */
type Rank = (source: PlanSource, question: Question) => readonly [number, number];

const RANKS: Record<SourcePolicy, Rank> = {
  preferred: ({ carrier }, { preferred }) => [carrier === preferred ? 0 : 1, 0],
  cheapest({ carrier }, { costs }) {
    const cost = costs.get(carrier);
    return cost === undefined ? [1, 0] : [0, Number(cost)];
  },
  split: ({ carrier, share }, { orderId }) =>
    share ? [0, drawOf(`${orderId} ${carrier}`) / share] : [1, 0],
  by_country({ countries }, { country }) {
    if (country !== null && countries.includes(country)) return [0, 0];
    return [countries.length === 0 ? 1 : 2, 0];
  },
};

const REASONS: Record<SourcePolicy, PolicyReason> = {
  preferred: 'preferred',
  cheapest: 'cheapest',
  split: 'share',
  by_country: 'country',
};

/**
 * Returns a number of the exponential distribution that the key always gets. Of several, divided by
 * their shares, each is the lowest as often as its share says, and a source that is left out
 * changes nothing for the orders of the others.
 */
function drawOf(key: string): number {
  const digest = createHash('sha256').update(key).digest();
  return -Math.log((digest.readUIntBE(0, 6) + 1) / (2 ** 48 + 1));
}

function compare([a, one]: readonly [number, number], [b, other]: readonly [number, number]) {
  return a - b || one - other;
}
