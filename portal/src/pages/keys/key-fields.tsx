import { Checkbox, Textarea, TextInput } from '@mantine/core';
import { type UseFormReturnType, useForm } from '@mantine/form';
import type { Schemas } from '../../api/client.ts';
import { MoneyInput, toField } from '../../parts/money-input.tsx';
import { useWords } from '../../words/language.tsx';
import { keyWords } from './words.ts';

type Scope = Schemas['ApiKey']['scopes'][number];
type Values = { name: string; scopes: Scope[]; limit: number | string; networks: string };
const SCOPES: Scope[] = ['read', 'sell', 'refund', 'manage'];
const ORDER = ['label', 'input', 'description', 'error'] as const;

/** What a key may do: that of a key, or of a new one. */
export function useKeyForm(key?: Schemas['ApiKey']) {
  return useForm<Values>({
    initialValues: {
      name: key?.name ?? '',
      scopes: key?.scopes ?? ['read', 'sell', 'refund'],
      limit: key?.dailySpendLimit ? toField(key.dailySpendLimit) : '',
      networks: key?.ipAllowList.join('\n') ?? '',
    },
  });
}

/** Returns the body of a request; an empty limit is left out. */
export function keyOf({ name, scopes, limit, networks }: Values) {
  return {
    name,
    scopes,
    ...(limit !== '' && {
      dailySpendLimit: { priceValue: Number(limit), currencyCode: 'USD' },
    }),
    ipAllowList: networks.split(/[\s,]+/).filter(Boolean),
  };
}

export function KeyFields({ form }: { form: UseFormReturnType<Values> }) {
  const words = useWords(keyWords);
  return (
    <>
      <TextInput
        label={words.name}
        placeholder={words.namePlaceholder}
        required
        withAsterisk={false}
        maxLength={255}
        data-autofocus
        {...form.getInputProps('name')}
      />
      <Checkbox.Group label={words.scopes} {...form.getInputProps('scopes')}>
        <div className="choices">
          {SCOPES.map((scope) => (
            <Checkbox
              key={scope}
              value={scope}
              size="xs"
              label={scope}
              description={words.scopeTexts[scope]}
            />
          ))}
        </div>
      </Checkbox.Group>
      <MoneyInput
        label={words.limit}
        description={words.limitHelp}
        inputWrapperOrder={[...ORDER]}
        {...form.getInputProps('limit')}
      />
      <Textarea
        label={words.networks}
        description={words.networksHelp}
        inputWrapperOrder={[...ORDER]}
        autosize
        minRows={2}
        placeholder="203.0.113.0/24"
        {...form.getInputProps('networks')}
      />
    </>
  );
}
