import { useQueries } from '../../api/use-api.tsx';
import { Notice } from '../../parts/notice.tsx';
import { Page } from '../../parts/page.tsx';
import { KNOWN_FOR_MS, useSession } from '../../session/session.ts';
import { useWords } from '../../words/language.tsx';
import { Passkeys } from './passkeys.tsx';
import { Password } from './password.tsx';
import { SecondFactor } from './second-factor.tsx';
import { SessionList } from './sessions.tsx';
import { meWords } from './words.ts';

/** The settings of this person's sign-in. */
export function MePage() {
  const words = useWords(meWords);
  const { person } = useSession();
  return (
    <Page title={words.title} sub={person.email}>
      <div className="stack narrow">
        <FactorNeeded />
        <Password />
        <SecondFactor />
        <Passkeys />
        <SessionList />
      </div>
    </Page>
  );
}

/** Explains that the company requires a second factor before other pages open. */
function FactorNeeded() {
  const { needed: words } = useWords(meWords);
  const { data } = useQueries().useQuery('get', '/auth/session', {}, { staleTime: KNOWN_FOR_MS });
  if (!data?.session.secondFactorNeeded) return null;
  return (
    <Notice tone="wait" title={words.title}>
      <p>{words.text}</p>
    </Notice>
  );
}
