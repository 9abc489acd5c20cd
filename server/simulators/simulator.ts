import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { drawFaults, type Fault, type FaultPlan, type NoticeFaultPlan } from './faults.ts';
import { read, type SimulatedAnswer, type SimulatedRequest, send } from './http.ts';
import { createLimiter, type Limit } from './limits.ts';
import { createNoticeSender } from './notices.ts';

export type { SimulatedAnswer, SimulatedRequest } from './http.ts';

/** What a supplier booked. Amounts are in ten-thousandths. */
export type Books = {
  balance: number;
  orders: {
    order: string;
    reference: string | null;
    item: string;
    charged: number;
    iccids: string[];
  }[];
  topUps: { reference: string | null; item: string; charged: number; iccid: string }[];
};

export type Supplier = {
  answer(request: SimulatedRequest): SimulatedAnswer | Promise<SimulatedAnswer>;
  books(): Books;
  /** The limits that a request counts for. */
  limitsOf(request: SimulatedRequest): readonly Limit[];
  /** The answer to a request beyond them, which would be taken after this time. */
  rateLimited(waitMs: number): SimulatedAnswer;
  /** What the supplier's own program answers when it failed, whatever it has done by then. */
  failed(): SimulatedAnswer;
  /** Changes what the supplier has; items are named as they are ordered. */
  change?(to: SupplierChange): void;
  /** What people and phones do to it, under paths that begin with `/_`; undefined for none. */
  happen?(request: SimulatedRequest): SimulatedAnswer | undefined;
};

/** Each is left as it is unless given. */
export type SupplierChange = {
  /** In the supplier's currency. */
  balance?: number;
  outOfStock?: readonly string[];
  /** By item, in the supplier's currency. */
  prices?: Readonly<Record<string, number>>;
};

/** A server by HTTPS that takes callers with a certificate of this authority only. */
export type SimulatedTls = { cert: string; key: string; ca: string };

export type SimulatorSettings = {
  /** The time of every answer. */
  latencyMs?: number;
  /** The time of an answer that is slow. */
  slowMs?: number;
  faults?: FaultPlan;
  /** What becomes of notices that are not simply sent once, after the answer. */
  noticeFaults?: NoticeFaultPlan;
  /** Off for tests of throughput. */
  isLimited?: boolean;
};

export type Simulator<Own extends Supplier = Supplier> = {
  url: string;
  supplier: Own;
  set(settings: SimulatorSettings): void;
  /** Decides the fault of each request in place of the plan; undefined for none. */
  failWith(choose: ((request: SimulatedRequest) => Fault | undefined) | undefined): void;
  /** How many requests came, by path. */
  requests: Map<string, number>;
  close(): Promise<void>;
};

const SLOW_MS = 20_000;
const RATE_FAULT_MS = 1_000;
const BROKEN: SimulatedAnswer = { status: 500, body: { message: 'error' } };
const GARBAGE = '<html><body>Bad gateway</body></html>';

/** Starts a supplier on loopback. It never listens on another address. */
export async function startSimulator<Own extends Supplier>(
  supplier: Own,
  { port = 0, tls, ...given }: SimulatorSettings & { port?: number; tls?: SimulatedTls } = {},
): Promise<Simulator<Own>> {
  let settings = given;
  let choose: (request: SimulatedRequest) => Fault | undefined = () => undefined;
  const requests = new Map<string, number>();
  const limit = createLimiter();
  const notices = createNoticeSender();

  function set(change: SimulatorSettings): void {
    settings = { ...settings, ...change };
    if (change.faults) choose = drawFaults(change.faults);
    if (change.noticeFaults) notices.plan(change.noticeFaults);
  }

  /** Returns how long a request has to wait; a fault has it wait a second. */
  function waitFor(request: SimulatedRequest, fault: Fault | undefined): number {
    if (fault === 'rate_limited') return RATE_FAULT_MS;
    return settings.isLimited === false ? 0 : limit(supplier.limitsOf(request));
  }

  async function serve(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const request = await read(incoming);
    if (request.path === '/_books') return send(response, { status: 200, body: supplier.books() });
    if (request.path === '/_settings') {
      const change = JSON.parse(request.body || '{}') as SimulatorSettings & SupplierChange;
      const { balance, outOfStock, prices, ...next } = change;
      set(next);
      supplier.change?.({
        ...(balance !== undefined && { balance }),
        ...(outOfStock && { outOfStock }),
        ...(prices && { prices }),
      });
      return send(response, { status: 200, body: settings });
    }
    const happened = supplier.happen?.(request);
    if (happened) {
      await notices.announce(happened.notices);
      return send(response, happened);
    }
    requests.set(request.path, (requests.get(request.path) ?? 0) + 1);
    const fault = choose(request);
    if (settings.latencyMs) await delay(settings.latencyMs);
    if (fault === 'request_lost') return void response.destroy();
    const waitMs = waitFor(request, fault);
    if (waitMs > 0) return send(response, supplier.rateLimited(waitMs));
    if (fault === 'server_error') return send(response, BROKEN);
    const { notices: told, ...answer } = await supplier.answer(request);
    await notices.announce(told);
    if (fault === 'answer_lost_after') return void response.destroy();
    if (fault === 'server_error_after') return send(response, { status: 502, body: GARBAGE });
    if (fault === 'own_error_after') return send(response, supplier.failed());
    if (fault === 'garbage_after') return send(response, { ...answer, body: GARBAGE });
    if (fault === 'slow_after') await delay(settings.slowMs ?? SLOW_MS);
    send(response, answer);
  }

  set(given);
  const onRequest = (incoming: IncomingMessage, response: ServerResponse) =>
    void serve(incoming, response).catch(() => response.destroy());
  const server = await listen(onRequest, { port, ...(tls && { tls }) });
  return {
    url: `${tls ? 'https' : 'http'}://127.0.0.1:${(server.address() as AddressInfo).port}`,
    supplier,
    set,
    failWith: (next) => {
      choose = next ?? (() => undefined);
    },
    requests,
    close: () => Promise.all([notices.close(), close(server)]).then(() => undefined),
  };
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

async function listen(
  onRequest: RequestListener,
  { port, tls }: { port: number; tls?: SimulatedTls },
): Promise<Server> {
  const server = tls
    ? createTlsServer({ ...tls, requestCert: true, rejectUnauthorized: true }, onRequest)
    : createServer(onRequest);
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return server;
}
