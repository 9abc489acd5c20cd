import { Autocomplete, Checkbox, Select, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useWords } from '../../../words/language.tsx';
import { type FormatValues, UNITS } from './format-values.ts';
import { usageFileWords } from './usage-file-words.ts';

type Form = UseFormReturnType<FormatValues>;
type ColumnField = 'iccidColumn' | 'imsiColumn' | 'durationColumn' | 'countryColumn';
type NetworkField = 'mccMncColumn' | 'mccColumn' | 'mncColumn' | 'recordIdColumn';

const DELIMITERS = ['comma', 'semicolon', 'tab', 'bar'] as const;
const FORMS = ['RFC3339', 'UNIX', 'UNIX_MS', 'YYYY-MM-DD HH:mm:ss', 'DD.MM.YYYY HH:mm:ss'];
const BELOW = { inputWrapperOrder: ['label', 'input', 'description', 'error'] } as const;

type Props = {
  form: Form;
  isNew: boolean;
  /** The headings of a file that was tried. */
  columns: string[];
};

/** The fields of a format; the columns of a file that was tried are offered. */
export function FormatFields({ form, isNew, columns }: Props) {
  const words = useWords(usageFileWords);
  const column = (name: ColumnField | NetworkField, help?: string) => (
    <Autocomplete
      label={words[name]}
      data={[...new Set(columns)]}
      {...(help !== undefined && { description: help, ...BELOW })}
      inputWrapperOrder={[...BELOW.inputWrapperOrder]}
      {...form.getInputProps(name)}
    />
  );
  return (
    <>
      <TextInput
        label={words.carrier}
        required
        withAsterisk={false}
        disabled={!isNew}
        data-autofocus
        {...form.getInputProps('carrier')}
      />
      <FileForm form={form} />
      {column('iccidColumn', words.columnHelp)}
      {column('imsiColumn')}
      <Columns form={form} name="usageColumns" help={words.usageHelp} isRequired />
      <Select
        label={words.unit}
        allowDeselect={false}
        data={UNITS.map(([value, unit]) => ({
          value,
          label: unit === 'bytes' ? words.units.bytes : unit,
        }))}
        {...form.getInputProps('bytesPerUnit')}
      />
      <Columns form={form} name="startColumns" help={words.startHelp} isRequired />
      <Columns form={form} name="endColumns" />
      {column('durationColumn')}
      <Autocomplete
        label={words.timeFormat}
        data={FORMS}
        description={words.timeHelp}
        inputWrapperOrder={[...BELOW.inputWrapperOrder]}
        {...form.getInputProps('timeFormat')}
      />
      <TextInput label={words.timeZone} {...form.getInputProps('timeZone')} />
      {column('countryColumn', words.placeHelp)}
      {column('mccMncColumn')}
      {column('mccColumn')}
      {column('mncColumn')}
      {column('recordIdColumn')}
      <Columns form={form} name="identityColumns" help={words.identityHelp} />
    </>
  );
}

function FileForm({ form }: { form: Form }) {
  const words = useWords(usageFileWords);
  return (
    <>
      <Select
        label={words.delimiter}
        allowDeselect={false}
        data={DELIMITERS.map((value) => ({ value, label: words.delimiters[value] }))}
        {...form.getInputProps('delimiter')}
      />
      <Select
        label={words.encoding}
        allowDeselect={false}
        data={[
          { value: 'utf-8', label: 'UTF-8' },
          { value: 'latin-1', label: 'Latin-1' },
        ]}
        {...form.getInputProps('encoding')}
      />
      <Checkbox
        size="xs"
        label={words.hasHeader}
        {...form.getInputProps('hasHeader', { type: 'checkbox' })}
      />
      <TextInput
        label={words.skippedLines}
        inputMode="numeric"
        {...form.getInputProps('skippedLines')}
      />
      <Checkbox
        size="xs"
        label={words.hasDecimalComma}
        {...form.getInputProps('hasDecimalComma', { type: 'checkbox' })}
      />
    </>
  );
}

type ColumnsProps = {
  form: Form;
  name: 'usageColumns' | 'startColumns' | 'endColumns' | 'identityColumns';
  help?: string;
  isRequired?: boolean;
};

/** Several columns, with commas. */
function Columns({ form, name, help, isRequired = false }: ColumnsProps) {
  const words = useWords(usageFileWords);
  return (
    <TextInput
      label={words[name]}
      required={isRequired}
      withAsterisk={false}
      {...(help !== undefined && { description: help })}
      inputWrapperOrder={[...BELOW.inputWrapperOrder]}
      {...form.getInputProps(name)}
    />
  );
}
