import { Button, Checkbox, ColorInput, FileButton, Select, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useState } from 'react';
import type { Schemas } from '../../api/client.ts';
import { fieldErrors } from '../../api/problem.ts';
import { useApi } from '../../api/use-api.tsx';
import { useChange } from '../../api/use-change.ts';
import { FormFoot } from '../../parts/form-foot.tsx';
import { Skeleton } from '../../parts/loading.tsx';
import { ErrorNotice } from '../../parts/notice.tsx';
import { Section } from '../../parts/page.tsx';
import { useWhyNot } from '../../session/allowed.tsx';
import { useWords } from '../../words/language.tsx';
import { BrandPreview } from './brand-preview.tsx';
import { HostRecord } from './host-record.tsx';
import { TravellerMails } from './traveller-mails.tsx';
import { organizationWords } from './words.ts';

const CHANGE = 'PUT /gigastore/branding';
type Brand = Schemas['Branding'];
const FIELDS = [
  'displayName',
  'senderName',
  'supportEmail',
  'supportPhone',
  'supportUrl',
  'shopUrl',
  'pagesHost',
] as const;

/** The languages of travellers' pages, each by its own name. */
const LANGUAGES = ['en', 'de', 'fr', 'es', 'it', 'pt', 'nl', 'pl', 'tr', 'ja', 'zh', 'ar'].map(
  (value) => ({
    value,
    label: new Intl.DisplayNames([value], { type: 'language' }).of(value) ?? value,
  }),
);

/** The branding that travellers see, with a live preview. */
export function Branding() {
  const { data, error, refetch } = useApi().queries.useQuery('get', '/gigastore/branding');
  if (error) return <ErrorNotice error={error} retry={() => void refetch()} />;
  if (!data) return <Skeleton rows={8} row={56} />;
  return <BrandForm brand={data} />;
}

function BrandForm({ brand }: { brand: Brand }) {
  const words = useWords(organizationWords);
  const { branding } = words;
  const { queries, intention, accept } = useChange();
  const isLocked = useWhyNot(CHANGE) !== undefined;
  const form = useForm({ initialValues: toValues(brand) });
  const change = queries.useMutation('put', '/gigastore/branding', {
    onSuccess: () => accept(words.saved),
    onError: (error) => form.setErrors(fieldErrors(error)),
  });
  const submit = form.onSubmit((values) => {
    const given = Object.entries(values).filter(([, value]) => value !== '');
    change.mutate({ body: Object.fromEntries(given), params: { header: intention.headers() } });
  });
  return (
    <div className="two-columns">
      <Section title={branding.title}>
        <form className="form org-form" noValidate onSubmit={submit}>
          {FIELDS.map((name) => (
            <TextInput
              key={name}
              label={branding[name]}
              description={name === 'pagesHost' ? branding.pagesHostHelp : undefined}
              disabled={isLocked}
              {...form.getInputProps(name)}
            />
          ))}
          <HostRecord brand={brand} host={form.values.pagesHost} />
          <ColorInput
            label={branding.accentColor}
            description={branding.accentHelp}
            format="hex"
            withEyeDropper={false}
            disabled={isLocked}
            {...form.getInputProps('accentColor')}
          />
          <Select
            label={branding.defaultLocale}
            disabled={isLocked}
            data={LANGUAGES}
            {...form.getInputProps('defaultLocale')}
          />
          <Checkbox
            label={branding.travellersMayStart}
            disabled={isLocked}
            {...form.getInputProps('travellersMayStart', { type: 'checkbox' })}
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
        <Logo hasLogo={brand.logoUrl !== null} />
      </Section>
      <Section title={branding.preview}>
        <BrandPreview {...form.values} logoUrl={brand.logoUrl} />
      </Section>
      <TravellerMails languages={LANGUAGES} />
    </div>
  );
}

function toValues(brand: Brand) {
  return {
    displayName: brand.displayName ?? '',
    senderName: brand.senderName ?? '',
    supportEmail: brand.supportEmail ?? '',
    supportPhone: brand.supportPhone ?? '',
    supportUrl: brand.supportUrl ?? '',
    shopUrl: brand.shopUrl ?? '',
    accentColor: brand.accentColor ?? '',
    defaultLocale: brand.defaultLocale ?? '',
    pagesHost: brand.pagesHost ?? '',
    travellersMayStart: brand.travellersMayStart,
  };
}

function Logo({ hasLogo }: { hasLogo: boolean }) {
  const { branding } = useWords(organizationWords);
  const { queries, intention, accept } = useChange();
  const isLocked = useWhyNot('PUT /gigastore/branding/logo') !== undefined;
  const [readError, setReadError] = useState<unknown>();
  const settled = {
    onSuccess: () => accept(),
  };
  const upload = queries.useMutation('put', '/gigastore/branding/logo', settled);
  const remove = queries.useMutation('delete', '/gigastore/branding/logo', settled);
  async function send(file: File | null) {
    if (!file) return;
    const content = await base64Of(file).catch(setReadError);
    if (!content) return;
    const contentType = file.type === 'image/svg+xml' ? 'image/svg+xml' : 'image/png';
    upload.mutate({
      body: { contentType, content },
      params: { header: intention.headers() },
    });
  }
  if (isLocked) return null;
  return (
    <div className="form org-form org-logo">
      <h3 className="strong s13">{branding.logo}</h3>
      <p className="t2 s13">{branding.logoHelp}</p>
      <ErrorNotice error={readError ?? upload.error ?? remove.error} />
      <div className="row">
        <FileButton accept="image/png,image/svg+xml" onChange={(file) => void send(file)}>
          {(props) => (
            <Button {...props} loading={upload.isPending}>
              {branding.upload}
            </Button>
          )}
        </FileButton>
        {hasLogo && (
          <Button
            variant="subtle"
            loading={remove.isPending}
            onClick={() => remove.mutate({ params: { header: intention.headers() } })}
          >
            {branding.removeLogo}
          </Button>
        )}
      </div>
    </div>
  );
}

async function base64Of(file: File): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
}
