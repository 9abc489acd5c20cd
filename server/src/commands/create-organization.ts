import { createOrganization } from '../commerce/onboarding/index.ts';
import type { Command } from './command.ts';
import { withStore } from './open-store.ts';

/** `gigastore create-organization` */
export const createOrganizationCommand: Command = {
  about: `Creates a reseller: an organization with a live and a sandbox account, each with its own
API keys, credits, inventory and customers.`,
  options: {
    name: { value: '<name>', help: 'The name of the reseller', isRequired: true },
    email: { value: '<address>', help: 'The email address of the reseller', isRequired: true },
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
