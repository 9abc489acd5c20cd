import { describe, expect, it } from 'vitest';
import { openStore } from '../../../test/support/app.ts';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { personOf } from '../../../test/support/people.ts';
import { loadPlans } from '../../../test/support/shop.ts';
import { addPlan } from '../../../test/support/small-catalogue.ts';
import { sql } from '../../platform/db/database.ts';

const ACCESS = { carrier: 'esim-access', item: 'AT_1_7' };
const GO = { carrier: 'esim-go', item: 'esim_1GB_7D_AT_V2' };

const store = await forThisFile(openStore());
await loadPlans(store.db);
const { call: operator } = await personOf(store, '', 'operator');
const plan = await addPlan(store.db, {
  carrier: 'esim-access',
  countrySet: 'AT',
  wholesaleMinor: 200n,
});
const path = `/operator/data-plans/${plan.id}`;

const setSources = (body: object) => operator('PUT', `${path}/sources`, { body });

describe('the sources of a data plan', () => {
  it('are kept in their order with the policy, and replaced as a whole', async () => {
    const sources = [
      { ...GO, share: 30 },
      { ...ACCESS, share: 70, countries: ['at', 'DE', 'AT'] },
    ];
    const set = await setSources({ policy: 'split', sources });
    const kept = {
      sourcePolicy: 'split',
      sources: [
        { ...GO, share: 30, countries: [] },
        { ...ACCESS, share: 70, countries: ['AT', 'DE'] },
      ],
    };
    expect(set.json()).toMatchObject(kept);
    expect((await operator('GET', path)).json()).toMatchObject(kept);

    const one = (await setSources({ sources: [ACCESS] })).json();
    expect(one.sourcePolicy).toBe('preferred');
    expect(one.sources).toEqual([{ ...ACCESS, share: null, countries: [], offSince: null }]);
  });

  it('stay as they are when a change contradicts itself', async () => {
    await setSources({ sources: [ACCESS] });
    const wrong = [
      { sources: [ACCESS, ACCESS] },
      { policy: 'split', sources: [ACCESS, { ...GO, share: 0 }] },
      { policy: 'cheap', sources: [ACCESS] },
      { sources: [{ ...ACCESS, share: 101 }] },
      { sources: [{ ...ACCESS, countries: ['Austria'] }] },
    ];
    for (const body of wrong) {
      const answer = await setSources(body);
      expect([answer.statusCode, answer.json().code]).toEqual([400, 'invalid_request']);
    }
    expect((await operator('GET', path)).json().sources).toMatchObject([ACCESS]);
  });

  it('are written to the audit log with the policy', async () => {
    await setSources({ sources: [ACCESS] });
    await setSources({ policy: 'cheapest', sources: [GO] });
    const [entry] = await store.db.rows<{ before: object; after: object }>(sql`
      select before, after
      from audit_log
      where action = 'data_plan.sources_changed'
      order by id desc
      limit 1`);
    expect(entry).toMatchObject({
      before: { policy: 'preferred', sources: [ACCESS] },
      after: { policy: 'cheapest', sources: [GO] },
    });
  });
});
