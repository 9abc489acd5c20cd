import { Button, PasswordInput, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { Link } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { apiOf } from '../../api/client.ts';
import { ErrorNotice } from '../../parts/notice.tsx';
import { useWords } from '../../words/language.tsx';
import { signInWords } from './words.ts';

const SecondFactorForm = lazy(() => import('./second-factor-form.tsx'));
type Props = { email?: string; onSignedIn: () => void; autoFocus?: boolean };

/** Asks for the password, then for the second factor if one is set up. */
export function SignInForm({ email = '', onSignedIn, autoFocus }: Props) {
  const words = useWords(signInWords);
  const form = useForm({ mode: 'uncontrolled', initialValues: { email, password: '' } });
  const signIn = apiOf(undefined).queries.useMutation(
    'post',
    '/auth/sign-in',
    {},
    apiOf(undefined).cache,
  );
  const [needsCode, setNeedsCode] = useState(false);
  if (needsCode) {
    return (
      <Suspense>
        <SecondFactorForm onSignedIn={onSignedIn} onStartOver={() => setNeedsCode(false)} />
      </Suspense>
    );
  }
  const submit = form.onSubmit((body) =>
    signIn.mutate(
      { body },
      {
        onSuccess: ({ status }) =>
          status === 'second_factor_required' ? setNeedsCode(true) : onSignedIn(),
      },
    ),
  );
  return (
    <form className="form" onSubmit={submit}>
      <TextInput
        key={form.key('email')}
        {...form.getInputProps('email')}
        label={words.email}
        type="email"
        placeholder="you@example.com"
        autoComplete="username webauthn"
        required
        withAsterisk={false}
        data-autofocus={autoFocus || undefined}
        autoFocus={autoFocus}
      />
      <div className="with-link">
        <PasswordInput
          key={form.key('password')}
          {...form.getInputProps('password')}
          label={words.password}
          autoComplete="current-password"
          required
          withAsterisk={false}
          visibilityToggleButtonProps={{ 'aria-label': words.showPassword, tabIndex: 0 }}
        />
        <Link to="/forgot-password" className="label-link">
          {words.forgot}
        </Link>
      </div>
      <ErrorNotice error={signIn.error} />
      <Button type="submit" variant="filled" size="md" fullWidth loading={signIn.isPending}>
        {words.signIn}
      </Button>
    </form>
  );
}
