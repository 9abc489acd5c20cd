import { type Es2Plus, es2Plus } from '../../connectivity/carriers/index.ts';
import type { Encryption } from '../../kernel/encryption.ts';
import { openKey, type Smdp } from './smdp.ts';

/** What calling an SM-DP+ needs. */
export type CallParts = Omit<Parameters<typeof es2Plus>[1], 'now'> & {
  encryption: Encryption;
  realNow: () => Date;
};

/** Returns the client to an SM-DP+. Throws `DecryptionFailed` if its key cannot be read. */
export function openSmdp(smdp: Smdp, { encryption, realNow: now, ...parts }: CallParts): Es2Plus {
  const { name, url, requesterId, isPrivate, revision, privateKeyEncrypted: sealed } = smdp;
  const { certificate: cert, authority: ca } = smdp;
  const identity = {
    ...(cert !== null && sealed !== null && { cert, key: openKey(encryption, name, sealed) }),
    ...(ca !== null && { ca }),
  };
  return es2Plus({ name, url, requesterId, isPrivate, revision, identity }, { now, ...parts });
}
