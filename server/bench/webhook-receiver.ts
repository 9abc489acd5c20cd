import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A reseller's server: `/hang` never answers, `/stats` says how long the others took to come. */
let latenciesMs: number[] = [];
let lastAt = 0;

const server = createServer((request, response) => {
  if (request.url === '/hang') return;
  if (request.url === '/stats') {
    response.end(JSON.stringify({ latenciesMs, lastAt }));
    latenciesMs = [];
    return;
  }
  const chunks: Buffer[] = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', () => {
    const { createdAt } = JSON.parse(Buffer.concat(chunks).toString()) as { createdAt: string };
    lastAt = Date.now();
    latenciesMs.push(lastAt - Date.parse(createdAt));
    response.end();
  });
});
server.listen(0, '127.0.0.1', () => {
  process.send?.(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
});
process.on('SIGTERM', () => process.exit(0));
