import { IconCheck } from '@tabler/icons-react';
import { Section } from '../../parts/page.tsx';
import { SCOPES_OF_ROLE } from '../../session/role-scopes.ts';
import { may, type Operation, type Role, useSession } from '../../session/session.ts';
import { sessionWords } from '../../session/words.ts';
import { useWords } from '../../words/language.tsx';
import { organizationWords } from './words.ts';

/** Actions, each with an operation that represents it; reading needs none. */
const ABILITIES = {
  read: undefined,
  sell: 'POST /gigastore/activations/register',
  refund: 'POST /gigastore/activations/activated-items/{uid}/refund',
  personal: 'DELETE /gigastore/activations/customers/{uid}',
  prices: 'PUT /gigastore/products/inventory/{id}',
  keys: 'POST /gigastore/api-keys',
  credits: 'POST /gigastore/credits/purchases',
  billing: 'PUT /gigastore/billing-details',
  branding: 'PUT /gigastore/branding',
  team: 'POST /gigastore/team/invitations',
  tickets: 'POST /operator/tickets/{id}/replies',
  resellers: 'POST /operator/organizations',
  offer: 'POST /operator/data-plans',
  money: 'POST /operator/bank-transfers',
} as const satisfies Record<string, Operation | undefined>;
type Ability = keyof typeof ABILITIES;
const OF_PLATFORM: readonly Ability[] = ['tickets', 'resellers', 'offer', 'money', 'team'];
const OF_RESELLER = (Object.keys(ABILITIES) as Ability[]).filter(
  (ability) => ability === 'team' || !OF_PLATFORM.includes(ability),
);

/** The actions of each role, derived from the scopes of the operations. */
export function RolesTable({ roles: offered }: { roles: readonly Role[] }) {
  const { team } = useWords(organizationWords);
  const { roles, opens } = useWords(sessionWords);
  const isPlatform = useSession().organization?.isPlatform ?? false;
  const abilities = isPlatform ? OF_PLATFORM : OF_RESELLER;
  const isOpen = (role: Role, ability: Ability) => {
    const operation = ABILITIES[ability];
    return !operation || may({ scopes: [...SCOPES_OF_ROLE[role]] }, operation);
  };
  return (
    <Section title={team.rolesTitle}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys */}
      <div className="scroll-x" tabIndex={0}>
        <table className="tbl plain roles" aria-label={team.rolesTitle}>
          <thead>
            <tr>
              <td />
              {offered.map((role) => (
                <th key={role} scope="col" title={opens[role]}>
                  {roles[role]}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {abilities.map((ability) => (
              <tr key={ability}>
                <th scope="row">{team.abilities[ability]}</th>
                {offered.map((role) => (
                  <td key={role}>
                    {isOpen(role, ability) ? (
                      <>
                        <IconCheck className="i ok" stroke={2} aria-hidden="true" />
                        <span className="vh">{team.yes}</span>
                      </>
                    ) : (
                      <>
                        <span className="t3" aria-hidden="true">
                          –
                        </span>
                        <span className="vh">{team.no}</span>
                      </>
                    )}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Section>
  );
}
