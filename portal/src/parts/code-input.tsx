import { PinInput, type PinInputProps } from '@mantine/core';

/** The six digits that an app for one-time codes shows. */
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
