import type { OfferChoice } from '../../commerce/inventory/index.ts';
import { newId } from '../../kernel/ids.ts';
import type { Locale } from '../../kernel/locale.ts';
import { isName, NAME_RULE } from '../../kernel/names.ts';
import { invalid } from '../../kernel/refusal.ts';
import type { VisitTx } from '../../platform/http/visitors.ts';
import { checkTimeZone } from '../../tenancy/organizations/index.ts';
import {
  insertPerson,
  isSignInEmail,
  linkUrl,
  mailPerson,
  makeLink,
  nameInMail,
  normalEmail,
  type PersonRow,
  type SignUpAttempt,
  selectPersonByEmail,
  updateSignedUpAgain,
  upsertPassword,
} from '../people/index.ts';
import { MAILS } from './mails.ts';

export type SignUp = {
  companyName: string;
  name: string;
  email: string;
  locale: Locale;
  /** The password as it will be kept. */
  passwordHash: string;
  /** The plans that both accounts offer from the first day. */
  offers: OfferChoice;
  timeZone?: string;
};

export type MailScope = VisitTx & {
  publicUrl: string;
  /** False when the address has had enough mails lately. */
  mayMail: boolean;
};

/** Throws `invalid_request`, also for addresses that already have an account. */
export function checkSignUp({
  companyName,
  name,
  email,
  timeZone,
}: Pick<SignUp, 'companyName' | 'name' | 'email' | 'timeZone'>): void {
  if (!isName(companyName)) throw invalid('/companyName', NAME_RULE);
  if (!isName(name)) throw invalid('/name', NAME_RULE);
  if (!isSignInEmail(email)) throw invalid('/email', 'must be an email address');
  if (timeZone !== undefined) checkTimeZone(timeZone, '/timeZone');
}

/**
 * Keeps the person and the name of the company, and mails the link that confirms the address and
 * creates the company. Only an email to the address reveals whether it already has an account.
 */
export async function signUp(scope: MailScope, request: SignUp): Promise<void> {
  const { db, now } = scope;
  const { name, locale, companyName, passwordHash, offers, timeZone } = request;
  const email = normalEmail(request.email);
  const person: PersonRow = { id: newId(), name, email, isVerified: false, locale };
  const company = { name: companyName, offers, ...(timeZone && { timeZone }) };
  if (!(await insertPerson(db, { ...person, company, createdAt: now }))) {
    await answerKnown(scope, { email, attempt: { name, company, passwordHash } });
    return;
  }

  await upsertPassword(db, { id: newId(), personId: person.id, hash: passwordHash, now });
  await sendVerification(scope, person);
}

/**
 * It is unknown which of several people who signed up owns the address. A further sign-up therefore
 * changes nothing: its name and password stay with its own link, which requires that password.
 */
async function answerKnown(
  scope: MailScope,
  { email, attempt }: { email: string; attempt: SignUpAttempt },
): Promise<void> {
  const { db, now } = scope;
  const known = await selectPersonByEmail(db, email);
  if (!known) return;
  if (!known.isVerified) {
    await updateSignedUpAgain(db, known.id, now);
    await sendVerification(scope, { ...known, name: attempt.name }, attempt);
    return;
  }
  if (!scope.mayMail) return;
  const token = await makeLink(db, { kind: 'set_password', personId: known.id, now });
  const url = linkUrl(scope.publicUrl, 'set-password', token);
  const content = MAILS[known.locale].accountExists({ name: known.name, url });
  await mailPerson(db, known, { kind: 'account-exists', content });
}

/** Mails the link that confirms an address, unless the address had enough mails lately. */
export async function sendVerification(
  { db, now, publicUrl, mayMail }: MailScope,
  person: PersonRow,
  attempt?: SignUpAttempt,
): Promise<void> {
  if (!mayMail) return;
  const { id: personId, locale } = person;
  const link = { kind: 'verify_email', personId, now } as const;
  const token = await makeLink(db, { ...link, ...(attempt && { attempt }) });
  const words = MAILS[locale][attempt ? 'verifyFurtherSignUp' : 'verifyEmail'];
  const content = words({
    name: nameInMail(person.name),
    url: linkUrl(publicUrl, 'verify', token),
  });
  await mailPerson(db, person, { kind: 'verify-email', content });
}
