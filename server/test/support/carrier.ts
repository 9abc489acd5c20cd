import { gzipSync } from 'node:zlib';
import { createCarrierKey } from '../../src/connectivity/carriers/index.ts';
import { newId } from '../../src/kernel/ids.ts';
import type { Database } from '../../src/platform/db/database.ts';
import type { App } from '../../src/platform/http/typed-app.ts';
import { basic } from './access.ts';

type CarrierAnswer = Awaited<ReturnType<App['inject']>>;

/** A carrier with a key of its own. */
export type CarrierCaller = {
  /** Sends a list as JSON. */
  report(path: CarrierPath, list: unknown): Promise<CarrierAnswer>;
  /** Sends a raw body. */
  send(
    path: CarrierPath,
    payload: string | Buffer,
    headers?: Record<string, string>,
  ): Promise<CarrierAnswer>;
  /** Returns the outcome of a report. */
  read(reportId: string): Promise<CarrierAnswer>;
  authorization: string;
};

type CarrierPath = 'usage-records' | 'profile-events';

export async function openCarrier(
  { app, db }: { app: App; db: Database },
  carrier = 'sandbox',
): Promise<CarrierCaller> {
  const { keyId, secret } = await db.transaction((tx) => createCarrierKey(tx, { carrier }));
  const authorization = basic({ clientId: keyId, clientSecret: secret });
  const send: CarrierCaller['send'] = (path, payload, headers = {}) =>
    app.inject({
      method: 'POST',
      url: `/carrier/v1/${path}`,
      headers: { 'content-type': 'application/json', authorization, ...headers },
      payload,
    });
  const read: CarrierCaller['read'] = (reportId) =>
    app.inject({ url: `/carrier/v1/usage-reports/${reportId}`, headers: { authorization } });
  return { authorization, send, read, report: (path, list) => send(path, JSON.stringify(list)) };
}

export const zipped = (text: string) => gzipSync(text);

/** A good record of a profile, as a carrier sends it; `over` replaces what the test is about. */
export function aRecord(iccid: string, over: Record<string, unknown> = {}) {
  const now = new Date().toISOString();
  return {
    recordId: newId(),
    iccid,
    bytes: 1000,
    country: 'AT',
    startedAt: now,
    endedAt: now,
    ...over,
  };
}
