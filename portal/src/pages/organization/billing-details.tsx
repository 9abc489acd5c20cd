import { Select, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import type { Schemas } from '../../api/client.ts';
import { fieldErrors, problemOf } from '../../api/problem.ts';
import { useApi } from '../../api/use-api.tsx';
import { useChange } from '../../api/use-change.ts';
import { type Shape, State } from '../../look/state.tsx';
import { useCountryChoices } from '../../parts/country-choices.ts';
import { FormFoot } from '../../parts/form-foot.tsx';
import { Skeleton } from '../../parts/loading.tsx';
import { ErrorNotice, Notice } from '../../parts/notice.tsx';
import { Section } from '../../parts/page.tsx';
import { useWhyNot } from '../../session/allowed.tsx';
import { useWords } from '../../words/language.tsx';
import { organizationWords } from './words.ts';

const CHANGE = 'PUT /gigastore/billing-details';
const CHECKS: Record<string, Shape> = { valid: 'done', invalid: 'failed', unknown: 'unknown' };
type Details = Schemas['BillingDetails'];

/** The billing details. A company without any gets an empty form and an explanation. */
export function BillingDetails() {
  const { billing } = useWords(organizationWords);
  const { data, error, isPending, refetch } = useApi().queries.useQuery(
    'get',
    '/gigastore/billing-details',
    {},
    { retry: false },
  );
  const isMissing = problemOf(error)?.code === 'billing_details_not_found';
  if (isPending) return <Skeleton rows={8} row={56} />;
  return (
    <Section title={billing.title}>
      {error && !isMissing ? (
        <ErrorNotice error={error} retry={() => void refetch()} />
      ) : (
        <>
          {isMissing ? (
            <Notice tone="info" title={billing.none}>
              <p>{billing.noneText}</p>
            </Notice>
          ) : (
            <p className="t2 s13 org-lead">{billing.text}</p>
          )}
          <DetailsForm key={data?.updatedAt ?? 'new'} details={data} />
        </>
      )}
    </Section>
  );
}

function DetailsForm({ details }: { details: Details | undefined }) {
  const words = useWords(organizationWords);
  const { billing, company } = words;
  const { queries, intention, accept } = useChange();
  const isLocked = useWhyNot(CHANGE) !== undefined;
  const form = useForm({ initialValues: toValues(details) });
  const countries = useCountryChoices();
  const change = queries.useMutation('put', '/gigastore/billing-details', {
    onSuccess: () => accept(words.saved),
    onError: (error) => form.setErrors(fieldErrors(error)),
  });
  const field = (
    name: Exclude<keyof ReturnType<typeof toValues>, 'country' | 'locale'>,
    isOptional = false,
  ) => ({
    label: isOptional ? `${billing[name]} (${billing.optional})` : billing[name],
    required: !isOptional,
    disabled: isLocked,
    ...form.getInputProps(name),
  });
  const check = details?.vatId ? details.vatIdCheck : undefined;
  return (
    <form
      className="form org-form"
      noValidate
      onSubmit={form.onSubmit((values) =>
        change.mutate({ body: values, params: { header: intention.headers() } }),
      )}
    >
      <TextInput {...field('legalName')} />
      <TextInput {...field('addressLine1')} />
      <TextInput {...field('addressLine2', true)} />
      <div className="org-pair">
        <TextInput {...field('postalCode', true)} />
        <TextInput {...field('city')} />
      </div>
      <TextInput {...field('region', true)} />
      <Select
        label={billing.country}
        required
        searchable
        disabled={isLocked}
        data={countries}
        {...form.getInputProps('country')}
      />
      <div>
        <TextInput {...field('vatId', true)} description={billing.vatIdHelp} />
        {check && (
          <p className="small org-check">
            <State shape={CHECKS[check] ?? 'unknown'}>{billing.checks[check] ?? check}</State>
          </p>
        )}
      </div>
      <TextInput {...field('billingEmail')} type="email" />
      <Select
        label={billing.locale}
        allowDeselect={false}
        disabled={isLocked}
        data={Object.entries(company.languages).map(([value, label]) => ({ value, label }))}
        {...form.getInputProps('locale')}
      />
      <FormFoot
        className="form-foot"
        variant="filled"
        calls={CHANGE}
        error={change.error}
        isBusy={change.isPending}
        action={words.save}
      />
    </form>
  );
}

/** Missing values are empty fields, and empty fields are missing values. */
function toValues(details: Details | undefined) {
  return {
    legalName: details?.legalName ?? '',
    addressLine1: details?.addressLine1 ?? '',
    addressLine2: details?.addressLine2 ?? '',
    postalCode: details?.postalCode ?? '',
    city: details?.city ?? '',
    region: details?.region ?? '',
    country: details?.country ?? '',
    vatId: details?.vatId ?? '',
    billingEmail: details?.billingEmail ?? '',
    locale: details?.locale ?? ('en' as const),
  };
}
