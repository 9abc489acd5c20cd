import { Checkbox } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconRefresh } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import type { Schemas } from '../../api/client.ts';
import { useIntentions } from '../../api/intention.ts';
import { useApi } from '../../api/use-api.tsx';
import { Empty } from '../../parts/empty.tsx';
import { FoundList } from '../../parts/found-list.tsx';
import { ErrorNotice } from '../../parts/notice.tsx';
import { ActionsHead } from '../../parts/table/actions-head.tsx';
import { partWords } from '../../parts/words.ts';
import { AllowedButton } from '../../session/allowed.tsx';
import { type Operation, useMay } from '../../session/session.ts';
import { useFormat } from '../../words/format.ts';
import { useWords } from '../../words/language.tsx';
import type { Column } from './columns.tsx';
import { operationsWords } from './words.ts';

type Answer = { data?: Schemas['RetriedWork']; error?: unknown };
type Props<Item> = {
  label: string;
  found: Omit<Parameters<typeof FoundList>[0]['found'], 'items'> & { items: readonly Item[] };
  columns: Column<Item>[];
  keyOf: (item: Item) => string;
  nameOf: (item: Item) => string;
  filters: ReactNode;
  isFiltered: boolean;
  clear: () => void;
  calls: Operation;
  /** Retries these items with one idempotency key. */
  retry: (items: readonly Item[], header: { 'Idempotency-Key': string }) => Promise<Answer>;
};

/** A list of failed work with a retry for each item and for the selected ones. */
export function RetryList<Item>(props: Props<Item>) {
  const { label, found, columns, keyOf, nameOf } = props;
  const words = useWords(operationsWords);
  const parts = useWords(partWords);
  const format = useFormat();
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  const mayRetry = useMay()(props.calls);
  const { retry, busy, error } = useRetry(props, () => setTicked(new Set()));
  const chosen = found.items.filter((item) => ticked.has(keyOf(item)));
  const isAll = found.items.length > 0 && chosen.length === found.items.length;
  return (
    <>
      <div className="chips tab-head">
        {props.filters}
        <span className="end">
          <AllowedButton
            calls={props.calls}
            size="xs"
            leftSection={<IconRefresh size={14} stroke={1.5} />}
            disabled={chosen.length === 0}
            loading={busy === SELECTION}
            onClick={() => void retry(SELECTION, chosen)}
          >
            {words.retrySelected(format.number(chosen.length))}
          </AllowedButton>
        </span>
      </div>
      <ErrorNotice error={error} />
      <FoundList
        found={found}
        skeleton={{ rows: 8 }}
        isFiltered={props.isFiltered}
        clear={props.clear}
        empty={<Empty title={words.nothing}>{words.nothingText}</Empty>}
      >
        <table className="tbl plain" aria-label={label}>
          <thead>
            <tr>
              {mayRetry && (
                <th className="col-box">
                  <Checkbox
                    size="xs"
                    aria-label={parts.selectAll}
                    checked={isAll}
                    indeterminate={chosen.length > 0 && !isAll}
                    onChange={({ currentTarget }) =>
                      setTicked(new Set(currentTarget.checked ? found.items.map(keyOf) : []))
                    }
                  />
                </th>
              )}
              {columns.map(({ head, isWide }) => (
                <th key={head} className={isWide ? 'desk' : undefined}>
                  {head}
                </th>
              ))}
              {mayRetry && <ActionsHead />}
            </tr>
          </thead>
          <tbody>
            {found.items.map((item) => (
              <tr key={keyOf(item)}>
                {mayRetry && (
                  <td>
                    <Checkbox
                      size="xs"
                      aria-label={`${parts.select}: ${nameOf(item)}`}
                      checked={ticked.has(keyOf(item))}
                      onChange={() => setTicked(toggled(ticked, keyOf(item)))}
                    />
                  </td>
                )}
                {columns.map(({ head, cell, isWide }) => (
                  <td key={head} className={isWide ? 'desk' : undefined}>
                    {cell(item)}
                  </td>
                ))}
                {mayRetry && (
                  <td className="r">
                    <AllowedButton
                      calls={props.calls}
                      size="xs"
                      variant="subtle"
                      loading={busy === keyOf(item)}
                      onClick={() => void retry(keyOf(item), [item])}
                    >
                      {words.retry}
                      <span className="vh"> {nameOf(item)}</span>
                    </AllowedButton>
                  </td>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </FoundList>
    </>
  );
}

const SELECTION = 'the selection';

/** Keeps one idempotency key until the answer, so that a double click retries once. */
function useRetry<Item>(
  { retry: ask, keyOf }: Pick<Props<Item>, 'retry' | 'keyOf'>,
  done: () => void,
) {
  const words = useWords(operationsWords);
  const format = useFormat();
  const { cache } = useApi();
  const intentions = useIntentions();
  const [busy, setBusy] = useState<string>();
  const [error, setError] = useState<unknown>();
  async function retry(place: string, items: readonly Item[]) {
    if (busy !== undefined) return;
    setBusy(place);
    const about = items.map(keyOf).join(' ');
    const { data, error: refused } = await ask(items, intentions.headers(about)).catch(
      (failure: unknown) => ({ data: undefined, error: failure }),
    );
    setBusy(undefined);
    setError(refused);
    if (!data) return;
    intentions.done(about);
    const left = data.items.length - data.retried;
    notifications.show({
      message: words.retried(data.retried, format.number(data.retried), format.number(left), left),
    });
    done();
    await cache.invalidateQueries();
  }
  return { retry, busy, error };
}

function toggled(ticked: ReadonlySet<string>, key: string): ReadonlySet<string> {
  const next = new Set(ticked);
  if (!next.delete(key)) next.add(key);
  return next;
}
