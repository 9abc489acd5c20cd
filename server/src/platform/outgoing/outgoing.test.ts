import { createServer, type Server, type Socket } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { localhost, outgoing, post } from '../../../test/support/outgoing.ts';
import { type Answer, type Receiver, startReceiver } from '../../../test/support/receiver.ts';

const SHORT_MS = 300;

const receiver = await forThisFile(startReceiver({ certificate: localhost }));

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
