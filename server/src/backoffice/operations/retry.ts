import { audit, type Change } from '../../kernel/context.ts';
import { isUuid } from '../../kernel/ids.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { retryMail } from '../../messaging/mail/index.ts';
import { retryDelivery, retryEndpoint } from '../../messaging/webhooks/index.ts';
import type { Scope } from '../../platform/db/scope.ts';
import { retryJob } from '../../platform/jobs/index.ts';
import { findAccount } from '../../tenancy/accounts/index.ts';
import { auditFor } from '../operator/index.ts';

export const RETRY_OUTCOMES = ['retried', 'not_needed', 'not_possible', 'not_found'] as const;
type Outcome = (typeof RETRY_OUTCOMES)[number];
export type Retried = { id: string; outcome: Outcome };

/**
 * Retries each thing and returns what became of it, in the order asked. They are taken in the order
 * of their keys, so that two operators with the same selection wait for each other.
 */
async function retryEach<Thing>(
  things: readonly Thing[],
  nameOf: (thing: Thing) => { id: string; key: string },
  retryOne: (thing: Thing) => Promise<Outcome>,
): Promise<Retried[]> {
  const named = things.map((thing) => ({ thing, ...nameOf(thing) }));
  const outcomes = new Map<string, Outcome>();
  for (const { thing, key } of named.toSorted((a, b) => (a.key < b.key ? -1 : 1))) {
    if (!outcomes.has(key)) outcomes.set(key, await retryOne(thing));
  }
  return named.map(({ id, key }) => ({ id, outcome: outcomes.get(key) ?? 'not_found' }));
}

/** Sends failed and waiting deliveries again, each once however often it is asked for. */
export function retryDeliveries(
  scope: Scope,
  { deliveries }: { deliveries: readonly { accountId: string; id: string }[] },
): Promise<Retried[]> {
  return retryEach(
    deliveries,
    ({ accountId, id }) => ({ id, key: `${accountId} ${id}`.toLowerCase() }),
    ({ accountId, id }) => forAccount(scope, accountId, (own) => retryDelivery(own, { id })),
  );
}

/** Sends what failing endpoints have not received again. */
export function retryEndpoints(
  scope: Scope,
  { endpoints }: { endpoints: readonly { accountId: string; event: string }[] },
): Promise<Retried[]> {
  return retryEach(
    endpoints,
    ({ accountId, event }) => ({ id: event, key: `${accountId} ${event}`.toLowerCase() }),
    ({ accountId, event }) =>
      forAccount(scope, accountId, async (own) => (await retryEndpoint(own, { event })) > 0),
  );
}

/** Sends failed and waiting mails again. */
export function retryMails(scope: Scope, { ids }: { ids: readonly string[] }): Promise<Retried[]> {
  return retryEach(ids, byId, (id) =>
    retryPlatforms(scope, id, { retry: retryMail, kind: 'mail' }),
  );
}

/** Runs failed and waiting jobs again. */
export function retryJobs(scope: Scope, { ids }: { ids: readonly string[] }): Promise<Retried[]> {
  return retryEach(ids, byId, (id) => retryPlatforms(scope, id, { retry: retryJob, kind: 'job' }));
}

const byId = (id: string) => ({ id, key: id.toLowerCase() });

type OwnScope = Pick<Scope, 'db' | 'accountId'> & { changes: Change[] };

/** Retries something of an account, and audits it in the platform's log and the reseller's. */
async function forAccount(
  scope: Scope,
  accountId: string,
  retry: (own: OwnScope) => Promise<boolean>,
): Promise<Outcome> {
  if (!isUuid(accountId)) return 'not_found';
  const changes: Change[] = [];
  try {
    const { organizationId } = await findAccount(scope.db, accountId);
    const isRetried = await retry({ db: scope.db, accountId, changes });
    for (const change of changes) await auditFor(scope, { organizationId, accountId, change });
    return isRetried ? 'retried' : 'not_needed';
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return error.code === 'invalid_state' ? 'not_possible' : 'not_found';
  }
}

type Kind = {
  kind: 'mail' | 'job';
  retry: (db: Scope['db'], id: string) => Promise<Outcome>;
};

async function retryPlatforms(scope: Scope, id: string, { kind, retry }: Kind): Promise<Outcome> {
  const outcome = await retry(scope.db, id);
  if (outcome === 'retried') {
    audit(scope, { action: `${kind}.retried`, target: id, before: null, after: null });
  }
  return outcome;
}
