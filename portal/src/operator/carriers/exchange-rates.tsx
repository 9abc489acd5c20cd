import { TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import type { Schemas } from '../../api/client.ts';
import { fieldErrors } from '../../api/problem.ts';
import { useChange } from '../../api/use-change.ts';
import { TaskDrawer, TaskFoot, TaskForm } from '../../parts/drawer.tsx';
import { Reading } from '../../parts/loading.tsx';
import { ErrorNotice } from '../../parts/notice.tsx';
import { useWhyNot } from '../../session/allowed.tsx';
import { useWords } from '../../words/language.tsx';
import { catalogueWords } from './catalogue-words.ts';

const BELOW = ['label', 'input', 'description', 'error'] as const;

/** The dated rates by which suppliers' prices are converted, and a form for another one. */
export function ExchangeRates({ close }: { close: () => void }) {
  const words = useWords(catalogueWords);
  const { queries, intention, accept } = useChange();
  const whyNot = useWhyNot('PUT /operator/exchange-rates');
  const { data, error, refetch } = queries.useQuery('get', '/operator/exchange-rates');
  const form = useForm({ initialValues: { currency: '', usdPerUnit: '', validFrom: '' } });
  const save = queries.useMutation('put', '/operator/exchange-rates', {
    onSuccess: () => {
      accept(words.rateSaved);
      form.reset();
    },
    onError: (refusal) => form.setErrors(fieldErrors(refusal)),
  });
  return (
    <TaskDrawer isOpen close={close} title={words.rates}>
      <TaskForm
        onSubmit={form.onSubmit(({ currency, usdPerUnit, validFrom }) =>
          save.mutate({
            params: { header: intention.headers() },
            body: {
              currency: currency.trim().toUpperCase(),
              usdPerUnit: Number(usdPerUnit.replace(',', '.')),
              ...(validFrom !== '' && { validFrom }),
            },
          }),
        )}
        foot={
          <TaskFoot
            close={close}
            action={words.saveRate}
            isBusy={save.isPending}
            isDisabled={!form.isDirty() || whyNot !== undefined}
          />
        }
      >
        <TextInput
          label={words.currency}
          maxLength={3}
          data-autofocus
          {...form.getInputProps('currency')}
        />
        <TextInput
          label={words.usdPerUnit}
          inputMode="decimal"
          {...form.getInputProps('usdPerUnit')}
        />
        <TextInput
          type="date"
          label={words.validFrom}
          description={words.validFromHelp}
          inputWrapperOrder={[...BELOW]}
          {...form.getInputProps('validFrom')}
        />
        <ErrorNotice error={save.error} />
        <Reading data={data} error={error} refetch={refetch} rows={3} />
        {data?.items.length === 0 && <p className="t2 s13">{words.noRates}</p>}
        {data && data.items.length > 0 && <Rates rates={data.items} />}
      </TaskForm>
    </TaskDrawer>
  );
}

function Rates({ rates }: { rates: Schemas['ExchangeRates']['items'] }) {
  const words = useWords(catalogueWords);
  return (
    <table className="tbl plain" aria-label={words.rates}>
      <thead>
        <tr>
          <th>{words.currency}</th>
          <th>{words.validFrom}</th>
          <th className="r">USD</th>
        </tr>
      </thead>
      <tbody>
        {rates.map(({ currency, validFrom, usdPerUnit }) => (
          <tr key={`${currency} ${validFrom}`}>
            <td className="strong">{currency}</td>
            <td className="t2">{validFrom}</td>
            <td className="r num">{usdPerUnit}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
