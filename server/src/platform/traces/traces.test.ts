import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStore } from '../../../test/support/app.ts';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { buildApp } from '../../app.ts';
import { readConfig } from '../config/config.ts';
import { createMetrics } from '../http/metrics.ts';
import { openTraces, traceDatabase, traceTasks } from './index.ts';
import type { Traces } from './traces.ts';

type Attribute = { key: string; value: { stringValue?: string; intValue?: number } };
type Span = {
  name: string;
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  attributes: Attribute[];
  status: { code?: number };
};
type Sent = { resourceSpans: { scopeSpans: { spans: Span[] }[] }[] };

const store = await forThisFile(openStore());
const spans: Span[] = [];
const paths: string[] = [];
let traces: Traces;

const collector = createServer(async (request, response) => {
  paths.push(request.url ?? '');
  const { resourceSpans } = (await json(request)) as Sent;
  spans.push(...resourceSpans.flatMap((of) => of.scopeSpans.flatMap((each) => each.spans)));
  response.end('{}');
}).listen(0, '127.0.0.1');

beforeAll(async () => {
  if (!collector.listening) await once(collector, 'listening');
  const { port } = collector.address() as AddressInfo;
  const endpoint = `http://127.0.0.1:${port}`;
  const opened = await openTraces(readConfig({ OTEL_EXPORTER_OTLP_ENDPOINT: endpoint }));
  if (!opened) throw new Error('Traces are configured.');
  traces = opened;
});
afterAll(() => void collector.close());

const attributesOf = (span: Span | undefined) =>
  Object.fromEntries(
    (span?.attributes ?? []).map(({ key, value }) => [key, value.stringValue ?? value.intValue]),
  );

describe('traces', () => {
  it('are not made, and not loaded, unless they are configured', async () => {
    expect(await openTraces(readConfig({}))).toBeUndefined();
  });

  it('follow a request into its statements, and a job, to the collector', async () => {
    const db = traceDatabase(store.db, traces);
    const app = await buildApp({ ...store.parts, metrics: createMetrics(), db, traces });
    await app.ready();
    const caller = { traceId: 'a'.repeat(32), spanId: 'b'.repeat(16) };
    const answer = await app.inject({
      url: '/gigastore/credits?secret=hidden',
      headers: {
        authorization: `Bearer ${await (await store.newAccount()).tokenOf({ scopes: ['read'] })}`,
        traceparent: `00-${caller.traceId}-${caller.spanId}-01`,
      },
    });
    expect(answer.statusCode, answer.body).toBeLessThan(500);
    const { signal } = new AbortController();
    const failing = traceTasks(
      { 'fail-loudly': () => Promise.reject(new TypeError('no')) },
      traces,
    );
    await expect(failing['fail-loudly']?.({}, signal)).rejects.toThrow('no');
    await app.close();
    await traces.stop();

    expect(new Set(paths)).toEqual(new Set(['/v1/traces']));
    const request = spans.find(({ name }) => name === 'GET /gigastore/credits');
    expect(request).toMatchObject({ traceId: caller.traceId, parentSpanId: caller.spanId });
    expect(attributesOf(request)).toMatchObject({
      'http.route': '/gigastore/credits',
      'http.response.status_code': answer.statusCode,
    });
    const statements = spans.filter(({ parentSpanId }) => parentSpanId === request?.spanId);
    expect(statements.map(({ name }) => name)).toContain('select');
    const job = spans.find(({ name }) => name === 'job fail-loudly');
    expect(job?.status.code).toBe(2);
    expect(JSON.stringify(spans)).not.toContain('hidden');
  });
});
