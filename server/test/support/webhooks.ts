import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { createEncryption } from '../../src/kernel/encryption.ts';
import { type EventDraft, recordEvents } from '../../src/messaging/events/index.ts';
import {
  type DeliveryOptions,
  registerWebhookRoutes,
  startDeliveries,
  type WebhookParts,
} from '../../src/messaging/webhooks/index.ts';
import type { App } from '../../src/platform/http/typed-app.ts';
import type { WriteParts } from '../../src/platform/http/write.ts';
import { createLog } from '../../src/platform/log/log.ts';
import { createOutgoing } from '../../src/platform/outgoing/outgoing.ts';
import { type Authority, createAuthority } from './certificates.ts';
import { type Answer, type Received, startReceiver } from './receiver.ts';
import { type Call, openSlice } from './slice.ts';

export const ICCID = '89361123300836129514';
export const IMSI = '260216611193634';

/** The webhooks' routes and workers on a database of their own. Open it by `forThisFile`. */
export async function openWebhooks(
  register: (app: App, parts: WebhookParts) => void = registerWebhookRoutes,
) {
  const secretKey = randomBytes(32);
  const authority = createAuthority();
  const { authorityFile, removeFile } = await writeAuthority(authority);
  const encryption = createEncryption([secretKey]);
  const outgoing = createOutgoing({ ca: [authority.cert] });
  const config = { mode: 'sandbox' as const };
  const slice = await openSlice((app: App, parts: WriteParts) =>
    register(app, { ...parts, encryption, outgoing, config }),
  );
  const { db } = slice;
  return {
    ...slice,
    authority,
    authorityFile,
    secretKey,
    encryption,
    outgoing,
    /** A worker, which ends with the test. */
    work(over: Partial<DeliveryOptions> = {}) {
      const log = createLog('silent');
      const given = { db, encryption, outgoing, log, mode: config.mode, random: () => 0.5 };
      const deliveries = startDeliveries({ ...given, ...over });
      onTestFinished(() => deliveries.stop());
      return deliveries;
    },
    /** A receiver by HTTPS, whose authority the workers know; it ends with the test. */
    receive,
    openAccount,
    /** An account whose Country Change goes to a receiver of its own. */
    async listen(answer?: Answer) {
      const receiver = await receive(answer);
      const account = await openAccount();
      const secret = await account.set('country-change', receiver.url);
      return { receiver, account, secret };
    },
    async close() {
      await slice.close();
      await outgoing.close();
      await removeFile();
    },
  };

  async function receive(answer?: Answer) {
    const certificate = authority.issue(['localhost']);
    const receiver = await startReceiver({ certificate, answer });
    onTestFinished(() => receiver.close());
    return receiver;
  }

  async function openAccount() {
    const account = await slice.newAccount();
    const record = (...drafts: EventDraft[]) =>
      db.transaction((tx) => recordEvents({ db: tx, accountId: account.id }, drafts));
    return { ...account, ...asDeveloper(await account.caller()), record };
  }
}

async function writeAuthority({ cert }: Authority) {
  const folder = await mkdtemp(join(tmpdir(), 'gigastore-webhooks-'));
  const authorityFile = join(folder, 'authority.pem');
  await writeFile(authorityFile, cert);
  return { authorityFile, removeFile: () => rm(folder, { recursive: true }) };
}

export type Webhooks = Awaited<ReturnType<typeof openWebhooks>>;
export type WebhookAccount = Awaited<ReturnType<Webhooks['openAccount']>>;

export type Item = { id: string; createdAt: string; status: string };

type Detail = {
  id: string;
  status: string;
  nextAttemptAt: string | null;
  body: unknown;
  attempts: { at: string; httpStatus: number | null; error: string | null; response: string }[];
};

/** Returns the calls of an account about webhooks. */
function asDeveloper(call: Call) {
  const deliveries = async (query = '') =>
    (await call('GET', `/gigastore/webhooks/deliveries${query}`)).json().items;
  const delivery = async (id: string): Promise<Detail> =>
    (await call('GET', `/gigastore/webhooks/deliveries/${id}`)).json();
  return {
    call,
    deliveries,
    delivery,
    /** Resolves with the account's only delivery, when it fits. */
    async only(isSo: (one: Detail) => boolean): Promise<Detail> {
      const [{ id }] = await eventually(deliveries, (items) => items.length === 1);
      return eventually(() => delivery(id), isSo);
    },
    /** Resolves with the deliveries of this status, when there are this many. */
    async settled(status: string, count: number): Promise<Item[]> {
      return eventually(
        () => deliveries(`?status=${status}&limit=200`),
        (items) => items.length === count,
      );
    },
    /** Sets the URL of an endpoint. Returns its secret. */
    async set(event: string, url: string): Promise<string> {
      const answer = await call('PUT', `/gigastore/webhooks/${event}`, { body: { url } });
      return answer.json().secret;
    },
    async webhook(event: string) {
      const { items } = (await call('GET', '/gigastore/webhooks')).json();
      return items.find((item: { event: string }) => item.event === event);
    },
  };
}

/** Sends this many events. The receiver accepts the first ones, and answers 500 to the others. */
export async function deliver(webhooks: Webhooks, { good, bad }: { good: number; bad: number }) {
  const listener = await webhooks.listen();
  const { receiver, account } = listener;
  const deliveries = webhooks.work();
  await account.record(...Array.from({ length: good }, () => countryChanged()));
  await account.settled('delivered', good);
  receiver.answerWith((response) => response.writeHead(500).end());
  await account.record(...Array.from({ length: bad }, () => countryChanged(ICCID, 'AT')));
  deliveries.nudge();
  const isTried = ({ nextAttemptAt, createdAt }: Record<string, string>) =>
    nextAttemptAt !== createdAt;
  await eventually(
    () => account.deliveries('?status=pending&limit=200'),
    (items) => items.length === bad && items.every(isTried),
  );
  return { ...listener, deliveries };
}

/**
 * Sends events like `deliver`, and sets the URL again, so that refused deliveries fail permanently.
 */
export async function deliverAndFail(webhooks: Webhooks, numbers: { good: number; bad: number }) {
  const listener = await deliver(webhooks, numbers);
  const { account, receiver } = listener;
  await account.call('DELETE', '/gigastore/webhooks/country-change');
  await account.set('country-change', receiver.url);
  receiver.answerWith((response) => response.end());
  return listener;
}

/** Returns the bodies and IDs of the received deliveries. */
export const bodiesOf = (received: readonly Received[]) =>
  received.map(({ body }) => JSON.parse(body));
export const idsOf = (received: readonly Received[]) =>
  received.map(({ headers }) => headers['webhook-id']);

/** A profile changed its country. */
export function countryChanged(iccid = ICCID, newCountry = 'DE'): EventDraft {
  const body = { imsi: IMSI, iccid, previousCountry: null, newCountry };
  return { type: 'esim.country_changed', body, createdAt: new Date() };
}

/** Polls until a concurrent task has made the condition true. */
export async function eventually<T>(ask: () => Promise<T>, isTrue: (value: T) => boolean) {
  for (;;) {
    const value = await ask();
    if (isTrue(value)) return value;
    await new Promise((resolve) => setImmediate(resolve));
  }
}
