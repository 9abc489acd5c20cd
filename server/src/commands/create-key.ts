import { KEY_SCOPES } from '../kernel/scopes.ts';
import { createApiKey } from '../tenancy/accounts/index.ts';
import type { Command } from './command.ts';
import { withStore } from './open-store.ts';

/** `gigastore create-key` */
export const createKey: Command = {
  about: `Creates an API key for an account. The secret is shown once; only its hash is stored.`,
  options: {
    account: { value: '<id>', help: 'The ID of a live or sandbox account', isRequired: true },
    name: { value: '<name>', help: 'The purpose of the key', isRequired: true },
    scopes: { value: '<list>', help: `One or more of ${KEY_SCOPES.join(',')}; all by default` },
  },
  run: ({ config, text, optionalText, now }) =>
    withStore(config, async ({ db }) => {
      const owner = { accountId: text('account'), now: now() };
      const scopes = optionalText('scopes')
        ?.split(',')
        .map((scope) => scope.trim());
      const key = await db.transaction((tx) =>
        createApiKey({ ...owner, db: tx }, { name: text('name'), scopes }),
      );
      const { clientId, clientSecret } = key;
      const lines = [`Client id      ${clientId}`, `Client secret  ${clientSecret}`];
      return { text: lines.join('\n'), json: { clientId, clientSecret } };
    }),
};
