import type { ServerResponse } from 'node:http';
import { Refusal } from '../../kernel/refusal.ts';
import type { Database } from '../../platform/db/database.ts';
import type { ReadScope } from '../../platform/db/scope.ts';
import type { Reply } from '../../platform/http/typed-app.ts';
import { type Event, showEvent } from './event.ts';
import { createHeadWatch, type HeadWatch } from './head-watch.ts';
import { MAX_SCANNED } from './list-events.ts';
import { type EventFilter, readLastSequence, selectEvents } from './store.ts';

/** Streams of one account at the same time in one process. */
const MAX_STREAMS = 50;
const HEARTBEAT_MS = 15_000;
const MAX_UNREAD_MS = 20_000;
/** How long a revoked key or an ended session can go on reading. */
const ADMISSION_MS = 30_000;
const PAGE = 100;

type StreamAsked = EventFilter & {
  reply: Reply;
  /** Throws once the caller would not be admitted any more. */
  stillAdmits: () => Promise<unknown>;
  /** The sequence to begin after; left out, the stream begins with the next event. */
  after: bigint | undefined;
  timeoutMs: number;
};

export type EventStreams = {
  /** Answers with a stream, until the client leaves, the time is over or `close` is called. */
  open(scope: Pick<ReadScope, 'accountId'>, asked: StreamAsked): Promise<Reply>;
  /** Ends all streams, so that the server can stop; clients reconnect elsewhere. */
  close(): void;
};

/**
 * Creates live streams of the event log. A stream has a cursor and no queue: events that a slow
 * client has not read stay in the table, so they take neither memory nor a connection.
 */
export function createEventStreams({ db }: { db: Database }): EventStreams {
  const watch = createHeadWatch(db);
  const open = new Map<string, Set<Stream>>();

  return {
    async open({ accountId }, { reply, ...asked }) {
      const ofAccount = open.get(accountId) ?? new Set();
      if (ofAccount.size >= MAX_STREAMS) throw tooMany();
      const scope = { db, accountId };
      const stream: Stream = { ...asked, scope, after: 0n, watch, isOver: false };
      open.set(accountId, ofAccount.add(stream));
      try {
        stream.after = asked.after ?? (await readLastSequence(scope));
        stream.response = begin(reply).on('close', () => end(stream));
        await run(stream);
      } finally {
        end(stream);
        ofAccount.delete(stream);
        if (ofAccount.size === 0) open.delete(accountId);
      }
      return reply;
    },
    close() {
      watch.stop();
      for (const streams of open.values()) for (const stream of streams) end(stream);
    },
  };
}

type Stream = Omit<StreamAsked, 'reply' | 'after'> & {
  scope: Pick<ReadScope, 'db' | 'accountId'>;
  after: bigint;
  response?: ServerResponse;
  watch: HeadWatch;
  isOver: boolean;
  wake?: () => void;
};

function tooMany(): Refusal {
  const detail = `Your account already has ${MAX_STREAMS} event streams open.`;
  return new Refusal('rate_limited', detail, { retryAfterSeconds: 10 });
}

function begin(reply: Reply): ServerResponse {
  const headers = reply.getHeaders() as Record<string, string>;
  reply.hijack();
  reply.raw.writeHead(200, {
    ...headers,
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    // Proxies of the nginx family hold answers back otherwise.
    'x-accel-buffering': 'no',
  });
  return reply.raw;
}

function end(stream: Stream): void {
  stream.isOver = true;
  stream.wake?.();
  if (stream.response && !stream.response.writableEnded) stream.response.end();
}

async function run(stream: Stream): Promise<void> {
  const until = performance.now() + stream.timeoutMs;
  const spoken = { admittedAt: performance.now(), saidAt: -Infinity };
  while (!stream.isOver && (await isAdmitted(stream, spoken))) {
    const now = performance.now();
    const text = await nextText(stream);
    if (text !== '' || now - spoken.saidAt >= HEARTBEAT_MS) {
      // The id alone moves the client's cursor past events that its filter leaves out.
      await say(stream, text === '' ? `: alive\nid: ${stream.after}\n\n` : text);
      spoken.saidAt = performance.now();
    }
    if (now >= until) return;
    if (text === '') await news(stream, Math.min(until - now, HEARTBEAT_MS));
  }
}

/** Authenticates the client again from time to time: a key may be revoked, a session over. */
async function isAdmitted(stream: Stream, spoken: { admittedAt: number }): Promise<boolean> {
  if (performance.now() - spoken.admittedAt < ADMISSION_MS) return true;
  spoken.admittedAt = performance.now();
  return stream.stillAdmits().then(
    () => true,
    () => false,
  );
}

/** Returns the next events as text and moves the cursor; '' when there are none. */
async function nextText(stream: Stream): Promise<string> {
  const { scope, after, types, customerUid, activatedItemUid, iccid } = stream;
  const head = await readLastSequence(scope).catch(() => after);
  const until = head < after + BigInt(MAX_SCANNED) ? head : after + BigInt(MAX_SCANNED);
  if (until <= after) return '';
  const filter = { types, customerUid, activatedItemUid, iccid };
  const events = await selectEvents(scope, filter, { after, until, limit: PAGE }).catch(() => null);
  if (!events) return '';
  stream.after = (events.length === PAGE && events.at(-1)?.sequence) || until;
  return events.map(toText).join('') || `id: ${stream.after}\n\n`;
}

function toText(event: Event): string {
  const shown = showEvent(event);
  return `id: ${shown.sequence}\nevent: ${shown.type}\ndata: ${JSON.stringify(shown)}\n\n`;
}

/**
 * Writes a text and waits for a slow client. A client that does not read for too long is
 * disconnected.
 */
async function say(stream: Stream, text: string): Promise<void> {
  const { response } = stream;
  if (stream.isOver || !response || response.write(text)) return;
  await new Promise<void>((resolve) => {
    const timer = setTimeout(() => response.destroy(), MAX_UNREAD_MS);
    const go = () => {
      clearTimeout(timer);
      response.off('drain', go).off('close', go);
      resolve();
    };
    response.once('drain', go).once('close', go);
  });
}

/** Ends with the next event of the account, with the stream, or after `ms`. */
async function news(stream: Stream, ms: number): Promise<void> {
  const { scope, after, watch } = stream;
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, ms);
    const unwatch = watch.beyond(scope.accountId, after, () => stream.wake?.());
    stream.wake = () => {
      clearTimeout(timer);
      unwatch();
      resolve();
    };
    if (stream.isOver) stream.wake();
  });
  stream.wake?.();
  stream.wake = undefined;
}
