import { PinInput, type PinInputProps } from '@mantine/core';

/** A field for the six digits of a one-time code. */
export function CodeInput({ label, ...input }: PinInputProps & { label: string }) {
  return (
    <PinInput
      length={6}
      type="number"
      oneTimeCode
      autoFocus
      aria-label={label}
      getInputProps={(index) => ({ 'aria-label': `${label} ${index + 1}` })}
      {...input}
    />
  );
}
