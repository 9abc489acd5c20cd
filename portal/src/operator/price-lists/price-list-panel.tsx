import { Button, Select, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import type { Schemas } from '../../api/client.ts';
import { notCsv } from '../../api/not-csv.ts';
import { fieldErrors } from '../../api/problem.ts';
import { useQueries } from '../../api/use-api.tsx';
import { useChange } from '../../api/use-change.ts';
import { Confirm } from '../../parts/confirm.tsx';
import { TextFilter } from '../../parts/filters/filters.tsx';
import { Reading } from '../../parts/loading.tsx';
import { MoneyInput } from '../../parts/money-input.tsx';
import { ErrorNotice } from '../../parts/notice.tsx';
import { Panel, PanelSection } from '../../parts/panel.tsx';
import { useMay } from '../../session/session.ts';
import { useWords } from '../../words/language.tsx';
import { momentOf, useZone } from '../../words/zone.ts';
import { PlannedPrices } from './planned-prices.tsx';
import { plannedWords } from './planned-words.ts';
import { PriceFiles, Prices } from './prices.tsx';
import { priceListWords } from './words.ts';

type List = Schemas['PriceList'];
type Props = {
  id: string;
  q?: string;
  onSearch: (q: string | undefined) => void;
  close: () => void;
};
const TYPING_MS = 250;
const CHANGE = 'PUT /operator/price-lists/{id}/prices/{dataPlanId}';

/** One price list, with its prices. */
export function PriceListPanel({ id, q, onSearch, close }: Props) {
  const words = useWords(priceListWords);
  const may = useMay();
  const { data, error, refetch } = useQueries().useQuery('get', '/operator/price-lists/{id}', {
    params: { path: { id } },
  });
  return (
    <Panel label={data?.name ?? id} close={close}>
      <PanelSection>
        <Reading data={data} error={error} refetch={refetch} rows={8} row={28} />
        {data && (
          <>
            <div className="pk-title">
              <h2>{data.name}</h2>
            </div>
            <p className="t2 s13">{data.isDefault ? words.default : words.own}</p>
            {may('PUT /operator/price-lists/{id}') && <Rename list={data} />}
            {!data.isDefault && <Remove list={data} close={close} />}
          </>
        )}
      </PanelSection>
      {data && may(CHANGE) && (
        <PanelSection title={words.setPrice}>
          <PriceForm list={data} />
        </PanelSection>
      )}
      {data && <PlannedPrices listId={data.id} />}
      {data && (
        <PanelSection title={words.prices}>
          {!data.isDefault && <p className="t3 small">{words.priceHelp}</p>}
          <div className="chips">
            <TextFilter label={words.searchPrices} value={q} onChange={onSearch} />
          </div>
          <div className="row pad-top">
            <PriceFiles list={data} />
          </div>
          <Prices list={data} q={q} />
        </PanelSection>
      )}
    </Panel>
  );
}

/** Returns the displayed price. The server refuses to replace a newer one. */
function expectedOf({ prices }: List, dataPlanId: string) {
  const seen = prices.find((price) => price.dataPlanId === dataPlanId);
  return seen ? { expectedPrice: seen.wholesalePrice } : { isNew: true };
}

function PriceForm({ list }: { list: List }) {
  const words = useWords(priceListWords);
  const { queries, intention, accept, refresh } = useChange();
  const planned = useWords(plannedWords);
  const zone = useZone();
  const form = useForm({ initialValues: { dataPlanId: '', price: '', from: '' } });
  const [typed, setTyped] = useState('');
  const [q] = useDebouncedValue(typed, TYPING_MS);
  const plans = queries.useQuery('get', '/operator/data-plans', {
    params: { query: { limit: 50, retired: false, ...(q && { q }) } },
  });
  const later = queries.useMutation('post', '/operator/price-lists/{id}/planned-prices', {
    onSuccess: () => {
      accept(planned.planned);
      form.reset();
    },
    onError: (error) => form.setErrors(fieldErrors(error)),
  });
  const plan = (dataPlanId: string, price: string, from: string) =>
    later.mutate({
      params: { path: { id: list.id }, header: intention.headers() },
      body: {
        effectiveAt: new Date(momentOf(from, zone)).toISOString(),
        prices: [
          { dataPlanId, wholesalePrice: { priceValue: Number(price), currencyCode: 'USD' } },
        ],
      },
    });
  const save = queries.useMutation('put', '/operator/price-lists/{id}/prices/{dataPlanId}', {
    onSuccess: () => {
      accept(words.priceSaved);
      form.reset();
    },
    onError: (error) => {
      form.setErrors(fieldErrors(error));
      refresh();
    },
  });
  return (
    <form
      className="form"
      onSubmit={form.onSubmit(({ dataPlanId, price, from }) =>
        from
          ? plan(dataPlanId, price, from)
          : save.mutate({
              params: { path: { id: list.id, dataPlanId }, header: intention.headers() },
              body: {
                wholesalePrice: { priceValue: Number(price), currencyCode: 'USD' },
                ...expectedOf(list, dataPlanId),
              },
            }),
      )}
    >
      <Select
        label={words.plan}
        searchable
        searchValue={typed}
        onSearchChange={setTyped}
        filter={({ options }) => options}
        data={(notCsv(plans.data)?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        {...form.getInputProps('dataPlanId')}
      />
      <MoneyInput label={words.price} {...form.getInputProps('price')} />
      <TextInput
        label={planned.from}
        description={planned.fromHelp}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        type="datetime-local"
        {...form.getInputProps('from')}
      />
      <ErrorNotice error={save.error ?? later.error} />
      <div className="row">
        <Button
          type="submit"
          size="xs"
          loading={save.isPending || later.isPending}
          disabled={!form.values.dataPlanId || form.values.price === ''}
        >
          {words.setPrice}
        </Button>
      </div>
    </form>
  );
}

function Rename({ list }: { list: List }) {
  const words = useWords(priceListWords);
  const { queries, intention, accept } = useChange();
  const form = useForm({ initialValues: { name: list.name } });
  const save = queries.useMutation('put', '/operator/price-lists/{id}', {
    onSuccess: () => {
      accept(words.renamed);
      form.resetDirty();
    },
    onError: (error) => form.setErrors(fieldErrors(error)),
  });
  return (
    <form
      className="form pad-top"
      onSubmit={form.onSubmit((body) =>
        save.mutate({
          params: { path: { id: list.id }, header: intention.headers() },
          body,
        }),
      )}
    >
      <TextInput label={words.name} maxLength={255} {...form.getInputProps('name')} />
      <ErrorNotice error={save.error} />
      {form.isDirty() && (
        <div className="row">
          <Button type="submit" size="xs" loading={save.isPending}>
            {words.rename}
          </Button>
        </div>
      )}
    </form>
  );
}

function Remove({ list, close }: { list: List; close: () => void }) {
  const words = useWords(priceListWords);
  const may = useMay();
  const [isAsking, setAsking] = useState(false);
  const { queries, intention, accept } = useChange();
  const remove = queries.useMutation('delete', '/operator/price-lists/{id}', {
    onSuccess: () => {
      accept(words.removed);
      close();
    },
  });
  if (!may('DELETE /operator/price-lists/{id}')) return null;
  return (
    <div className="row pk-acts">
      <Button size="xs" onClick={() => setAsking(true)}>
        {words.remove}
      </Button>
      <Confirm
        isOpen={isAsking}
        close={() => setAsking(false)}
        title={words.removeTitle(list.name)}
        action={words.remove}
        isLoss
        isBusy={remove.isPending}
        error={remove.error}
        confirm={() =>
          remove.mutate({ params: { path: { id: list.id }, header: intention.headers() } })
        }
      >
        {words.removeText}
      </Confirm>
    </div>
  );
}
