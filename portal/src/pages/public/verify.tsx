import { Button, PasswordInput } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { apiOf } from '../../api/client.ts';
import { fieldErrors, problemOf } from '../../api/problem.ts';
import { ErrorNotice } from '../../parts/notice.tsx';
import { useWords } from '../../words/language.tsx';
import { PublicPage } from './public-page.tsx';
import { publicWords } from './words.ts';

const route = getRouteApi('/verify');

/**
 * A click proves the address, because programs that read mails also open their links. The link of a
 * later sign-up with the same address also asks for the password that was chosen in it.
 */
export function VerifyPage() {
  const { verify: words } = useWords(publicWords);
  const { token = '' } = route.useSearch();
  const { queries, cache } = apiOf(undefined);
  const [password, setPassword] = useState<string>();
  const verify = queries.useMutation(
    'post',
    '/auth/verify-email',
    {
      onError: (error) => {
        if (asksPassword(error)) setPassword('');
      },
    },
    cache,
  );
  const isAsked = password !== undefined;
  const done = verify.isSuccess ? words.done : undefined;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    verify.mutate({ body: { token, ...(password && { password }) } });
  };
  return (
    <PublicPage title={words.title} text={isAsked ? words.passwordText : words.text} done={done}>
      <form className="form" onSubmit={submit}>
        {isAsked && (
          <PasswordInput
            label={words.password}
            autoComplete="current-password"
            autoFocus
            required
            withAsterisk={false}
            value={password}
            onChange={({ currentTarget }) => setPassword(currentTarget.value)}
          />
        )}
        <ErrorNotice error={asksPassword(verify.error) ? undefined : verify.error} />
        <Button type="submit" variant="filled" size="md" loading={verify.isPending}>
          {words.button}
        </Button>
      </form>
    </PublicPage>
  );
}

function asksPassword(error: unknown): boolean {
  return problemOf(error)?.status === 400 && fieldErrors(error).password !== undefined;
}
