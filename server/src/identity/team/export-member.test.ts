import { expect, it } from 'vitest';
import { openStore } from '../../../test/support/app.ts';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { PASSWORD_HASH, personOf } from '../../../test/support/people.ts';
import { openReseller } from '../../../test/support/resellers.ts';
import { loadPlans } from '../../../test/support/shop.ts';
import { queueMail } from '../../messaging/mail/index.ts';
import { sql } from '../../platform/db/database.ts';

const store = await forThisFile(openStore());
await loadPlans(store.db);

it('the export of a member has all that is held about it, and no way to sign in', async () => {
  const reseller = await openReseller(store);
  const { organizationId } = reseller;
  const owner = await personOf(store, organizationId, 'owner');
  const developer = await personOf(store, organizationId, 'developer');
  await developer.call('POST', '/gigastore/api-keys', { body: { name: 'Till' } });
  const content = { subject: 'Hello', paragraphs: ['Welcome.'] };
  const mail = { kind: 'hello', to: developer.email, locale: 'en', content } as const;
  await store.db.transaction((tx) => queueMail(tx, { ...mail, organizationId }));
  await store.db.transaction((tx) => queueMail(tx, { ...mail, to: owner.email, organizationId }));
  await owner.call('PUT', `/gigastore/team/${developer.personId}`, { body: { role: 'support' } });
  const path = `/gigastore/team/${developer.personId}/personal-data`;
  const answer = await owner.call('GET', path);
  expect(answer.statusCode, answer.body).toBe(200);
  const held = answer.json();
  expect(held).toMatchObject({
    member: { personId: developer.personId, email: developer.email, role: 'support' },
    sessions: [{ id: expect.any(String), ipAddress: null }],
    passkeys: [],
    invitations: [],
    mails: expect.arrayContaining([
      expect.objectContaining({ kind: 'hello', subject: 'Hello', state: 'waiting' }),
      expect.objectContaining({ kind: 'api-key' }),
    ]),
  });
  expect(held.changesBy).toMatchObject([
    { action: 'api_key.created', actor: { kind: 'person', name: 'Test developer' } },
  ]);
  expect(held.changesOf).toMatchObject([
    { action: 'member.role_changed', accountId: null, before: { role: 'developer' } },
  ]);
  const row = await store.db.row<{ token: string }>(sql`
    select token from sessions where person_id = ${developer.personId}`);
  expect(answer.body).not.toContain(row?.token);
  expect(answer.body).not.toContain(PASSWORD_HASH);

  const others = await openReseller(store);
  const stranger = await personOf(store, others.organizationId, 'owner');
  expect((await stranger.call('GET', path)).json().code).toBe('person_not_found');
  expect((await developer.call('GET', path)).json().code).toBe('insufficient_scope');
});
