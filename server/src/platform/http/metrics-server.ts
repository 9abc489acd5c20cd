import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Metrics } from './metrics.ts';

export type MetricsServer = { port: number; close(): Promise<void> };

type Options = {
  port: number;
  host: string;
  metrics: Metrics;
  /** Returns a sentence if the process cannot work, as for `/health/ready`. */
  findMissing?: () => Promise<string | undefined>;
};

/**
 * Serves `/metrics`, `/health/live` and `/health/ready` on a port of their own, which stays inside
 * the network of those who run the platform.
 */
export async function serveMetrics(options: Options): Promise<MetricsServer> {
  const server = createServer((request, response) => {
    answer(options, request.url?.split('?', 1)[0] ?? '/', response).catch((error: unknown) => {
      response.writeHead(503).end(error instanceof Error ? error.message : '');
    });
  });
  await listen(server, options);
  const { port } = server.address() as AddressInfo;
  return {
    port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answer({ metrics, findMissing }: Options, path: string, response: ServerResponse) {
  if (path === '/metrics') {
    const { registry } = metrics;
    const text = await registry.metrics();
    return response.setHeader('Content-Type', registry.contentType).end(text);
  }
  if (path === '/health/live') return response.end('live');
  if (path !== '/health/ready') return response.writeHead(404).end();
  const missing = await findMissing?.();
  return missing ? response.writeHead(503).end(missing) : response.end('ready');
}

function listen(server: Server, { port, host }: Options): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const isTaken = error.code === 'EADDRINUSE';
      reject(isTaken ? new Error(`GIGASTORE_METRICS_PORT ${port} of ${host} is in use.`) : error);
    });
    server.listen(port, host, resolve);
  });
}
