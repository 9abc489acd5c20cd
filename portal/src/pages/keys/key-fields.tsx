import { Checkbox, Textarea, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { MoneyInput } from '../../parts/money-input.tsx';
import { useWords } from '../../words/language.tsx';
import type { KeyValues, Scope } from './key-form.ts';
import { MandateFields } from './mandate-fields.tsx';
import { keyWords } from './words.ts';

const SCOPES: Scope[] = ['read', 'sell', 'refund', 'manage'];
const ORDER = ['label', 'input', 'description', 'error'] as const;

export function KeyFields({ form }: { form: UseFormReturnType<KeyValues> }) {
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
      <ScopeChoice {...form.getInputProps('scopes')} />
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
      <MandateFields form={form} />
    </>
  );
}

/** The permissions of a key, each with an explanation. */
export function ScopeChoice(input: object) {
  const words = useWords(keyWords);
  return (
    <Checkbox.Group label={words.scopes} {...input}>
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
  );
}
