import { createEncryption } from '../kernel/encryption.ts';
import { readSecretKey } from '../platform/config/secret-key.ts';
import { rotateSigningKey } from '../tenancy/accounts/index.ts';
import type { Command } from './command.ts';
import { withStore } from './open-store.ts';

/** `gigastore rotate-signing-key` */
export const rotateKey: Command = {
  about: `Creates a new key that signs access tokens, encrypted with the first key of
GIGASTORE_SECRET_KEY. Every process signs with it within two minutes. Older tokens stay valid until
they expire, at most 24 hours later. With --revoke they are refused within a minute and clients have
to log in again: use it if a signing key may have leaked.`,
  options: {
    revoke: { help: 'Refuse every access token signed with an older key' },
  },
  run: ({ config, isOn, now }) =>
    withStore(config, async ({ db }) => {
      const encryption = createEncryption([
        await readSecretKey(config, { mayCreate: false }),
        ...config.olderSecretKeys,
      ]);
      const revokesOlder = isOn('revoke') ?? false;
      const { kid } = await db.transaction((tx) =>
        rotateSigningKey(tx, { encryption, now: now(), revokesOlder }),
      );
      const older = revokesOlder ? 'refused within a minute' : 'valid until they expire';
      const text = `The new signing key is ${kid}. Access tokens signed before are ${older}.`;
      return { text, json: { kid, revokesOlder } };
    }),
};
