import { Select, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useDebouncedValue } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { notCsv } from '../../api/not-csv.ts';
import { fieldErrors } from '../../api/problem.ts';
import { useChange } from '../../api/use-change.ts';
import { TaskDrawer, TaskFoot, TaskForm } from '../../parts/drawer.tsx';
import { MoneyInput } from '../../parts/money-input.tsx';
import { ErrorNotice } from '../../parts/notice.tsx';
import { useFormat } from '../../words/format.ts';
import { useWords } from '../../words/language.tsx';
import { resellerWords } from './words.ts';

type Props = { organizationId: string; close: () => void };
const TYPING_MS = 250;
const SHOWN = 50;

/** Adds a data plan to the inventories of a reseller. */
export function OfferPlan(props: Props) {
  const words = useWords(resellerWords);
  return (
    <TaskDrawer isOpen close={props.close} title={words.offer}>
      <OfferForm {...props} />
    </TaskDrawer>
  );
}

function OfferForm({ organizationId, close }: Props) {
  const words = useWords(resellerWords);
  const format = useFormat();
  const { queries, intention, accept } = useChange();
  const form = useForm({ initialValues: { dataPlanId: '', retailPrice: '', name: '' } });
  const [typed, setTyped] = useState('');
  const [q] = useDebouncedValue(typed, TYPING_MS);
  const plans = queries.useQuery('get', '/operator/data-plans', {
    params: { query: { limit: SHOWN, retired: false, ...(q && { q }) } },
  });
  const offer = queries.useMutation('post', '/operator/organizations/{id}/offers', {
    onSuccess: ({ added }) => {
      accept();
      notifications.show({
        message: added > 0 ? words.offered(format.number(added)) : words.offeredBefore,
      });
      close();
    },
    onError: (error) => form.setErrors(fieldErrors(error)),
  });
  return (
    <TaskForm
      onSubmit={form.onSubmit(({ dataPlanId, retailPrice, name }) =>
        offer.mutate({
          params: { path: { id: organizationId }, header: intention.headers() },
          body: {
            dataPlanId,
            retailPrice: { priceValue: Number(retailPrice), currencyCode: 'USD' },
            ...(name && { name }),
          },
        }),
      )}
      foot={
        <TaskFoot
          close={close}
          action={words.offer}
          isBusy={offer.isPending}
          isDisabled={!form.values.dataPlanId || !form.values.retailPrice}
        />
      }
    >
      <Select
        label={words.plan}
        searchable
        searchValue={typed}
        onSearchChange={setTyped}
        filter={({ options }) => options}
        data={(notCsv(plans.data)?.items ?? []).map((plan) => ({
          value: plan.id,
          label: plan.wholesalePrice
            ? `${plan.name} (${format.money(plan.wholesalePrice)})`
            : plan.name,
        }))}
        {...form.getInputProps('dataPlanId')}
      />
      <MoneyInput label={words.retail} {...form.getInputProps('retailPrice')} />
      <TextInput
        label={words.ownName}
        description={words.ownNameHelp}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        maxLength={255}
        {...form.getInputProps('name')}
      />
      <ErrorNotice error={offer.error} />
    </TaskForm>
  );
}
