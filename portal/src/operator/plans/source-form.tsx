import {
  ActionIcon,
  Autocomplete,
  Button,
  MultiSelect,
  NumberInput,
  Select,
  TextInput,
} from '@mantine/core';
import { type UseFormReturnType, useForm } from '@mantine/form';
import { randomId } from '@mantine/hooks';
import { IconArrowUp, IconPlus, IconTrash } from '@tabler/icons-react';
import type { Schemas } from '../../api/client.ts';
import { problemOf } from '../../api/problem.ts';
import { useQueries } from '../../api/use-api.tsx';
import { useChange } from '../../api/use-change.ts';
import { useCountryChoices } from '../../parts/country-choices.ts';
import { TaskDrawer, TaskFoot, TaskForm } from '../../parts/drawer.tsx';
import { ErrorNotice } from '../../parts/notice.tsx';
import { useWords } from '../../words/language.tsx';
import { sourceWords } from './source-words.ts';

type Plan = Schemas['DataPlan'];
type Source = {
  /** Tells the sources of the form apart; it is not sent. */
  key: string;
  carrier: string;
  item: string;
  share: number | string;
  countries: string[];
};
type Fields = { policy: Plan['sourcePolicy']; sources: Source[] };

const MOST_SOURCES = 10;

/** Edits where a plan is ordered. Orders that were sent stay where they are. */
export function EditSources({ plan, close }: { plan: Plan; close: () => void }) {
  const words = useWords(sourceWords);
  const { queries, intention, accept } = useChange();
  const form = useForm<Fields>({
    initialValues: {
      policy: plan.sourcePolicy,
      sources: plan.sources.map(({ offSince: _, share, ...source }) => ({
        ...source,
        key: randomId(),
        share: share ?? '',
      })),
    },
  });
  const save = queries.useMutation('put', '/operator/data-plans/{id}/sources', {
    onSuccess: () => {
      accept(words.saved);
      close();
    },
    onError: (error) => form.setErrors(errorsByPath(error)),
  });
  return (
    <TaskDrawer isOpen close={close} title={words.edit}>
      <TaskForm
        onSubmit={form.onSubmit(({ policy, sources }) =>
          save.mutate({
            params: { path: { id: plan.id }, header: intention.headers() },
            body: {
              policy,
              sources: sources.map(({ carrier, item, share, countries }) => ({
                carrier,
                item,
                countries,
                ...(share !== '' && { share: Number(share) }),
              })),
            },
          }),
        )}
        foot={
          <TaskFoot
            close={close}
            action={words.save}
            isBusy={save.isPending}
            isDisabled={!form.isDirty()}
          />
        }
      >
        <Policy form={form} />
        {form.values.sources.map(({ key }, index) => (
          <SourceFields key={key} form={form} index={index} />
        ))}
        <div className="row">
          <Button
            size="xs"
            variant="default"
            leftSection={<IconPlus size={14} stroke={1.5} />}
            disabled={form.values.sources.length >= MOST_SOURCES}
            onClick={() => form.insertListItem('sources', emptySource())}
          >
            {words.add}
          </Button>
        </div>
        <ErrorNotice error={save.error} />
      </TaskForm>
    </TaskDrawer>
  );
}

const emptySource = (): Source => ({
  key: randomId(),
  carrier: '',
  item: '',
  share: '',
  countries: [],
});

type Props = { form: UseFormReturnType<Fields> };

function Policy({ form }: Props) {
  const words = useWords(sourceWords);
  const names = Object.entries(words.policyNames).map(([value, label]) => ({ value, label }));
  return (
    <Select
      label={words.policy}
      description={words.help}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      allowDeselect={false}
      data={names}
      data-autofocus
      {...form.getInputProps('policy')}
    />
  );
}

function SourceFields({ form, index }: Props & { index: number }) {
  const words = useWords(sourceWords);
  const countries = useCountryChoices();
  const { data } = useQueries().useQuery('get', '/operator/carriers');
  const suppliers = (data?.items ?? []).map(({ carrier }) => carrier);
  const number = String(index + 1);
  const { policy } = form.values;
  const fieldOf = (name: keyof Source) => form.getInputProps(`sources.${index}.${name}`);
  return (
    <fieldset className="form" aria-label={words.source(number)}>
      <div className="row">
        <span className="grow strong s13">{words.source(number)}</span>
        {index > 0 && (
          <ActionIcon
            variant="subtle"
            aria-label={words.up(number)}
            onClick={() => form.reorderListItem('sources', { from: index, to: index - 1 })}
          >
            <IconArrowUp size={16} stroke={1.5} />
          </ActionIcon>
        )}
        <ActionIcon
          variant="subtle"
          aria-label={words.remove(number)}
          onClick={() => form.removeListItem('sources', index)}
        >
          <IconTrash size={16} stroke={1.5} />
        </ActionIcon>
      </div>
      <Autocomplete
        label={words.carrier}
        required
        withAsterisk={false}
        data={suppliers}
        {...fieldOf('carrier')}
      />
      <TextInput label={words.item} required withAsterisk={false} {...fieldOf('item')} />
      {policy === 'split' && (
        <NumberInput
          label={words.share}
          min={0}
          max={100}
          allowDecimal={false}
          {...fieldOf('share')}
        />
      )}
      {policy === 'by_country' && (
        <MultiSelect
          label={words.countries}
          searchable
          data={countries}
          {...fieldOf('countries')}
        />
      )}
    </fieldset>
  );
}

/** Returns the errors by the fields of the form: `/sources/0/item` belongs to `sources.0.item`. */
function errorsByPath(error: unknown): Record<string, string> {
  const wrong = problemOf(error)?.errors ?? [];
  return Object.fromEntries(
    wrong.map(({ path, message }) => [path.slice(1).replaceAll('/', '.'), message] as const),
  );
}
