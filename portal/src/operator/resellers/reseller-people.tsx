import type { Schemas } from '../../api/client.ts';
import { organizationWords } from '../../pages/organization/words.ts';
import { PanelSection } from '../../parts/panel.tsx';
import { Ago } from '../../parts/time.tsx';
import { sessionWords } from '../../session/words.ts';
import { useWords } from '../../words/language.tsx';
import { resellerWords } from './words.ts';

type Reseller = Pick<Schemas['OperatorOrganization'], 'members' | 'lastChanges'>;

/** The members of a reseller, and the latest entries of its audit log. */
export function ResellerPeople({ members, lastChanges }: Reseller) {
  const words = useWords(resellerWords);
  const { roles } = useWords(sessionWords);
  const { audit } = useWords(organizationWords);
  return (
    <>
      <PanelSection title={words.members}>
        {members.length === 0 && <p className="t2 s13">{words.noMembers}</p>}
        <ul className="lines s13" aria-label={words.members}>
          {members.map(({ personId, name, email, role }) => (
            <li key={personId}>
              <span className="grow cut">
                {name} <span className="t3">{email}</span>
              </span>
              <span className="t2">{roles[role]}</span>
            </li>
          ))}
        </ul>
      </PanelSection>
      <PanelSection title={words.lastChanges}>
        <p className="t3 small">{words.lastChangesText}</p>
        <ul className="lines s13" aria-label={words.lastChanges}>
          {lastChanges.map(({ id, at, action, actor }) => (
            <li key={id}>
              <span className="grow cut code">{action}</span>
              <span className="t2 cut">{actor.name ?? audit.actors[actor.kind]}</span>
              <span className="t3 small">
                <Ago at={at} />
              </span>
            </li>
          ))}
        </ul>
      </PanelSection>
    </>
  );
}
