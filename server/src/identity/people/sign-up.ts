import { createOrganization } from '../../commerce/onboarding/index.ts';
import { newId } from '../../kernel/ids.ts';
import type { Locale } from '../../kernel/locale.ts';
import { isName, NAME_RULE } from '../../kernel/names.ts';
import { invalid } from '../../kernel/refusal.ts';
import { queueMail } from '../../messaging/mail/index.ts';
import type { Tx } from '../../platform/db/database.ts';
import type { SignUpAttempt } from './link-store.ts';
import { makeLink } from './links.ts';
import { MAILS } from './mails.ts';
import { insertMember, selectMembership } from './member-store.ts';
import { isSignInEmail, normalEmail } from './person.ts';
import {
  insertPerson,
  type PersonRow,
  selectPersonByEmail,
  updateSignedUpAgain,
  upsertPassword,
} from './person-store.ts';
import { recordOwnChange } from './record.ts';
import type { Visit } from './sessions.ts';
import { toPage } from './web-links.ts';

export type SignUp = {
  companyName: string;
  name: string;
  email: string;
  locale: Locale;
  /** The password as it will be kept. */
  passwordHash: string;
};

type Around = { now: Date; publicUrl: string; visit: Visit; mayMail: boolean };

/** Refuses `invalid_request`, whoever has the address. */
export function checkSignUp({ companyName, name, email }: Omit<SignUp, 'passwordHash'>): void {
  if (!isName(companyName)) throw invalid('/companyName', NAME_RULE);
  if (!isName(name)) throw invalid('/name', NAME_RULE);
  if (!isSignInEmail(email)) throw invalid('/email', 'must be an e-mail address');
}

/**
 * Takes a company in, with the person as its owner, and sends the link that proves the address.
 * Whether somebody has the address already, only a mail to it says.
 */
export async function signUp(tx: Tx, request: SignUp, around: Around): Promise<void> {
  const { name, locale, companyName, passwordHash } = request;
  const { now, visit } = around;
  const email = normalEmail(request.email);
  const person: PersonRow = { id: newId(), name, email, isVerified: false, locale };
  if (!(await insertPerson(tx, { ...person, createdAt: now }))) {
    await answerKnown(tx, { email, name, passwordHash }, around);
    return;
  }

  await upsertPassword(tx, { id: newId(), personId: person.id, hash: passwordHash, now });
  const company = { name: companyName, email, locale, now, offersCatalogue: true };
  const { organizationId } = await createOrganization(tx, company);
  await insertMember(tx, { organizationId, personId: person.id, role: 'owner', now });
  await sendVerification(tx, person, { ...around, organizationId });
  await recordOwnChange(
    tx,
    { personId: person.id, visit },
    { action: 'organization.created', target: organizationId, after: { name: companyName } },
  );
}

/**
 * Nobody can tell who of those who signed up reads the mails of the address. So a further attempt
 * changes nothing: its name and password stay with its own link, which asks for that password.
 */
async function answerKnown(
  tx: Tx,
  { email, name, passwordHash }: { email: string; name: string; passwordHash: string },
  around: Around,
): Promise<void> {
  const known = await selectPersonByEmail(tx, email);
  if (!known) return;
  const { now, publicUrl, mayMail } = around;
  const organizationId = (await selectMembership(tx, known.id))?.organizationId ?? null;
  if (!known.isVerified) {
    await updateSignedUpAgain(tx, known.id, now);
    const attempt = { name, passwordHash };
    await sendVerification(tx, { ...known, name }, { ...around, organizationId, attempt });
    return;
  }
  if (!mayMail) return;
  const token = await makeLink(tx, { kind: 'set_password', personId: known.id, now });
  const url = toPage(publicUrl, 'set-password', token);
  const content = MAILS[known.locale].accountExists({ name: known.name, url });
  const { locale } = known;
  await queueMail(tx, { kind: 'account-exists', to: email, locale, content, organizationId });
}

/** Sends the link that proves an address, unless the address had enough mails lately. */
export async function sendVerification(
  tx: Tx,
  person: PersonRow,
  around: Omit<Around, 'visit'> & { organizationId: string | null; attempt?: SignUpAttempt },
): Promise<void> {
  const { now, publicUrl, mayMail, organizationId, attempt } = around;
  if (!mayMail) return;
  const { id, email, name, locale } = person;
  const link = { kind: 'verify_email', personId: id, now } as const;
  const token = await makeLink(tx, { ...link, ...(attempt && { attempt }) });
  const url = toPage(publicUrl, 'verify', token);
  const content = MAILS[locale][attempt ? 'verifyFurtherSignUp' : 'verifyEmail']({ name, url });
  await queueMail(tx, { kind: 'verify-email', to: email, locale, content, organizationId });
}
