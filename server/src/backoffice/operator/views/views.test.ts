import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openStore } from '../../../../test/support/app.ts';
import { forThisFile } from '../../../../test/support/for-this-file.ts';
import { personOf, type TestPerson } from '../../../../test/support/people.ts';
import { openReseller, type Reseller } from '../../../../test/support/resellers.ts';
import { loadPlans } from '../../../../test/support/shop.ts';
import { sql } from '../../../platform/db/database.ts';

type Described = { security?: Record<string, string[]>[] };
const DOCUMENT: { paths: Record<string, Record<string, Described>> } = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../../../openapi.json'), 'utf8'),
);

const store = await forThisFile(openStore());
await loadPlans(store.db);
const reseller = await openReseller(store);
const owner = await personOf(store, reseller.organizationId, 'owner');
const support = await personOf(store, '', 'operator-support');

const pathOf = ({ organizationId }: Reseller) => `/operator/organizations/${organizationId}/views`;

async function begin(person: TestPerson, of = reseller) {
  const body = { reason: 'Ticket 1001' };
  const answer = await person.call('POST', pathOf(of), { body });
  expect(answer.statusCode, answer.body).toBe(200);
  const { id } = answer.json();
  const headers = { 'x-view-as': id, 'x-account': 'sandbox' };
  return (method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, body?: object) =>
    person.call(method, path, { headers, ...(body && { body }) });
}

/** Every operation of the document that takes a session and is no GET. */
const CHANGES = Object.entries(DOCUMENT.paths).flatMap(([path, operations]) =>
  (['POST', 'PUT', 'DELETE'] as const)
    .filter((method) => operations[method.toLowerCase()]?.security?.some((way) => 'session' in way))
    .map((method) => [method, path] as const),
);

describe("a view of a reseller's portal", () => {
  it('reads what the reseller reads, on the account that is asked for', async () => {
    const { iccid } = await reseller.sell();
    const view = await begin(support);
    const { organization, view: shown, scopes } = (await view('GET', '/auth/session')).json();
    expect(organization).toMatchObject({ id: reseller.organizationId, isPlatform: false });
    expect(shown.endsAt).toMatch(/Z$/);
    expect(scopes).not.toContain('assist');
    expect((await view('GET', `/gigastore/esims/${iccid}`)).json()).toMatchObject({ iccid });
    for (const path of ['/gigastore/team', '/gigastore/audit-log', '/gigastore/credits/invoices']) {
      expect((await view('GET', path)).statusCode, path).toBe(200);
    }
    expect((await view('GET', '/operator/organizations')).json().code).toBe('insufficient_scope');
    // Without the header, the session is the operator's own.
    expect((await support.call('GET', '/operator/organizations')).statusCode).toBe(200);
  });

  it('changes nothing: every operation that is no GET is refused with a sentence', async () => {
    const view = await begin(support);
    expect(CHANGES.length).toBeGreaterThan(100);
    const refused = CHANGES.map(async ([method, path]) => {
      const url = path.replace(/\{\w+\}/g, 'nothing');
      const answer = await view(method, url, method === 'DELETE' ? undefined : {});
      const { code, detail } = answer.json();
      return code === 'forbidden' && detail.includes('nothing can be changed') ? [] : [path];
    });
    expect((await Promise.all(refused)).flat()).toEqual([]);
  });

  it('is in the audit logs of both, with who viewed and why', async () => {
    await begin(support);
    await support.call('DELETE', pathOf(reseller));
    const { items } = (await owner.call('GET', '/gigastore/audit-log?action=portal_view')).json();
    expect(items.slice(0, 2)).toMatchObject([
      { action: 'portal_view.ended' },
      { action: 'portal_view.began', after: { reason: 'Ticket 1001' } },
    ]);
    expect(items[1].actor.name).toBe('Test operator-support');
    const operator = await personOf(store, '', 'operator');
    const log = (await operator.call('GET', '/gigastore/audit-log?action=portal_view')).json();
    expect(log.items[0]).toMatchObject({ action: 'portal_view.ended' });
  });

  it('ends when it is ended, by its time, and belongs to one person', async () => {
    const view = await begin(support);
    await support.call('DELETE', pathOf(reseller));
    expect((await view('GET', '/gigastore/credits')).json().code).toBe('forbidden');
    const later = await begin(support);
    await store.db.run(sql`
      update portal_views
      set ends_at = started_at
      where organization_id = ${reseller.organizationId}`);
    expect((await later('GET', '/gigastore/credits')).json().detail).toContain('has ended');
    const answer = await support.call('POST', pathOf(reseller), { body: { reason: 'Mine' } });
    const headers = { 'x-view-as': answer.json().id };
    for (const person of [owner, await personOf(store, '', 'operator')]) {
      const refused = await person.call('GET', '/gigastore/credits', { headers });
      expect(refused.json().code).toBe('forbidden');
    }
  });

  it('is for people of the platform only', async () => {
    const body = { reason: 'Curious' };
    expect((await owner.call('POST', pathOf(reseller), { body })).statusCode).toBe(403);
  });
});
