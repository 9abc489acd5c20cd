import fc from 'fast-check';
import { Webhook } from 'standardwebhooks';
import { expect, it } from 'vitest';
import { newSecret, signatureHeaders } from './signature.ts';

const body = fc.oneof(fc.json(), fc.string({ unit: 'binary' }));

it('signs as the reference implementation of Standard Webhooks does', () => {
  fc.assert(
    fc.property(body, fc.uuid(), (text, id) => {
      const secret = newSecret();
      const sentAt = new Date();
      const headers = signatureHeaders({ id, sentAt, body: text }, [secret]);
      const oracle = new Webhook(secret);
      expect(headers['webhook-signature']).toBe(oracle.sign(id, sentAt, text));
      expect(() => oracle.verify(text, headers, { jsonParse: false })).not.toThrow();
    }),
  );
});

it('signs with every secret, newest first, and either is enough', () => {
  const secrets = [newSecret(), newSecret()];
  const message = { id: 'msg', sentAt: new Date(), body: '{"a":1}' };
  const headers = signatureHeaders(message, secrets);
  const signatures = headers['webhook-signature']?.split(' ') ?? [];
  expect(signatures).toHaveLength(2);
  for (const [index, secret] of secrets.entries()) {
    const oracle = new Webhook(secret);
    expect(signatures[index]).toBe(oracle.sign('msg', message.sentAt, message.body));
    expect(oracle.verify(message.body, headers)).toEqual({ a: 1 });
  }
  expect(() => new Webhook(newSecret()).verify(message.body, headers)).toThrow();
});

it('makes secrets of 256 random bits', () => {
  const secrets = Array.from({ length: 100 }, newSecret);
  expect(new Set(secrets).size).toBe(100);
  for (const secret of secrets) {
    expect(secret).toMatch(/^whsec_/);
    expect(Buffer.from(secret.slice(6), 'base64')).toHaveLength(32);
  }
});
