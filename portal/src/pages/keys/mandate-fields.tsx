import { Checkbox, MultiSelect, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useApi } from '../../api/use-api.tsx';
import { MoneyInput } from '../../parts/money-input.tsx';
import { useWords } from '../../words/language.tsx';
import type { KeyValues } from './key-form.ts';
import { PERIODS } from './mandate.ts';
import { keyWords } from './words.ts';

const CHANNELS = ['API', 'MCP'] as const;

/** The fields of a mandate: what a key may sell, and which sales need an approval. */
export function MandateFields({ form }: { form: UseFormReturnType<KeyValues> }) {
  const words = useWords(keyWords);
  const { data } = useApi().queries.useQuery('get', '/gigastore/products/inventory');
  const items = data?.items ?? [];
  const sets = [...new Set(items.map(({ countrySet }) => countrySet))].sort();
  const of = (field: string) => form.getInputProps(`mandate.${field}`);
  return (
    <fieldset className="form">
      <legend className="strong s13">{words.mandate}</legend>
      <p className="t3 small">{words.mandateHelp}</p>
      {PERIODS.map((period) => (
        <div key={period} className="choices">
          <MoneyInput label={words.periods[period]} {...of(`${period}.amount`)} />
          <Checkbox
            size="xs"
            label={words.asks[period]}
            {...form.getInputProps(`mandate.${period}.asks`, { type: 'checkbox' })}
          />
        </div>
      ))}
      <MultiSelect
        label={words.mandateItems}
        searchable
        hidePickedOptions
        data={items.map(({ id, name }) => ({ value: id, label: name }))}
        {...of('items')}
      />
      <MultiSelect
        label={words.mandateSets}
        searchable
        hidePickedOptions
        data={sets}
        {...of('sets')}
      />
      <MultiSelect
        label={words.mandateChannels}
        hidePickedOptions
        data={CHANNELS.map((value) => ({ value, label: words.keyChannels[value] }))}
        {...of('channels')}
      />
      <TextInput label={words.mandateEnds} type="date" {...of('ends')} />
    </fieldset>
  );
}
