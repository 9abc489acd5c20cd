import { IconRefresh } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { Schemas } from '../../api/client.ts';
import { useApi } from '../../api/use-api.tsx';
import { type Shape, State } from '../../look/state.tsx';
import { Empty } from '../../parts/empty.tsx';
import { ChoiceFilter } from '../../parts/filters/filters.tsx';
import { LoadMore } from '../../parts/load-more.tsx';
import { Skeleton } from '../../parts/loading.tsx';
import { ErrorNotice } from '../../parts/notice.tsx';
import { NoMatches } from '../../parts/table/no-matches.tsx';
import { AllowedButton } from '../../session/allowed.tsx';
import { useFormat } from '../../words/format.ts';
import { useWords } from '../../words/language.tsx';
import { webhookWords } from './words.ts';

export type Status = Schemas['WebhookDelivery']['status'];
const SHAPES: Record<Status, Shape> = { pending: 'waiting', delivered: 'done', failed: 'failed' };
const STATUSES: Status[] = ['pending', 'delivered', 'failed'];
const PAGE = 50;
const PENDING_MS = 3_000;

export function DeliveryState({ status }: { status: Status }) {
  return <State shape={SHAPES[status]}>{useWords(webhookWords).statuses[status]}</State>;
}

type Search = { status?: string; event?: string; open?: string; replay?: string };
type Props = { search: Search; set: (change: Search) => void };

export function Deliveries({ search, set }: Props) {
  const words = useWords(webhookWords);
  const format = useFormat();
  const { calls } = useApi();
  const status = STATUSES.find((one) => one === search.status);
  const found = useInfiniteQuery({
    queryKey: ['deliveries', status, search.event],
    initialPageParam: undefined as string | undefined,
    queryFn: async ({ pageParam: after, signal }) => {
      const { data, error } = await calls.GET('/gigastore/webhooks/deliveries', {
        params: { query: { limit: PAGE, after, status, event: search.event } },
        signal,
      });
      if (error) throw error;
      return data;
    },
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    placeholderData: (before) => before,
    // What is pending is being sent; its outcome is seen without asking.
    refetchInterval: ({ state }) =>
      state.data?.pages.some(({ items }) => items.some((one) => one.status === 'pending'))
        ? PENDING_MS
        : false,
  });
  const endpoints = useEndpointChoices();
  const deliveries = found.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <>
      <div className="chips tab-head">
        <ChoiceFilter
          name={words.status}
          value={status}
          choices={STATUSES.map((value) => ({ value, label: words.statuses[value] }))}
          onChange={(next) => set({ status: next })}
        />
        <ChoiceFilter
          name={words.endpoint}
          value={search.event}
          choices={endpoints}
          onChange={(event) => set({ event })}
        />
        <span className="end">
          <AllowedButton
            calls="POST /gigastore/webhooks/deliveries/replay"
            size="xs"
            leftSection={<IconRefresh size={14} stroke={1.5} />}
            onClick={() => set({ replay: 'range' })}
          >
            {words.replayMany}
          </AllowedButton>
        </span>
      </div>
      <ErrorNotice error={found.error} retry={() => void found.refetch()} />
      {found.isPending && <Skeleton rows={8} />}
      {found.isSuccess &&
        deliveries.length === 0 &&
        (status || search.event ? (
          <NoMatches clear={() => set({ status: undefined, event: undefined })} />
        ) : (
          <Empty title={words.noDeliveries}>{words.noDeliveriesText}</Empty>
        ))}
      {deliveries.length > 0 && (
        <table className="tbl plain" aria-label={words.tabs.deliveries}>
          <thead>
            <tr>
              <th>{words.at}</th>
              <th>{words.event}</th>
              <th>{words.status}</th>
              <th className="desk">{words.url}</th>
            </tr>
          </thead>
          <tbody>
            {deliveries.map((one) => (
              <tr key={one.id} aria-selected={one.id === search.open}>
                <td>
                  <button
                    type="button"
                    className="row-open num"
                    onClick={() => set({ open: one.id })}
                  >
                    {format.exact(one.createdAt)}
                  </button>
                </td>
                <td className="code">{one.type ?? one.event}</td>
                <td>
                  <DeliveryState status={one.status} />
                </td>
                <td className="desk t2">{one.url}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <LoadMore {...found} />
    </>
  );
}

/** The endpoints by their address, with the event where one address has several. */
export function useEndpointChoices(): { value: string; label: string }[] {
  const { data } = useApi().queries.useQuery('get', '/gigastore/webhooks');
  const items = data?.items ?? [];
  return items.map(({ event, url, events, description }) => {
    const isOne = items.filter((one) => one.url === url).length === 1;
    const { host, pathname } = new URL(url);
    const name = description ?? `${host}${pathname}`;
    return { value: event, label: isOne ? name : `${name}, ${events[0] ?? event}` };
  });
}
