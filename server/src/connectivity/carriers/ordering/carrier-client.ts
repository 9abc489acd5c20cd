import type { Outgoing, OutgoingReply } from '../../../platform/outgoing/outgoing.ts';
import { type CallEnd, refused, retryLater, unknownEnd } from './call-end.ts';
import { parseCarrierJson, redactCarrierText } from './carrier-json.ts';
import type { Pace } from './pace.ts';

/** A call to a carrier as it is kept: without secrets, activation codes and personal data. */
export type CarrierCall = {
  carrier: string;
  verb: string;
  /** The reference of the order that the call was about. */
  reference: string | null;
  method: string;
  path: string;
  request: string | null;
  answer: string | null;
  httpStatus: number | null;
  durationMs: number;
  end: CallEnd<unknown>['end'];
  /** Null for a call that was done. */
  detail: string | null;
};

/** A question to a carrier by HTTP. */
type Question = {
  verb: string;
  reference?: string;
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  path: string;
  body?: string;
  headers?: Record<string, string>;
  /** Whether it buys or changes something, so that a lost answer leaves the outcome unknown. */
  changes: boolean;
  /**
   * Until when, by `performance.now()`, its answer is waited for: a call whose answer could come
   * later is not sent.
   */
  answerBy?: number | undefined;
  /** What is limited with it, where a carrier limits each endpoint; otherwise all calls are. */
  bucket?: string;
  /** Whether request and answer are secrets as a whole. */
  isSecret?: boolean;
};

/** An answer that arrived whole and is JSON. */
export type CarrierAnswer = {
  httpStatus: number;
  json: unknown;
  headers: Readonly<Record<string, string>>;
};

export type CarrierClient = {
  ask<Value>(
    question: Question,
    judge: (answer: CarrierAnswer) => CallEnd<Value>,
  ): Promise<CallEnd<Value>>;
};

export type ClientParts = {
  carrier: string;
  /** Without a slash at the end. */
  baseUrl: string;
  outgoing: Pick<Outgoing, 'call'>;
  pace: Pace;
  record: (call: CarrierCall) => void;
  /** The longest time of one call; 15 s unless given. */
  deadlineMs?: number;
};

const DEADLINE_MS = 15_000;
/** Calls to the carrier at a time: a slow one must not make the others wait past their deadline. */
const MOST_AT_ONCE = 512;
const KEPT_BYTES = 32 * 1024 * 1024;
const AGAIN_MS = 2_000;
/** A carrier that asks for more patience is asked again after this time. */
const MOST_PATIENCE_MS = 120_000;
const LIMIT_WINDOW_MS = 1_000;
/** The details of calls that this process did not send. */
export const NEVER_SENT = 'The call was not sent: too many others wait for the carrier.';
const TOO_LATE = 'The call was not sent: nobody would wait for its answer any more.';

/**
 * Creates a client for one account at a carrier. It decides what every carrier has in common: a
 * call that was not sent, or was refused for its rate, is to be retried; a call that changes
 * something has an unknown outcome if its answer was lost or is unreadable. `judge` decides the
 * rest.
 */
export function createCarrierClient(parts: ClientParts): CarrierClient {
  const { deadlineMs = DEADLINE_MS } = parts;
  return {
    async ask(question, judge) {
      const hasTurn = await parts.pace.turn(deadlineMs, question.bucket);
      const isInTime = performance.now() + deadlineMs <= (question.answerBy ?? Infinity);
      if (!hasTurn || !isInTime) {
        const end = retryLater(AGAIN_MS, hasTurn ? TOO_LATE : NEVER_SENT);
        parts.record(toCall(parts, question, { end, reply: undefined }));
        return end;
      }
      const reply = await parts.outgoing.call({
        method: question.method,
        url: parts.baseUrl + question.path,
        headers: { accept: 'application/json', ...question.headers },
        body: question.body ?? '',
        reach: { loopback: new URL(parts.baseUrl).protocol === 'http:' },
        caller: `carrier ${parts.carrier}`,
        keptBytes: KEPT_BYTES,
        connections: MOST_AT_ONCE,
        timeoutMs: deadlineMs,
      });
      const end = decide(question, reply, judge);
      const isLimited = end.end === 'retry_later' && reply.httpStatus === 429;
      const pauseMs = isLimited ? end.afterMs : pauseIn(reply.headers);
      parts.pace.pause(pauseMs, question.bucket);
      parts.record(toCall(parts, question, { end, reply }));
      return end;
    },
  };
}

function decide<Value>(
  { changes }: Question,
  reply: OutgoingReply,
  judge: (answer: CarrierAnswer) => CallEnd<Value>,
): CallEnd<Value> {
  const { httpStatus, error, maybeSent, headers } = reply;
  const detail = error ?? 'The answer is not JSON.';
  const lost = () => (changes ? unknownEnd(detail) : retryLater(AGAIN_MS, detail));
  if (!maybeSent) return retryLater(AGAIN_MS, detail);
  if (httpStatus === null) return lost();
  if (httpStatus === 429) return retryLater(patienceOf(reply), detail);
  if (httpStatus >= 500) return lost();
  const json = parseCarrierJson(reply.response || 'null');
  if (json === undefined || (httpStatus >= 300 && httpStatus < 400)) return lost();
  // The status came, and the connection broke before the body was whole.
  if (error !== null && httpStatus < 300) return lost();
  return judge({ httpStatus, json, headers });
}

function patienceOf({ retryAfterMs }: OutgoingReply): number {
  return Math.min(retryAfterMs ?? AGAIN_MS, MOST_PATIENCE_MS);
}

/**
 * Returns how long a carrier that says that nothing is left of its limit lets nobody call: until
 * the limit is reset, by the carrier's own clock, or a second. The time is written out, or in
 * seconds of the epoch.
 */
function pauseIn(headers: CarrierAnswer['headers']): number {
  if (headers['x-ratelimit-remaining'] !== '0') return 0;
  const reset = headers['x-ratelimit-reset'] ?? '';
  const at = /^\d+$/.test(reset) ? Number(reset) * 1_000 : Date.parse(reset);
  const now = Date.parse(headers.date ?? '');
  const inMs = at - now;
  return inMs > 0 ? Math.min(inMs, MOST_PATIENCE_MS) : LIMIT_WINDOW_MS;
}

/** Returns the refusal of a status that says that the account at the carrier is not set up. */
export function refusedAccess({ httpStatus }: CarrierAnswer): CallEnd<never> | undefined {
  if (httpStatus !== 401 && httpStatus !== 403) return undefined;
  return refused('misconfigured', `The carrier answered ${httpStatus}: check the credentials.`);
}

function toCall(
  { carrier }: ClientParts,
  question: Question,
  { end, reply }: { end: CallEnd<unknown>; reply: OutgoingReply | undefined },
): CarrierCall {
  const show = (text: string | undefined) =>
    question.isSecret || !text ? null : redactCarrierText(text);
  return {
    carrier,
    verb: question.verb,
    reference: question.reference ?? null,
    method: question.method,
    path: question.path.slice(0, 500),
    request: show(question.body),
    answer: show(reply?.response),
    httpStatus: reply?.httpStatus ?? null,
    durationMs: reply?.durationMs ?? 0,
    end: end.end,
    detail: end.end === 'done' ? null : describeEnd(end),
  };
}

/** Returns why a call was not done, in a sentence. */
function describeEnd(end: Exclude<CallEnd<unknown>, { end: 'done' }>): string {
  return end.end === 'refused' ? `${end.code}: ${end.detail}` : end.detail;
}
