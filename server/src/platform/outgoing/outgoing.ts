import { EventEmitter } from 'node:events';
import { Pool } from 'undici';
import type { Reach } from '../../kernel/outgoing-address.ts';
import {
  guardedConnect,
  nameResolver,
  type ResolveName,
  type TlsIdentity,
} from './guarded-connect.ts';
import { describeFailure, describeStatus, mayHaveBeenSent, Overdue } from './outgoing-words.ts';
import { readRetryAfter } from './retry-after.ts';

/** The longest time of a call to another server, from the first look-up to the last byte. */
const CALL_TIMEOUT_MS = 10_000;
/** Connections of one caller to one server, unless the caller says another number. */
export const MAX_CONNECTIONS = 32;
/** Answers are read to this length, so that the connection can serve again; then it is dropped. */
const MAX_READ_BYTES = 64 * 1024;
const KEPT_BYTES = 1024;
const GIVE_UP_MS = 100;
/** Servers whose connections are remembered; those of the one unused for longest are closed. */
const MAX_POOLS = 1_000;

export type OutgoingCall = {
  /** `POST` unless given. */
  method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  url: string;
  headers: Record<string, string>;
  body: string;
  reach: Reach;
  /** Whose call it is: connections are shared among the calls of one caller only. */
  caller: string;
  /** The most connections of this caller to the server; always the same for a caller. */
  connections?: number;
  /** For servers that ask for a certificate. Another identity has another `caller`. */
  identity?: TlsIdentity | undefined;
  /** How much of the answer is wanted; 1 KiB when left out. */
  keptBytes?: number;
  /** The longest time of this call, if it is to end before those of others do. */
  timeoutMs?: number;
};

export type OutgoingAnswer = {
  /** Null without an answer. */
  httpStatus: number | null;
  /** Null after a 2xx; else a sentence for the developer of the receiver. */
  error: string | null;
  durationMs: number;
  /** The start of the answer's body as text. */
  response: string;
  /** The `Retry-After` of a 429 or 503; null otherwise. */
  retryAfterMs: number | null;
};

/** The answer of a call that was tried. */
export type OutgoingReply = OutgoingAnswer & {
  /** By name in lower case; empty without an answer. */
  headers: Readonly<Record<string, string>>;
  /** False if the request certainly did not reach the server: no connection was made. */
  maybeSent: boolean;
};

/** Calls to servers that others run, past one guard against private addresses. */
export type Outgoing = {
  /** Posts JSON and never throws: what went wrong is in the answer. */
  post(call: OutgoingCall): Promise<OutgoingAnswer>;
  /** Does the same with any method, and also returns the headers and whether it was sent. */
  call(call: OutgoingCall): Promise<OutgoingReply>;
  /** Ends when the calls under way have ended. */
  close(): Promise<void>;
};

export type OutgoingOptions = {
  timeoutMs?: number;
  resolveName?: ResolveName;
  /** Certificates of further authorities, besides `NODE_EXTRA_CA_CERTS`. */
  ca?: readonly string[];
};

/** Creates an `Outgoing`, one for each process. */
export function createOutgoing(options: OutgoingOptions = {}): Outgoing {
  const { timeoutMs: usualMs = CALL_TIMEOUT_MS } = options;
  const pools = poolsBy(options, usualMs);
  const outgoing: Outgoing = {
    async post(call) {
      const { headers: _, maybeSent: __, ...answer } = await outgoing.call(call);
      return answer;
    },
    async call({ keptBytes = KEPT_BYTES, timeoutMs = usualMs, ...call }) {
      const startedAt = performance.now();
      const url = new URL(call.url);
      const explain = (error: unknown) => describeFailure(error, { url, timeoutMs });
      const pool = pools.get(call, url);
      const outcome = await within(timeoutMs, (signal) =>
        request(pool, { ...call, url, keptBytes, signal, explain }),
      ).catch((error: unknown) => ({
        httpStatus: null,
        error: explain(error),
        response: '',
        retryAfterMs: null,
        headers: {},
        maybeSent: mayHaveBeenSent(error),
      }));
      return { ...outcome, durationMs: Math.round(performance.now() - startedAt) };
    },
    close: pools.close,
  };
  return outgoing;
}

