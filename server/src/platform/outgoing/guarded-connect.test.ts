import { describe, expect, it, onTestFinished } from 'vitest';
import { createAuthority } from '../../../test/support/certificates.ts';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { authority, localhost, outgoing, post } from '../../../test/support/outgoing.ts';
import { startReceiver } from '../../../test/support/receiver.ts';
import type { OutgoingOptions } from './outgoing.ts';

const DAY_MS = 86_400_000;

const receiver = await forThisFile(startReceiver({ certificate: localhost }));

describe('certificates', () => {
  async function errorWith(certificate: { cert: string; key: string }, options?: OutgoingOptions) {
    const answering = await startReceiver({ certificate });
    onTestFinished(() => answering.close());
    const { error } = await post(answering.url, { options });
    expect(answering.received).toHaveLength(error === null ? 1 : 0);
    return error;
  }

  it('are taken from a known authority for this name', async () => {
    expect(await errorWith(localhost)).toBeNull();
  });

  it('are refused when they are over, or not yet valid', async () => {
    const now = Date.now();
    const [past, soon] = [new Date(now - DAY_MS), new Date(now + DAY_MS)];
    const over = { from: new Date(now - 2 * DAY_MS), until: past };
    const early = { from: soon, until: new Date(now + 2 * DAY_MS) };
    expect(await errorWith(authority.issue(['localhost'], over))).toBe(
      'The certificate has expired.',
    );
    expect(await errorWith(authority.issue(['localhost'], early))).toBe(
      'The certificate is not valid yet.',
    );
  });

  it('are refused for another name', async () => {
    const error = await errorWith(authority.issue(['elsewhere.test']));
    expect(error).toBe('The certificate is not for localhost.');
  });

  it('are refused from an authority that nobody knows', async () => {
    const error = await errorWith(localhost, { ca: undefined });
    expect(error).toMatch(/^The certificate comes from an authority that is not trusted here/);
    expect(await errorWith(createAuthority('localhost'))).toMatch(/^The certificate /);
  });

  it('are refused anew on every connection', async () => {
    let isKnown = true;
    const other = createAuthority('Other').issue(['localhost']);
    const good = await startReceiver({ certificate: localhost });
    await good.close();
    const again = (certificate: { cert: string; key: string }) => startReceiver({ certificate });
    const calls = outgoing();
    for (const certificate of [localhost, other]) {
      const answering = await again(certificate);
      const call = { headers: {}, body: '{}', reach: { loopback: true }, caller: 'a' };
      const { error } = await calls.post({ ...call, url: answering.url });
      expect(error === null).toBe(isKnown);
      isKnown = false;
      await answering.close();
    }
  });

  it('are missing where plain HTTP is spoken', async () => {
    const plain = await startReceiver();
    onTestFinished(() => plain.close());
    const { error } = await post(plain.url.replace('http:', 'https:'));
    expect(error).toMatch(/^No TLS connection could be made on this port .* plain HTTP\.$/);
  });
});

describe('addresses that are not public are not called', () => {
  const resolving = (...addresses: string[]): OutgoingOptions => ({
    resolveName: async () => addresses,
  });

  it.each([
    ['10.0.0.5', 'private'],
    ['169.254.169.254', 'link-local, as the metadata services of clouds are'],
    ['127.0.0.1', 'a loopback address'],
    ['::1', 'a loopback address'],
    ['::ffff:127.0.0.1', 'an IPv4 address in disguise'],
    ['0.0.0.0', 'no address of a machine'],
  ])('a name that leads to %s', async (address, words) => {
    const call = { options: resolving(address), reach: { loopback: false } };
    expect(await post('https://hooks.test/', call)).toMatchObject({
      httpStatus: null,
      error: `The address resolves to ${address}, which is ${words}.`,
    });
  });

  it.each([
    ['https://10.0.0.5/', '10.0.0.5 is private'],
    ['https://[fd00::1]/', 'fd00::1 is private'],
    ['https://0x7f.1/', '127.0.0.1 is a loopback address'],
    ['https://2130706433/', '127.0.0.1 is a loopback address'],
    ['https://[::ffff:7f00:1]/', '::ffff:7f00:1 is an IPv4 address in disguise'],
  ])('the address in %s', async (url, words) => {
    const { error } = await post(url, { reach: { loopback: false } });
    expect(error).toBe(`The address ${words}.`);
  });

  it('localhost, for who may not reach it', async () => {
    const before = receiver.received.length;
    const { error } = await post(receiver.url, { reach: { loopback: false } });
    expect(error).toBe('The address resolves to 127.0.0.1, which is a loopback address.');
    expect(receiver.received).toHaveLength(before);
  });

  it('others by plain HTTP', async () => {
    const { error } = await post('http://hooks.test/', { options: resolving('8.8.8.8') });
    expect(error).toBe(
      'The address resolves to 8.8.8.8, which is not this machine, and others are called by ' +
        'HTTPS only.',
    );
  });

  it('a name that changes between two calls, and once resolved is not asked again', async () => {
    const certificate = authority.issue(['hooks.test']);
    const answering = await startReceiver({ certificate });
    onTestFinished(() => answering.close());
    const answers = [['127.0.0.1'], ['10.0.0.5']];
    let asked = 0;
    const resolveName = async () => answers[asked++] ?? [];
    const calls = outgoing({ resolveName });
    const url = `https://hooks.test:${answering.port}/`;
    const call = { url, headers: {}, body: '{}', reach: { loopback: true } };
    expect(await calls.post({ ...call, caller: 'a' })).toMatchObject({ error: null });
    expect(asked).toBe(1);
    const { error } = await calls.post({ ...call, caller: 'b' });
    expect(error).toBe('The address resolves to 10.0.0.5, which is private.');
    expect(answering.received).toHaveLength(1);
  });

  it('only the public ones of a name that has both', async () => {
    const certificate = authority.issue(['hooks.test']);
    const answering = await startReceiver({ certificate });
    onTestFinished(() => answering.close());
    const options = resolving('10.0.0.5', '127.0.0.1');
    const { error } = await post(`https://hooks.test:${answering.port}/`, { options });
    expect(error).toBeNull();
  });

  it('a name that nobody knows', async () => {
    const failing = (code: string) => ({
      resolveName: () => Promise.reject(Object.assign(new Error(code), { code })),
    });
    expect((await post('https://hooks.test/', { options: failing('ENOTFOUND') })).error).toBe(
      'The name hooks.test is not known to the DNS.',
    );
    expect((await post('https://hooks.test/', { options: failing('ETIMEOUT') })).error).toBe(
      'The DNS gave no answer for hooks.test (ETIMEOUT).',
    );
  });
});
