import { describe, expect, it } from 'vitest';
import { openStore } from '../../../test/support/app.ts';
import { openBrowser } from '../../../test/support/browser.ts';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { lastMailTo, mailsTo } from '../../../test/support/letters.ts';
import { PASSWORD, personOf } from '../../../test/support/people.ts';
import { codeOf, company, newEmail, shown, signIn } from '../../../test/support/sign-ins.ts';
import type { Answer } from '../../../test/support/slice.ts';
import { newId } from '../../kernel/ids.ts';
import { sql } from '../../platform/db/database.ts';
import { LOCK_MS, MAX_GUESSES, MAX_GUESSES_OF_IP, MAX_MAILS } from '../people/index.ts';

const store = await forThisFile(openStore());
const { organizationId } = await store.newAccount();

const newMember = (role: 'owner' | 'viewer' = 'viewer') => personOf(store, organizationId, role);

async function signedIn(role?: 'owner' | 'viewer') {
  const member = await newMember(role);
  const browser = openBrowser(store);
  expect((await signIn(browser, member.email)).json()).toEqual({ status: 'signed_in' });
  return { ...member, browser };
}

describe('a mail that somebody asks for', () => {
  it.each(['/auth/forgot-password', '/auth/resend-verification'])(
    'is answered the same for every address: %s',
    async (url) => {
      const browser = openBrowser(store);
      const { email } = await newMember();
      const answers = await Promise.all(
        [email, newEmail()].map((each) => browser.post(url, { email: each })),
      );
      expect(new Set(answers.map((answer) => JSON.stringify(shown(answer)))).size).toBe(1);
      expect(answers[0]?.statusCode).toBe(202);
    },
  );

  it('comes a few times an hour, and then no more, in silence', async () => {
    const browser = openBrowser(store);
    const { email } = await newMember();
    const asked = Array.from({ length: MAX_MAILS + 3 }, () =>
      browser.post('/auth/forgot-password', { email }),
    );
    const answers = await Promise.all(asked);
    expect(answers.map(({ statusCode }) => statusCode)).toEqual(answers.map(() => 202));
    expect(await mailsTo(store, email)).toHaveLength(MAX_MAILS);
  });
});

describe('a forgotten password', () => {
  it('is replaced once by a link, which ends all sessions', async () => {
    const { email, browser } = await signedIn();
    await browser.post('/auth/forgot-password', { email });
    const { token } = await lastMailTo(store, email);
    const body = { token, password: 'a new one entirely' };
    expect((await browser.post('/auth/reset-password', body)).statusCode).toBe(200);
    expect(codeOf(await browser.get('/auth/session'))).toBe('invalid_token');
    expect(codeOf(await browser.post('/auth/reset-password', body))).toBe('link_not_found');
    expect((await signIn(browser, email)).statusCode).toBe(401);
    expect((await signIn(browser, email, body.password)).statusCode).toBe(200);
    expect(await lastMailTo(store, email)).toMatchObject({ kind: 'password-changed' });
  });

  it('is not replaced by a link that is too old, or of another kind', async () => {
    const { email, personId } = await newMember();
    const browser = openBrowser(store);
    await browser.post('/auth/forgot-password', { email });
    const { token } = await lastMailTo(store, email);
    expect(codeOf(await browser.post('/auth/verify-email', { token }))).toBe('link_not_found');
    await store.db.run(sql`
      update mailed_links
      set expires_at = now() - interval '1 second'
      where person_id = ${personId}`);
    const body = { token, password: 'a new one entirely' };
    expect(codeOf(await browser.post('/auth/reset-password', body))).toBe('link_not_found');
  });
});

describe('a made-up link', () => {
  it.each([
    ['/auth/reset-password', {}],
    ['/auth/invitations/accept', { name: 'Ada' }],
    ['/auth/verify-email', {}],
  ])('costs no hashing: %s', async (url, fields) => {
    const { passwords } = store.parts.people;
    const hash = passwords.hash;
    let hashed = 0;
    passwords.hash = (password) => {
      hashed += 1;
      return hash(password);
    };
    const body = { token: 'x'.repeat(43), password: PASSWORD, ...fields };
    const answer = await openBrowser(store).post(url, body);
    passwords.hash = hash;
    expect([codeOf(answer), hashed]).toEqual(['link_not_found', 0]);
  });
});

