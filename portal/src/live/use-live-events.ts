import { useQueryClient } from '@tanstack/react-query';
import { createParser } from 'eventsource-parser';
import { useEffect, useState } from 'react';
import type { Api, Schemas } from '../api/client.ts';
import { useApi } from '../api/use-api.tsx';

export type LiveEvent = Schemas['Event'];
const KEPT = 100;
const AGAIN_MS = 2_000;

/** Returns the events, newest first, and adds new ones. Resumes after a lost connection. */
export function useLiveEvents(): {
  events: LiveEvent[];
  isConnected: boolean;
  isLoading: boolean;
  error: unknown;
} {
  const { calls, queries } = useApi();
  const cache = useQueryClient();
  const [isConnected, setConnected] = useState(false);
  const [received, setReceived] = useState<LiveEvent[]>([]);
  const first = queries.useQuery('get', '/gigastore/events', {
    params: { query: { sort_dir: 'DESC', limit: KEPT } },
  });
  const start = first.data?.items[0]?.sequence ?? (first.data ? 0 : undefined);
  useEffect(() => {
    if (start === undefined) return;
    const ending = new AbortController();
    const onEvent = (event: LiveEvent) => {
      setReceived((before) =>
        before.some(({ sequence }) => sequence === event.sequence)
          ? before
          : [event, ...before].slice(0, KEPT),
      );
      // Other queries may be outdated now; only visible ones are refetched.
      void cache.invalidateQueries({ predicate: ({ queryKey }) => !isEvents(queryKey) });
    };
    void listen(calls, { after: start, onEvent, setConnected, signal: ending.signal });
    return () => ending.abort();
  }, [calls, start, cache]);
  const known = first.data?.items ?? [];
  const newer = received.filter(({ sequence }) => sequence > (known[0]?.sequence ?? 0));
  return {
    events: [...newer, ...known],
    isConnected,
    isLoading: first.isPending,
    error: first.error,
  };
}

type Listening = {
  after: number;
  onEvent: (event: LiveEvent) => void;
  setConnected: (isConnected: boolean) => void;
  signal: AbortSignal;
};

async function listen(calls: Api['calls'], { onEvent, setConnected, signal, ...from }: Listening) {
  let { after } = from;
  const parser = createParser({
    onEvent({ data }) {
      const event = JSON.parse(data) as LiveEvent;
      after = event.sequence;
      onEvent(event);
    },
  });
  while (!signal.aborted) {
    try {
      const { data } = await calls.GET('/gigastore/events/stream', {
        params: { query: { after } },
        headers: { Accept: 'text/event-stream' },
        parseAs: 'stream',
        signal,
      });
      if (data) {
        setConnected(true);
        for await (const text of texts(data)) parser.feed(text);
      }
    } catch {
      // The connection was lost; the next one resumes after the last event.
    }
    setConnected(false);
    parser.reset();
    if (!signal.aborted) await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
  }
}

async function* texts(stream: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const reader = stream.getReader();
  const decoder = new TextDecoder();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    yield decoder.decode(value, { stream: true });
  }
}

function isEvents(key: readonly unknown[]): boolean {
  return String(key[1]).startsWith('/gigastore/events');
}
