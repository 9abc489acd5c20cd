import { Select, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import type { Schemas } from '../../api/client.ts';
import { fieldErrors } from '../../api/problem.ts';
import { useChange } from '../../api/use-change.ts';
import { useCountryChoices } from '../../parts/country-choices.ts';
import { TaskDrawer, TaskFoot, TaskForm } from '../../parts/drawer.tsx';
import { ErrorNotice } from '../../parts/notice.tsx';
import { useWords } from '../../words/language.tsx';
import { zonesWith } from '../../words/zone.ts';
import { editWords } from './edit-words.ts';

type Props = { reseller: Schemas['OperatorOrganization']; close: () => void };

/** Changes the name, the contact and the billing country of a reseller. */
export function EditReseller(props: Props) {
  const words = useWords(editWords);
  return (
    <TaskDrawer isOpen close={props.close} title={words.edit}>
      <EditForm {...props} />
    </TaskDrawer>
  );
}

function EditForm({ reseller, close }: Props) {
  const words = useWords(editWords);
  const countries = useCountryChoices();
  const { queries, intention, accept } = useChange();
  const { id, name, email, locale, timeZone, billingCountry } = reseller;
  const form = useForm({
    initialValues: { name, email, locale, timeZone, billingCountry: billingCountry ?? '' },
  });
  const save = queries.useMutation('put', '/operator/organizations/{id}', {
    onSuccess: () => {
      accept(words.saved);
      close();
    },
    onError: (error) => form.setErrors(fieldErrors(error)),
  });
  return (
    <TaskForm
      onSubmit={form.onSubmit(({ billingCountry: country, ...body }) =>
        save.mutate({
          params: { path: { id }, header: intention.headers() },
          // An unchanged country needs no check against the billing details.
          body: { ...body, ...(country !== (billingCountry ?? '') && { billingCountry: country }) },
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
      <TextInput
        label={words.name}
        maxLength={255}
        data-autofocus
        {...form.getInputProps('name')}
      />
      <TextInput
        label={words.email}
        description={words.emailHelp}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        type="email"
        {...form.getInputProps('email')}
      />
      <Select
        label={words.locale}
        allowDeselect={false}
        data={Object.entries(words.languages).map(([value, label]) => ({ value, label }))}
        {...form.getInputProps('locale')}
      />
      <Select
        label={words.timeZone}
        allowDeselect={false}
        searchable
        data={zonesWith(timeZone)}
        {...form.getInputProps('timeZone')}
      />
      <Select
        label={words.billingCountry}
        {...(billingCountry === null && { description: words.noBilling })}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        allowDeselect={false}
        searchable
        disabled={billingCountry === null}
        data={countries}
        {...form.getInputProps('billingCountry')}
      />
      <ErrorNotice error={save.error} />
    </TaskForm>
  );
}
