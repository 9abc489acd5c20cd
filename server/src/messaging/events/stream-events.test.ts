import { type IncomingMessage, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { openSlice, type TestAccount } from '../../../test/support/slice.ts';
import { type EventDraft, recordEvents, registerEventRoutes } from './index.ts';

const slice = await forThisFile(openSlice(registerEventRoutes));
await slice.app.listen({ port: 0, host: '127.0.0.1' });
let { port } = slice.app.server.address() as AddressInfo;

const low = (number: number): EventDraft => ({
  type: 'credits.low',
  body: { number },
  createdAt: new Date(),
});
const record = (account: TestAccount, ...drafts: EventDraft[]) =>
  slice.db.transaction((tx) => recordEvents({ db: tx, accountId: account.id }, drafts));

/** A client of the stream that keeps its text; `until` waits for a part of it. */
async function open(token: string, query = '', headers: Record<string, string> = {}) {
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    const path = `/gigastore/events/stream${query}`;
    const asked = { host: '127.0.0.1', port, path };
    request({ ...asked, headers: { authorization: `Bearer ${token}`, ...headers } }, resolve)
      .on('error', reject)
      .end();
  });
  onTestFinished(() => void response.destroy());
  let text = '';
  let notify = () => {};
  response.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk;
    notify();
  });
  const ended = new Promise<void>((resolve) => response.on('close', () => resolve()));
  const until = async (part: string) => {
    while (!text.includes(part)) await new Promise<void>((resolve) => (notify = resolve));
    return text;
  };
  return { response, until, ended, text: () => text };
}

const idsIn = (text: string) =>
  [...text.matchAll(/^id: (\d+)\nevent:/gm)].map(([, id]) => Number(id));

describe('GET /gigastore/events/stream', () => {
  it('sends events as they happen, after those that were there before', async () => {
    const account = await slice.newAccount();
    await record(account, low(1));
    const stream = await open(await account.tokenOf());
    expect(stream.response.headers).toMatchObject({
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
    });
    await stream.until('id: 1\n');
    await record(account, low(2), low(3));
    const text = await stream.until('"number":3');
    expect(idsIn(text)).toEqual([2, 3]);
    expect(text).toMatch(/event: credits\.low\ndata: \{"type":"credits\.low",.*"sequence":2/);
  });

  it('loses and repeats nothing over reconnects with Last-Event-ID', async () => {
    const account = await slice.newAccount();
    const token = await account.tokenOf();
    const seen: number[] = [];
    for (let round = 0; round < 5; round += 1) {
      const stream = await open(token, '', { 'last-event-id': `${seen.at(-1) ?? 0}` });
      await record(account, low(round * 2), low(round * 2 + 1));
      seen.push(...idsIn(await stream.until(`"number":${round * 2 + 1}`)));
      stream.response.destroy();
    }
    expect(seen).toEqual(Array.from({ length: 10 }, (_, index) => index + 1));
  });

  it('moves the cursor past what a filter leaves out', async () => {
    const account = await slice.newAccount();
    const stream = await open(await account.tokenOf(), '?type=price.changed');
    await record(account, low(1), { type: 'price.changed', body: {}, createdAt: new Date() });
    expect(idsIn(await stream.until('event: price.changed'))).toEqual([2]);
  });

  it("never sends another account's events", async () => {
    const [mine, other] = [await slice.newAccount(), await slice.newAccount()];
    const stream = await open(await mine.tokenOf());
    await record(other, low(7));
    await record(mine, low(8));
    expect(await stream.until('"number":8')).not.toContain('"number":7');
  });

  it('ends by itself after the timeout that was asked for', async () => {
    const account = await slice.newAccount();
    const stream = await open(await account.tokenOf(), '?timeout=0');
    await stream.ended;
    expect(stream.text()).toContain('id: 0\n');
  });

  it('does not wait for a client that does not read', async () => {
    const account = await slice.newAccount();
    const token = await account.tokenOf();
    const slow = await open(token, '?after=0');
    slow.response.pause();
    const big = { type: 'credits.low', createdAt: new Date() } as const;
    const body = { filler: 'x'.repeat(50_000) };
    for (let page = 0; page < 20; page += 1) {
      await record(account, ...Array.from({ length: 10 }, () => ({ ...big, body })));
    }
    const quick = await open(token, '?after=0');
    await quick.until('id: 200\n');
  });

  it('allows 50 streams to an account, and refuses one more', async () => {
    const account = await slice.newAccount();
    const token = await account.tokenOf();
    await Promise.all(Array.from({ length: 50 }, () => open(token)));
    const refused = await open(token);
    expect(refused.response.statusCode).toBe(429);
    expect(refused.response.headers['retry-after']).toBe('10');
  });

  it('refuses a Last-Event-ID that is no sequence, and a call without a token', async () => {
    const account = await slice.newAccount();
    const wrong = await open(await account.tokenOf(), '', { 'last-event-id': 'x' });
    expect(wrong.response.statusCode).toBe(400);
    expect((await open('')).response.statusCode).toBe(401);
  });

  it('ends when the server stops, so that the client reconnects elsewhere', async () => {
    const own = await openSlice(registerEventRoutes);
    await own.app.listen({ port: 0, host: '127.0.0.1' });
    const account = await own.newAccount();
    const before = port;
    ({ port } = own.app.server.address() as AddressInfo);
    const stream = await open(await account.tokenOf()).finally(() => {
      port = before;
    });
    await own.close();
    await stream.ended;
    expect(stream.response.complete).toBe(true);
  });
});
