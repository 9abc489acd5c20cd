import { describe, expect, it } from 'vitest';
import { openStore } from '../../../test/support/app.ts';
import { openBrowser } from '../../../test/support/browser.ts';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { lastMailTo } from '../../../test/support/letters.ts';
import { PASSWORD, personOf, platformOf, type TestPerson } from '../../../test/support/people.ts';
import { newEmail } from '../../../test/support/sign-ins.ts';
import { TEAM, teamsOf } from '../../../test/support/team.ts';
import { sql } from '../../platform/db/database.ts';
import { openOperator } from './index.ts';

const store = await forThisFile(openStore());

const { newOwner, invite, accept } = teamsOf(store);
const rolesOf = async (owner: TestPerson): Promise<string[]> => {
  const { members } = (await owner.call('GET', TEAM)).json();
  return members.map(({ role }: { role: string }) => role).sort();
};

const ORGANIZATION = '/gigastore/organization';
const change = (owner: TestPerson, body: object) => owner.call('PUT', ORGANIZATION, { body });

describe('an organization', () => {
  it('is read by everybody of it and changed by its owner', async () => {
    const owner = await newOwner();
    const viewer = await personOf(store, owner.organizationId, 'viewer');
    await viewer.call('GET', '/auth/session');
    const body = { name: 'Acme & Söhne', locale: 'de', timeZone: 'Europe/Vienna' };
    const changed = await change(owner, body);
    expect(changed.json()).toMatchObject({ id: owner.organizationId, ...body });
    const session = (await viewer.call('GET', '/auth/session')).json();
    expect(session.organization).toMatchObject({ name: body.name, timeZone: body.timeZone });
    const read = await viewer.call('GET', ORGANIZATION);
    expect(read.json()).toEqual(changed.json());
    expect(Object.keys(read.json().accounts)).toEqual(['live', 'sandbox']);
    expect((await change(owner, { name: 'Acme' })).json()).toMatchObject({ ...body, name: 'Acme' });
  });

  it.each([
    ['name', ' '],
    ['email', 'office'],
    ['locale', 'fr'],
    ['timeZone', 'Europe/Atlantis'],
  ])('does not take any %s: %j', async (name, value) => {
    const owner = await newOwner();
    const answer = await change(owner, { [name]: value });
    expect(answer.json()).toMatchObject({ code: 'invalid_request' });
  });
});

