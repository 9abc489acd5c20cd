import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { verifyOriginalWebhook, verifyWebhook, WebhookError } from '../src/webhooks/index.ts';

type Case = {
  name: string;
  headers: Record<string, string>;
  body: string;
  secrets: string[];
  now: number;
  toleranceSeconds?: number;
  expect: { error?: string; id?: string } & Record<string, unknown>;
};

const cases: Case[] = JSON.parse(
  readFileSync(new URL('../../cases/webhooks.json', import.meta.url), 'utf8'),
);

it.each(cases.map((one) => [one.name, one] as const))('%s', async (_, one) => {
  const { headers, body, secrets, now, toleranceSeconds, expect: expected } = one;
  const options = { secret: secrets, now: () => now * 1000, toleranceSeconds };
  const result = await verifyWebhook({ headers, body }, options).catch((error: unknown) => error);
  if (expected.error) {
    expect(result).toBeInstanceOf(WebhookError);
    expect(result).toMatchObject({ code: expected.error });
    return;
  }
  const { id, ...event } = expected;
  expect(result).toMatchObject({ id, body: event });
  const bytes = new TextEncoder().encode(body);
  expect(await verifyWebhook({ headers: new Headers(headers), body: bytes }, options)).toEqual(
    result,
  );
});

it('A body that was parsed already is refused with the reason', async () => {
  const [{ headers, body, secrets, now }] = cases as [Case];
  const parsed = { headers, body: JSON.parse(body) };
  const options = { secret: secrets, now: () => now * 1000 };
  await expect(verifyWebhook(parsed, options)).rejects.toMatchObject({ code: 'body_was_parsed' });
});

it('The body of an original event is returned as its endpoint has it', async () => {
  const one = cases.find(({ body }) => body === '{"iccid":"1"}') as Case;
  const options = { secret: one.secrets, now: () => one.now * 1000 };
  const { body } = await verifyOriginalWebhook('esim-status', one, options);
  expect(body.iccid).toBe('1');
});
