import { expect, it } from 'vitest';
import { openStore } from '../../../test/support/app.ts';
import { openBrowser } from '../../../test/support/browser.ts';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { PASSWORD, personOf } from '../../../test/support/people.ts';
import { sql } from '../../platform/db/database.ts';
import { MAX_GUESSES } from '../people/index.ts';

const store = await forThisFile(openStore());

it('the audit log has sign-ins, failures, the lock and sign-outs of a member', async () => {
  const { organizationId } = await store.newAccount();
  const { email, personId } = await personOf(store, organizationId, 'viewer');
  const browser = openBrowser(store);
  const stranger = openBrowser(store);
  const body = { email, password: PASSWORD };
  await browser.post('/auth/sign-in', body);
  await browser.post('/auth/sign-out');
  for (let guess = 0; guess < MAX_GUESSES + 3; guess += 1) {
    await stranger.post('/auth/sign-in', { email, password: 'wrong guess' });
  }
  await stranger.post('/auth/sign-in', { email: `not-${email}`, password: 'wrong guess' });

  const entries = await store.db.rows<{ action: string; actor: string; after: object | null }>(sql`
    select action, actor_id as actor, after, remote_address::text as "from"
    from audit_log
    where organization_id = ${organizationId}
      and target = ${personId}
    order by at, id`);
  const failure = (isLocked: boolean) => ({
    action: 'person.sign_in_failed',
    actor: 'platform',
    after: { method: 'password', isLocked },
  });
  expect(entries.map(({ action, actor, after }) => ({ action, actor, after }))).toEqual([
    { action: 'person.signed_in', actor: personId, after: { method: 'password' } },
    { action: 'person.signed_out', actor: personId, after: null },
    ...Array.from({ length: MAX_GUESSES - 1 }, () => failure(false)),
    failure(true),
  ]);
  expect(JSON.stringify(entries)).not.toContain('wrong guess');
});
