import { useCallback, useState } from 'react';
import type { Api, Schemas } from '../../api/client.ts';
import { useApi } from '../../api/use-api.tsx';
import { chosenOf } from './chosen.ts';

export type Profile = Schemas['EsimProfile'];
export type Holder = Schemas['CustomerEntry'];
export type ActKind =
  | 'install'
  | 'remove'
  | 'disable'
  | 'enable'
  | 'fail'
  | 'detach'
  | 'attach'
  | 'use'
  | 'clock';

/** An action on the phone or the clock. Events that it caused have a higher sequence. */
export type Act = {
  id: number;
  kind: ActKind;
  /** A country, a size or a duration, in words. */
  detail: string;
  at: number;
  afterSequence: number;
  note?: string;
};

const FOLLOW_MS = 2000;
const FOLLOWED = 50;
const CHOICES = 50;

/** Queries the eSIMs that can be simulated, newest customer first, each with its holder. */
export function useChoices(chosen: string | undefined) {
  const { queries } = useApi();
  const list = queries.useQuery('get', '/gigastore/activations/customers', {
    params: { query: { page_size: CHOICES } },
  });
  const holders = (list.data?.customers ?? []) as Holder[];
  const choices = holders.flatMap((holder) =>
    [...holder.relatedEsims].reverse().map((profile) => ({ profile, holder })),
  );
  const isListed = !chosen || choices.some(({ profile }) => profile.iccid === chosen);
  const search = queries.useQuery(
    'post',
    '/gigastore/activations/search-customers',
    { body: { searchKey: 'ICCID', searchMode: 'isExact', searchQuery: chosen ?? '' } },
    { enabled: list.isSuccess && !isListed },
  );
  const found = ((search.data?.customers ?? []) as Holder[]).flatMap((holder) =>
    holder.relatedEsims.map((profile) => ({ profile, holder })),
  );
  const current = chosenOf(chosen, { listed: choices, found });
  return { list, choices, current, isSearching: search.isFetching };
}

/** Polls the latest events, deliveries and emails of an eSIM and its customer. */
export function useFollowed(iccid: string, customerUid: string) {
  const { queries } = useApi();
  const follow = { refetchInterval: FOLLOW_MS, staleTime: 0 };
  const events = queries.useQuery(
    'get',
    '/gigastore/events',
    { params: { query: { sort_dir: 'DESC', limit: FOLLOWED } } },
    follow,
  );
  const deliveries = queries.useQuery(
    'get',
    '/gigastore/webhooks/deliveries',
    { params: { query: { limit: FOLLOWED } } },
    follow,
  );
  const mails = queries.useQuery(
    'get',
    '/gigastore/customers/{uid}/timeline',
    { params: { path: { uid: customerUid }, query: { kind: 'mail', limit: FOLLOWED } } },
    follow,
  );
  const last = Number(events.data?.items[0]?.sequence ?? 0);
  const items = (events.data?.items ?? []).filter(({ data }) => {
    const about = data as { iccid?: string; customerUid?: string; uid?: string };
    return about.iccid === iccid || (about.customerUid ?? about.uid) === customerUid;
  });
  return { events, items, last, deliveries, mails };
}

type Call = (
  calls: Api['calls'],
  headers: { 'Idempotency-Key': string },
) => Promise<{ error?: unknown; data?: unknown }>;

/** Runs one action at a time, so that a double click acts once, and records it. */
export function useActs(lastSequence: number) {
  const { calls, cache } = useApi();
  const [acts, setActs] = useState<Act[]>([]);
  const [running, setRunning] = useState<ActKind>();
  const [error, setError] = useState<unknown>();
  const run = useCallback(
    async (
      kind: ActKind,
      detail: string,
      { call, noteOf }: { call: Call; noteOf?: (data: unknown) => string | undefined },
    ) => {
      if (running) return;
      setRunning(kind);
      setError(undefined);
      const started = { id: Date.now(), kind, detail, at: Date.now(), afterSequence: lastSequence };
      try {
        const key = `portal-sim-${started.id}-${Math.random().toString(36).slice(2)}`;
        const answer = await call(calls, { 'Idempotency-Key': key });
        if (answer.error) throw answer.error;
        setActs((before) => [{ ...started, note: noteOf?.(answer.data) }, ...before]);
      } catch (failure) {
        setError(failure);
      } finally {
        setRunning(undefined);
        await cache.invalidateQueries();
      }
    },
    [calls, cache, lastSequence, running],
  );
  return { acts, run, running, error, forgive: () => setError(undefined) };
}

export type Run = ReturnType<typeof useActs>['run'];
