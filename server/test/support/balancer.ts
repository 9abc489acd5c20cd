import { Agent, createServer, type ServerResponse, request as send } from 'node:http';
import type { AddressInfo } from 'node:net';

const CHECK_EVERY_MS = 100;

export type Balancer = {
  url: string;
  /** Puts a server behind it; `healthy` settles when it has been found ready. */
  add(url: string): { healthy: Promise<void> };
  close(): Promise<void>;
};

type Backend = { url: URL; agent: Agent; isReady: boolean };

/**
 * Shares requests among servers as a usual balancer does: it asks each for its readiness ten times
 * a second, keeps connections to them open, and repeats nothing. What a server refuses or resets is
 * answered 502.
 */
export async function startBalancer(): Promise<Balancer> {
  const backends: Backend[] = [];
  let turn = 0;
  const server = createServer((incoming, answer) => {
    const ready = backends.filter(({ isReady }) => isReady);
    const backend = ready[turn++ % ready.length];
    if (!backend) return fail(answer, 'no server is ready');
    const { method, headers, url: path } = incoming;
    const options = { agent: backend.agent, method, headers };
    const outgoing = send(new URL(path ?? '/', backend.url), options, (given) => {
      answer.writeHead(given.statusCode ?? 502, given.headers);
      given.pipe(answer);
    });
    outgoing.on('error', (error) => fail(answer, error.message));
    incoming.pipe(outgoing);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const timers: NodeJS.Timeout[] = [];
  return {
    url: `http://127.0.0.1:${port}`,
    add(url) {
      const agent = new Agent({ keepAlive: true });
      const backend: Backend = { url: new URL(url), agent, isReady: false };
      backends.push(backend);
      const healthy = new Promise<void>((resolve) => {
        timers.push(
          setInterval(
            () => check(backend).then(() => backend.isReady && resolve()),
            CHECK_EVERY_MS,
          ),
        );
      });
      return { healthy };
    },
    async close() {
      for (const timer of timers) clearInterval(timer);
      for (const { agent } of backends) agent.destroy();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function check(backend: Backend): Promise<void> {
  const answer = await fetch(new URL('/health/ready', backend.url)).catch(() => undefined);
  backend.isReady = answer?.ok ?? false;
}

function fail(answer: ServerResponse, why: string): void {
  answer.writeHead(502).end(why);
}
