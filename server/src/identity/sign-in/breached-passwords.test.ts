import { describe, expect, it } from 'vitest';
import { openStore } from '../../../test/support/app.ts';
import { openBrowser } from '../../../test/support/browser.ts';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { lastMailTo } from '../../../test/support/letters.ts';
import { PASSWORD, personOf } from '../../../test/support/people.ts';
import { newId } from '../../kernel/ids.ts';
import { isBreached, refuseBreached } from './breached-passwords.ts';

const store = await forThisFile(openStore());

describe('a password from a data breach', () => {
  it.each(['password123', 'Qwertyuiop', '1234567890', 'manchester2024!', 'ｐassword１２３'])(
    'is refused: %s',
    (password) => {
      expect(isBreached(password)).toBe(true);
      expect(() => refuseBreached(password, '/password')).toThrow('known data breaches');
    },
  );

  it.each(['correct horse battery', 'demo-password', 'Zug-fährt-um-7-ab', '9f2kd03jf8sk2'])(
    'is not this one: %s',
    (password) => {
      expect(isBreached(password)).toBe(false);
    },
  );
});

describe('passwords from data breaches', () => {
  const WEAK = 'manchester2024!';

  it('are refused on every way to set one', async () => {
    const { organizationId } = await store.newAccount();
    const owner = await personOf(store, organizationId, 'owner');
    const browser = openBrowser(store);
    const { email } = owner;
    await browser.post('/auth/forgot-password', { email });
    const { token } = await lastMailTo(store, email);
    const guest = `${newId()}@people.test`;
    const invitation = { email: guest, role: 'viewer' };
    await owner.call('POST', '/gigastore/team/invitations', { body: invitation });
    const invited = (await lastMailTo(store, guest)).token;
    await browser.post('/auth/sign-in', { email, password: PASSWORD });
    const company = { companyName: 'Acme', name: 'Ada', email: `${newId()}@people.test` };
    for (const [url, body] of [
      ['/auth/sign-up', { ...company, password: WEAK }],
      ['/auth/reset-password', { token, password: WEAK }],
      ['/auth/invitations/accept', { token: invited, name: 'Bob', password: WEAK }],
      ['/auth/change-password', { currentPassword: PASSWORD, newPassword: WEAK }],
    ] as const) {
      const answer = (await browser.post(url, body)).json();
      expect([url, answer.code]).toEqual([url, 'invalid_request']);
      expect(answer.errors[0].message).toContain('data breaches');
    }
    const page = await store.app.inject({
      method: 'POST',
      url: '/auth/set-password',
      headers: {
        origin: new URL(store.parts.config.publicUrl).origin,
        'content-type': 'application/x-www-form-urlencoded',
      },
      payload: `token=${token}&password=${WEAK}`,
    });
    expect(page.statusCode).toBe(400);
    // No link was used up by a refusal.
    const set = { token, password: 'a new one entirely' };
    expect((await openBrowser(store).post('/auth/reset-password', set)).statusCode).toBe(200);
  });
});
