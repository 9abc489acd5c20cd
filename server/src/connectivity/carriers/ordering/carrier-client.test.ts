import { expect, it } from 'vitest';
import { done } from './call-end.ts';
import { createCarrierClient } from './carrier-client.ts';
import { createPace } from './pace.ts';

const DATE = 'Mon, 30 Nov 2026 10:00:00 GMT';

/** Returns for how long a client pauses its calls after an answer with these headers. */
async function pauseAfter(headers: Record<string, string>): Promise<number> {
  const pauses: number[] = [];
  const reply = {
    ...{ httpStatus: 200, response: '{}', error: null, maybeSent: true, durationMs: 1 },
    ...{ retryAfterMs: null, headers: { date: DATE, ...headers } },
  };
  const client = createCarrierClient({
    ...{ carrier: 'alpine', baseUrl: 'https://supplier.test', record: () => undefined },
    outgoing: { call: async () => reply },
    pace: { ...createPace(1_000), pause: (ms) => pauses.push(ms) },
  });
  const question = { verb: 'usage', method: 'GET', path: '/', changes: false } as const;
  await client.ask(question, () => done(null));
  return pauses[0] ?? -1;
}

it.each([
  { answerBy: undefined, sent: 1 },
  { answerBy: 20_000, sent: 1 },
  { answerBy: 14_000, sent: 0 },
])(
  'a call with a deadline of 15 s, waited for for $answerBy ms, is sent $sent times',
  async (of) => {
    let sent = 0;
    const reply = {
      ...{ httpStatus: 200, response: '{}', error: null, maybeSent: true, durationMs: 1 },
      ...{ retryAfterMs: null, headers: {} },
    };
    const client = createCarrierClient({
      ...{ carrier: 'alpine', baseUrl: 'https://supplier.test', record: () => undefined },
      outgoing: {
        async call() {
          sent += 1;
          return reply;
        },
      },
      pace: createPace(1_000),
    });
    const answerBy = of.answerBy && performance.now() + of.answerBy;
    const question = { verb: 'order', method: 'POST', path: '/', changes: true } as const;
    const end = await client.ask({ ...question, answerBy }, () => done(null));
    expect(sent).toBe(of.sent);
    expect(end.end).toBe(of.sent === 1 ? 'done' : 'retry_later');
  },
);

it.each([
  { remaining: '1', reset: '2026-11-30T10:00:05Z', pauseMs: 0 },
  { remaining: '0', reset: '2026-11-30T10:00:05Z', pauseMs: 5_000 },
  { remaining: '0', reset: String(Date.parse(DATE) / 1_000 + 30), pauseMs: 30_000 },
  { remaining: '0', reset: '', pauseMs: 1_000 },
  { remaining: '0', reset: '2026-11-30T11:00:00Z', pauseMs: 120_000 },
])('a limit with $remaining calls left until $reset pauses for $pauseMs ms', async (limit) => {
  const { remaining, reset, pauseMs } = limit;
  const headers = { 'x-ratelimit-remaining': remaining, 'x-ratelimit-reset': reset };
  expect(await pauseAfter(headers)).toBe(pauseMs);
});
