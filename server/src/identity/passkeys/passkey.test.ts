import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import type { BrowserContext, Page } from 'playwright-core';
import { beforeEach, describe, expect, it } from 'vitest';
import { openStore } from '../../../test/support/app.ts';
import { startChromium } from '../../../test/support/chromium.ts';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { PASSWORD, personOf } from '../../../test/support/people.ts';
import { newId } from '../../kernel/ids.ts';
import { sql } from '../../platform/db/database.ts';

const port = await freePort();
const site = `http://localhost:${port}`;
const store = await forThisFile(openStore({ GIGASTORE_PUBLIC_URL: site }));
await store.app.listen({ port, host: 'localhost' });
const { organizationId } = await store.newAccount();
const chromium = await forThisFile(startChromium());
let context: BrowserContext;
let page: Page;

beforeEach(async () => {
  // The page itself has no scripts and allows none; here it only lends its origin.
  context = await chromium.newContext({ bypassCSP: true });
  page = await context.newPage();
  await page.goto(`${site}/auth/forgotten`);
  return () => context.close();
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, 'localhost');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** A device that holds passkeys, and asks who holds it unless it is a simple one. */
async function plugIn(isUserVerified = true): Promise<void> {
  const client = await context.newCDPSession(page);
  await client.send('WebAuthn.enable');
  await client.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: isUserVerified,
      isUserVerified,
      automaticPresenceSimulation: true,
    },
  });
}

type Answered = { status: number; body: Record<string, unknown> };

/** Asks from within the page, as its own scripts would. */
async function ask(method: string, url: string, body?: object): Promise<Answered> {
  return page.evaluate(
    async ([how, where, what]) => {
      const answer = await fetch(where, {
        method: how,
        ...(what && { body: what, headers: { 'content-type': 'application/json' } }),
      });
      const text = await answer.text();
      return { status: answer.status, body: text ? JSON.parse(text) : {} };
    },
    [method, url, body && JSON.stringify(body)] as [string, string, string | undefined],
  );
}

type Made = { toJSON(): object };
/** What a page has and Node has not. */
type Web = {
  navigator: {
    credentials: Record<'create' | 'get', (asked: { publicKey: object }) => Promise<Made>>;
  };
  PublicKeyCredential: {
    parseCreationOptionsFromJSON(json: object): object;
    parseRequestOptionsFromJSON(json: object): object;
  };
};

/** What the browser makes of options: a new passkey, or the proof of one that it has. */
async function credential(kind: 'create' | 'get', options: object): Promise<object> {
  return page.evaluate(
    async ([which, json]) => {
      const { navigator, PublicKeyCredential } = globalThis as typeof globalThis & Web;
      const publicKey =
        which === 'create'
          ? PublicKeyCredential.parseCreationOptionsFromJSON(json)
          : PublicKeyCredential.parseRequestOptionsFromJSON(json);
      return (await navigator.credentials[which]({ publicKey })).toJSON();
    },
    [kind, options] as const,
  );
}

async function addPasskey(name?: string): Promise<Answered> {
  const options = await ask('POST', '/auth/passkeys/new-options');
  expect(options.status).toBe(200);
  const response = await credential('create', options.body);
  return ask('POST', '/auth/passkeys', { ...(name && { name }), response });
}

async function proofOfPasskey(): Promise<object> {
  const options = await ask('POST', '/auth/passkeys/sign-in-options');
  return credential('get', options.body);
}

/** A person who has signed in with a password in this browser. */
async function signIn() {
  const person = await personOf(store, organizationId, 'support');
  const body = { email: person.email, password: PASSWORD };
  expect((await ask('POST', '/auth/sign-in', body)).body).toEqual({ status: 'signed_in' });
  return person;
}

const whoAmI = async () => (await ask('GET', '/auth/session')).body;

describe('a passkey', () => {
  it('is added in a real browser, and signs in without a password', async () => {
    await plugIn();
    const { email } = await signIn();
    expect(await addPasskey('Laptop')).toMatchObject({ status: 200, body: { name: 'Laptop' } });
    await ask('POST', '/auth/sign-out');
    expect(await whoAmI()).toMatchObject({ code: 'missing_token' });

    const response = await proofOfPasskey();
    const signedIn = await ask('POST', '/auth/passkeys/sign-in', { response });
    expect(signedIn).toMatchObject({ status: 200, body: { status: 'signed_in' } });
    expect(await whoAmI()).toMatchObject({ person: { email }, role: 'support' });
    const credits = await ask('GET', '/gigastore/credits');
    expect(credits.status).toBe(200);
  });

  it('proves itself once: the same answer again is refused', async () => {
    await plugIn();
    await signIn();
    await addPasskey();
    const response = await proofOfPasskey();
    expect((await ask('POST', '/auth/passkeys/sign-in', { response })).status).toBe(200);
    const again = await ask('POST', '/auth/passkeys/sign-in', { response });
    expect(again.body).toMatchObject({ code: 'sign_in_failed' });
  });

  it('is listed, renamed and deleted, and then signs nobody in', async () => {
    await plugIn();
    await signIn();
    const { body } = await addPasskey('Laptop');
    const url = `/auth/passkeys/${body.id}`;
    expect((await ask('PUT', url, { name: 'Desk' })).body).toMatchObject({ name: 'Desk' });
    const { body: list } = await ask('GET', '/auth/passkeys');
    expect(list.items).toMatchObject([{ id: body.id, name: 'Desk' }]);
    expect((await ask('DELETE', url)).status).toBe(204);
    expect((await ask('DELETE', url)).body).toMatchObject({ code: 'passkey_not_found' });
    const response = await proofOfPasskey();
    const answer = await ask('POST', '/auth/passkeys/sign-in', { response });
    expect(answer.body).toMatchObject({ code: 'sign_in_failed' });
  });

  it('of somebody else is not there', async () => {
    await plugIn();
    const other = await signIn();
    const { body } = await addPasskey();
    await ask('POST', '/auth/sign-out');
    await signIn();
    for (const id of [body.id, newId(), 'x']) {
      const renamed = await ask('PUT', `/auth/passkeys/${id}`, { name: 'Mine' });
      expect(renamed.body).toMatchObject({ code: 'passkey_not_found' });
      const deleted = await ask('DELETE', `/auth/passkeys/${id}`);
      expect(deleted.body).toMatchObject({ code: 'passkey_not_found' });
    }
    const kept = await store.db.row(sql`
      select person_id from passkeys where id = ${String(body.id)}`);
    expect(kept).toEqual({ person_id: other.personId });
  });

  it('of a device that does not ask who holds it is not taken', async () => {
    await plugIn(false);
    await signIn();
    const options = await ask('POST', '/auth/passkeys/new-options');
    await expect(credential('create', options.body)).rejects.toThrow('NotAllowedError');
    // Our pages request user verification; a response without it is refused here.
    const selection = { ...(options.body.authenticatorSelection as object) };
    const less = {
      ...options.body,
      authenticatorSelection: { ...selection, userVerification: 'discouraged' },
    };
    const response = await credential('create', less);
    const answer = await ask('POST', '/auth/passkeys', { response });
    expect(answer.body).toMatchObject({ code: 'sign_in_failed' });
  });

  it('is added soon after signing in only', async () => {
    const { personId } = await signIn();
    await store.db.run(sql`
      update sessions set created_at = now() - interval '2 days' where person_id = ${personId}`);
    const answer = await ask('POST', '/auth/passkeys/new-options');
    expect(answer.body).toMatchObject({ code: 'forbidden' });
  });
});
