import { Autocomplete, Select, TextInput } from '@mantine/core';
import { type UseFormReturnType, useForm } from '@mantine/form';
import type { Schemas } from '../../api/client.ts';
import { fieldErrors } from '../../api/problem.ts';
import { useChange } from '../../api/use-change.ts';
import { useCountrySetChoices } from '../../parts/country-set.ts';
import { TaskDrawer, TaskFoot, TaskForm } from '../../parts/drawer.tsx';
import { ErrorNotice } from '../../parts/notice.tsx';
import { useWords } from '../../words/language.tsx';
import { useCarriers } from '../use-choices.ts';
import {
  NO_TERMS,
  SizeInputs,
  type TermsFields,
  TermsInputs,
  termsOf,
  toTerms,
} from './terms-fields.tsx';
import { planWords } from './words.ts';

type Plan = Schemas['DataPlanSummary'];

type Fields = {
  name: string;
  sizeValue: number | string;
  sizeUnit: Plan['sizeUnit'];
  validityDays: number | string;
  countrySet: string | null;
  carrier: string;
} & TermsFields;

type NewProps = { isOpen: boolean; close: () => void; onCreated: (id: string) => void };

export function NewPlan(props: NewProps) {
  const words = useWords(planWords);
  return (
    <TaskDrawer isOpen={props.isOpen} close={props.close} title={words.create}>
      <NewPlanForm {...props} />
    </TaskDrawer>
  );
}

function NewPlanForm({ close, onCreated }: NewProps) {
  const words = useWords(planWords);
  const { queries, intention, accept } = useChange();
  const form = useForm<Fields>({
    initialValues: {
      name: '',
      sizeValue: '',
      sizeUnit: 'GB',
      validityDays: '',
      countrySet: null,
      carrier: '',
      ...NO_TERMS,
    },
  });
  const create = queries.useMutation('post', '/operator/data-plans', {
    onSuccess: ({ id }) => {
      accept(words.created);
      onCreated(id);
    },
    onError: (error) => form.setErrors(fieldErrors(error)),
  });
  return (
    <TaskForm
      onSubmit={form.onSubmit(({ validityDays, countrySet, name, carrier, sizeUnit, ...data }) =>
        create.mutate({
          params: { header: intention.headers() },
          body: {
            ...{ name, carrier, sizeUnit },
            ...toTerms({ ...data, sizeUnit }, validityDays),
            countrySet: countrySet ?? '',
            ...(validityDays !== '' && { validityDays: Number(validityDays) }),
          },
        }),
      )}
      foot={<TaskFoot close={close} action={words.create} isBusy={create.isPending} />}
    >
      <PlanFields form={form} />
      <ErrorNotice error={create.error} />
    </TaskForm>
  );
}

/** Edits a plan. Packages that were already sold keep their terms. */
export function EditPlan({ plan, close }: { plan: Plan; close: () => void }) {
  const words = useWords(planWords);
  const { queries, intention, accept } = useChange();
  const form = useForm<Fields>({
    initialValues: {
      name: plan.name,
      ...termsOf(plan),
      sizeUnit: plan.sizeUnit,
      validityDays: plan.validityDays ?? '',
      countrySet: plan.countrySet,
      carrier: plan.carrier,
    },
  });
  const save = queries.useMutation('put', '/operator/data-plans/{id}', {
    onSuccess: () => {
      accept(words.saved);
      close();
    },
    onError: (error) => form.setErrors(fieldErrors(error)),
  });
  return (
    <TaskDrawer isOpen close={close} title={plan.name}>
      <TaskForm
        onSubmit={form.onSubmit(({ validityDays, countrySet, name, carrier, sizeUnit, ...data }) =>
          save.mutate({
            params: { path: { id: plan.id }, header: intention.headers() },
            body: {
              ...{ name, carrier, sizeUnit },
              ...toTerms({ ...data, sizeUnit }, validityDays),
              ...(countrySet && { countrySet }),
              ...(validityDays === ''
                ? { validityUnlimited: true }
                : { validityDays: Number(validityDays) }),
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
        <PlanFields form={form} />
        <ErrorNotice error={save.error} />
      </TaskForm>
    </TaskDrawer>
  );
}

function PlanFields({ form }: { form: UseFormReturnType<Fields> }) {
  const words = useWords(planWords);
  const countrySets = useCountrySetChoices();
  const carriers = useCarriers().map(({ value }) => value);
  const required = { required: true, withAsterisk: false };
  return (
    <>
      <TextInput
        label={words.name}
        {...required}
        maxLength={255}
        data-autofocus
        {...form.getInputProps('name')}
      />
      <SizeInputs form={form} />
      <TermsInputs form={form} />
      <Select
        label={words.set}
        {...required}
        searchable
        data={countrySets}
        {...form.getInputProps('countrySet')}
      />
      <Autocomplete
        label={words.carrier}
        {...required}
        data={carriers}
        {...form.getInputProps('carrier')}
      />
    </>
  );
}
