import { createOrganization } from '../commerce/onboarding/index.ts';
import type { Command } from './command.ts';
import { withStore } from './open-store.ts';

/** `gigastore create-organization` */
export const createReseller: Command = {
  about: `Takes a reseller in. Its organization has two accounts, live and sandbox, each with its
own API keys, credits, inventory and customers.`,
  options: {
    name: { value: '<name>', help: 'What the reseller is called', isRequired: true },
    email: { value: '<address>', help: 'Where to reach it', isRequired: true },
  },
  run: ({ config, text, now }) =>
    withStore(config, async ({ db }) => {
      const draft = { name: text('name'), email: text('email'), now: now() };
      const reseller = { ...draft, offersCatalogue: true };
      const made = await db.transaction((tx) => createOrganization(tx, reseller));
      const lines = [
        `Organization     ${made.organizationId}`,
        `Live account     ${made.liveAccountId}`,
        `Sandbox account  ${made.sandboxAccountId}`,
      ];
      return { text: lines.join('\n'), json: made };
    }),
};