describe('a lock', () => {
  it('closes after ten wrong passwords, the same for known and unknown addresses', async () => {
    const browser = openBrowser(store);
    const { email } = await newMember();
    const unknown = newEmail();
    const seen: string[][] = [[], []];
    for (let guess = 0; guess <= MAX_GUESSES; guess += 1) {
      for (const [index, address] of [email, unknown].entries()) {
        seen[index]?.push(JSON.stringify(shown(await signIn(browser, address, 'wrong guess'))));
      }
    }
    expect(seen[0]).toEqual(seen[1]);
    expect(JSON.parse(seen[0]?.[MAX_GUESSES - 1] ?? '')).toMatchObject({ statusCode: 401 });
    expect(JSON.parse(seen[0]?.[MAX_GUESSES] ?? '')).toMatchObject({ statusCode: 429 });
    expect(codeOf(await signIn(browser, email))).toBe('rate_limited');
  });

  it('lets no more through at once than one after the other', async () => {
    const { email } = await newMember();
    const browser = openBrowser(store);
    const asked = Array.from({ length: 3 * MAX_GUESSES }, () => signIn(browser, email, 'wrong'));
    const answers = await Promise.all(asked);
    const tried = answers.filter(({ statusCode }) => statusCode === 401);
    expect(tried).toHaveLength(MAX_GUESSES);
  });

  it('opens again when its time is over, and forgets after a right password', async () => {
    const { email } = await newMember();
    const browser = openBrowser(store);
    const guess = async (times: number) => {
      for (let time = 0; time < times; time += 1) await signIn(browser, email, 'wrong');
    };
    await guess(MAX_GUESSES - 1);
    expect((await signIn(browser, email)).statusCode).toBe(200);
    await guess(MAX_GUESSES);
    expect((await signIn(browser, email)).statusCode).toBe(429);
    const ms = `${LOCK_MS} milliseconds`;
    await store.db.run(sql`update sign_in_attempts set until = until - ${ms}::interval`);
    expect((await signIn(browser, email)).statusCode).toBe(200);
  });

  it('closes for an IP address too, unless rates are switched off', async () => {
    const limited = await openStore({ GIGASTORE_RATE_LIMIT: 'on' });
    const browser = openBrowser(limited);
    const asked = Array.from({ length: MAX_GUESSES_OF_IP + 5 }, () =>
      browser.post('/auth/passkeys/sign-in', { response: { id: 'x' } }),
    );
    const answers = await Promise.all(asked);
    expect(answers.filter(({ statusCode }) => statusCode === 429)).toHaveLength(5);
    await limited.close();
  });
});

describe('sessions', () => {
  it('are listed, and ended one by one or all others at once', async () => {
    const { email, browser } = await signedIn();
    const others = [openBrowser(store), openBrowser(store)];
    for (const other of others) await signIn(other, email);
    const { items } = (await browser.get('/auth/sessions')).json();
    expect(items.map(({ isCurrent }: { isCurrent: boolean }) => isCurrent)).toContain(true);

    const second = (await others[0]?.get('/auth/session'))?.json().session.id;
    expect((await browser.delete(`/auth/sessions/${second}`)).statusCode).toBe(204);
    expect(codeOf((await others[0]?.get('/auth/session')) as Answer)).toBe('invalid_token');
    expect((await others[1]?.get('/auth/session'))?.statusCode).toBe(200);
    expect(codeOf(await browser.delete(`/auth/sessions/${second}`))).toBe('session_not_found');
    expect((await browser.post('/auth/sessions/end-others')).statusCode).toBe(204);
    expect(codeOf((await others[1]?.get('/auth/session')) as Answer)).toBe('invalid_token');
    expect((await browser.get('/auth/session')).statusCode).toBe(200);
  });

  it('of others are not there', async () => {
    const [one, other] = [await signedIn(), await signedIn()];
    const id = (await other.browser.get('/auth/session')).json().session.id;
    for (const name of [id, 'x', newId()]) {
      const answer = await one.browser.delete(`/auth/sessions/${name}`);
      expect(codeOf(answer)).toBe('session_not_found');
    }
  });

  it('end with signing out', async () => {
    const { browser } = await signedIn();
    const cookies = [...browser.cookies];
    expect((await browser.post('/auth/sign-out')).statusCode).toBe(204);
    expect(browser.cookies.has(store.parts.people.cookies.name)).toBe(false);
    for (const [name, value] of cookies) browser.cookies.set(name, value);
    expect(codeOf(await browser.get('/auth/session'))).toBe('invalid_token');
  });

  it('are kept in a cookie that no script reads and no other page sends', async () => {
    const secure = await openStore({ GIGASTORE_PUBLIC_URL: 'https://shop.test' });
    const account = await secure.newAccount();
    const { email } = await personOf(secure, account.organizationId, 'viewer');
    const answer = await signIn(openBrowser(secure), email);
    const [cookie = ''] = [answer.headers['set-cookie'] ?? []].flat();
    expect(cookie).toMatch(/^__Host-gigastore\.session=/);
    for (const word of ['HttpOnly', 'Secure', 'SameSite=Lax', 'Path=/', 'Max-Age=1209600']) {
      expect(cookie).toContain(word);
    }
    expect(answer.headers['cache-control']).toBe('no-store');
    await secure.close();
  });

  it('other than this one end when the password changes', async () => {
    const { email, browser } = await signedIn();
    const other = openBrowser(store);
    await signIn(other, email);
    const wrong = { currentPassword: 'wrong', newPassword: 'a new one entirely' };
    expect(codeOf(await browser.post('/auth/change-password', wrong))).toBe('sign_in_failed');
    const right = { ...wrong, currentPassword: PASSWORD };
    expect((await browser.post('/auth/change-password', right)).statusCode).toBe(200);
    expect((await browser.get('/auth/session')).statusCode).toBe(200);
    expect(codeOf(await other.get('/auth/session'))).toBe('invalid_token');
    expect((await signIn(other, email, right.newPassword)).statusCode).toBe(200);
  });
});

describe('an address', () => {
  it.each([
    '/auth/sign-in',
    '/auth/sign-up',
    '/auth/forgot-password',
    '/auth/two-factor/verify',
    '/auth/passkeys/sign-in',
  ])('is not signed in from elsewhere: %s', async (url) => {
    const body = { ...company(newEmail()), code: '123456', response: {} };
    const headers = { origin: 'https://evil.test' };
    expect(codeOf(await openBrowser(store).post(url, body, headers))).toBe('forbidden');
  });
});
