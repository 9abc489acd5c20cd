import { newId } from '../../kernel/ids.ts';
import { DEFAULT_LOCALE, type Locale } from '../../kernel/locale.ts';
import type { Tx } from '../../platform/db/database.ts';
import { insertMember } from './member-store.ts';
import { normalEmail } from './person.ts';
import { insertPerson, upsertPassword } from './person-store.ts';
import type { Role } from './roles.ts';

export type NewMember = {
  organizationId: string;
  role: Role;
  name: string;
  email: string;
  /** As `Passwords` hashes it; without one, the person sets a password by a link first. */
  passwordHash?: string;
  locale?: Locale;
  now: Date;
};

/**
 * Creates a verified person who is a member. Returns the person's id, or undefined when the address
 * is in use. The role must fit the organization.
 */
export async function addMember(tx: Tx, member: NewMember): Promise<string | undefined> {
  const { organizationId, role, name, passwordHash: hash, locale = DEFAULT_LOCALE, now } = member;
  const personId = newId();
  const email = normalEmail(member.email);
  const person = { id: personId, name, email, isVerified: true, locale, createdAt: now };
  if (!(await insertPerson(tx, person))) return undefined;

  if (hash) await upsertPassword(tx, { id: newId(), personId, hash, now });
  await insertMember(tx, { organizationId, personId, role, now });
  return personId;
}
