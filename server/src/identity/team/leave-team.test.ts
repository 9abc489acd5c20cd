import { describe, expect, it } from 'vitest';
import { openStore } from '../../../test/support/app.ts';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { lastMailTo } from '../../../test/support/letters.ts';
import { PASSWORD, personOf, type TestPerson } from '../../../test/support/people.ts';
import { newEmail } from '../../../test/support/sign-ins.ts';
import { TEAM, teamsOf } from '../../../test/support/team.ts';
import { newId } from '../../kernel/ids.ts';
import { sql } from '../../platform/db/database.ts';

const store = await forThisFile(openStore());

const { newOwner, invite, accept } = teamsOf(store);

/** A running batch of sales of this person, as nothing but the team sees it. */
async function openBatch(owner: TestPerson, { personId }: TestPerson): Promise<string> {
  const id = newId();
  await store.db.run(sql`
    insert into sale_batches (account_id, id, state, activation_mode, sales_channel, seller, lines,
      packages, total_minor, created_at)
    select id, ${id}, 'running', 'NOW', 'PORTAL',
      jsonb_build_object('actor', jsonb_build_object('personId', ${personId}::text)),
      1, 1, 100, now()
    from accounts
    where organization_id = ${owner.organizationId}
      and mode = 'sandbox'`);
  return id;
}

describe('whoever leaves a team', () => {
  const inviting = async () => {
    const owner = await newOwner();
    const leaver = await personOf(store, owner.organizationId, 'owner');
    const email = newEmail();
    expect((await invite(leaver, email, 'owner')).statusCode).toBe(200);
    const { token } = await lastMailTo(store, email);
    return { owner, leaver, email, url: `${TEAM}/${leaver.personId}`, token };
  };
  const guest = { name: 'Back again', password: PASSWORD };

  it('does not come back by an invitation of their own', async () => {
    const { owner, url, token } = await inviting();
    expect((await owner.call('DELETE', url)).statusCode).toBe(204);
    expect((await accept({ token, ...guest })).json()).toMatchObject({ code: 'link_not_found' });
    expect((await owner.call('GET', TEAM)).json().invitations).toEqual([]);
  });

  it('as an owner leaves no invitation behind after stepping down', async () => {
    const { owner, url, token } = await inviting();
    await owner.call('PUT', url, { body: { role: 'developer' } });
    expect((await accept({ token, ...guest })).json()).toMatchObject({ code: 'link_not_found' });
  });

  it('does not get an invitation through while being removed', async () => {
    for (let round = 0; round < 5; round += 1) {
      const { owner, leaver, url } = await inviting();
      const email = newEmail();
      await Promise.all([invite(leaver, email, 'owner'), owner.call('DELETE', url)]);
      const { invitations } = (await owner.call('GET', TEAM)).json();
      expect(invitations).toEqual([]);
    }
  });

  it('leaves no batch of sales running, and neither does who may no longer sell', async () => {
    const owner = await newOwner();
    for (const [method, change] of [
      ['DELETE', undefined],
      ['PUT', { role: 'finance' }],
    ] as const) {
      const leaver = await personOf(store, owner.organizationId, 'developer');
      const ids = [await openBatch(owner, leaver), await openBatch(owner, owner)];
      await owner.call(method, `${TEAM}/${leaver.personId}`, change && { body: change });
      const states = await store.db.rows(sql`
        select state, stopped_by as "stoppedBy" from sale_batches where id = any (${ids}::uuid[])
        order by id`);
      expect(states).toEqual([
        { state: 'stopped', stoppedBy: 'insufficient_scope' },
        { state: 'running', stoppedBy: null },
      ]);
    }
  });

  it('is named as gone beside the API keys that they made', async () => {
    const { owner, leaver, url } = await inviting();
    const made = await leaver.call('POST', '/gigastore/api-keys', { body: { name: 'Till' } });
    const { clientId } = made.json();
    const creator = async () => {
      const { items } = (await owner.call('GET', '/gigastore/api-keys')).json();
      const key = items.find((each: { clientId: string }) => each.clientId === clientId);
      return key.createdBy;
    };
    const who = { kind: 'person', id: leaver.personId, name: 'Test owner' };
    expect(await creator()).toEqual({ ...who, leftAt: null });
    await owner.call('DELETE', url);
    expect(await creator()).toEqual({ ...who, leftAt: expect.stringMatching(/^\d{4}-/) });
  });
});
