import { describe, expect, it } from 'vitest';
import { openStore } from '../../../test/support/app.ts';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { mailsTo } from '../../../test/support/letters.ts';
import { personOf } from '../../../test/support/people.ts';
import { sql } from '../../platform/db/database.ts';

const KEYS = '/gigastore/api-keys';
const store = await forThisFile(openStore());

async function newTeam() {
  const { organizationId } = await store.newAccount();
  const owner = await personOf(store, organizationId, 'owner');
  const developer = await personOf(store, organizationId, 'developer');
  const viewer = await personOf(store, organizationId, 'viewer');
  return { owner, developer, viewer };
}

describe('a new API key', () => {
  it('is mailed to the owners and to who created it, in their languages', async () => {
    const { owner, developer, viewer } = await newTeam();
    await store.db.run(sql`update people set locale = 'de' where id = ${owner.personId}`);
    const body = { name: 'Till of https://evil.example', scopes: ['sell'] };
    const key = (await developer.call('POST', KEYS, { body })).json();

    const [german] = await mailsTo(store, owner.email);
    expect(german).toMatchObject({ kind: 'api-key', locale: 'de' });
    expect(german?.subject).toBe('Neuer API-Schlüssel: Till of');
    expect(german?.text).toContain('Test developer hat einen API-Schlüssel erstellt.');
    const [english] = await mailsTo(store, developer.email);
    expect(english?.subject).toBe('An API key was created: Till of');
    for (const text of [german?.text, english?.text]) {
      expect(text).toContain(key.clientId);
      expect(text).toContain('/portal/sandbox/keys');
      expect(text).not.toContain(key.clientSecret);
      expect(text).not.toContain('evil.example');
    }
    expect(await mailsTo(store, viewer.email)).toEqual([]);
  });

  it('is mailed once for an Idempotency-Key, and not when it is refused', async () => {
    const { owner } = await newTeam();
    const headers = { 'idempotency-key': 'key-1' };
    for (let time = 0; time < 2; time += 1) {
      await owner.call('POST', KEYS, { body: { name: 'Till' }, headers });
    }
    await owner.call('POST', KEYS, { body: { name: 'Till', scopes: ['none'] } });
    expect(await mailsTo(store, owner.email)).toHaveLength(1);
  });

  it('of many within an hour is no longer mailed', async () => {
    const { owner } = await newTeam();
    for (let number = 0; number < 23; number += 1) {
      await owner.call('POST', KEYS, { body: { name: `Till ${number}` } });
    }
    expect(await mailsTo(store, owner.email)).toHaveLength(20);
  });

  it('with a new secret is mailed again, once an hour', async () => {
    const { owner } = await newTeam();
    const { clientId } = (await owner.call('POST', KEYS, { body: { name: 'Till' } })).json();
    for (let time = 0; time < 3; time += 1) {
      await owner.call('POST', `${KEYS}/${clientId}/rotate-secret`, { body: {} });
    }
    const subjects = (await mailsTo(store, owner.email)).map(({ subject }) => subject);
    expect(subjects).toEqual(['An API key was created: Till', 'An API key got a new secret: Till']);
  });
});
