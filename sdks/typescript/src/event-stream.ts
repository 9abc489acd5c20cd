import { endStream } from './attempt.ts';
import type { CallOptions, EventStream } from './call.ts';
import { GigastoreError } from './errors.ts';
import { pause } from './retry.ts';
import type { Sent } from './transport.ts';
import type { GigastoreEvent } from './types.gen.ts';

/** The store sends a comment every 15 seconds; a stream that is silent for longer is dead. */
const SILENCE_MS = 45_000;
const FIRST_DELAY_MS = 500;
const LONGEST_DELAY_MS = 15_000;

type Open = (sent: Sent, options: CallOptions) => Promise<Response>;

/** Iterates over the events, and connects again after the last one that it has given. */
export async function* streamEvents(sent: Sent, options: CallOptions, open: Open): EventStream {
  let after = sent.query?.after;
  let delayMs = FIRST_DELAY_MS;
  for (;;) {
    try {
      const headers: Record<string, string> =
        after === undefined ? {} : { 'last-event-id': String(after) };
      const answer = await open({ ...sent, query: { ...sent.query, after }, headers }, options);
      for await (const event of readEvents(answer)) {
        after = event.sequence;
        delayMs = FIRST_DELAY_MS;
        yield event;
      }
      // The store ended it: because the caller asked for that, or because the store stops.
      if (sent.query?.timeout !== undefined) return;
    } catch (error) {
      options.signal?.throwIfAborted();
      if (error instanceof GigastoreError && !isPassing(error)) throw error;
    }
    await pause(delayMs, options.signal);
    delayMs = Math.min(delayMs * 2, LONGEST_DELAY_MS);
  }
}

function isPassing({ status }: GigastoreError): boolean {
  return status === 0 || status === 429 || status >= 500;
}

/** Reads server-sent events: the `data` lines of a block are one event in JSON. */
async function* readEvents(answer: Response): AsyncGenerator<GigastoreEvent> {
  const reader = answer.body?.getReader();
  const decoder = new TextDecoder();
  let text = '';
  try {
    while (reader) {
      const { done, value } = await orSilent(reader.read(), answer);
      if (done) return;
      text += decoder.decode(value, { stream: true });
      const blocks = text.split(/\r?\n\r?\n/);
      text = blocks.pop() ?? '';
      for (const block of blocks) {
        const data = dataOf(block);
        if (data) yield JSON.parse(data);
      }
    }
  } finally {
    endStream(answer);
  }
}

function dataOf(block: string): string {
  const lines = block.split(/\r?\n/).filter((line) => line.startsWith('data:'));
  return lines.map((line) => line.slice(5).trimStart()).join('\n');
}

async function orSilent<Value>(read: Promise<Value>, answer: Response): Promise<Value> {
  const timer = setTimeout(() => endStream(answer), SILENCE_MS);
  try {
    return await read;
  } finally {
    clearTimeout(timer);
  }
}