describe('an invitation', () => {
  it('makes a new person a member, once', async () => {
    const owner = await newOwner();
    const email = newEmail();
    const { id } = (await invite(owner, email.toUpperCase())).json();
    expect((await owner.call('GET', TEAM)).json().invitations).toMatchObject([{ id, email }]);
    const { token, text } = await lastMailTo(store, email);
    expect(text).toContain(`/auth/invitation?token=${token}`);
    const read = await openBrowser(store).post('/auth/invitations/read', { token });
    expect(read.json()).toMatchObject({ email, role: 'support', isKnown: false });

    const body = { token, name: 'Bob', password: PASSWORD };
    const both = await Promise.all([accept(body), accept(body)]);
    expect(both.map(({ statusCode }) => statusCode).sort()).toEqual([200, 404]);
    expect(await rolesOf(owner)).toEqual(['owner', 'support']);
    expect((await owner.call('GET', TEAM)).json().invitations).toEqual([]);
    const browser = openBrowser(store);
    await browser.post('/auth/sign-in', { email, password: PASSWORD });
    expect((await browser.get('/auth/session')).json()).toMatchObject({ role: 'support' });
  });

  it('needs a name and a password from who has none', async () => {
    const owner = await newOwner();
    const email = newEmail();
    await invite(owner, email);
    const { token } = await lastMailTo(store, email);
    expect((await accept({ token })).json()).toMatchObject({ code: 'invalid_request' });
    expect((await accept({ token, name: 'Bob' })).json()).toMatchObject({
      code: 'invalid_request',
    });
    const whole = { token, name: 'Bob', password: PASSWORD };
    expect((await accept(whole)).statusCode).toBe(200);
  });

  it('takes in who left another organization, and nobody who has one', async () => {
    const [old, owner] = [await newOwner(), await newOwner()];
    const member = await personOf(store, old.organizationId, 'viewer');
    expect((await invite(owner, member.email)).statusCode).toBe(200);
    const { token } = await lastMailTo(store, member.email);
    expect((await accept({ token })).json()).toMatchObject({ code: 'already_member' });
    await old.call('DELETE', `${TEAM}/${member.personId}`);
    expect((await accept({ token })).statusCode).toBe(200);
    const browser = openBrowser(store);
    await browser.post('/auth/sign-in', { email: member.email, password: PASSWORD });
    const me = (await browser.get('/auth/session')).json();
    expect(me.organization).toMatchObject({ id: owner.organizationId });
  });

  it('ends when it is taken back, is too old, or another comes', async () => {
    const owner = await newOwner();
    const email = newEmail();
    const { id } = (await invite(owner, email)).json();
    const first = await lastMailTo(store, email);
    expect((await owner.call('DELETE', `${TEAM}/invitations/${id}`)).statusCode).toBe(204);
    await invite(owner, email);
    const second = await lastMailTo(store, email);
    await invite(owner, email, 'viewer');
    const third = await lastMailTo(store, email);
    for (const { token } of [first, second]) {
      expect((await accept({ token })).json()).toMatchObject({ code: 'link_not_found' });
    }
    await store.db.run(
      sql`update invitations set expires_at = now() - interval '1 second' where email = ${email}`,
    );
    const late = { token: third.token, name: 'Bob', password: PASSWORD };
    expect((await accept(late)).json()).toMatchObject({ code: 'link_not_found' });
    expect((await owner.call('GET', TEAM)).json().invitations).toEqual([]);
  });

  it('is to a role of its kind of organization', async () => {
    const owner = await newOwner();
    const operator = await personOf(store, owner.organizationId, 'operator');
    const wrong = [invite(owner, newEmail(), 'operator'), invite(operator, newEmail(), 'viewer')];
    for (const answer of await Promise.all(wrong)) {
      expect(answer.json()).toMatchObject({ code: 'invalid_request' });
    }
    expect((await invite(operator, newEmail(), 'operator-support')).statusCode).toBe(200);
  });

  it('is not kept with its secret', async () => {
    const owner = await newOwner();
    const email = newEmail();
    const answer = await invite(owner, email);
    const { token } = await lastMailTo(store, email);
    expect(answer.body).not.toContain(token);
    const row = await store.db.row(sql`
      select encode(token_hash, 'base64') as hash from invitations where email = ${email}`);
    expect(JSON.stringify(row)).not.toContain(token);
  });
});

describe('a role', () => {
  it('changes at once what a member may do', async () => {
    const owner = await newOwner();
    const member = await personOf(store, owner.organizationId, 'viewer');
    const keys = () => member.call('POST', '/gigastore/api-keys', { body: { name: 'Till' } });
    expect((await keys()).json()).toMatchObject({ code: 'insufficient_scope' });
    const url = `${TEAM}/${member.personId}`;
    const changed = await owner.call('PUT', url.toUpperCase().replace(TEAM.toUpperCase(), TEAM), {
      body: { role: 'developer' },
    });
    expect(changed.json()).toMatchObject({ personId: member.personId, role: 'developer' });
    expect((await keys()).statusCode).toBe(200);
  });

  it('belongs to one kind of organization, whoever writes it', async () => {
    const owner = await newOwner();
    const platform = await platformOf(store);
    const set = (role: string, organizationId: string) =>
      store.db.run(sql`
        update members set role = ${role}
        where organization_id = ${organizationId} and person_id = ${owner.personId}`);
    await expect(set('operator', owner.organizationId)).rejects.toThrow('check');
    const moved = store.db.run(sql`
      update members set organization_id = ${platform} where person_id = ${owner.personId}`);
    await expect(moved).rejects.toThrow('foreign key');
    const second = store.db.run(sql`
      update organizations set is_platform = true where id = ${owner.organizationId}`);
    await expect(second).rejects.toThrow();
  });
});

