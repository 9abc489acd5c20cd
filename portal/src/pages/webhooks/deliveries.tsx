import { Button, Modal } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { Schemas } from '../../api/client.ts';
import { useIntention } from '../../api/intention.ts';
import { useApi } from '../../api/use-api.tsx';
import { type Shape, State } from '../../look/state.tsx';
import { Empty } from '../../parts/empty.tsx';
import { ChoiceFilter } from '../../parts/filters/filters.tsx';
import { LoadMore } from '../../parts/load-more.tsx';
import { Skeleton } from '../../parts/loading.tsx';
import { ErrorNotice } from '../../parts/notice.tsx';
import { NoMatches } from '../../parts/table/no-matches.tsx';
import { partWords } from '../../parts/words.ts';
import { useMay } from '../../session/session.ts';
import { useFormat } from '../../words/format.ts';
import { useWords } from '../../words/language.tsx';
import { webhookWords } from './words.ts';

export type Status = Schemas['WebhookDelivery']['status'];
const SHAPES: Record<Status, Shape> = { pending: 'waiting', delivered: 'done', failed: 'failed' };
const STATUSES: Status[] = ['pending', 'delivered', 'failed'];
const PAGE = 50;
const MONTH_MS = 30 * 24 * 60 * 60 * 1000;

export function DeliveryState({ status }: { status: Status }) {
  return <State shape={SHAPES[status]}>{useWords(webhookWords).statuses[status]}</State>;
}

type Props = {
  search: { status?: string; open?: string };
  set: (change: { status?: string; open?: string }) => void;
};

export function Deliveries({ search, set }: Props) {
  const words = useWords(webhookWords);
  const format = useFormat();
  const { calls } = useApi();
  const status = STATUSES.find((one) => one === search.status);
  const found = useInfiniteQuery({
    queryKey: ['deliveries', status],
    initialPageParam: undefined as string | undefined,
    queryFn: async ({ pageParam: after, signal }) => {
      const { data, error } = await calls.GET('/gigastore/webhooks/deliveries', {
        params: { query: { limit: PAGE, after, status } },
        signal,
      });
      if (error) throw error;
      return data;
    },
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    placeholderData: (before) => before,
  });
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
        <span className="end">
          <ReplayFailed />
        </span>
      </div>
      <ErrorNotice error={found.error} retry={() => void found.refetch()} />
      {found.isPending && <Skeleton rows={8} />}
      {found.isSuccess &&
        deliveries.length === 0 &&
        (status ? (
          <NoMatches clear={() => set({ status: undefined })} />
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
                <td className="code">{one.event}</td>
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

function ReplayFailed() {
  const words = useWords(webhookWords);
  const parts = useWords(partWords);
  const format = useFormat();
  const may = useMay();
  const { queries, cache } = useApi();
  const intention = useIntention();
  const [isOpen, dialog] = useDisclosure(false);
  const replay = queries.useMutation('post', '/gigastore/webhooks/deliveries/replay', {
    onSuccess: ({ replayed }) => {
      intention.done();
      dialog.close();
      notifications.show({ message: words.replayedMany(format.number(replayed)) });
      void cache.invalidateQueries();
    },
  });
  if (!may('POST /gigastore/webhooks/deliveries/replay')) return null;
  return (
    <>
      <Button size="xs" onClick={dialog.open}>
        {words.replayFailed}
      </Button>
      <Modal
        opened={isOpen}
        onClose={dialog.close}
        title={words.replayFailedTitle}
        withCloseButton={false}
      >
        <p className="t2 s13">{words.replayFailedText}</p>
        <ErrorNotice error={replay.error} />
        <div className="dialog-foot">
          <Button onClick={dialog.close}>{parts.cancel}</Button>
          <Button
            variant="filled"
            loading={replay.isPending}
            onClick={() =>
              replay.mutate({
                params: { header: intention.headers() },
                body: {
                  status: 'failed',
                  from: new Date(Date.now() - MONTH_MS).toISOString(),
                  to: new Date().toISOString(),
                },
              })
            }
          >
            {words.replayFailed}
          </Button>
        </div>
      </Modal>
    </>
  );
}
