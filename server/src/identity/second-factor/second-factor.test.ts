import { describe, expect, it } from 'vitest';
import { openStore } from '../../../test/support/app.ts';
import { type Browser, openBrowser } from '../../../test/support/browser.ts';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { PASSWORD, personOf } from '../../../test/support/people.ts';
import type { Answer } from '../../../test/support/slice.ts';
import { STEP_MS, totp } from '../../../test/support/totp.ts';
import { sql } from '../../platform/db/database.ts';
import { MAX_GUESSES } from '../people/index.ts';

const store = await forThisFile(openStore());
const { organizationId } = await store.newAccount();

const newMember = (role: 'owner' | 'viewer' = 'viewer') => personOf(store, organizationId, role);
const signIn = (browser: Browser, email: string, password = PASSWORD) =>
  browser.post('/auth/sign-in', { email, password });
const codeOf = (answer: Answer) => answer.json().code;

async function signedIn(role?: 'owner' | 'viewer') {
  const member = await newMember(role);
  const browser = openBrowser(store);
  expect((await signIn(browser, member.email)).json()).toEqual({ status: 'signed_in' });
  return { ...member, browser };
}

async function withSecondFactor() {
  const person = await signedIn();
  const { browser } = person;
  const made = await browser.post('/auth/two-factor/set-up', { password: PASSWORD });
  expect(made.statusCode, made.body).toBe(200);
  const { totpUri, recoveryCodes } = made.json();
  const confirmed = await browser.post('/auth/two-factor/confirm', { code: totp(totpUri) });
  expect(confirmed.statusCode, confirmed.body).toBe(200);
  return { ...person, totpUri: String(totpUri), recoveryCodes: recoveryCodes as string[] };
}

/** A code of the next half minute: that of this one was used to confirm. */
const nextCode = (totpUri: string) => totp(totpUri, Date.now() + STEP_MS);

describe('a second factor', () => {
  it('is asked for after the password, and a code of the app ends the sign-in', async () => {
    const { email, browser, totpUri } = await withSecondFactor();
    expect((await browser.get('/auth/session')).json().person.twoFactorEnabled).toBe(true);
    const elsewhere = openBrowser(store);
    expect((await signIn(elsewhere, email)).json()).toEqual({ status: 'second_factor_required' });
    expect(codeOf(await elsewhere.get('/auth/session'))).toBe('missing_token');
    const code = nextCode(totpUri);
    const verified = await elsewhere.post('/auth/two-factor/verify', { code });
    expect(verified.json()).toEqual({ status: 'signed_in' });
    expect((await elsewhere.get('/auth/session')).json().person).toMatchObject({ email });
  });

  it('takes each code once, and none that is older than one used before', async () => {
    const { email, totpUri } = await withSecondFactor();
    const verify = async (code: string) => {
      const browser = openBrowser(store);
      await signIn(browser, email);
      return browser.post('/auth/two-factor/verify', { code });
    };
    const code = nextCode(totpUri);
    const both = await Promise.all([verify(code), verify(code)]);
    expect(both.map(({ statusCode }) => statusCode).sort()).toEqual([200, 401]);
    expect(codeOf(await verify(code))).toBe('sign_in_failed');
    expect(codeOf(await verify(totp(totpUri)))).toBe('sign_in_failed');
  });

  it('is replaced by each recovery code once', async () => {
    const { email, recoveryCodes } = await withSecondFactor();
    const [recoveryCode = ''] = recoveryCodes;
    const verify = async () => {
      const browser = openBrowser(store);
      await signIn(browser, email);
      return browser.post('/auth/two-factor/verify', { recoveryCode });
    };
    expect((await verify()).json()).toEqual({ status: 'signed_in' });
    expect(codeOf(await verify())).toBe('sign_in_failed');
  });

  it('needs the cookie of the password, and a right code', async () => {
    const { email, totpUri } = await withSecondFactor();
    const browser = openBrowser(store);
    const code = nextCode(totpUri);
    expect(codeOf(await browser.post('/auth/two-factor/verify', { code }))).toBe('sign_in_failed');
    await signIn(browser, email);
    const wrong = code === '000000' ? '111111' : '000000';
    const answer = await browser.post('/auth/two-factor/verify', { code: wrong });
    expect(codeOf(answer)).toBe('sign_in_failed');
    expect(codeOf(await browser.post('/auth/two-factor/verify', {}))).toBe('invalid_request');
  });

  it('is locked after ten wrong codes, however often the password is right', async () => {
    const { email, totpUri, recoveryCodes } = await withSecondFactor();
    const guess = async (body: object) => {
      const browser = openBrowser(store);
      await signIn(browser, email);
      return browser.post('/auth/two-factor/verify', body);
    };
    const right = nextCode(totpUri);
    const wrong = right === '000000' ? '111111' : '000000';
    for (let time = 0; time < MAX_GUESSES; time += 1) {
      expect((await guess({ code: wrong })).statusCode).toBe(401);
    }
    expect(codeOf(await guess({ code: right }))).toBe('rate_limited');
    expect(codeOf(await guess({ recoveryCode: recoveryCodes[1] }))).toBe('rate_limited');
  });

  it('is not locked by what cannot be a code, since a slip is no guess', async () => {
    const { email, totpUri } = await withSecondFactor();
    const browser = openBrowser(store);
    await signIn(browser, email);
    for (const code of Array<string>(MAX_GUESSES + 2).fill('12345')) {
      const answer = await browser.post('/auth/two-factor/verify', { code });
      expect(answer.json()).toMatchObject({ code: 'invalid_request', errors: [{ path: '/code' }] });
    }
    const [left, right] = [nextCode(totpUri).slice(0, 3), nextCode(totpUri).slice(3)];
    const code = ` ${left}\u2013${right} `;
    const typed = await browser.post('/auth/two-factor/verify', { code });
    expect(typed.json()).toEqual({ status: 'signed_in' });
  });

  it('is renewed and switched off with the password', async () => {
    const { email, browser, recoveryCodes } = await withSecondFactor();
    const wrong = { password: 'wrong' };
    expect(codeOf(await browser.post('/auth/two-factor/disable', wrong))).toBe('sign_in_failed');
    const right = { password: PASSWORD };
    const renewed = (await browser.post('/auth/two-factor/recovery-codes', right)).json();
    expect(renewed.recoveryCodes).toHaveLength(recoveryCodes.length);
    expect(renewed.recoveryCodes).not.toEqual(recoveryCodes);
    expect(codeOf(await browser.post('/auth/two-factor/set-up', right))).toBe('invalid_state');
    expect((await browser.post('/auth/two-factor/disable', right)).statusCode).toBe(200);
    expect((await signIn(openBrowser(store), email)).json()).toEqual({ status: 'signed_in' });
    expect((await browser.get('/auth/session')).statusCode).toBe(200);
  });

  it('rests encrypted', async () => {
    const { personId, totpUri, recoveryCodes } = await withSecondFactor();
    const row = await store.db.row(sql`
      select secret, recovery_codes from second_factors where person_id = ${personId}`);
    const kept = JSON.stringify(row);
    expect(kept).not.toContain(new URL(totpUri).searchParams.get('secret'));
    expect(kept).not.toContain(recoveryCodes[0]);
  });
});
