import { IconRefresh } from '@tabler/icons-react';
import type { Schemas } from '../../api/client.ts';
import { useApi } from '../../api/use-api.tsx';
import { usePages } from '../../api/use-pages.ts';
import { type Shape, State } from '../../look/state.tsx';
import { Empty } from '../../parts/empty.tsx';
import { ChoiceFilter } from '../../parts/filters/filters.tsx';
import { FoundList } from '../../parts/found-list.tsx';
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
  const found = usePages(
    ['deliveries', status, search.event],
    ({ after, signal }) =>
      calls.GET('/gigastore/webhooks/deliveries', {
        params: { query: { limit: PAGE, after, status, event: search.event } },
        signal,
      }),
    // Refetches while deliveries are pending.
    { everyMs: PENDING_MS, while: (one) => one.status === 'pending' },
  );
  const endpoints = useEndpointChoices();
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
      <FoundList
        found={found}
        skeleton={{ rows: 8 }}
        isFiltered={Boolean(status || search.event)}
        clear={() => set({ status: undefined, event: undefined })}
        empty={<Empty title={words.noDeliveries}>{words.noDeliveriesText}</Empty>}
      >
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
            {found.items.map((one) => (
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
      </FoundList>
    </>
  );
}

/** The endpoints by URL, with the event if several share one URL. */
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
