import { expect } from 'vitest';
import { newId } from '../../src/kernel/ids.ts';
import type { Purchase, Reseller } from './resellers.ts';
import { newSdkApp } from './sdk-apps.ts';

type Call = [method: 'GET' | 'POST', path: string, bearer?: string, body?: object];

/**
 * Registers an app of a reseller with a key, an Android one unless another is given, and gives what
 * the app does on a phone.
 */
export async function openPhone(reseller: Reseller, app?: object) {
  const { call, store } = reseller;
  const appId = await newSdkApp(reseller, app);
  const made = await call('POST', '/gigastore/sdk/keys', { body: { appId } });
  const { id: keyId, key } = made.json<{ id: string; key: string }>();

  /** Calls with the key, the token of a session, or nothing. */
  function ask(...[method, path, bearer, body]: Call) {
    return store.app.inject({
      method,
      url: `/sdk/v1${path}`,
      headers: bearer === undefined ? {} : { authorization: `Bearer ${bearer}` },
      ...(body && { payload: body }),
    });
  }

  async function tokenFor(body: object): Promise<string> {
    const answer = await call('POST', '/gigastore/sdk/install-tokens', { body });
    expect(answer.statusCode, answer.body).toBe(200);
    return answer.json().token;
  }

  function start(installToken: string, more: object = {}) {
    const device = { model: 'Pixel 9', systemVersion: '16' };
    const body = { installToken, installationId: newId(), ...device, ...more };
    return ask('POST', '/sessions', key, body);
  }

  /** Starts a session for the customer of a sale. */
  async function sessionFor({ customerUid }: Purchase, more: object = {}) {
    const answer = await start(await tokenFor({ customerUid, ...more }));
    expect(answer.statusCode, answer.body).toBe(200);
    return answer.json<{ sessionToken: string; testMode: boolean }>();
  }

  const report = (uid: string, session: string, body: object) =>
    ask('POST', `/profiles/${uid}/installation-events`, session, body);
  const uidOf = async ({ iccid }: Pick<Purchase, 'iccid'>): Promise<string> =>
    (await call('GET', `/gigastore/esims/${iccid}`)).json().uid;

  return { appId, keyId, key, ask, tokenFor, start, sessionFor, report, uidOf };
}
