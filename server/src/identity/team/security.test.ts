import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStore, type TestStore } from '../../../test/support/app.ts';
import { personOf } from '../../../test/support/people.ts';
import { sql } from '../../platform/db/database.ts';

const PATH = '/gigastore/team/security';

let store: TestStore;

beforeAll(async () => {
  store = await openStore();
});
afterAll(() => store.close());

async function newTeam() {
  const { organizationId } = await store.newAccount();
  const owner = await personOf(store, organizationId, 'owner');
  const viewer = await personOf(store, organizationId, 'viewer');
  return { owner, viewer };
}

/** Gives a person a second factor, with which the session was opened. */
async function strengthen({ personId }: { personId: string }): Promise<void> {
  await store.db.run(sql`
    update people set two_factor_enabled = true where id = ${personId}`);
  await store.db.run(sql`
    update sessions set is_strong = true where person_id = ${personId}`);
  store.parts.people.sessions.invalidatePerson(personId);
}

const required = { body: { secondFactorRequired: true } };

describe('a second factor that is required of a team', () => {
  it('shuts out at once who has signed in without one, until it is lifted', async () => {
    const { owner, viewer } = await newTeam();
    await strengthen(owner);
    expect((await viewer.call('GET', PATH)).json()).toEqual({
      secondFactorRequired: false,
      membersWithout: 1,
    });
    const answer = await owner.call('PUT', PATH, required);
    expect(answer.json()).toEqual({ secondFactorRequired: true, membersWithout: 1 });
    expect((await viewer.call('GET', PATH)).json()).toMatchObject({ code: 'forbidden' });
    const session = (await viewer.call('GET', '/auth/session')).json();
    expect(session.session).toMatchObject({ secondFactorNeeded: true });
    expect((await owner.call('GET', PATH)).statusCode).toBe(200);

    await owner.call('PUT', PATH, { body: { secondFactorRequired: false } });
    expect((await viewer.call('GET', PATH)).statusCode).toBe(200);
    const changes = await store.db.rows<{ after: object }>(sql`
      select after
      from audit_log
      where action = 'organization.second_factor_rule_changed'
        and organization_id = ${owner.organizationId}
      order by id`);
    expect(changes.map(({ after }) => after)).toEqual([
      { secondFactorRequired: true },
      { secondFactorRequired: false },
    ]);
  });

  it('lets those in who then set one up', async () => {
    const { owner, viewer } = await newTeam();
    await strengthen(owner);
    await owner.call('PUT', PATH, required);
    expect((await viewer.call('GET', PATH)).json()).toMatchObject({ code: 'forbidden' });
    await strengthen(viewer);
    expect((await viewer.call('GET', PATH)).json()).toMatchObject({ membersWithout: 0 });
  });

  it('cannot be required by who has none, nor by others than owners', async () => {
    const { owner, viewer } = await newTeam();
    expect((await owner.call('PUT', PATH, required)).json()).toMatchObject({
      code: 'invalid_state',
    });
    await strengthen(viewer);
    expect((await viewer.call('PUT', PATH, required)).json()).toMatchObject({
      code: 'insufficient_scope',
    });
  });
});