type Outcome = Omit<OutgoingReply, 'durationMs'>;
type Sent = Pick<OutgoingCall, 'method' | 'headers' | 'body'> & {
  url: URL;
  keptBytes: number;
  signal: EventEmitter;
  explain: (error: unknown) => string;
};

/**
 * Ends the work when its time is over; an emitter, because an `AbortSignal` costs ten times as much
 * to make. A request without a connection does not receive it, and is given up a moment later.
 */
function within<T>(timeoutMs: number, work: (signal: EventEmitter) => Promise<T>): Promise<T> {
  const signal = new EventEmitter();
  return new Promise((resolve, reject) => {
    let timer = setTimeout(() => {
      const reason = new Overdue();
      timer = setTimeout(() => reject(reason), GIVE_UP_MS);
      Object.assign(signal, { reason }).emit('abort');
    }, timeoutMs);
    work(signal)
      .then(resolve, reject)
      .finally(() => clearTimeout(timer));
  });
}

async function request(pool: Pool, sent: Sent): Promise<Outcome> {
  const { url, keptBytes, explain, signal } = sent;
  const { statusCode, headers, body } = await pool.request({
    method: sent.method ?? 'POST',
    path: `${url.pathname}${url.search}`,
    headers: { 'content-type': 'application/json', 'user-agent': 'Gigastore', ...sent.headers },
    body: sent.method === 'GET' ? null : sent.body,
    signal,
  });
  const [location] = [headers.location ?? []].flat();
  const start: Buffer[] = [];
  let error = describeStatus(statusCode, location);
  try {
    await readStart(body, keptBytes, start);
  } catch (failure) {
    error = explain(failure);
  }
  return {
    httpStatus: statusCode,
    error,
    response: toText(Buffer.concat(start), keptBytes),
    retryAfterMs: readRetryAfter(statusCode, [headers['retry-after'] ?? []].flat()[0]),
    headers: Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name, [value ?? ''].flat().join(', ')]),
    ),
    maybeSent: true,
  };
}

/** Reads as far as it is worth it; leaving the loop early drops the connection. */
async function readStart(
  body: AsyncIterable<Buffer>,
  keptBytes: number,
  start: Buffer[],
): Promise<void> {
  let bytes = 0;
  for await (const chunk of body) {
    if (bytes < keptBytes) start.push(chunk);
    bytes += chunk.length;
    if (bytes > Math.max(MAX_READ_BYTES, keptBytes)) return;
  }
}

/**
 * Returns the text. Bytes that are not UTF-8 become U+FFFD, as does NUL, which no database takes.
 */
function toText(bytes: Buffer, keptBytes: number): string {
  const text = new TextDecoder().decode(bytes.subarray(0, keptBytes), { stream: true });
  return text.replaceAll('\0', '\ufffd');
}

type Caller = Pick<OutgoingCall, 'caller' | 'reach' | 'identity' | 'connections'>;

function poolsBy({ resolveName = nameResolver(), ca }: OutgoingOptions, timeoutMs: number) {
  const pools = new Map<string, Pool>();
  const open = ({ reach, identity, connections }: Caller, { origin, protocol }: URL) =>
    new Pool(origin, {
      connect: guardedConnect({
        ...{ reach, identity, isPlain: protocol === 'http:' },
        ...{ resolveName, ca, timeoutMs },
      }),
      connections: connections ?? MAX_CONNECTIONS,
      // The whole call has one limit of its own.
      headersTimeout: 0,
      bodyTimeout: 0,
    });
  return {
    get(call: Caller, url: URL): Pool {
      const key = `${call.caller} ${call.reach.loopback} ${url.origin}`;
      const pool = pools.get(key) ?? open(call, url);
      // Last in the map is last used.
      pools.delete(key);
      pools.set(key, pool);
      if (pools.size > MAX_POOLS) closeFirst(pools);
      return pool;
    },
    async close(): Promise<void> {
      await Promise.all([...pools.values()].map((pool) => pool.close()));
    },
  };
}

function closeFirst(pools: Map<string, Pool>): void {
  const [first] = pools;
  if (!first) return;
  pools.delete(first[0]);
  void first[1].close();
}
