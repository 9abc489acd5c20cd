import { Readable, Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { declareEchoRoutes } from '../../../test/support/echo-routes.ts';
import { createTestEdge } from '../../../test/support/edge-app.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { createLog } from '../log/log.ts';
import { type Readiness, registerHealthRoutes } from './health.ts';
import { createMetrics, registerMetricsRoute } from './metrics.ts';
import { serveMetrics } from './metrics-server.ts';

async function healthOf(readiness: Readiness) {
  const app = createTestEdge();
  registerHealthRoutes(app, readiness);
  const answers = {
    live: await app.inject('/health/live'),
    ready: await app.inject('/health/ready'),
  };
  await app.close();
  return answers;
}

describe('health', () => {
  it('is ready when nothing is missing', async () => {
    const { live, ready } = await healthOf({ database: async () => undefined });
    expect([live.statusCode, ready.statusCode]).toEqual([200, 200]);
  });

  it('is live but not ready while something is missing, and says what', async () => {
    const { live, ready } = await healthOf({
      database: async () => undefined,
      migrations: async () => 'Two migrations are pending.',
    });
    expect(live.statusCode).toBe(200);
    expect(ready.statusCode).toBe(503);
    expect(ready.headers['retry-after']).toBeDefined();
    expect(ready.json()).toMatchObject({
      code: 'service_unavailable',
      detail: 'Two migrations are pending.',
    });
  });

  it.each([
    ['throws', () => Promise.reject(new Error('connect ECONNREFUSED 10.0.0.7:5432'))],
    ['refuses', () => Promise.reject(new Refusal('service_unavailable', 'It is away.'))],
    ['never answers', () => new Promise<undefined>(() => {})],
  ])('is not ready when the database %s, and tells no address', async (_, database) => {
    const { ready } = await healthOf({ database });
    expect(ready.statusCode).toBe(503);
    expect(ready.body).not.toContain('10.0.0.7');
  });
});

describe('a readiness check', () => {
  async function readyOf(database: () => Promise<undefined>, clock?: () => number) {
    const app = createTestEdge();
    registerHealthRoutes(app, { database }, clock);
    return {
      status: async () => (await app.inject('/health/ready')).statusCode,
      close: () => app.close(),
    };
  }

  it('passes while it answers slowly, and asks once for all probes', async () => {
    const answers: ((answer: undefined) => void)[] = [];
    const ready = await readyOf(() => new Promise((resolve) => answers.push(resolve)));
    const first = ready.status();
    await expect.poll(() => answers.length).toBe(1);
    answers[0]?.(undefined);
    expect(await first).toBe(200);
    expect(await Promise.all([ready.status(), ready.status()])).toEqual([200, 200]);
    expect(answers).toHaveLength(2);
    await ready.close();
  });

  it('fails when it has not answered for ten seconds', async () => {
    let isStuck = false;
    let now = 0;
    const ask = () => (isStuck ? new Promise<undefined>(() => {}) : Promise.resolve(undefined));
    const ready = await readyOf(ask, () => now);
    expect(await ready.status()).toBe(200);
    isStuck = true;
    now = 9_999;
    expect(await ready.status()).toBe(200);
    now = 10_000;
    expect(await ready.status()).toBe(503);
    await ready.close();
  });
});

describe('a request that is not answered in time', () => {
  it('is answered 503, to be repeated with the same key', async () => {
    const app = createTestEdge({ answerWithinMs: 30 });
    app.get('/stuck', { config: { public: true } }, () => new Promise(() => {}));
    const answer = await app.inject('/stuck');
    expect(answer.statusCode).toBe(503);
    expect(answer.headers['retry-after']).toBe('2');
    expect(answer.json()).toMatchObject({
      code: 'service_unavailable',
      detail: expect.stringContaining('same idempotency key'),
    });
    await app.close();
  });

  it('arrives whole if its answer has begun and takes longer', async () => {
    const app = createTestEdge({ answerWithinMs: 30 });
    app.get('/stuck', { config: { public: true } }, () => new Promise(() => {}));
    const pieces = async function* () {
      yield 'first, ';
      // The limit of a later request ends after that of this one.
      await app.inject('/stuck');
      yield 'last';
    };
    app.get('/long', { config: { public: true } }, (_request, reply) =>
      reply.send(Readable.from(pieces())),
    );
    const url = await app.listen({ host: '127.0.0.1', port: 0 });
    const answer = await fetch(`${url}/long`);
    expect([answer.status, await answer.text()]).toEqual([200, 'first, last']);
    await app.close();
  });

  it('is answered so after its body was read too, and a later answer is dropped', async () => {
    const app = createTestEdge({ answerWithinMs: 30 });
    let resolve: (late: object) => void = () => {};
    const promise = new Promise((settle) => {
      resolve = settle;
    });
    app.post('/stuck', { config: { public: true } }, () => promise);
    const url = await app.listen({ host: '127.0.0.1', port: 0 });
    const answer = await fetch(`${url}/stuck`, { method: 'POST', body: '{}' });
    expect(answer.status).toBe(503);
    resolve({ late: true });
    expect(await answer.json()).toMatchObject({ code: 'service_unavailable' });
    await app.close();
  });
});

describe('metrics', () => {
  it('count requests by route pattern, method and status, and never by path', async () => {
    const metrics = createMetrics();
    const app = createTestEdge({ metrics });
    declareEchoRoutes(app);
    registerMetricsRoute(app, metrics, undefined);
    const headers = { authorization: 'Bearer read' };
    await app.inject({ url: '/one/traveller@example.com', headers });
    await app.inject({ url: '/one/7', headers });
    await app.inject({ url: '/one/7' });
    await app.inject({ url: '/nowhere/traveller@example.com' });
    const { body } = await app.inject('/metrics');
    const count = 'http_request_duration_seconds_count';
    expect(body).toContain(`${count}{method="GET",route="/one/:id",status="200"} 2`);
    expect(body).toContain(`${count}{method="GET",route="/one/:id",status="401"} 1`);
    expect(body).toContain(`${count}{method="any",route="unmatched",status="404"} 1`);
    expect(body).not.toContain('traveller');
    await app.close();
  });
});

describe('metrics with a token', () => {
  it('are served to the token alone', async () => {
    const app = createTestEdge();
    registerMetricsRoute(app, createMetrics(), 'a-token-of-prometheus');
    const statusOf = async (authorization: string) =>
      (await app.inject({ url: '/metrics', headers: { authorization } })).statusCode;
    expect((await app.inject('/metrics')).statusCode).toBe(404);
    expect(await statusOf('Bearer another')).toBe(404);
    expect(await statusOf('Bearer a-token-of-prometheus')).toBe(200);
    await app.close();
  });
});

describe('metrics on a port of their own', () => {
  it('stand beside what tells whether the process works', async () => {
    let missing: string | undefined;
    const server = await serveMetrics({
      port: 0,
      host: '127.0.0.1',
      metrics: createMetrics({ ofProcess: true }),
      findMissing: async () => missing,
    });
    const ask = (path: string) => fetch(`http://127.0.0.1:${server.port}${path}`);
    expect(await (await ask('/metrics')).text()).toContain('process_cpu_seconds_total');
    expect((await ask('/health/ready')).status).toBe(200);
    missing = 'The database is away.';
    expect((await ask('/health/ready')).status).toBe(503);
    expect([(await ask('/health/live')).status, (await ask('/gigastore')).status]).toEqual([
      200, 404,
    ]);
    await server.close();
  });
});

describe('logs', () => {
  function collect() {
    const lines: string[] = [];
    const destination = new Writable({
      write(chunk, _encoding, done) {
        lines.push(...chunk.toString().trim().split('\n'));
        done();
      },
    });
    return { lines, log: createLog('info', destination) };
  }

  it('have one line a request with its id, and nothing personal or secret', async () => {
    const { lines, log } = collect();
    const app = createTestEdge({ log });
    declareEchoRoutes(app);
    await app.inject({
      method: 'POST',
      url: '/echo?email=traveller@example.com',
      headers: {
        authorization: 'Bearer sell',
        'x-request-id': 'order-7',
        cookie: 'session=s3cret',
      },
      payload: { name: 'hunter2' },
    });
    await app.close();
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      level: 'info',
      requestId: 'order-7',
      method: 'POST',
      route: '/echo',
      status: 200,
      accountId: expect.any(String),
    });
    expect(lines.join()).not.toMatch(/traveller|hunter2|s3cret|Bearer/);
  });

  it('tell the cause of a refusal once, however many requests are refused for it', async () => {
    const { lines, log } = collect();
    const app = createTestEdge({ log });
    const cause = new Error('the database of this test is away');
    app.get('/away', { config: { scope: 'sell' } }, () => {
      const refusal = new Refusal('service_unavailable', 'Away.', { retryAfterSeconds: 2 });
      throw Object.assign(refusal, { cause });
    });
    const headers = { authorization: 'Bearer sell' };
    for (let count = 0; count < 20; count += 1) {
      const answer = await app.inject({ method: 'GET', url: '/away', headers });
      expect([answer.statusCode, answer.headers['retry-after']]).toEqual([503, '2']);
    }
    await app.close();
    const told = lines.filter((line) => line.includes('the database of this test is away'));
    expect(told).toHaveLength(1);
    expect(lines.filter((line) => JSON.parse(line).status === 503)).toHaveLength(20);
  });

  it('tell an unexpected error with its request, but nothing of the row it met', async () => {
    const { lines, log } = collect();
    const app = createTestEdge({ log });
    app.get('/crash', { config: { public: true } }, () => {
      const quoted = { code: '23505', detail: 'Key (email)=(traveller@example.com) exists.' };
      throw Object.assign(new Error('duplicate key'), quoted);
    });
    await app.inject({ url: '/crash', headers: { 'x-request-id': 'order-8' } });
    await app.close();
    const failure = JSON.parse(lines[0] ?? '');
    expect(failure).toMatchObject({
      level: 'error',
      requestId: 'order-8',
      err: { message: 'duplicate key', code: '23505' },
    });
    expect(lines.join()).not.toContain('traveller');
  });

  it('redact what is named like a secret', () => {
    const { lines, log } = collect();
    log.info({ clientSecret: 'a', key: { secret: 'b', password: 'c' }, accessToken: 'd' }, 'Made');
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      clientSecret: '[redacted]',
      key: { secret: '[redacted]', password: '[redacted]' },
      accessToken: '[redacted]',
    });
  });
});
