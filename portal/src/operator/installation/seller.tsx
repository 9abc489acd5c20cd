import { Select, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { notifications } from '@mantine/notifications';
import type { Schemas } from '../../api/client.ts';
import { fieldErrors } from '../../api/problem.ts';
import { useQueries } from '../../api/use-api.tsx';
import { useChange } from '../../api/use-change.ts';
import { useCountryChoices } from '../../parts/country-choices.ts';
import { Reading } from '../../parts/loading.tsx';
import { ErrorNotice } from '../../parts/notice.tsx';
import { AllowedButton } from '../../session/allowed.tsx';
import { useWords } from '../../words/language.tsx';
import { installationWords } from './words.ts';

type Details = Schemas['SellerDetails'];
const ADDRESS = ['addressLine1', 'addressLine2', 'postalCode', 'city'] as const;
const BANK = ['bankName', 'iban', 'bic'] as const;
const REQUIRED: readonly string[] = ['legalName', 'addressLine1', 'city'];

/** The seller as printed on invoices. */
export function Seller() {
  const { data, error, refetch } = useQueries().useQuery('get', '/operator/seller');
  return (
    <div className="narrow-page">
      <Reading data={data} error={error} refetch={refetch} rows={8} row={52} />
      {data && <SellerForm seller={data.seller} />}
    </div>
  );
}

function SellerForm({ seller }: { seller: Details | null }) {
  const words = useWords(installationWords);
  const countries = useCountryChoices();
  const { queries, intention, accept } = useChange();
  const form = useForm({
    initialValues: {
      legalName: seller?.legalName ?? '',
      addressLine1: seller?.addressLine1 ?? '',
      addressLine2: seller?.addressLine2 ?? '',
      postalCode: seller?.postalCode ?? '',
      city: seller?.city ?? '',
      country: seller?.country ?? '',
      vatId: seller?.vatId ?? '',
      email: seller?.email ?? '',
      bankName: seller?.bankName ?? '',
      iban: seller?.iban ?? '',
      bic: seller?.bic ?? '',
    },
  });
  const save = queries.useMutation('put', '/operator/seller', {
    onSuccess: ({ approvalRequest }) => {
      accept();
      form.resetDirty();
      notifications.show({ message: approvalRequest ? words.waits : words.saved });
    },
    onError: (error) => form.setErrors(fieldErrors(error)),
  });
  const field = (name: Exclude<keyof typeof form.values, 'country'>) => (
    <TextInput
      key={name}
      label={words[name]}
      required={REQUIRED.includes(name)}
      withAsterisk={false}
      maxLength={255}
      {...form.getInputProps(name)}
    />
  );
  return (
    <form
      className="form"
      onSubmit={form.onSubmit((values) => {
        const given = Object.entries(values).filter(([, value]) => value !== '');
        save.mutate({
          params: { header: intention.headers() },
          body: Object.fromEntries(given) as typeof values,
        });
      })}
    >
      <p className="t2 s13">{words.sellerText}</p>
      {field('legalName')}
      {ADDRESS.map(field)}
      <Select
        label={words.country}
        searchable
        required
        withAsterisk={false}
        data={countries}
        {...form.getInputProps('country')}
      />
      {field('vatId')}
      {field('email')}
      <h2 className="strong s13">{words.bank}</h2>
      {BANK.map(field)}
      <ErrorNotice error={save.error} />
      <div className="row">
        <AllowedButton
          calls="PUT /operator/seller"
          type="submit"
          variant="filled"
          loading={save.isPending}
          disabled={!form.isDirty()}
        >
          {words.save}
        </AllowedButton>
      </div>
    </form>
  );
}
