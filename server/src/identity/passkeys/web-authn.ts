import { isIP } from 'node:net';
import type {
  AuthenticationResponseJSON,
  AuthenticatorTransport,
  RegistrationResponseJSON,
} from '@simplewebauthn/server';
import { Refusal } from '../../kernel/refusal.ts';
import type { People } from '../sessions/index.ts';
import type { Credential } from './store.ts';

// Loaded by the first call that needs it: its parsers of certificates take long to load.
const library = () => import('@simplewebauthn/server');

const NAME = 'Gigastore';
type Site = Pick<People, 'publicUrl' | 'origin'>;
type Known = Pick<Credential, 'credentialId' | 'transports'>;

/** Returns the name of the site: its host, or `localhost`, because browsers refuse IP addresses. */
function siteId({ publicUrl }: Site): string {
  const { hostname } = new URL(publicUrl);
  return isIP(hostname.replace(/[[\]]/g, '')) ? 'localhost' : hostname;
}

/** Returns what `navigator.credentials.get` takes: any passkey of the site. */
export async function signInOptions(site: Site) {
  const { generateAuthenticationOptions } = await library();
  return generateAuthenticationOptions({ rpID: siteId(site), userVerification: 'required' });
}

/** Returns what `navigator.credentials.create` takes. */
export async function creationOptions(
  site: Site,
  person: { personId: string; email: string; name: string; known: readonly Known[] },
) {
  const { generateRegistrationOptions } = await library();
  return generateRegistrationOptions({
    rpName: NAME,
    rpID: siteId(site),
    userName: person.email,
    userDisplayName: person.name,
    userID: new TextEncoder().encode(person.personId),
    attestationType: 'none',
    excludeCredentials: person.known.map(({ credentialId: id, transports }) => ({
      id,
      transports: transportsOf(transports),
    })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  });
}

/**
 * Returns the credential that an authenticator created for the challenge, which must have asked who
 * holds it. Throws `sign_in_failed`.
 */
export async function verifyCreation(site: Site, response: unknown, challenge: string) {
  const { verifyRegistrationResponse } = await library();
  const verified = await refusing(() =>
    verifyRegistrationResponse({
      response: response as RegistrationResponseJSON,
      expectedChallenge: challenge,
      expectedOrigin: [...site.origin.origins],
      expectedRPID: siteId(site),
      requireUserVerification: true,
    }),
  );
  if (!verified.verified) throw notAccepted();
  return verified.registrationInfo;
}

/** Returns what an authenticator proved about the challenge. Throws `sign_in_failed`. */
export async function verifySignIn(
  site: Site,
  response: unknown,
  { challenge, credential }: { challenge: string; credential: Credential },
) {
  const { verifyAuthenticationResponse } = await library();
  const verified = await refusing(() =>
    verifyAuthenticationResponse({
      response: response as AuthenticationResponseJSON,
      expectedChallenge: challenge,
      expectedOrigin: [...site.origin.origins],
      expectedRPID: siteId(site),
      requireUserVerification: true,
      credential: {
        id: credential.credentialId,
        publicKey: new Uint8Array(Buffer.from(credential.publicKey, 'base64')),
        counter: credential.counter,
        transports: transportsOf(credential.transports),
      },
    }),
  );
  if (!verified.verified) throw notAccepted();
  return verified.authenticationInfo;
}

/** Returns the browser's word for how it reaches the authenticator; the library passes it on. */
function transportsOf(transports: string | null): AuthenticatorTransport[] {
  return (transports?.split(',') ?? []) as AuthenticatorTransport[];
}

/** Turns the plain errors that the library throws for a wrong response into a refusal. */
async function refusing<T>(verify: () => Promise<T>): Promise<T> {
  try {
    return await verify();
  } catch {
    throw notAccepted();
  }
}

export function notAccepted(): Refusal {
  return new Refusal('sign_in_failed', 'The passkey was not accepted.');
}
