import { Button, Select, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { apiOf } from '../../api/client.ts';
import { fieldErrors } from '../../api/problem.ts';
import { ErrorNotice } from '../../parts/notice.tsx';
import { useLanguage, useWords } from '../../words/language.tsx';
import { deviceZone } from '../../words/zone.ts';
import { NewPassword } from './new-password.tsx';
import { PublicPage, useSignInOptions } from './public-page.tsx';
import { publicWords } from './words.ts';

type Offer = keyof typeof publicWords.en.signUp.offer;

export function SignUpPage() {
  const { signUp: words } = useWords(publicWords);
  const { language: locale } = useLanguage();
  const [sentTo, setSentTo] = useState<string>();
  const { queries, cache } = apiOf(undefined);
  const signUp = queries.useMutation('post', '/auth/sign-up', {}, cache);
  const form = useForm({
    mode: 'uncontrolled',
    initialValues: {
      companyName: '',
      name: '',
      email: '',
      password: '',
      offers: 'everything' as Offer,
    },
  });
  if (sentTo) return <MailSent email={sentTo} />;
  const submit = form.onSubmit((body) =>
    signUp.mutate(
      { body: { ...body, locale, timeZone: deviceZone() } },
      {
        onSuccess: () => setSentTo(body.email),
        onError: (error) => form.setErrors(fieldErrors(error)),
      },
    ),
  );
  const field = (name: Exclude<keyof ReturnType<typeof form.getValues>, 'offers'>) => ({
    ...form.getInputProps(name),
    required: true,
    withAsterisk: false,
  });
  const foot = (
    <>
      {words.known}{' '}
      <Link to="/sign-in" className="link">
        {words.signIn}
      </Link>
    </>
  );
  return (
    <PublicPage title={words.title} text={words.text} foot={foot}>
      <form className="form" onSubmit={submit}>
        <TextInput
          key={form.key('companyName')}
          {...field('companyName')}
          label={words.company}
          autoComplete="organization"
          autoFocus
        />
        <TextInput
          key={form.key('name')}
          {...field('name')}
          label={words.name}
          autoComplete="name"
        />
        <TextInput
          key={form.key('email')}
          {...field('email')}
          label={words.email}
          type="email"
          autoComplete="username"
        />
        <NewPassword key={form.key('password')} {...field('password')} label={words.password} />
        <Select
          key={form.key('offers')}
          {...form.getInputProps('offers')}
          label={words.offers}
          description={words.offersHelp}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          allowDeselect={false}
          data={Object.entries(words.offer).map(([value, label]) => ({ value, label }))}
        />
        <ErrorNotice error={signUp.error} />
        <Button type="submit" variant="filled" size="md" fullWidth loading={signUp.isPending}>
          {words.button}
        </Button>
      </form>
    </PublicPage>
  );
}

function MailSent({ email }: { email: string }) {
  const { mailed: words } = useWords(publicWords);
  const isSandbox = useSignInOptions()?.mode === 'sandbox';
  const { queries, cache } = apiOf(undefined);
  const resend = queries.useMutation('post', '/auth/resend-verification', {}, cache);
  return (
    <PublicPage title={words.title} text={words.text(email)}>
      <div className="form">
        <div className="row">
          <Button onClick={() => resend.mutate({ body: { email } })} loading={resend.isPending}>
            {words.again}
          </Button>
          <span role="status" className="t2 s13">
            {resend.isSuccess && words.sentAgain}
          </span>
        </div>
        <ErrorNotice error={resend.error} />
        {isSandbox && (
          <a className="link" href="/sandbox/mail">
            {words.sandboxMail}
          </a>
        )}
      </div>
    </PublicPage>
  );
}
