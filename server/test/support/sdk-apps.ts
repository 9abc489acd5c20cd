import { randomBytes } from 'node:crypto';
import { expect } from 'vitest';
import type { Reseller } from './resellers.ts';

/** An Android app that no account has registered. */
export function androidApp() {
  const packageName = `com.acme.app${randomBytes(6).toString('hex')}`;
  const certificateSha256 = [randomBytes(32).toString('hex')];
  return { platform: 'android' as const, name: 'Acme Travel', packageName, certificateSha256 };
}

/** An iOS app that no account has registered. */
export function iosApp() {
  const bundleId = `com.acme.app${randomBytes(6).toString('hex')}`;
  return { platform: 'ios' as const, name: 'Acme Travel', bundleId, teamId: 'A1B2C3D4E5' };
}

/** The newest apps, which other requests may be about. */
const USUAL_APPS = 20;

/** Registers an app over HTTP, removes all but the newest, and gives its ID. */
export async function newSdkApp(
  { call }: Pick<Reseller, 'call'>,
  app: object = androidApp(),
): Promise<string> {
  const known = (await call('GET', '/gigastore/sdk/apps')).json<{ items: { id: string }[] }>();
  // An account has a limited number of apps.
  for (const { id } of known.items.slice(0, -USUAL_APPS)) {
    await call('DELETE', `/gigastore/sdk/apps/${id}`);
  }
  const answer = await call('POST', '/gigastore/sdk/apps', { body: app });
  expect(answer.statusCode, answer.body).toBe(200);
  return answer.json().id;
}

/** Creates a key of a new app over HTTP and gives its ID. */
export async function newSdkKey(reseller: Pick<Reseller, 'call'>): Promise<string> {
  const appId = await newSdkApp(reseller);
  const answer = await reseller.call('POST', '/gigastore/sdk/keys', { body: { appId } });
  expect(answer.statusCode, answer.body).toBe(200);
  return answer.json().id;
}
