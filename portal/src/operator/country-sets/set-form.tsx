import { MultiSelect, TextInput } from '@mantine/core';
import { type UseFormReturnType, useForm } from '@mantine/form';
import type { Schemas } from '../../api/client.ts';
import { fieldErrors } from '../../api/problem.ts';
import { useQueries } from '../../api/use-api.tsx';
import { useChange } from '../../api/use-change.ts';
import { TaskDrawer, TaskFoot, TaskForm } from '../../parts/drawer.tsx';
import { ErrorNotice } from '../../parts/notice.tsx';
import { useFormat } from '../../words/format.ts';
import { useWords } from '../../words/language.tsx';
import { countrySetWords } from './words.ts';

type CountrySet = Schemas['OperatorCountrySet'];

type Fields = { code: string; name: string; countries: string[] };
type Props = { isOpen: boolean; close: () => void; onCreated: (code: string) => void };

export function NewCountrySet(props: Props) {
  const words = useWords(countrySetWords);
  return (
    <TaskDrawer isOpen={props.isOpen} close={props.close} title={words.create}>
      <NewForm {...props} />
    </TaskDrawer>
  );
}

function NewForm({ close, onCreated }: Props) {
  const words = useWords(countrySetWords);
  const { queries, intention, accept } = useChange();
  const form = useForm<Fields>({ initialValues: { code: '', name: '', countries: [] } });
  const create = queries.useMutation('post', '/operator/country-sets', {
    onSuccess: ({ code }) => {
      accept(words.created);
      onCreated(code);
    },
    onError: (error) => form.setErrors(fieldErrors(error)),
  });
  return (
    <TaskForm
      onSubmit={form.onSubmit((body) =>
        create.mutate({ params: { header: intention.headers() }, body }),
      )}
      foot={<TaskFoot close={close} action={words.create} isBusy={create.isPending} />}
    >
      <TextInput
        label={words.code}
        description={words.codeHelp}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        required
        withAsterisk={false}
        maxLength={16}
        data-autofocus
        {...form.getInputProps('code')}
      />
      <SetFields form={form} />
      <ErrorNotice error={create.error} />
    </TaskForm>
  );
}

export function EditCountrySet({ of, close }: { of: CountrySet; close: () => void }) {
  const words = useWords(countrySetWords);
  const { queries, intention, accept } = useChange();
  const form = useForm<Fields>({
    initialValues: { code: of.code, name: of.name, countries: of.countries },
  });
  const save = queries.useMutation('put', '/operator/country-sets/{code}', {
    onSuccess: () => {
      accept(words.saved);
      close();
    },
    onError: (error) => form.setErrors(fieldErrors(error)),
  });
  return (
    <TaskDrawer isOpen close={close} title={of.name}>
      <TaskForm
        onSubmit={form.onSubmit(({ name, countries }) =>
          save.mutate({
            params: { path: { code: of.code }, header: intention.headers() },
            body: { name, countries },
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
        <SetFields form={form} />
        <ErrorNotice error={save.error} />
      </TaskForm>
    </TaskDrawer>
  );
}

function SetFields({ form }: { form: UseFormReturnType<Fields> }) {
  const words = useWords(countrySetWords);
  const format = useFormat();
  const { data } = useQueries().useQuery('get', '/gigastore/esim/countries');
  const codes = new Set(
    (data ?? [])
      .flatMap(({ countries }) => countries.map(({ code }) => code))
      .concat(form.values.countries),
  );
  const choices = [...codes]
    .map((code) => ({ value: code, label: `${format.country(code)} (${code})` }))
    .toSorted((a, b) => a.label.localeCompare(b.label));
  return (
    <>
      <TextInput
        label={words.name}
        required
        withAsterisk={false}
        maxLength={255}
        {...form.getInputProps('name')}
      />
      <MultiSelect
        label={words.countries}
        description={words.countriesHelp}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        searchable
        hidePickedOptions
        data={choices}
        {...form.getInputProps('countries')}
      />
    </>
  );
}
