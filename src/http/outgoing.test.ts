import { createServer, type Server, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { createAuthority } from '../../test/support/certificates.ts';
import { type Answer, type Receiver, startReceiver } from '../../test/support/receiver.ts';
import { createOutgoing, type OutgoingCall, type OutgoingOptions } from './outgoing.ts';

const DAY_MS = 86_400_000;
const SHORT_MS = 300;
const authority = createAuthority();
const localhost = authority.issue(['localhost', '127.0.0.1']);

let receiver: Receiver;
beforeAll(async () => {
  receiver = await startReceiver({ certificate: localhost });
});
afterAll(() => receiver.close());

function outgoing(options: OutgoingOptions = {}) {
  const made = createOutgoing({ ca: [authority.cert], ...options });
  onTestFinished(() => made.close());
  return made;
}

function post(url: string, over: Partial<OutgoingCall> & { options?: OutgoingOptions } = {}) {
  const { options, ...call } = over;
  const atHome = { loopback: true };
  const plain = { url, headers: {}, body: '{"a":1}', reach: atHome, caller: 'test' };
  return outgoing(options).post({ ...plain, ...call });
}

/** A server that speaks for itself, byte by byte. */
async function listen(onSocket: (socket: Socket) => void): Promise<number> {
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    onSocket(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return (server.address() as { port: number }).port;
}

async function receiverThat(answer: Answer): Promise<Receiver> {
  const made = await startReceiver({ certificate: localhost, answer });
  onTestFinished(() => made.close());
  return made;
}

describe('a call', () => {
  it('brings the body and the headers as they are', async () => {
    const before = receiver.received.length;
    const body = '{"iccid":"89","name":"Zürich"}';
    const answer = await post(`${receiver.url}?a=1&b=%20`, {
      body,
      headers: { 'webhook-id': 'x' },
    });
    expect(answer).toMatchObject({ httpStatus: 200, error: null, response: '' });
    expect(receiver.received[before]).toMatchObject({ path: '/hooks?a=1&b=%20', body });
    expect(receiver.received[before]?.headers).toMatchObject({
      'content-type': 'application/json',
      'webhook-id': 'x',
      'content-length': String(Buffer.byteLength(body)),
    });
  });

  it('uses connections again, each caller its own', async () => {
    const answering = await receiverThat((response) => response.writeHead(204).end());
    const calls = outgoing();
    const call = { headers: {}, body: '{}', reach: { loopback: true }, caller: 'a' };
    for (let count = 0; count < 20; count += 1) await calls.post({ ...call, url: answering.url });
    const shared = answering.connections();
    expect(shared).toBeLessThan(5);
    await calls.post({ ...call, url: answering.url, caller: 'b' });
    expect(answering.connections()).toBe(shared + 1);
  });

  it('keeps the first 1,024 bytes of the answer as text that a database takes', async () => {
    const text = `\0${'é'.repeat(600)}`;
    const answering = await receiverThat((response) => response.end(text));
    const { response } = await post(answering.url);
    expect(response).toBe(`\ufffd${'é'.repeat(511)}`);
    const whole = await post(answering.url, { keptBytes: 4096 });
    expect(whole.response).toBe(text.replace('\0', '\ufffd'));
  });
});

describe('what a receiver does wrong is said in words', () => {
  it('an answer that is no 2xx', async () => {
    const answering = await receiverThat((response) => response.writeHead(500).end('boom'));
    expect(await post(answering.url)).toMatchObject({
      httpStatus: 500,
      error: 'The server answered 500 (Internal Server Error); any 2xx is success.',
      response: 'boom',
    });
  });

  it('a redirect, which is not followed', async () => {
    const answering = await receiverThat((response) =>
      response.writeHead(301, { location: 'https://elsewhere.test/' }).end(),
    );
    expect(await post(answering.url)).toMatchObject({
      httpStatus: 301,
      error:
        'The server answered with a redirect (301) to https://elsewhere.test/; ' +
        'redirects are not followed.',
    });
    expect(answering.received).toHaveLength(1);
  });

  it('no answer at all', async () => {
    const answering = await receiverThat(() => {});
    const answer = await post(answering.url, { options: { timeoutMs: SHORT_MS } });
    expect(answer).toMatchObject({
      httpStatus: null,
      error: 'The server took longer than 0.3 s.',
    });
    expect(answer.durationMs).toBeLessThan(2_000);
  });

  it('an answer that drips', async () => {
    const answering = await receiverThat((response) => {
      response.writeHead(200).write('slow');
      const drip = setInterval(() => response.write('.'), 20);
      response.on('close', () => clearInterval(drip));
    });
    const answer = await post(answering.url, { options: { timeoutMs: SHORT_MS } });
    expect(answer).toMatchObject({
      httpStatus: 200,
      error: 'The server took longer than 0.3 s.',
      response: expect.stringMatching(/^slow\.+$/),
    });
    expect(answer.durationMs).toBeLessThan(2_000);
  });

  it('headers that drip', async () => {
    const port = await listen((socket) => {
      socket.write('HTTP/1.1 200 OK\r\n');
      const drip = setInterval(() => socket.write('x: y\r\n'), 20);
      socket.on('close', () => clearInterval(drip));
    });
    const options = { timeoutMs: SHORT_MS };
    expect(await post(`http://127.0.0.1:${port}/`, { options })).toMatchObject({
      httpStatus: null,
      error: 'The server took longer than 0.3 s.',
    });
  });

  it('an answer without an end, which is cut off', async () => {
    const answering = await receiverThat((response) => {
      const more = () => {
        while (response.write('x'.repeat(65_536)));
      };
      response.on('drain', more);
      more();
    });
    const dropped = new Promise((resolve) => {
      answering.answerWith((response) => {
        response.on('close', resolve).on('drain', () => response.write('x'.repeat(65_536)));
        response.write('x'.repeat(65_536));
        response.write('x'.repeat(65_536));
      });
    });
    const answer = await post(answering.url);
    expect(answer).toMatchObject({ httpStatus: 200, error: null, response: 'x'.repeat(1024) });
    await dropped;
  });

  it('huge headers', async () => {
    const port = await listen((socket) => {
      socket.end(`HTTP/1.1 200 OK\r\nx: ${'y'.repeat(40_000)}\r\n\r\n`);
    });
    const { error } = await post(`http://127.0.0.1:${port}/`);
    expect(error).toBe('The headers of the answer are larger than 16 KiB.');
  });

  it('a connection that it ends', async () => {
    const reset = await listen((socket) => socket.on('data', () => socket.resetAndDestroy()));
    const closed = await listen((socket) => socket.on('data', () => socket.end()));
    const half = await listen((socket) =>
      socket.on('data', () => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nhalf')),
    );
    const words = 'The server closed the connection before its answer was complete.';
    for (const port of [reset, closed]) {
      const answer = await post(`http://127.0.0.1:${port}/`);
      expect(answer).toMatchObject({ httpStatus: null, error: words });
    }
    const answer = await post(`http://127.0.0.1:${half}/`);
    expect(answer).toMatchObject({ httpStatus: 200, error: words, response: 'half' });
  });

  it('something that is not HTTP', async () => {
    const port = await listen((socket) => socket.end('220 smtp.example ESMTP\r\n'));
    const { error } = await post(`http://127.0.0.1:${port}/`);
    expect(error).toBe('The server answered something that is not HTTP.');
  });

  it('nobody at the port', async () => {
    const gone = await startReceiver();
    await gone.close();
    const { error } = await post(gone.url);
    expect(error).toBe(`The server refuses connections on port ${gone.port}.`);
  });
});

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
