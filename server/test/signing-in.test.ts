import { describe, expect, it } from 'vitest';
import { newId } from '../src/kernel/ids.ts';
import { faultsOf, problemFaults } from './support/answers.ts';
import { openStore } from './support/app.ts';
import { type Browser, openBrowser } from './support/browser.ts';
import { forThisFile } from './support/for-this-file.ts';
import { lastMailTo } from './support/letters.ts';
import { type Operation, readOperations } from './support/operations.ts';
import { PASSWORD, personOf, signedIn } from './support/people.ts';
import type { Answer } from './support/slice.ts';
import { STEP_MS, totp } from './support/totp.ts';

const operations = (await readOperations('all')).filter(({ path }) => path.startsWith('/auth/'));
const named = (some: Operation[]) => some.map((each) => [each.name, each] as const);
const personal = operations.filter(({ isPersonal }) => isPersonal);
const changing = operations.filter(({ method }) => method !== 'GET');

const store = await forThisFile(openStore());

const inPlace = ({ path }: Operation) => path.replace(/\{\w+\}/g, newId());
function ask(operation: Operation, headers: Record<string, string>) {
  const payload = operation.body ? bodyOf(operation) : undefined;
  return store.app.inject({
    method: operation.method,
    url: inPlace(operation),
    headers,
    ...(payload && { payload }),
  });
}

/** Returns a valid body with tokens and addresses that belong to nobody. */
function bodyOf({ body }: Operation): object {
  const fields = Object.entries(body?.properties ?? {}).map(([name, { examples, enum: words }]) => [
    name,
    name === 'email' ? `${newId()}@people.test` : (examples?.[0] ?? words?.[0]),
  ]);
  return Object.fromEntries(fields);
}

describe('signing in', () => {
  it.each(named(personal))(
    'an operation of signing in needs a session: %s',
    async (_, operation) => {
      expect(problemFaults(await ask(operation, {}), ['missing_token'])).toEqual([]);
      const { headers } = signedIn(store, 'a-session-that-was-never-opened');
      const answer = await ask(operation, headers);
      expect(problemFaults(answer, ['invalid_token'])).toEqual([]);
      expect(faultsOf(answer, operation)).toEqual([]);
    },
  );

  it.each(named(personal.filter(({ body }) => body)))(
    'asks for the session before it reads the body: %s',
    async (_, operation) => {
      for (const payload of ['{', '[]', 'x'.repeat(1_000_000)]) {
        const answer = await store.app.inject({
          method: operation.method,
          url: inPlace(operation),
          headers: { 'content-type': 'application/json' },
          payload,
        });
        expect(problemFaults(answer, ['missing_token'])).toEqual([]);
        expect(answer.headers['cache-control']).toContain('no-store');
      }
    },
  );

  it.each(named(changing))(
    'an operation of signing in changes nothing for a foreign page: %s',
    async (_, operation) => {
      const account = await store.newAccount();
      const { headers } = await personOf(store, account.organizationId, 'owner');
      const answer = await ask(operation, { ...headers, origin: 'https://evil.test' });
      if (operation.codes.includes('forbidden')) expect(answer.json().code).toBe('forbidden');
      else expect(answer.statusCode).toBeGreaterThanOrEqual(400);
      expect(faultsOf(answer, operation)).toEqual([]);
    },
  );

  it.each(named(operations.filter(({ body }) => body)))(
    'refuses what is no object, as it is documented: %s',
    async (_, operation) => {
      for (const payload of ['[]', '{', '"x"', '{"email":1,"token":{},"password":[]}']) {
        const answer = await store.app.inject({
          method: operation.method,
          url: inPlace(operation),
          headers: { 'content-type': 'application/json' },
          payload,
        });
        expect(answer.statusCode).toBeGreaterThanOrEqual(400);
        expect(faultsOf(answer, operation), answer.body).toEqual([]);
      }
    },
  );
});

describe('what the document promises', () => {
  /** Calls, and holds the answer against the document. */
  async function call(browser: Browser, name: string, body?: object): Promise<Answer> {
    const [method = '', url = ''] = name.split(' ');
    const answer = await (method === 'GET' ? browser.get(url) : browser.post(url, body));
    const operation = operations.find((each) => each.name === name);
    if (!operation) throw new Error(`${name} is not in the document`);
    expect(faultsOf(answer, operation), `${name} ${answer.body}`).toEqual([]);
    expect(answer.statusCode, `${name} ${answer.body}`).toBeLessThan(300);
    return answer;
  }

  it('a person goes from sign-up to sign-out with documented answers only', async () => {
    const browser = openBrowser(store);
    const email = `${newId()}@people.test`;
    const who = { name: 'Ada', email, password: PASSWORD };
    await call(browser, 'POST /auth/sign-up', { ...who, companyName: 'Acme', locale: 'de' });
    await call(browser, 'POST /auth/resend-verification', { email });
    const { token } = await lastMailTo(store, email);
    await call(browser, 'POST /auth/verify-email', { token });
    await call(browser, 'POST /auth/sign-in', who);
    await call(browser, 'GET /auth/session');
    await call(browser, 'GET /auth/sessions');
    await call(browser, 'GET /auth/passkeys');
    await call(browser, 'POST /auth/passkeys/new-options');
    await call(browser, 'POST /auth/passkeys/sign-in-options');

    const right = { password: PASSWORD };
    const { totpUri } = (await call(browser, 'POST /auth/two-factor/set-up', right)).json();
    await call(browser, 'POST /auth/two-factor/confirm', { code: totp(totpUri) });
    await call(browser, 'POST /auth/two-factor/recovery-codes', right);
    await call(browser, 'POST /auth/sessions/end-others');
    await call(browser, 'POST /auth/sign-in', who);
    const code = totp(totpUri, Date.now() + STEP_MS);
    await call(browser, 'POST /auth/two-factor/verify', { code });
    await call(browser, 'POST /auth/two-factor/disable', right);
    const passwords = { currentPassword: PASSWORD, newPassword: 'another long one' };
    await call(browser, 'POST /auth/change-password', passwords);

    const guest = `${newId()}@people.test`;
    const invitation = { email: guest, role: 'viewer' };
    expect((await browser.post('/gigastore/team/invitations', invitation)).statusCode).toBe(200);
    const invited = { token: (await lastMailTo(store, guest)).token };
    await call(browser, 'POST /auth/invitations/read', invited);
    await call(browser, 'POST /auth/invitations/accept', { ...invited, ...who, email: guest });
    await call(browser, 'POST /auth/forgot-password', { email });
    const forgotten = { token: (await lastMailTo(store, email)).token, password: PASSWORD };
    await call(browser, 'POST /auth/sign-out');
    await call(browser, 'POST /auth/reset-password', forgotten);
  });
});
