import { Select, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import type { Schemas } from '../../api/client.ts';
import { fieldErrors } from '../../api/problem.ts';
import { useApi } from '../../api/use-api.tsx';
import { useChange } from '../../api/use-change.ts';
import { Facts } from '../../parts/facts.tsx';
import { FormFoot } from '../../parts/form-foot.tsx';
import { Skeleton } from '../../parts/loading.tsx';
import { ErrorNotice } from '../../parts/notice.tsx';
import { Section } from '../../parts/page.tsx';
import { useWhyNot } from '../../session/allowed.tsx';
import { useWords } from '../../words/language.tsx';
import { zonesWith } from '../../words/zone.ts';
import { Closing } from './closing.tsx';
import { organizationWords } from './words.ts';

const CHANGE = 'PUT /gigastore/organization';

export function Company() {
  const words = useWords(organizationWords);
  const { data, error, isPending, refetch } = useApi().queries.useQuery(
    'get',
    '/gigastore/organization',
  );
  return (
    <>
      <ErrorNotice error={error} retry={() => void refetch()} />
      {isPending && <Skeleton rows={4} row={56} />}
      {data && (
        <div className="two-columns">
          <div className="stack">
            <CompanyForm key={data.id} organization={data} />
            <Closing name={data.name} />
          </div>
          <Section title={words.company.ids}>
            <Facts
              facts={[
                { name: words.company.organization, value: data.id, copy: data.id, isCode: true },
                {
                  name: words.company.live,
                  value: data.accounts.live,
                  copy: data.accounts.live,
                  isCode: true,
                },
                {
                  name: words.company.sandbox,
                  value: data.accounts.sandbox,
                  copy: data.accounts.sandbox,
                  isCode: true,
                },
              ]}
            />
          </Section>
        </div>
      )}
    </>
  );
}

function CompanyForm({ organization }: { organization: Schemas['Organization'] }) {
  const { company, save, saved } = useWords(organizationWords);
  const { queries, intention, accept } = useChange();
  const isLocked = useWhyNot(CHANGE) !== undefined;
  const { name, email, pendingEmail, locale, timeZone } = organization;
  const form = useForm({ initialValues: { name, email, locale, timeZone } });
  const change = queries.useMutation('put', '/gigastore/organization', {
    onSuccess: ({ email: current }) => {
      // A new email address takes effect once it is verified.
      form.setFieldValue('email', current);
      form.resetDirty();
      accept(saved);
    },
    onError: (error) => form.setErrors(fieldErrors(error)),
  });
  return (
    <Section title={company.title}>
      <form
        className="form org-form"
        onSubmit={form.onSubmit((body) =>
          change.mutate({ body, params: { header: intention.headers() } }),
        )}
      >
        <TextInput
          label={company.name}
          required
          disabled={isLocked}
          {...form.getInputProps('name')}
        />
        <TextInput
          label={company.email}
          description={pendingEmail === null ? company.emailHelp : company.pending(pendingEmail)}
          type="email"
          required
          disabled={isLocked}
          {...form.getInputProps('email')}
        />
        <Select
          label={company.locale}
          allowDeselect={false}
          disabled={isLocked}
          data={Object.entries(company.languages).map(([value, label]) => ({ value, label }))}
          {...form.getInputProps('locale')}
        />
        <Select
          label={company.timeZone}
          description={company.timeZoneHelp}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          allowDeselect={false}
          searchable
          disabled={isLocked}
          data={zonesWith(timeZone)}
          {...form.getInputProps('timeZone')}
        />
        <FormFoot
          className="form-foot"
          variant="filled"
          calls={CHANGE}
          error={change.error}
          isBusy={change.isPending}
          action={save}
        />
      </form>
    </Section>
  );
}
