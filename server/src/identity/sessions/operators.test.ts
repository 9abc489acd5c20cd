import { randomBytes } from 'node:crypto';
import { expect, it } from 'vitest';
import { openStore } from '../../../test/support/app.ts';
import { openBrowser } from '../../../test/support/browser.ts';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { PASSWORD, personOf } from '../../../test/support/people.ts';
import { totp } from '../../../test/support/totp.ts';

const LIVE = {
  GIGASTORE_MODE: 'live',
  GIGASTORE_PUBLIC_URL: 'https://shop.test',
  GIGASTORE_SECRET_KEY: randomBytes(32).toString('base64'),
  GIGASTORE_SMTP_URL: 'smtps://mail.test',
  GIGASTORE_MAIL_FROM: 'no-reply@shop.test',
  DATABASE_URL: 'postgres://127.0.0.1/unused',
};
const store = await forThisFile(openStore(LIVE));

it.each(['operator', 'operator-support'] as const)(
  'in live mode the role %s does nothing before it has set up a second factor',
  async (role) => {
    const person = await personOf(store, '', role);
    const ask = () => person.call('GET', '/operator/tickets');
    const refused = (await ask()).json();
    expect(refused).toMatchObject({ status: 403, code: 'forbidden' });
    expect(refused.detail).toContain('second factor');
    const { session } = (await person.call('GET', '/auth/session')).json();
    expect(session).toMatchObject({ secondFactorNeeded: true });

    const body = { password: PASSWORD };
    const { totpUri } = (await person.call('POST', '/auth/two-factor/set-up', { body })).json();
    expect((await ask()).statusCode).toBe(403);
    const code = { code: totp(totpUri) };
    await person.call('POST', '/auth/two-factor/confirm', { body: code });
    expect((await ask()).statusCode).toBe(200);

    const browser = openBrowser(store);
    const signedIn = await browser.post('/auth/sign-in', { email: person.email, ...body });
    expect(signedIn.json()).toEqual({ status: 'second_factor_required' });
    await person.call('POST', '/auth/two-factor/disable', { body });
    await browser.post('/auth/sign-in', { email: person.email, ...body });
    expect((await browser.get('/operator/tickets')).json()).toMatchObject({ code: 'forbidden' });
  },
);

it('in live mode a reseller signs in with a password alone', async () => {
  const { organizationId } = await store.newAccount();
  const owner = await personOf(store, organizationId, 'owner');
  expect((await owner.call('GET', '/gigastore/credits')).statusCode).toBe(200);
});
