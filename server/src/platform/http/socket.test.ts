import { once } from 'node:events';
import { type AddressInfo, connect } from 'node:net';
import { Type } from 'typebox';
import { describe, expect, it } from 'vitest';
import { createTestEdge } from '../../../test/support/edge-app.ts';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { operation } from './operation.ts';

const app = await forThisFile(createTestEdge());
const body = Type.Object({ name: Type.Optional(Type.String()) });
const schema = operation({ id: 'echo', tag: 'Test', summary: 'Echo', body });
app.post('/echo', { config: { public: true }, schema }, (request) => request.body);
app.post('/login', { config: { public: true, ignoresBody: true } }, () => ({ in: true }));
await app.listen({ port: 0, host: '127.0.0.1' });
const port = (app.server.address() as AddressInfo).port;

/** Returns the server's output for these bytes until it closes or has sent `answers` answers. */
async function talk(bytes: string | Buffer, answers = 1): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  let received = '';
  socket.on('data', (chunk) => {
    received += chunk.toString();
    if (received.split('HTTP/1.1 ').length > answers) socket.end();
  });
  socket.on('error', () => {});
  socket.write(bytes);
  await once(socket, 'close');
  return received;
}

const request = (head: string[], body = '') =>
  `${[...head, 'Host: shop.test', '', ''].join('\r\n')}${body}`;

describe('what is no valid HTTP request', () => {
  it.each([
    ['nonsense', 'hello\r\n\r\n', 400],
    ['an unknown method', request(['FETCH /echo HTTP/1.1']), 400],
    [
      'two different lengths',
      request(['POST /echo HTTP/1.1', 'Content-Length: 1', 'Content-Length: 2'], 'ab'),
      400,
    ],
    ['huge headers', request(['GET /echo HTTP/1.1', `X-Long: ${'x'.repeat(20_000)}`]), 431],
    ['a control character in a header', request(['GET /echo HTTP/1.1', 'X-Odd: a\u0001b']), 400],
  ])('%s is answered by a problem and the end of the connection', async (_, bytes, status) => {
    const received = await talk(bytes);
    expect(received).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(received).toMatch(/Content-Type: application\/problem\+json\r\n/);
    expect(JSON.parse(received.split('\r\n\r\n')[1] ?? '')).toMatchObject({
      status,
      code: 'invalid_request',
    });
  });
});

describe('a repeated header', () => {
  it.each([
    ['X-Request-Id: one', 'X-Request-Id: two'],
    ['Content-Type: application/json', 'Content-Type: text/plain'],
    ['Authorization: Bearer a', 'Authorization: Basic b'],
    ['Accept-Language: de', 'Accept-Language: en'],
  ])('%s never breaks a request', async (...headers) => {
    const received = await talk(
      request(['POST /echo HTTP/1.1', ...headers, 'Content-Length: 2'], '{}'),
    );
    expect(received).toMatch(/^HTTP\/1.1 (200|4\d\d) /);
  });
});

describe('a body on the wire', () => {
  it.each([300 * 1024, 3 * 1024 * 1024])('of %d bytes is 413 before it was read', async (bytes) => {
    const body = JSON.stringify({ name: 'x'.repeat(bytes) });
    const headers = { 'content-type': 'application/json' };
    const url = `http://127.0.0.1:${port}/echo`;
    const answer = await fetch(url, { method: 'POST', headers, body });
    expect(answer.status).toBe(413);
    expect(await answer.json()).toMatchObject({ code: 'body_too_large' });
  });

  it('reaches a client that sends everything before it listens', async () => {
    const body = ' '.repeat(6 * 1024 * 1024);
    const head = ['POST /echo HTTP/1.1', `Content-Length: ${body.length}`];
    const socket = connect(port, '127.0.0.1');
    socket.pause();
    await new Promise((sent) => socket.write(request(head, body), sent));
    const received = await once(socket.resume(), 'data');
    expect(received.toString()).toMatch(/^HTTP\/1.1 413 /);
    socket.destroy();
  });

  it('in chunks beyond the limit is 413 too', async () => {
    const chunk = `${(64 * 1024).toString(16)}\r\n${' '.repeat(64 * 1024)}\r\n`;
    const head = ['POST /echo HTTP/1.1', 'Transfer-Encoding: chunked'];
    const received = await talk(request(head, `${chunk.repeat(5)}0\r\n\r\n`));
    expect(received).toMatch(/^HTTP\/1.1 413 /);
  });

  it('that is ignored does not disturb the next request of the connection', async () => {
    const body = 'not json at all';
    const head = ['POST /login HTTP/1.1', 'Content-Type: a/b', `Content-Length: ${body.length}`];
    const received = await talk(
      request(head, body) + request(['POST /login HTTP/1.1', 'Content-Length: 0']),
      2,
    );
    expect(received.match(/HTTP\/1.1 200 OK/g)).toHaveLength(2);
  });

  it('that is shorter than it says is not taken for a whole one', async () => {
    const head = ['POST /echo HTTP/1.1', 'Content-Length: 100'];
    const socket = connect(port, '127.0.0.1');
    socket.end(request(head, '{"name":"a"}'));
    const received: Buffer[] = [];
    for await (const chunk of socket) received.push(chunk);
    expect(Buffer.concat(received).toString()).not.toMatch(/ 200 /);
  });
});
