import { Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import type { Schemas } from '../../api/client.ts';
import { useApi } from '../../api/use-api.tsx';
import { usePages } from '../../api/use-pages.ts';
import { type Shape, State } from '../../look/state.tsx';
import { saveBlob } from '../../parts/download.ts';
import { Empty } from '../../parts/empty.tsx';
import { ChoiceFilter } from '../../parts/filters/filters.tsx';
import { momentsOf, rangeOf } from '../../parts/filters/period.ts';
import { PeriodFilter } from '../../parts/filters/period-filter.tsx';
import { FoundList } from '../../parts/found-list.tsx';
import { ErrorNotice } from '../../parts/notice.tsx';
import { partWords } from '../../parts/words.ts';
import { useNow } from '../../session/clock.ts';
import { useFormat } from '../../words/format.ts';
import { useWords } from '../../words/language.tsx';
import { useZone } from '../../words/zone.ts';
import { creditWords } from './words.ts';

type Document = Schemas['BillingDocument'];
const SHAPES: Record<Document['status'], Shape> = {
  due: 'waiting',
  paid: 'fact',
  partly_refunded: 'back',
  refunded: 'back',
  cancelled: 'over',
};
const PAGE = 50;
const MINUTE_MS = 60_000;
const KINDS = ['invoice', 'credit_note'] as const;
const route = getRouteApi('/$mode/credits');

export function Invoices() {
  const words = useWords(creditWords);
  const format = useFormat();
  const { calls } = useApi();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const now = Math.floor(useNow() / MINUTE_MS) * MINUTE_MS;
  const zone = useZone();
  const kind = KINDS.find((one) => one === search.kind);
  // Both ends of a range are days of issue.
  const dates = rangeOf(search.period) ?? momentsOf(search.period, { now, zone });
  const [saveError, setSaveError] = useState<unknown>();
  const found = usePages(['invoices', kind, dates], ({ after, signal }) =>
    calls.GET('/gigastore/credits/invoices', {
      params: { query: { limit: PAGE, after, kind, ...dates } },
      signal,
    }),
  );
  async function save(number: string) {
    const { data, error } = await calls.GET('/gigastore/credits/invoices/{number}.pdf', {
      params: { path: { number } },
      parseAs: 'blob',
    });
    setSaveError(error);
    if (data) saveBlob(data as Blob, `${number}.pdf`);
  }
  async function saveAll(what: 'csv' | 'zip') {
    const query = { kind, ...dates };
    const { data, error } =
      what === 'zip'
        ? await calls.GET('/gigastore/credits/invoices/archive', {
            params: { query },
            parseAs: 'blob',
          })
        : await calls.GET('/gigastore/credits/invoices', {
            params: { query: { ...query, bom: true } },
            headers: { Accept: 'text/csv' },
            parseAs: 'blob',
          });
    setSaveError(error);
    if (data) saveBlob(data, `invoices.${what}`);
  }
  return (
    <>
      <InvoiceFilters
        {...{ kind, saveAll }}
        period={search.period}
        set={(change) => void navigate({ search: (was) => ({ ...was, ...change }) })}
      />
      <ErrorNotice error={saveError} />
      <FoundList
        found={found}
        skeleton={{ rows: 6 }}
        isFiltered={Boolean(kind || search.period)}
        clear={() =>
          void navigate({ search: (was) => ({ ...was, kind: undefined, period: undefined }) })
        }
        empty={<Empty title={words.noInvoices}>{words.noInvoicesText}</Empty>}
      >
        <table className="tbl plain">
          <thead>
            <tr>
              <th>{words.number}</th>
              <th className="desk">{words.kind}</th>
              <th>{words.issued}</th>
              <th>{words.state}</th>
              <th className="r desk">{words.vat}</th>
              <th className="r">{words.total}</th>
              <th className="r">{words.pdf}</th>
            </tr>
          </thead>
          <tbody>
            {found.items.map((one) => (
              <tr key={one.number}>
                <td className="strong">{one.number}</td>
                <td className="desk t2">{words.kinds[one.kind]}</td>
                <td className="t2">{format.date(one.issuedAt)}</td>
                <td>
                  <State shape={SHAPES[one.status]}>{words.payment[one.status]}</State>
                </td>
                <td className="r desk t2">{format.amount(one.vat)}</td>
                <td className="r">{format.money(one.total)}</td>
                <td className="r">
                  <Button
                    size="xs"
                    variant="subtle"
                    aria-label={`${words.pdf} ${one.number}`}
                    onClick={() => void save(one.number)}
                  >
                    {words.pdf}
                  </Button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </FoundList>
    </>
  );
}

type FilterProps = {
  kind?: (typeof KINDS)[number];
  period?: string;
  set: (change: { kind?: string; period?: string }) => void;
  saveAll: (what: 'csv' | 'zip') => Promise<void>;
};

function InvoiceFilters({ kind, period, set, saveAll }: FilterProps) {
  const words = useWords(creditWords);
  const parts = useWords(partWords);
  const icon = <IconDownload size={14} stroke={1.5} />;
  return (
    <div className="chips tab-head">
      <PeriodFilter name={words.issued} value={period} onChange={(next) => set({ period: next })} />
      <ChoiceFilter
        name={words.kind}
        value={kind}
        choices={KINDS.map((value) => ({ value, label: words.kinds[value] }))}
        onChange={(next) => set({ kind: next })}
      />
      <Button className="end" size="xs" leftSection={icon} onClick={() => void saveAll('zip')}>
        {words.zip}
      </Button>
      <Button size="xs" leftSection={icon} onClick={() => void saveAll('csv')}>
        {parts.csv}
      </Button>
    </div>
  );
}
