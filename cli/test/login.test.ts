import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { DEMO, type KitStore, openKitStore } from '../../sdks/typescript/test/support/store.ts';
import { ensureClientsBuilt } from '../../tools/setup.mjs';
import { start } from './support/run.ts';

const TIMEOUT_MS = 120_000;
const PATIENCE = { timeout: 60_000, interval: 20 };
const KEY = ['--client-id', DEMO.clientId, '--client-secret', DEMO.clientSecret];

let kit: KitStore;
let folder: string;
let cookie: string;

beforeAll(async () => {
  await ensureClientsBuilt();
  kit = await openKitStore();
  folder = await mkdtemp(join(tmpdir(), 'gigastore-login-'));
  const body = { email: 'owner@demo.test', password: 'demo-password' };
  const answer = await asPage('/auth/sign-in', { body });
  cookie = (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
}, TIMEOUT_MS);
afterAll(async () => {
  await kit.close();
  await rm(folder, { recursive: true, force: true });
}, TIMEOUT_MS);

/** Calls the API as the portal does for a signed-in person. */
function asPage(path: string, { body, account = 'sandbox' }: { body: object; account?: string }) {
  const { url } = kit.store;
  const headers = { origin: url, 'content-type': 'application/json', 'x-account': account };
  return fetch(`${url}${path}`, {
    method: 'POST',
    headers: { ...headers, ...(cookie && { cookie }) },
    body: JSON.stringify(body),
  });
}

const decide = (code: string, decision: 'approve' | 'reject', body: object, account?: string) =>
  asPage(`/gigastore/device-logins/${code}/${decision}`, { body, ...(account && { account }) });

/** Starts a command whose own files are in this folder. */
function begin(home: string, args: string[], environment: Record<string, string> = {}) {
  return start(args, { GIGASTORE_CONFIG_HOME: join(folder, home), ...environment });
}

/** Begins a login, and returns it with its code when it waits. */
async function beginLogin(home: string, environment: Record<string, string> = {}) {
  const login = begin(home, ['login', '--url', kit.url, '--json'], environment);
  const codeOf = () => /device=([B-Z]{4}-[B-Z]{4})/.exec(login.output())?.[1] ?? '';
  await vi.waitFor(() => expect(codeOf()).not.toBe(''), PATIENCE);
  return { login, code: codeOf() };
}

const settingsOf = async (home: string) =>
  JSON.parse(await readFile(join(folder, home, 'settings.json'), 'utf8'));

describe('gigastore login by the browser', () => {
  it(
    'waits for a person, keeps the key, and uses it',
    async () => {
      const { login, code } = await beginLogin('browser');
      expect(login.output()).toContain(`/portal/sandbox/keys?device=${code}`);
      expect((await decide(code, 'approve', { scopes: ['read'] })).status).toBe(200);
      const { stdout, code: exitCode } = await login.ended;
      expect(exitCode).toBe(0);
      expect(JSON.parse(stdout)).toMatchObject({ profile: 'sandbox', account: 'sandbox' });
      const { clientSecret, clientId } = (await settingsOf('browser')).profiles.sandbox;
      expect(login.output()).not.toContain(clientSecret);
      expect((await stat(join(folder, 'browser/settings.json'))).mode & 0o777).toBe(0o600);
      expect((await begin('browser', ['credits']).ended).stdout).toContain('USD');
      const refused = await begin('browser', ['clock', 'advance', 'P1D']).ended;
      expect(refused).toMatchObject({
        code: 1,
        stderr: expect.stringContaining('insufficient_scope'),
      });
      expect(await kit.client().apiKeys.get(clientId)).toMatchObject({ scopes: ['read'] });
    },
    TIMEOUT_MS,
  );

  it('of the live account is kept as the profile live', async () => {
    const { login, code } = await beginLogin('live');
    await decide(code, 'approve', { scopes: ['read'] }, 'live');
    expect(JSON.parse((await login.ended).stdout)).toMatchObject({ profile: 'live' });
  });

  it('ends with its own code when the person rejects it', async () => {
    const { login, code } = await beginLogin('refused');
    expect((await decide(code, 'reject', {})).status).toBe(204);
    expect(await login.ended).toMatchObject({
      code: 5,
      stderr: expect.stringContaining('The login was rejected.'),
    });
  });

  it(
    'goes on while the store is away',
    async () => {
      const { login, code } = await beginLogin('away');
      const path = '/auth/device-logins/collect';
      await kit.fail([{ method: 'POST', path, times: 2, do: 'cut_before' }]);
      await vi.waitFor(async () => expect(await kit.requests()).toHaveLength(2), PATIENCE);
      await decide(code, 'approve', { scopes: ['read'] });
      expect((await login.ended).code).toBe(0);
    },
    TIMEOUT_MS,
  );

  it('says so when the code has expired', async () => {
    const answer = { status: 404, body: { code: 'device_login_not_found', detail: 'Over.' } };
    const path = '/auth/device-logins/collect';
    const fault = { method: 'POST', path, times: 1, do: 'answer', answer };
    await kit.fail([fault]);
    const { login } = await beginLogin('late');
    expect(await login.ended).toMatchObject({
      code: 3,
      stderr: expect.stringContaining('The code has expired. Run gigastore login again.'),
    });
  });

  it('puts the secret into the keychain where there is one', async () => {
    const kept = join(folder, 'kept-secret');
    const script = `#!/bin/sh\ncase "$1" in\n  store) cat > ${kept} ;;\n  lookup) cat ${kept} ;;\n  clear) rm ${kept} ;;\nesac\n`;
    await writeFile(join(folder, 'secret-tool'), script);
    await chmod(join(folder, 'secret-tool'), 0o755);
    const keychain = {
      PATH: `${folder}:${process.env.PATH}`,
      DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nowhere',
    };
    const login = ['login', '--url', kit.url, ...KEY];
    expect((await begin('keychain', login, keychain).ended).code).toBe(0);
    expect(await readFile(kept, 'utf8')).toBe(DEMO.clientSecret);
    expect(JSON.stringify(await settingsOf('keychain'))).not.toContain(DEMO.clientSecret);
    expect((await begin('keychain', ['credits'], keychain).ended).code).toBe(0);
    expect((await begin('keychain', ['profiles', 'remove', 'sandbox'], keychain).ended).code).toBe(
      0,
    );
    await expect(stat(kept)).rejects.toThrow('ENOENT');
  });
});

describe('gigastore login by a key', () => {
  it('keeps profiles, of which one is used', async () => {
    const login = (...more: string[]) =>
      begin('key', ['login', '--url', kit.url, ...KEY, ...more]).ended;
    expect((await begin('key', ['credits']).ended).code).toBe(3);
    expect(await login()).toMatchObject({ code: 0, stdout: expect.stringContaining('sandbox') });
    expect((await login('--profile', 'other')).code).toBe(0);
    expect((await settingsOf('key')).current).toBe('other');
    expect((await begin('key', ['profiles', 'use', 'sandbox']).ended).code).toBe(0);
    const listed = JSON.parse((await begin('key', ['profiles', '--json']).ended).stdout);
    expect(listed).toMatchObject([
      { name: 'sandbox', current: true },
      { name: 'other', current: false },
    ]);
    expect((await begin('key', ['profiles', 'remove', 'sandbox']).ended).code).toBe(0);
    expect((await begin('key', ['credits']).ended).code).toBe(3);
    expect((await begin('key', ['credits', '--profile', 'other']).ended).code).toBe(0);
    expect((await begin('key', ['profiles', 'use', 'sandbox']).ended).code).toBe(2);
  });

  it('refuses a key that the store does not accept, and asks nobody without a terminal', async () => {
    const wrong = ['login', '--url', kit.url, '--client-id', DEMO.clientId, '--client-secret', 'x'];
    expect(await begin('none', wrong).ended).toMatchObject({
      code: 3,
      stderr: 'The store does not accept this key. Run: gigastore login\n',
    });
    expect((await begin('none', ['login']).ended).code).toBe(2);
    await expect(settingsOf('none')).rejects.toThrow('ENOENT');
  });
});

describe('gigastore check', () => {
  const asDemo = (home: string, ...args: string[]) =>
    begin(home, args, {
      GIGASTORE_URL: kit.url,
      GIGASTORE_CLIENT_ID: DEMO.clientId,
      GIGASTORE_CLIENT_SECRET: DEMO.clientSecret,
    });

  it('says what is right, and what to do about settings that others can read', async () => {
    const { stdout } = await asDemo('check', 'check', '--json').ended;
    expect(JSON.parse(stdout)).toMatchObject([
      { check: 'configuration', passed: true },
      { check: 'address', passed: true },
      { check: 'clock', passed: true },
      { check: 'key', passed: true },
    ]);
    await begin('open', ['login', '--url', kit.url, ...KEY]).ended;
    await chmod(join(folder, 'open/settings.json'), 0o644);
    const { code, stdout: table } = await begin('open', ['check']).ended;
    expect({ code, table }).toEqual({ code: 1, table: expect.stringContaining('chmod 600') });
  });

  it('finds a webhook that is not reachable, and one that takes wrong signatures', async () => {
    const hooks = await openHooks();
    const { url } = hooks;
    const client = kit.client();
    const made = await client.webhooks.create({ url: `${url}/any`, events: ['credits.low'] });
    const { code, stdout } = await asDemo('check', 'doctor', '--json').ended;
    expect(code).toBe(1);
    expect(JSON.parse(stdout).slice(-2)).toMatchObject([
      { check: `webhook ${made.event}`, passed: true },
      { check: `signature ${made.event}`, passed: false, advice: expect.stringMatching(/^Verify/) },
    ]);
    await hooks.close();
    const away = await asDemo('check', 'check').ended;
    expect(away).toMatchObject({ code: 1, stdout: expect.stringContaining('Is it reachable?') });
    await client.webhooks.delete(made.event);
  });

  it('tries the receiver that listen forwards to', async () => {
    const hooks = await openHooks();
    const receiver = `${hooks.url}/verifying`;
    const unknown = await asDemo('receiver', 'check', '--receiver', receiver).ended;
    expect(unknown.stdout).toContain(`gigastore listen --forward-to ${receiver}`);
    const listening = asDemo('receiver', 'listen', '--forward-to', receiver);
    await vi.waitFor(() => expect(listening.output()).toContain('Secret:'), PATIENCE);
    hooks.secret = /whsec_\S+/.exec(listening.output())?.[0] ?? '';
    listening.child.kill();
    await listening.ended;
    const { code, stdout } = await asDemo('receiver', 'check', '--receiver', receiver).ended;
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: expect.stringContaining('a wrong signature is answered 401'),
    });
    await hooks.close();
  });
});

/** Starts a receiver: `/any` accepts everything, `/verifying` what is signed with its secret. */
async function openHooks() {
  const hooks = { secret: '', url: '', close: async () => {} };
  const server: Server = createServer(async (request, response) => {
    const { headers } = request;
    const body = await text(request);
    const key = Buffer.from(hooks.secret.slice('whsec_'.length), 'base64');
    const signed = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`;
    const signature = `v1,${createHmac('sha256', key).update(signed).digest('base64')}`;
    const isTaken = request.url === '/any' || headers['webhook-signature'] === signature;
    response.writeHead(isTaken ? 204 : 401).end();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  hooks.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  hooks.close = async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  };
  return hooks;
}
