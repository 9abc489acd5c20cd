import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStore, type TestStore } from '../../test/support/app.ts';
import { openBrowser } from '../../test/support/browser.ts';
import { lastMailTo } from '../../test/support/letters.ts';
import { PASSWORD } from '../../test/support/people.ts';
import { newId } from '../lib/ids.ts';

let store: TestStore;

beforeAll(async () => {
  store = await openStore();
});
afterAll(() => store.close());

const newEmail = () => `${newId()}@people.test`;
const company = (email: string) => ({
  companyName: 'Acme Travel',
  name: 'Ada',
  email,
  password: PASSWORD,
});
const codeOf = (answer: { json(): { code?: string } }) => answer.json().code;

describe('signing up', () => {
  it('makes a company whose owner signs in after the mail', async () => {
    const browser = openBrowser(store);
    const email = newEmail();
    const asked = await browser.post('/auth/sign-up', company(email));
    expect([asked.statusCode, asked.json()]).toEqual([202, { status: 'mail_sent' }]);

    const early = await browser.post('/auth/sign-in', { email, password: PASSWORD });
    expect(codeOf(early)).toBe('email_not_verified');
    const { token } = await lastMailTo(store, email);
    expect((await browser.post('/auth/verify-email', { token })).statusCode).toBe(200);
    const signedIn = await browser.post('/auth/sign-in', { email, password: PASSWORD });
    expect(signedIn.json()).toEqual({ status: 'signed_in' });

    const me = (await browser.get('/auth/session')).json();
    expect(me).toMatchObject({
      person: { name: 'Ada', email, twoFactorEnabled: false },
      organization: { name: 'Acme Travel', isPlatform: false },
      role: 'owner',
    });
    expect((await browser.get('/gigastore/credits')).statusCode).toBe(200);
  });
});
