import { randomBytes } from 'node:crypto';
import { onTestFinished } from 'vitest';
import { newId } from '../../src/kernel/ids.ts';
import { type Answer, startReceiver } from './receiver.ts';
import type { Reseller } from './resellers.ts';
import { androidApp } from './sdk-apps.ts';
import { openPhone } from './sdk-phone.ts';

/** An answer of JSON. */
export const json =
  (value: unknown, status = 200): Answer =>
  (response) =>
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
export const APPROVAL = json({ returnCode: 'SUCCESS', returnMessage: null });

/** A secret name of a new user. */
export const newUser = () => `u_${randomBytes(16).toString('hex')}`;

/** An app that activates items by the tokens of its users, and the server that approves. */
export async function openActivatingApp(
  reseller: Reseller,
  answer: Answer = APPROVAL,
  app: object = androidApp(),
) {
  const phone = await openPhone(reseller, { ...app, activatesItems: true });
  const receiver = await startReceiver({ answer });
  onTestFinished(() => receiver.close());
  const body = { url: receiver.url };
  await reseller.call('PUT', '/gigastore/webhooks/activation-request', { body });
  const asked = (more: object = {}) => ({
    activationId: newId(),
    inventoryItemId: reseller.items.worldwide,
    userToken: newUser(),
    metaTag: 'order-1',
    ...more,
  });
  return {
    ...phone,
    receiver,
    asked,
    activate: (request: object) => phone.ask('POST', '/activations', phone.key, request),
    profilesOf: (userToken: string) =>
      phone.ask('POST', '/user-profiles', phone.key, { userToken }),
  };
}

/** Switches the activations of a registered app off. */
export function switchActivationsOff({ call }: Reseller, appId: string) {
  return call('PUT', `/gigastore/sdk/apps/${appId}`, { body: { activatesItems: false } });
}
