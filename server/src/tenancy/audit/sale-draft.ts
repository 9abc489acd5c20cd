import { createHash } from 'node:crypto';
import { type Actor, type Author, actorIdOf } from '../../kernel/context.ts';
import { newId } from '../../kernel/ids.ts';
import { keeping } from '../../kernel/keeping.ts';
import { describeAgent } from './describe-agent.ts';

/** A sale and who made it, before its entry is written. */
export type SaleDraft = Author & {
  accountId: string;
  packageId: string;
  kind: 'register' | 'top_up' | 'top_up_with_profile';
  customerId: string;
  inventoryItemId: string;
  chargedMinor: bigint;
};

/** Who sold, as it is kept once for all sales of a day. */
export type SaleAuthor = {
  accountId: string;
  id: string;
  organizationId: string;
  actorKind: Actor['kind'];
  actorId: string;
  actorHash: bigint;
  actorName: string | null;
  /** JSON. */
  agent: string | null;
  remoteAddress: string | null;
};

const MAX_AUTHORS = 10_000;
const DAY_MS = 86_400_000;

/**
 * Returns the author of a sale: the same one for all sales that this process makes for it in a UTC
 * day, so that its address is erased with those of that day.
 */
export function authorOf(sale: SaleDraft): SaleAuthor {
  const { organizationId, accountId, actor, remoteAddress } = sale;
  const actorId = actorIdOf(actor);
  const agent = describeAgent(sale);
  return known({
    ...{ accountId, organizationId, actorKind: actor.kind, actorId, remoteAddress },
    actorName: actor.name ?? null,
    agent: agent && JSON.stringify(agent),
    day: Math.floor(timeOfId(sale.packageId).getTime() / DAY_MS),
  });
}

type Facts = Omit<SaleAuthor, 'id' | 'actorHash'> & { day: number };

const known = keeping(
  MAX_AUTHORS,
  (facts: Facts) => JSON.stringify(facts),
  ({ day: _, ...facts }: Facts): SaleAuthor => ({
    ...facts,
    id: newId(),
    actorHash: hashOfActor(facts.actorId),
  }),
);

/** Returns the number by which the sales of an actor are found. */
export function hashOfActor(actorId: string): bigint {
  return createHash('sha256').update(actorId).digest().readBigInt64BE();
}

const TIME_DIGITS = 12;

/** Returns the time at which an ID of version 7 was made. */
export function timeOfId(id: string): Date {
  return new Date(Number.parseInt(id.replaceAll('-', '').slice(0, TIME_DIGITS), 16));
}
