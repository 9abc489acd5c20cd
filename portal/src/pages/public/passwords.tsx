import { Button, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { getRouteApi } from '@tanstack/react-router';
import { apiOf } from '../../api/client.ts';
import { fieldErrors } from '../../api/problem.ts';
import { ErrorNotice } from '../../parts/notice.tsx';
import { useWords } from '../../words/language.tsx';
import { NewPassword } from './new-password.tsx';
import { PublicPage } from './public-page.tsx';
import { publicWords } from './words.ts';

const resetRoute = getRouteApi('/set-password');

export function ForgotPasswordPage() {
  const { forgot: words } = useWords(publicWords);
  const { queries, cache } = apiOf(undefined);
  const send = queries.useMutation('post', '/auth/forgot-password', {}, cache);
  const form = useForm({ mode: 'uncontrolled', initialValues: { email: '' } });
  const submit = form.onSubmit((body) =>
    send.mutate({ body }, { onError: (error) => form.setErrors(fieldErrors(error)) }),
  );
  return (
    <PublicPage
      title={words.title}
      text={words.text}
      done={send.isSuccess ? words.done : undefined}
    >
      <form className="form" onSubmit={submit}>
        <TextInput
          key={form.key('email')}
          {...form.getInputProps('email')}
          label={words.email}
          type="email"
          autoComplete="username"
          required
          withAsterisk={false}
          autoFocus
        />
        <ErrorNotice error={send.error} />
        <Button type="submit" variant="filled" size="md" loading={send.isPending}>
          {words.button}
        </Button>
      </form>
    </PublicPage>
  );
}

export function SetPasswordPage() {
  const { reset: words } = useWords(publicWords);
  const { token = '' } = resetRoute.useSearch();
  const { queries, cache } = apiOf(undefined);
  const set = queries.useMutation('post', '/auth/reset-password', {}, cache);
  const form = useForm({ mode: 'uncontrolled', initialValues: { password: '' } });
  const submit = form.onSubmit(({ password }) =>
    set.mutate(
      { body: { token, password } },
      { onError: (error) => form.setErrors(fieldErrors(error)) },
    ),
  );
  return (
    <PublicPage title={words.title} text={words.text} done={set.isSuccess ? words.done : undefined}>
      <form className="form" onSubmit={submit}>
        <NewPassword
          key={form.key('password')}
          {...form.getInputProps('password')}
          label={words.password}
          autoFocus
        />
        <ErrorNotice error={set.error} />
        <Button type="submit" variant="filled" size="md" loading={set.isPending}>
          {words.button}
        </Button>
      </form>
    </PublicPage>
  );
}
