import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { createReceiver } from '../src/webhooks/index.ts';

type Case = {
  name: string;
  secrets: string[];
  deliveries: { id: string; by: string; fails?: boolean }[];
  statuses: number[];
  handled: string[];
};

const cases: Case[] = JSON.parse(
  readFileSync(new URL('../../cases/deliveries.json', import.meta.url), 'utf8'),
);
const keyOf = (secret: string) => Buffer.from(`the ${secret} secret of thirty-two characters`);

function sign(id: string, secret: string) {
  const timestamp = Math.floor(Date.now() / 1000);
  const body = JSON.stringify({ type: 'credits.low', id, sequence: 1, data: {} });
  const signed = `${id}.${timestamp}.${body}`;
  const digest = createHmac('sha256', keyOf(secret)).update(signed).digest('base64');
  const headers = { 'webhook-id': id, 'webhook-timestamp': `${timestamp}` };
  return { headers: { ...headers, 'webhook-signature': `v1,${digest}` }, body };
}

it.each(cases.map((one) => [one.name, one] as const))('%s', async (_, one) => {
  const handled: string[] = [];
  let fails = false;
  const receive = createReceiver({
    secret: one.secrets.map((secret) => `whsec_${keyOf(secret).toString('base64')}`),
    onEvent({ id }) {
      if (fails) throw new Error('the shop is down');
      handled.push(id);
    },
  });
  const statuses: number[] = [];
  for (const delivery of one.deliveries) {
    fails = delivery.fails ?? false;
    statuses.push((await receive(sign(delivery.id, delivery.by))).status);
  }
  expect({ statuses, handled }).toEqual({ statuses: one.statuses, handled: one.handled });
});
