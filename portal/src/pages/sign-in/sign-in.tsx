import './public.css';
import { Button } from '@mantine/core';
import { IconChevronRight, IconFingerprint } from '@tabler/icons-react';
import { getRouteApi, Link, useRouter } from '@tanstack/react-router';
import { useEffect } from 'react';
import { apiOf, clearApis, type Schemas } from '../../api/client.ts';
import { ErrorNotice } from '../../parts/notice.tsx';
import { sessionWords } from '../../session/words.ts';
import { initials } from '../../words/initials.ts';
import { useWords } from '../../words/language.tsx';
import { usePasskeySignIn } from './passkey.ts';
import { PublicFrame } from './public-frame.tsx';
import { SignInForm } from './sign-in-form.tsx';
import { signInWords } from './words.ts';

const route = getRouteApi('/sign-in');

export function SignInPage() {
  const words = useWords(signInWords);
  const enter = useEnter();
  const { queries, cache } = apiOf(undefined);
  const { data: options } = queries.useQuery('get', '/auth/sign-in-options', {}, {}, cache);
  const passkey = usePasskeySignIn(enter);
  const people = options?.demonstration?.people ?? [];
  return (
    <PublicFrame title={words.title} mode={options?.mode}>
      <div className={people.length > 0 ? 'two' : 'one'}>
        <div>
          <h1>{words.title}</h1>
          <p className="sub">{people.length > 0 ? words.toDemo : words.toStore}</p>
          <SignInForm onSignedIn={enter} autoFocus />
          <p className="or">{words.or}</p>
          <Button
            size="md"
            fullWidth
            leftSection={<IconFingerprint size={18} stroke={1.5} />}
            loading={passkey.isPending}
            onClick={passkey.ask}
          >
            {words.passkey}
          </Button>
          <ErrorNotice error={passkey.error} />
          <p className="new">
            {words.newHere}{' '}
            <Link to="/sign-up" className="link">
              {words.create}
            </Link>
          </p>
        </div>
        {options?.demonstration && (
          <Demonstration demonstration={options.demonstration} onSignedIn={enter} />
        )}
      </div>
    </PublicFrame>
  );
}

/** Opens the page that required sign-in, or the first page, with an empty cache. */
function useEnter(): () => void {
  const { next } = route.useSearch();
  const router = useRouter();
  useEffect(clearApis, []);
  return () => {
    clearApis();
    const isOurs = next?.startsWith('/') && !next.startsWith('//');
    router.history.push(next !== undefined && isOurs ? next : '/');
  };
}

type Demonstration = NonNullable<Schemas['SignInOptions']['demonstration']>;

function Demonstration({
  demonstration: { password, people },
  onSignedIn,
}: {
  demonstration: Demonstration;
  onSignedIn: () => void;
}) {
  const words = useWords(signInWords);
  const { roles, opens } = useWords(sessionWords);
  const { queries, cache } = apiOf(undefined);
  const signIn = queries.useMutation('post', '/auth/sign-in', { onSuccess: onSignedIn }, cache);
  return (
    <section className="demo">
      <h2>{words.lookAround}</h2>
      <p className="t2">{words.noPassword}</p>
      <ErrorNotice error={signIn.error} />
      <ul>
        {people.map(({ email, name, role, company }) => (
          <li key={email}>
            <button
              type="button"
              className={role.startsWith('operator') ? 'pr op' : 'pr'}
              disabled={signIn.isPending}
              onClick={() => signIn.mutate({ body: { email, password } })}
            >
              <span className="ava">{initials(name)}</span>
              <span className="grow cut">
                <span className="d strong">{name}</span>
                <span className="d t2 s13">{words.roleAt(roles[role], company)}</span>
              </span>
              <span className="what t2 s13">{opens[role]}</span>
              <IconChevronRight className="i" stroke={1.5} />
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
