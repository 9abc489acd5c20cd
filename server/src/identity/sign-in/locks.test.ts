import { describe, expect, it } from 'vitest';
import { openStore } from '../../../test/support/app.ts';
import { type Browser, openBrowser } from '../../../test/support/browser.ts';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { PASSWORD, personOf } from '../../../test/support/people.ts';
import { createAttempts, MAX_GUESSES, MAX_GUESSES_OF_IP } from '../people/index.ts';

const store = await forThisFile(openStore({ GIGASTORE_RATE_LIMIT: 'on' }));
const { organizationId } = await store.newAccount();

const newMember = () => personOf(store, organizationId, 'viewer');
const signIn = (browser: Browser, email: string, password = PASSWORD) =>
  browser.post('/auth/sign-in', { email, password });
async function guess(email: string, times: number): Promise<void> {
  const stranger = openBrowser(store);
  for (let time = 0; time < times; time += 1) await signIn(stranger, email, 'wrong guess');
}

describe('nobody else locks a person out:', () => {
  it('asking for passkey options is no guess, however often a login page does it', async () => {
    const { email } = await newMember();
    const page = openBrowser(store);
    for (let time = 0; time < MAX_GUESSES_OF_IP + 20; time += 1) {
      const answer = await page.post('/auth/passkeys/sign-in-options');
      expect(answer.statusCode).toBe(200);
    }
    expect((await signIn(openBrowser(store), email)).statusCode).toBe(200);
  });

  it('a browser that signed in before has a counter of its own', async () => {
    const { email } = await newMember();
    const own = openBrowser(store);
    expect((await signIn(own, email)).statusCode).toBe(200);
    await own.post('/auth/sign-out');
    await guess(email, MAX_GUESSES + 1);
    expect((await signIn(openBrowser(store), email)).statusCode).toBe(429);
    expect((await signIn(own, email)).statusCode).toBe(200);
  });

  it('such a browser is locked by its own failures, and by nothing else', async () => {
    const { email } = await newMember();
    const own = openBrowser(store);
    await signIn(own, email);
    for (let time = 0; time < MAX_GUESSES; time += 1) await signIn(own, email, 'wrong guess');
    expect((await signIn(own, email)).statusCode).toBe(429);
    expect((await signIn(openBrowser(store), email)).statusCode).toBe(200);
  });

  it('a cookie of one address says nothing about another', async () => {
    const [one, other] = [await newMember(), await newMember()];
    const browser = openBrowser(store);
    await signIn(browser, one.email);
    await guess(other.email, MAX_GUESSES);
    expect((await signIn(browser, other.email)).statusCode).toBe(429);
  });
});

describe('a network', () => {
  const attempts = createAttempts({
    db: store.db,
    secret: 'of this test',
    isRateLimited: true,
    clock: () => Date.now(),
  });
  const from = (remoteAddress: string) => attempts.beginGuess({ remoteAddress });

  it('of IPv6 is a /64, whose addresses count together', async () => {
    for (let host = 1; host <= MAX_GUESSES_OF_IP; host += 1) {
      await from(`2001:db8:1:2::${host.toString(16)}`);
    }
    const refused = { code: 'rate_limited' };
    await expect(from('2001:db8:1:2:ffff:ffff:ffff:ffff')).rejects.toMatchObject(refused);
    await expect(from('2001:db8:1:3::1')).resolves.toEqual({ isLast: false });
  });

  it('of IPv4 is one address, also when it comes as IPv6', async () => {
    for (let time = 0; time < MAX_GUESSES_OF_IP; time += 1) await from('203.0.113.7');
    await expect(from('::ffff:203.0.113.7')).rejects.toMatchObject({ code: 'rate_limited' });
    await expect(from('203.0.113.8')).resolves.toEqual({ isLast: false });
  });

  it('counts failures only', async () => {
    const who = { remoteAddress: '198.51.100.1' };
    for (let time = 0; time < MAX_GUESSES_OF_IP + 10; time += 1) {
      await attempts.beginGuess(who);
      await attempts.endGuess(who);
    }
  });
});
