import { afterEach, describe, expect, it } from 'vitest';
import { createTestEdge } from '../../../test/support/edge-app.ts';
import { createLocalLimits, type Limits } from '../limits/limits.ts';
import { rateLimiter } from './rate-limit.ts';
import type { App } from './typed-app.ts';

let app: App | undefined;
afterEach(() => app?.close());

let now = 1_000_000;
const clock = () => now;

async function limitedApp(limits = createLocalLimits({ isOn: true, clock })): Promise<App> {
  app = createTestEdge({ limitRate: rateLimiter(limits) });
  app.get('/read', { config: { scope: 'read' } }, () => ({}));
  app.post('/search', { config: { scope: 'read' } }, () => ({}));
  app.post('/sell', { config: { scope: 'sell' } }, () => ({}));
  await app.ready();
  return app;
}

const headers = { authorization: 'Bearer sell' };

async function statuses(method: 'GET' | 'POST', url: string, times: number): Promise<number[]> {
  const found: number[] = [];
  for (let sent = 0; sent < times; sent += 1) {
    found.push((await app?.inject({ method, url, headers }))?.statusCode ?? 0);
  }
  return found;
}

describe('the rate limit of an account', () => {
  it('lets a burst of 200 writes through, then 50 a second', async () => {
    await limitedApp();
    const burst = await statuses('POST', '/sell', 201);
    expect(burst.slice(0, 200)).not.toContain(429);
    expect(burst[200]).toBe(429);
    now += 1_000;
    const later = await statuses('POST', '/sell', 51);
    expect(later.filter((status) => status === 200)).toHaveLength(50);
  });

  it('says what is left, and how long to wait', async () => {
    const edge = await limitedApp();
    const first = await edge.inject({ method: 'POST', url: '/sell', headers });
    expect(first.headers).toMatchObject({
      'ratelimit-limit': '200',
      'ratelimit-remaining': '199',
      'ratelimit-reset': '1',
    });
    await statuses('POST', '/sell', 199);
    const refused = await edge.inject({ method: 'POST', url: '/sell', headers });
    expect(refused.headers).toMatchObject({ 'ratelimit-remaining': '0', 'retry-after': '1' });
    expect(refused.json()).toMatchObject({ status: 429, code: 'rate_limited' });
  });

  it('counts reads on their own, and a search is a read', async () => {
    await limitedApp();
    await statuses('POST', '/sell', 201);
    expect(await statuses('GET', '/read', 100)).not.toContain(429);
    expect(await statuses('POST', '/search', 100)).not.toContain(429);
    expect(await statuses('GET', '/read', 1)).toEqual([429]);
  });

  it('waits where only the database knows', async () => {
    const local = createLocalLimits({ isOn: true, clock });
    const buckets: Limits['buckets'] = (kind, limit) => {
      const known = local.buckets(kind, limit);
      return { ...known, take: async (name) => known.take(name) };
    };
    const edge = await limitedApp({ ...local, buckets });
    expect((await statuses('POST', '/sell', 201)).at(-1)).toBe(429);
    const refused = await edge.inject({ method: 'POST', url: '/sell', headers });
    expect(refused.headers).toMatchObject({ 'ratelimit-remaining': '0', 'retry-after': '1' });
  });

  it('says nothing and refuses nothing when it is off', async () => {
    const edge = await limitedApp(createLocalLimits({ isOn: false, clock }));
    expect(await statuses('POST', '/sell', 300)).not.toContain(429);
    const answer = await edge.inject({ method: 'POST', url: '/sell', headers });
    expect(answer.headers).not.toHaveProperty('ratelimit-limit');
  });
});
