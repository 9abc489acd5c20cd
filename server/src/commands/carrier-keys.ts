import { listCarrierKeys, revokeCarrierKey } from '../connectivity/carriers/index.ts';
import type { Command } from './command.ts';
import { withStore } from './open-store.ts';

/** `gigastore list-carrier-keys` */
export const listCarrierKeysCommand: Command = {
  about: `Lists the keys with which carriers report usage and profile events, without their
secrets.`,
  options: {},
  run: ({ config }) =>
    withStore(config, async ({ db }) => {
      const keys = await listCarrierKeys(db);
      const lines = keys.map(({ keyId, carrier, createdAt, lastUsedAt, revokedAt }) => {
        const state = revokedAt ? `revoked ${revokedAt.toISOString()}` : 'in use';
        const used = lastUsedAt ? `last used ${lastUsedAt.toISOString()}` : 'never used';
        return [keyId, carrier, `created ${createdAt.toISOString()}`, used, state].join('  ');
      });
      const text = lines.length > 0 ? lines.join('\n') : 'No carrier has a key.';
      return { text, json: { keys } };
    }),
};

/** `gigastore revoke-carrier-key` */
export const revokeCarrierKeyCommand: Command = {
  about: `Revokes a carrier's key: the next call with it is refused. If the carrier is to keep
reporting, create a new key with create-carrier-key first.`,
  options: {
    key: { value: '<id>', help: 'The key id, as printed by list-carrier-keys', isRequired: true },
  },
  run: ({ config, text }) =>
    withStore(config, async ({ db }) => {
      const keyId = text('key');
      const isRevoked = await db.transaction((tx) => revokeCarrierKey(tx, keyId));
      if (!isRevoked) throw new Error(`No carrier key ${keyId} is in use.`);
      return { text: `The carrier key ${keyId} is revoked.`, json: { keyId } };
    }),
};
