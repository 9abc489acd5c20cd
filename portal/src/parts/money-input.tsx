import { NumberInput, type NumberInputProps } from '@mantine/core';

type Props = NumberInputProps & {
  /** Stands in the field; a cell of a column that names it has none. */
  unit?: string | null;
};

/**
 * An amount with at most two decimals, typed with a point or a comma. It is never rewritten while
 * somebody types: filling up the decimals once made 549.00 of 5.49.
 */
export function MoneyInput({ unit = 'USD', ...props }: Props) {
  return (
    <NumberInput
      hideControls
      min={0}
      decimalScale={2}
      // In every language: a comma as the separator made 549 of a pasted or filled-in 5.49.
      decimalSeparator="."
      allowedDecimalSeparators={['.', ',']}
      {...(unit && { rightSection: <span className="unit">{unit}</span>, rightSectionWidth: 52 })}
      {...props}
    />
  );
}

/** A price as its field first shows it, with all decimals. */
export function toField({ priceValue }: { priceValue: number }): string {
  return priceValue.toFixed(2);
}
