import { PasswordInput, type PasswordInputProps } from '@mantine/core';
import { useWords } from '../../words/language.tsx';
import { publicWords } from './words.ts';

/** A field for a new password, with the rule below it. */
export function NewPassword(field: PasswordInputProps) {
  const { passwordRule } = useWords(publicWords).signUp;
  return (
    <PasswordInput
      description={passwordRule}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      minLength={10}
      autoComplete="new-password"
      required
      withAsterisk={false}
      {...field}
    />
  );
}
