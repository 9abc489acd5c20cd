import { describe, expect, it } from 'vitest';
import { openStore } from '../../../test/support/app.ts';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { lastMailTo, mailsTo } from '../../../test/support/letters.ts';
import { personOf } from '../../../test/support/people.ts';
import { openReseller } from '../../../test/support/resellers.ts';
import { loadPlans } from '../../../test/support/shop.ts';
import { newId } from '../../kernel/ids.ts';
import { sql } from '../../platform/db/database.ts';

const INVITATIONS = '/gigastore/team/invitations';
const MAX_OPEN_INVITATIONS = 100;
const store = await forThisFile(openStore());
await loadPlans(store.db);

async function newOwner() {
  const { organizationId } = await store.newAccount();
  return personOf(store, organizationId, 'owner');
}
const stranger = () => `${newId()}@elsewhere.test`;

describe('mails to strangers', () => {
  it('are fifty an hour for an organization, also when they are asked for at once', async () => {
    const owner = await newOwner();
    const asked = Array.from({ length: 60 }, () =>
      owner.call('POST', INVITATIONS, { body: { email: stranger(), role: 'viewer' } }),
    );
    const answers = await Promise.all(asked);
    const codes = answers.map((answer) => answer.json().code ?? 'invited');
    expect(codes.filter((code) => code === 'invited')).toHaveLength(50);
    expect(codes.filter((code) => code === 'rate_limited')).toHaveLength(10);
    const { mails } = (await store.db.row<{ mails: number }>(sql`
      select count(*)::int as mails from mails
      where organization_id = ${owner.organizationId}`)) ?? { mails: 0 };
    expect(mails).toBe(50);
    const other = await newOwner();
    const body = { email: stranger(), role: 'viewer' };
    expect((await other.call('POST', INVITATIONS, { body })).statusCode).toBe(200);
  });

  it('are five an hour for one address, whichever organization invites it', async () => {
    const email = stranger();
    const codes: string[] = [];
    for (let time = 0; time < 7; time += 1) {
      const owner = await newOwner();
      const body = { email, role: 'viewer' };
      codes.push((await owner.call('POST', INVITATIONS, { body })).json().code ?? 'invited');
    }
    expect(codes.slice(5)).toEqual(['rate_limited', 'rate_limited']);
    expect(await mailsTo(store, email)).toHaveLength(5);
  });

  it('stop at a hundred open invitations', async () => {
    const owner = await newOwner();
    await store.db.run(sql`
      insert into invitations (organization_id, id, email, role, is_platform, token_hash,
        invited_by, created_at, expires_at)
      select ${owner.organizationId}, gen_random_uuid(), number || '@elsewhere.test', 'viewer',
        false, sha256(convert_to(number::text || ${owner.personId}::text, 'UTF8')),
        ${owner.personId}, now(), now() + interval '1 day'
      from generate_series(1, ${MAX_OPEN_INVITATIONS}) as number`);
    const body = { email: stranger(), role: 'viewer' };
    expect((await owner.call('POST', INVITATIONS, { body })).json().code).toBe('invalid_state');
    const again = { email: '7@elsewhere.test', role: 'viewer' };
    expect((await owner.call('POST', INVITATIONS, { body: again })).statusCode).toBe(200);
  });

  it('carry no link and no long text that a name could smuggle in', async () => {
    const owner = await newOwner();
    const name = `Free money at https://evil.example and www.evil.example ${'x'.repeat(190)}`;
    await store.db.run(sql`update people set name = ${name} where id = ${owner.personId}`);
    await store.db.run(sql`
      update organizations set name = ${name} where id = ${owner.organizationId}`);
    store.parts.people.sessions.invalidatePerson(owner.personId);
    const email = stranger();
    await owner.call('POST', INVITATIONS, { body: { email, role: 'viewer' } });
    const { subject, text } = await lastMailTo(store, email);
    expect(subject.length).toBeLessThan(100);
    expect(subject + text).not.toMatch(/evil/);
  });
});

describe('the team', () => {
  it('is shown to API keys without addresses and invitations', async () => {
    const reseller = await openReseller(store);
    const owner = await personOf(store, reseller.organizationId, 'owner');
    await owner.call('POST', INVITATIONS, { body: { email: stranger(), role: 'viewer' } });
    const byPerson = (await owner.call('GET', '/gigastore/team')).json();
    expect(byPerson.members[0].email).toBe(owner.email);
    expect(byPerson.invitations).toHaveLength(1);
    const answer = await reseller.call('GET', '/gigastore/team');
    expect(answer.json()).toMatchObject({
      members: [{ personId: owner.personId, email: null }],
      invitations: [],
    });
    expect(answer.body).not.toContain('@');
  });
});
