import { Button, PasswordInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { notifications } from '@mantine/notifications';
import { fieldErrors } from '../../api/problem.ts';
import { useApi } from '../../api/use-api.tsx';
import { ErrorNotice } from '../../parts/notice.tsx';
import { Section } from '../../parts/page.tsx';
import { useWords } from '../../words/language.tsx';
import { meWords } from './words.ts';

export function Password() {
  const { password: words } = useWords(meWords);
  const form = useForm({ initialValues: { currentPassword: '', newPassword: '' } });
  const change = useApi().queries.useMutation('post', '/auth/change-password', {
    onSuccess: () => {
      form.reset();
      notifications.show({ message: words.saved });
    },
    onError: (error) => form.setErrors(fieldErrors(error)),
  });
  return (
    <Section title={words.title}>
      <form className="form pad-top" onSubmit={form.onSubmit((body) => change.mutate({ body }))}>
        <PasswordInput
          label={words.current}
          autoComplete="current-password"
          required
          withAsterisk={false}
          {...form.getInputProps('currentPassword')}
        />
        <PasswordInput
          label={words.next}
          description={words.rule}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          autoComplete="new-password"
          minLength={10}
          required
          withAsterisk={false}
          {...form.getInputProps('newPassword')}
        />
        <ErrorNotice error={change.error} />
        <div>
          <Button type="submit" loading={change.isPending}>
            {words.save}
          </Button>
        </div>
      </form>
    </Section>
  );
}
