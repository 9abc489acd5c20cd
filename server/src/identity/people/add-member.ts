import { randomBytes } from 'node:crypto';
import { newId } from '../../kernel/ids.ts';
import type { Locale } from '../../kernel/locale.ts';
import type { Tx } from '../../platform/db/database.ts';
import { insertMember } from './member-store.ts';
import { normalEmail } from './person.ts';
import { insertPerson, upsertPassword } from './person-store.ts';
import type { Role } from './roles.ts';
import { insertSession } from './session-store.ts';

const TOKEN_BYTES = 24;
/** A session ends after this, however much it is used; signing in again is two clicks. */
export const SESSION_LIFETIME_SECONDS = 14 * 24 * 3600;

export type NewMember = {
  organizationId: string;
  role: Role;
  name: string;
  email: string;
  /** As better-auth keeps it; without one, the person sets it by a link first. */
  passwordHash?: string;
  locale?: Locale;
  now: Date;
};

/**
 * Makes a verified person who is a member; gives its id, or undefined when somebody has the address
 * already. The role must fit the organization.
 */
export async function addMember(tx: Tx, member: NewMember): Promise<string | undefined> {
  const { organizationId, role, name, passwordHash: hash, locale = 'en', now } = member;
  const personId = newId();
  const email = normalEmail(member.email);
  const person = { id: personId, name, email, isVerified: true, locale, createdAt: now };
  if (!(await insertPerson(tx, person))) return undefined;

  if (hash) await upsertPassword(tx, { id: newId(), personId, hash, now });
  await insertMember(tx, { organizationId, personId, role, now });
  return personId;
}

/** Opens a session for a person who has proved who it is; gives its token. */
export async function openSession(tx: Tx, personId: string, now: Date): Promise<string> {
  const token = randomBytes(TOKEN_BYTES).toString('base64url');
  const expiresAt = new Date(now.getTime() + SESSION_LIFETIME_SECONDS * 1000);
  await insertSession(tx, { id: newId(), token, personId, createdAt: now, expiresAt });
  return token;
}
