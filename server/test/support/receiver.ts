import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Certificate } from './certificates.ts';

/** A received request, unparsed. */
export type Received = { path: string; headers: Record<string, string>; body: string };

export type Answer = (response: ServerResponse, received: Received) => void;

/** A server on loopback. It answers 200 until it is told otherwise. */
export type Receiver = {
  url: string;
  port: number;
  /** All requests so far, in order of arrival. */
  received: Received[];
  /** Resolves when this many requests have arrived since the start. */
  arrived(count: number): Promise<Received[]>;
  answerWith(answer: Answer): void;
  /** Connections that were opened so far. */
  connections(): number;
  close(): Promise<void>;
};

/** Starts a receiver on loopback: by HTTPS when there is a certificate. */
export async function startReceiver({
  certificate,
  answer = (response) => response.end(),
}: {
  certificate?: Certificate;
  answer?: Answer;
} = {}): Promise<Receiver> {
  const received: Received[] = [];
  const waiting: { count: number; happen: () => void }[] = [];
  let answerNow = answer;
  let connections = 0;

  async function receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const headers = request.headers as Record<string, string>;
    const one = { path: request.url ?? '', headers, body: Buffer.concat(chunks).toString() };
    received.push(one);
    answerNow(response, one);
    for (const { count, happen } of waiting) if (received.length >= count) happen();
  }

  const listen = (request: IncomingMessage, response: ServerResponse) => {
    receive(request, response).catch(() => response.destroy());
  };
  const server = certificate ? createTlsServer(certificate, listen) : createServer(listen);
  server.on('connection', () => {
    connections += 1;
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `${certificate ? 'https' : 'http'}://localhost:${port}/hooks`,
    port,
    received,
    async arrived(count) {
      if (received.length < count) {
        await new Promise<void>((happen) => waiting.push({ count, happen }));
      }
      return received;
    },
    answerWith(next) {
      answerNow = next;
    },
    connections: () => connections,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
