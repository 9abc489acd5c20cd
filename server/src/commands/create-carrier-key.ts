import { createCarrierKey } from '../connectivity/carriers/index.ts';
import type { Command } from './command.ts';
import { withStore } from './open-store.ts';

/** `gigastore create-carrier-key` */
export const createCarrierKeyCommand: Command = {
  about: `Creates a key with which a carrier reports usage and profile events of its own profiles.
The secret is shown once; only its hash is stored.`,
  options: {
    carrier: { value: '<name>', help: 'The carrier, as named in data plans', isRequired: true },
  },
  run: ({ config, text }) =>
    withStore(config, async ({ db }) => {
      const carrier = text('carrier');
      const { keyId, secret } = await db.transaction((tx) => createCarrierKey(tx, { carrier }));
      const lines = [`Key id  ${keyId}`, `Secret  ${secret}`];
      return { text: lines.join('\n'), json: { keyId, secret } };
    }),
};
