import { openPlatform } from '../../commerce/onboarding/index.ts';
import { isName, NAME_RULE } from '../../kernel/names.ts';
import { invalid } from '../../kernel/refusal.ts';
import type { Tx } from '../../platform/db/database.ts';
import {
  addMember,
  isSignInEmail,
  linkUrl,
  makeLink,
  normalEmail,
  selectMembership,
  selectPersonByEmail,
} from '../people/index.ts';
import { alreadyMember } from './invite.ts';

const LINK_LIFETIME_MS = 24 * 3_600_000;

export type NewOperator = {
  organizationId: string;
  personId: string;
  /** Sets the password; once, within a day. */
  passwordUrl: string;
};

/**
 * Makes a person who runs the platform, and the platform's organization with the first of them.
 * For one who is there already it makes a new link. Refuses `invalid_request`, `already_member`.
 */
export async function openOperator(
  tx: Tx,
  operator: { email: string; name: string; now: Date; publicUrl: string },
): Promise<NewOperator> {
  const { name, now, publicUrl } = operator;
  const email = normalEmail(operator.email);
  if (!isSignInEmail(email)) throw invalid('/email', 'must be an email address');
  if (!isName(name)) throw invalid('/name', NAME_RULE);

  const organizationId = await openPlatform(tx, { name: 'Platform', email, now });
  const member = { organizationId, role: 'operator', name, email, now } as const;
  const personId = (await addMember(tx, member)) ?? (await findOperator(tx, email, member));
  const lifetimeMs = LINK_LIFETIME_MS;
  const token = await makeLink(tx, { kind: 'set_password', personId, now, lifetimeMs });
  return { organizationId, personId, passwordUrl: linkUrl(publicUrl, 'set-password', token) };
}

async function findOperator(
  tx: Tx,
  email: string,
  { organizationId }: { organizationId: string },
): Promise<string> {
  const person = await selectPersonByEmail(tx, email);
  const membership = person && (await selectMembership(tx, person.id));
  if (membership?.organizationId !== organizationId) throw alreadyMember();
  return person?.id ?? '';
}