describe('a member who is removed', () => {
  it('has no session any more, and nothing to do', async () => {
    const owner = await newOwner();
    const member = await personOf(store, owner.organizationId, 'developer');
    expect((await member.call('GET', TEAM)).statusCode).toBe(200);
    const url = `${TEAM}/${member.personId}`;
    expect((await owner.call('DELETE', url)).statusCode).toBe(204);
    expect((await member.call('GET', TEAM)).json()).toMatchObject({ code: 'invalid_token' });
    expect((await owner.call('DELETE', url)).json()).toMatchObject({ code: 'person_not_found' });
    const browser = openBrowser(store);
    await browser.post('/auth/sign-in', { email: member.email, password: PASSWORD });
    expect((await browser.get('/auth/session')).json()).toMatchObject({ organization: null });
    expect((await browser.get(TEAM)).json()).toMatchObject({ code: 'forbidden' });
  });

  it('is not of another organization', async () => {
    const [owner, other] = [await newOwner(), await newOwner()];
    const answer = await owner.call('DELETE', `${TEAM}/${other.personId}`);
    expect(answer.json()).toMatchObject({ code: 'person_not_found' });
  });
});

describe('the last owner', () => {
  it('can neither go nor step down', async () => {
    const owner = await newOwner();
    await personOf(store, owner.organizationId, 'developer');
    const url = `${TEAM}/${owner.personId}`;
    const stepDown = { body: { role: 'viewer' } };
    expect((await owner.call('DELETE', url)).json()).toMatchObject({ code: 'last_owner' });
    expect((await owner.call('PUT', url, stepDown)).json()).toMatchObject({ code: 'last_owner' });
    const same = await owner.call('PUT', url, { body: { role: 'owner' } });
    expect(same.statusCode).toBe(200);
    await personOf(store, owner.organizationId, 'owner');
    expect((await owner.call('PUT', url, stepDown)).statusCode).toBe(200);
  });

  it('stays when two owners remove each other at once', async () => {
    for (let round = 0; round < 10; round += 1) {
      const one = await newOwner();
      const two = await personOf(store, one.organizationId, 'owner');
      const answers = await Promise.all([
        one.call('DELETE', `${TEAM}/${two.personId}`),
        two.call('PUT', `${TEAM}/${one.personId}`, { body: { role: 'viewer' } }),
      ]);
      const done = answers.filter(({ statusCode }) => statusCode < 300);
      expect(done.length).toBe(1);
      const left = await store.db.rows(sql`
        select role from members
        where organization_id = ${one.organizationId} and role = 'owner'`);
      expect(left.length).toBeGreaterThanOrEqual(1);
    }
  });

  it('of the platform is its operator', async () => {
    const alone = await openStore();
    const operator = await personOf(alone, await platformOf(alone), 'operator');
    const answer = await operator.call('DELETE', `${TEAM}/${operator.personId}`);
    expect(answer.json()).toMatchObject({ code: 'last_owner' });
    await alone.close();
  });
});

describe("the operator's first person", () => {
  it('sets a password by a link, and signs in', async () => {
    const email = newEmail();
    const operator = { email, name: 'Olga', now: new Date(), publicUrl: 'http://shop.test' };
    const open = () => store.db.transaction((tx) => openOperator(tx, operator));
    const [first, second] = [await open(), await open()];
    expect(second).toMatchObject({ personId: first.personId });
    const tokenOf = ({ passwordUrl }: { passwordUrl: string }) =>
      new URL(passwordUrl).searchParams.get('token');
    const browser = openBrowser(store);
    const body = { token: tokenOf(first), password: PASSWORD };
    expect((await browser.post('/auth/reset-password', body)).statusCode).toBe(404);
    const right = { token: tokenOf(second), password: PASSWORD };
    expect((await browser.post('/auth/reset-password', right)).statusCode).toBe(200);
    await browser.post('/auth/sign-in', { email, password: PASSWORD });
    expect((await browser.get('/auth/session')).json()).toMatchObject({
      role: 'operator',
      organization: { isPlatform: true },
    });
  });

  it('is nobody who works for a reseller', async () => {
    const { email } = await newOwner();
    const operator = { email, name: 'Olga', now: new Date(), publicUrl: 'http://shop.test' };
    const opening = store.db.transaction((tx) => openOperator(tx, operator));
    await expect(opening).rejects.toMatchObject({ code: 'already_member' });
  });
});
