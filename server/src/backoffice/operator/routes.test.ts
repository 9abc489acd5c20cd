import { describe, expect, it } from 'vitest';
import { openStore } from '../../../test/support/app.ts';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { type Operation, readOperations } from '../../../test/support/operations.ts';
import { personOf } from '../../../test/support/people.ts';
import { openReseller } from '../../../test/support/resellers.ts';
import { loadPlans } from '../../../test/support/shop.ts';
import type { Call } from '../../../test/support/slice.ts';
import { RESELLER_ROLES, ROLES, type Role } from '../../identity/people/index.ts';
import { newId } from '../../kernel/ids.ts';

const all = (await readOperations()).filter(({ path }) => path.startsWith('/operator/'));
const operations = all.map((operation) => [operation.name, operation] as const);

const store = await forThisFile(openStore());
await loadPlans(store.db);
const reseller = await openReseller(store);
const callers = new Map<Role | 'key', Call>([['key', reseller.call]]);
for (const role of ROLES) {
  const { call } = await personOf(store, reseller.organizationId, role);
  callers.set(role, call);
}

/** The code of a refusal by rights, or that there is none; the request itself may be nonsense. */
async function rightsOf(who: Role | 'key', { method, path }: Operation): Promise<string> {
  const call = callers.get(who) as Call;
  const answer = await call(method, path.replace(/\{\w+\}/g, newId()), {
    ...(method !== 'GET' && { body: {} }),
  });
  const isRefused = answer.statusCode === 401 || answer.statusCode === 403;
  return isRefused ? answer.json().code : 'allowed';
}

describe('the platform', () => {
  it('has its routes', () => {
    expect(operations.length).toBeGreaterThan(30);
  });

  it.each(operations)('lets its operators do everything: %s', async (_, operation) => {
    expect(await rightsOf('operator', operation)).toBe('allowed');
  });

  it.each(operations)(
    'lets its support desk read, view portals and answer tickets: %s',
    async (_, operation) => {
      const { method, path } = operation;
      const isDesk = /^\/operator\/(tickets|canned-answers|organizations\/[^/]+\/views$)/.test(
        path,
      );
      const may = method === 'GET' || isDesk;
      const rights = await rightsOf('operator-support', operation);
      expect(rights).toBe(may ? 'allowed' : 'insufficient_scope');
    },
  );

  it.each(operations)('lets no reseller in: %s', async (_, operation) => {
    for (const who of [...RESELLER_ROLES, 'key'] as const) {
      expect(await rightsOf(who, operation), who).toBe('insufficient_scope');
    }
  });
});
