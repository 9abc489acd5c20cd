import { TextInput, type TextInputProps } from '@mantine/core';
import { useState } from 'react';
import { useLanguage } from '../words/language.tsx';
import { isTyped, readAmount } from './amount.ts';

type Props = Omit<TextInputProps, 'value' | 'onChange'> & {
  /** The amount with a decimal point, such as `5.49`, or ''. */
  value?: number | string;
  onChange: (value: string) => void;
  /** The currency shown in the field; `null` in table cells whose column names it. */
  unit?: string | null;
};

/**
 * An amount with at most two decimals, typed or pasted with a point or a comma, and shown as it was
 * typed. What could be read in two ways changes nothing: a field that guessed once made 549 of 5,49.
 */
export function MoneyInput({ unit = 'USD', value = '', onChange, ...props }: Props) {
  const { language } = useLanguage();
  const [typed, setTyped] = useState('');
  const known = String(value);
  const written = language === 'de' ? known.replace('.', ',') : known;
  return (
    <TextInput
      inputMode="decimal"
      autoComplete="off"
      {...(unit && { rightSection: <span className="unit">{unit}</span>, rightSectionWidth: 52 })}
      {...props}
      value={readAmount(typed) === readAmount(known) ? typed || written : written}
      onChange={({ currentTarget: { value: text } }) => {
        const amount = readAmount(text);
        if (amount === undefined) return;
        setTyped(isTyped(text) ? text : '');
        onChange(amount);
      }}
    />
  );
}

/** Returns a price as its field first shows it, with all decimals. */
export function toField({ priceValue }: { priceValue: number }): string {
  return priceValue.toFixed(2);
}
