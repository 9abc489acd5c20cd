import { createHash } from 'node:crypto';

/** What an app sends with a session, and what it has to speak for. */
export type Evidence = { attestation: string; requestHash: Buffer; realNow: Date };

/** The request that an attestation speaks for. The install token makes it one of a kind. */
type AttestedRequest = { installToken: string; installationId: string };

/** Returns the nonce of Play Integrity and the client data hash of App Attest. */
export function hashOfRequest({ installToken, installationId }: AttestedRequest): Buffer {
  return createHash('sha256').update(`${installToken}.${installationId.toLowerCase()}`).digest();
}
