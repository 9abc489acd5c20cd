import { ActionIcon } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useChange } from '../../api/use-change.ts';
import { Reading } from '../../parts/loading.tsx';
import { ErrorNotice } from '../../parts/notice.tsx';
import { PanelSection } from '../../parts/panel.tsx';
import { ActionsHead } from '../../parts/table/actions-head.tsx';
import { useMay } from '../../session/session.ts';
import { useFormat } from '../../words/format.ts';
import { useWords } from '../../words/language.tsx';
import { plannedWords } from './planned-words.ts';

const SHOWN = 100;

/** The prices of a list that will hold at a later time. */
export function PlannedPrices({ listId }: { listId: string }) {
  const words = useWords(plannedWords);
  const format = useFormat();
  const may = useMay();
  const { queries, intention, accept } = useChange();
  const { data, error, refetch } = queries.useQuery('get', '/operator/planned-prices', {
    params: { query: { state: 'planned', price_list_id: listId, limit: SHOWN } },
  });
  const cancel = queries.useMutation('post', '/operator/planned-prices/{id}/cancel', {
    onSuccess: () => accept(words.cancelled),
  });
  return (
    <PanelSection title={words.title}>
      <Reading data={data} error={error} refetch={refetch} rows={2} row={28} />
      <ErrorNotice error={cancel.error} />
      {data?.items.length === 0 && <p className="t2 s13">{words.none}</p>}
      {data && data.items.length > 0 && (
        <table className="tbl plain" aria-label={words.title}>
          <thead>
            <tr>
              <th>{words.plan}</th>
              <th>{words.from}</th>
              <th className="r">{words.price}</th>
              <ActionsHead />
            </tr>
          </thead>
          <tbody>
            {data.items.map(({ id, name, effectiveAt, wholesalePrice }) => (
              <tr key={id}>
                <td>{name}</td>
                <td>{format.exact(effectiveAt)}</td>
                <td className="r num">{format.amount(wholesalePrice)}</td>
                <td className="r">
                  {may('POST /operator/planned-prices/{id}/cancel') && (
                    <ActionIcon
                      size={28}
                      aria-label={words.cancel(name)}
                      loading={cancel.isPending}
                      onClick={() =>
                        cancel.mutate({ params: { path: { id }, header: intention.headers() } })
                      }
                    >
                      <IconX size={14} stroke={1.5} />
                    </ActionIcon>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </PanelSection>
  );
}
