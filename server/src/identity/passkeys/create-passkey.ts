import { audit } from '../../kernel/context.ts';
import { isUuid, newId } from '../../kernel/ids.ts';
import { isName, NAME_RULE } from '../../kernel/names.ts';
import { invalid, Refusal } from '../../kernel/refusal.ts';
import type { VisitTx } from '../../platform/http/visitors.ts';
import { mailPerson, startAgain } from '../people/index.ts';
import { keepChallenge, type People, type Session, useChallenge } from '../sessions/index.ts';
import { PASSKEY_MAILS } from './mails.ts';
import { CHALLENGE_SECONDS, passkeyCookie } from './sign-in-with-passkey.ts';
import {
  deletePasskey as deleteRow,
  insertPasskey,
  type PasskeyRow,
  selectCredentialIds,
  updatePasskeyName,
} from './store.ts';
import { creationOptions, notAccepted, verifyCreation } from './web-authn.ts';

type Scope = VisitTx & { people: People; session: Session };

/** A passkey is added within a day of signing in only. */
const FRESH_MS = 24 * 3_600_000;

/** Begins to add a passkey. Returns the options and the `Set-Cookie` header. Throws `forbidden`. */
export async function beginPasskeyCreation({ db, now, people, session }: Scope) {
  requireFresh(session, now);
  const { personId, email, name } = session;
  const known = await selectCredentialIds(db, personId);
  const options = await creationOptions(people, { personId, email, name, known });
  const value = `${personId}:${options.challenge}`;
  const kept = { kind: 'passkey', value, now, lifetimeSeconds: CHALLENGE_SECONDS } as const;
  const token = await keepChallenge(db, kept);
  return { options, cookie: passkeyCookie(people).set(token, CHALLENGE_SECONDS) };
}

/** Adds a passkey, and notifies its person by email. Throws `forbidden`, `sign_in_failed`. */
export async function createPasskey(
  scope: Scope,
  { name = 'Passkey', response }: { name?: string; response: Record<string, unknown> },
): Promise<PasskeyRow> {
  const { db, now, visit, people, session } = scope;
  requireName(name);
  requireFresh(session, now);
  const { personId } = session;
  const token = passkeyCookie(people).read(visit.headers.cookie);
  const [owner, challenge] =
    (await useChallenge(db, { kind: 'passkey', token, now }))?.split(':') ?? [];
  if (owner !== personId || challenge === undefined) throw startAgain();
  const made = await verifyCreation(people, response, challenge);

  const { credential, credentialBackedUp: isBackedUp } = made;
  const passkey = { id: newId(), name, createdAt: now, isBackedUp };
  const isNew = await insertPasskey(db, {
    ...passkey,
    personId,
    credentialId: credential.id,
    publicKey: Buffer.from(credential.publicKey).toString('base64'),
    counter: credential.counter,
    transports: credential.transports?.join(',') ?? null,
    deviceType: made.credentialDeviceType,
    aaguid: made.aaguid,
  });
  if (!isNew) throw notAccepted();
  audit(scope, { action: 'passkey.added', target: passkey.id, before: null, after: { name } });
  await mailChange(scope, 'added', name);
  return passkey;
}

/** Renames a passkey. Throws `invalid_request`, `passkey_not_found`. */
export async function updatePasskey(
  scope: Scope,
  { id, name }: { id: string; name: string },
): Promise<PasskeyRow> {
  requireName(name);
  const { personId } = scope.session;
  const passkey = isUuid(id)
    ? await updatePasskeyName(scope.db, { personId, id, name })
    : undefined;
  if (!passkey) throw notFound();
  audit(scope, { action: 'passkey.renamed', target: id, before: null, after: { name } });
  return passkey;
}

/** Deletes a passkey, and notifies its person by email. Throws `passkey_not_found`. */
export async function deletePasskey(scope: Scope, { id }: { id: string }): Promise<void> {
  const { personId } = scope.session;
  const gone = isUuid(id) ? await deleteRow(scope.db, { personId, id }) : undefined;
  if (!gone) throw notFound();
  audit(scope, { action: 'passkey.deleted', target: id, before: gone, after: null });
  await mailChange(scope, 'deleted', gone.name ?? '');
}

async function mailChange(
  { db, people, session }: Scope,
  mail: 'added' | 'deleted',
  passkey: string,
): Promise<void> {
  const { personId: id, email, locale, name } = session;
  const url = `${people.publicUrl}/auth/forgotten`;
  const content = PASSKEY_MAILS[locale]({ mail, name, passkey, url });
  await mailPerson(db, { id, email, locale }, { kind: 'passkey', content });
}

function requireFresh({ createdAt }: Session, now: Date): void {
  if (now.getTime() - createdAt.getTime() <= FRESH_MS) return;
  const detail = 'You signed in more than a day ago. Sign in again to add a passkey.';
  throw new Refusal('forbidden', detail);
}

function requireName(name: string): void {
  if (!isName(name)) throw invalid('/name', NAME_RULE);
}

function notFound(): Refusal {
  return new Refusal('passkey_not_found', 'You have no passkey with this ID.');
}
