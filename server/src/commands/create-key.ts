import { KEY_SCOPES } from '../kernel/scopes.ts';
import { createApiKey } from '../tenancy/accounts/index.ts';
import type { Command } from './command.ts';
import { withStore } from './open-store.ts';

/** `gigastore create-key` */
export const createKey: Command = {
  about: `Makes an API key of an account. Its secret is shown here and nowhere else: only a hash of
it is kept.`,
  options: {
    account: { value: '<id>', help: 'A live or a sandbox account', isRequired: true },
    name: { value: '<name>', help: 'What the key is for', isRequired: true },
    scopes: { value: '<list>', help: `Some of ${KEY_SCOPES.join(',')}; all of them by default` },
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
