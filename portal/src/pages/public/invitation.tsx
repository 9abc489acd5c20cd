import { Button, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { getRouteApi } from '@tanstack/react-router';
import { apiOf } from '../../api/client.ts';
import { fieldErrors } from '../../api/problem.ts';
import { Skeleton } from '../../parts/loading.tsx';
import { ErrorNotice } from '../../parts/notice.tsx';
import { sessionWords } from '../../session/words.ts';
import { useWords } from '../../words/language.tsx';
import { NewPassword } from './new-password.tsx';
import { PublicPage } from './public-page.tsx';
import { publicWords } from './words.ts';

const route = getRouteApi('/invitation');

export function InvitationPage() {
  const { invitation: words } = useWords(publicWords);
  const { roles } = useWords(sessionWords);
  const { token = '' } = route.useSearch();
  const { queries, cache } = apiOf(undefined);
  const { data, error } = queries.useQuery(
    'post',
    '/auth/invitations/read',
    { body: { token } },
    { retry: false },
    cache,
  );
  const accept = queries.useMutation('post', '/auth/invitations/accept', {}, cache);
  const form = useForm({ mode: 'uncontrolled', initialValues: { name: '', password: '' } });
  const submit = form.onSubmit((given) =>
    accept.mutate(
      { body: { token, ...(!data?.isKnown && given) } },
      { onError: (refusal) => form.setErrors(fieldErrors(refusal)) },
    ),
  );
  return (
    <PublicPage
      title={words.title(data?.organization ?? 'Gigastore')}
      text={data && words.text(data.email, roles[data.role])}
      done={accept.isSuccess ? words.done : undefined}
    >
      <form className="form" onSubmit={submit}>
        <ErrorNotice error={error} />
        {!data && !error && <Skeleton rows={2} />}
        {data && !data.isKnown && (
          <>
            <TextInput
              key={form.key('name')}
              {...form.getInputProps('name')}
              label={words.name}
              autoComplete="name"
              required
              withAsterisk={false}
            />
            <NewPassword
              key={form.key('password')}
              {...form.getInputProps('password')}
              label={words.password}
            />
          </>
        )}
        <ErrorNotice error={accept.error} />
        {data && (
          <Button type="submit" variant="filled" size="md" loading={accept.isPending}>
            {words.button}
          </Button>
        )}
      </form>
    </PublicPage>
  );
}
