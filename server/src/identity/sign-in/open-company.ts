import { createOrganization } from '../../commerce/onboarding/index.ts';
import { audit } from '../../kernel/context.ts';
import type { VisitTx } from '../../platform/http/visitors.ts';
import {
  insertMember,
  type SignedUpCompany,
  selectMembership,
  selectPerson,
  updateVerified,
} from '../people/index.ts';

/**
 * Marks the address of a person as proved, and creates the company that the person signed up,
 * unless they have joined one meanwhile. `company` is that of a further sign-up.
 */
export async function confirmAddress(
  scope: VisitTx,
  { personId, company }: { personId: string; company?: SignedUpCompany | null | undefined },
): Promise<void> {
  const { db, now } = scope;
  const person = await selectPerson(db, personId);
  await updateVerified(db, personId, now);
  const signedUp = company ?? person?.company;
  if (!person || !signedUp || person.isVerified || (await selectMembership(db, personId))) return;

  const { email, locale } = person;
  const draft = { ...signedUp, email, locale, now };
  const { organizationId } = await createOrganization(db, draft);
  await insertMember(db, { organizationId, personId, role: 'owner', now });
  audit(scope, {
    action: 'organization.created',
    target: organizationId,
    before: null,
    after: signedUp,
    signIn: { personId, isProved: true },
  });
}
