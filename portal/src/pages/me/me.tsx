import { Page } from '../../parts/page.tsx';
import { useSession } from '../../session/session.ts';
import { useWords } from '../../words/language.tsx';
import { Passkeys } from './passkeys.tsx';
import { Password } from './password.tsx';
import { SecondFactor } from './second-factor.tsx';
import { SessionList } from './sessions.tsx';
import { meWords } from './words.ts';

/** How this person signs in. */
export function MePage() {
  const words = useWords(meWords);
  const { person } = useSession();
  return (
    <Page title={words.title} sub={person.email}>
      <div className="stack narrow">
        <Password />
        <SecondFactor />
        <Passkeys />
        <SessionList />
      </div>
    </Page>
  );
}
