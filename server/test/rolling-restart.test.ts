import { expect, it } from 'vitest';
import { startBalancer } from './support/balancer.ts';
import { createTestDatabase } from './support/database.ts';
import { folderForThisFile, forThisFile } from './support/for-this-file.ts';
import { type RunningStore, startStore } from './support/running-store.ts';

const TIMEOUT_MS = 180_000;
const CLIENTS = 2;

const home = await folderForThisFile();
const own = await forThisFile(createTestDatabase());
const balancer = await forThisFile(startBalancer());

async function startBehind(): Promise<RunningStore> {
  const store = await startStore(home, {
    DATABASE_URL: own.url,
    GIGASTORE_SECRET_KEY: 'ab'.repeat(32),
    GIGASTORE_DRAIN_DELAY: '1',
  });
  await balancer.add(store.url).healthy;
  return store;
}

/** Asks without a pause between the answers, until told to end; returns every answer's status. */
function keepAsking(token: string) {
  let isOver = false;
  const statuses: string[] = [];
  const headers = { authorization: `Bearer ${token}` };
  const client = async () => {
    while (!isOver) {
      const answer = await fetch(`${balancer.url}/gigastore/credits`, { headers });
      statuses.push(`${answer.status} ${answer.ok ? '' : await answer.text()}`.trim());
      await answer.arrayBuffer().catch(() => {});
    }
  };
  const clients = Promise.all(Array.from({ length: CLIENTS }, client));
  return async () => {
    isOver = true;
    await clients;
    return statuses;
  };
}

it(
  'both servers behind a balancer are restarted without one refused or reset request',
  async () => {
    const first = await startBehind();
    const second = await startBehind();
    const authorization = `Basic ${Buffer.from('demo-client:demo-secret').toString('base64')}`;
    const login = { method: 'POST', headers: { authorization } };
    const answer = await fetch(`${balancer.url}/reseller/authenticate`, login);
    const { accessToken } = (await answer.json()) as { accessToken: string };
    const end = keepAsking(accessToken);

    expect(await first.stop()).toBe(0);
    const third = await startBehind();
    expect(await second.stop()).toBe(0);

    const statuses = await end();
    expect(statuses.length).toBeGreaterThan(100);
    expect(statuses.filter((status) => status !== '200')).toEqual([]);
    expect(await third.stop()).toBe(0);
  },
  TIMEOUT_MS,
);
