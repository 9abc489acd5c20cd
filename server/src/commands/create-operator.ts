import { openOperator } from '../identity/team/index.ts';
import type { Command } from './command.ts';
import { withStore } from './open-store.ts';

/** `gigastore create-operator` */
export const createOperatorCommand: Command = {
  about: `Creates a person who runs the platform. The first one also creates the platform's own
organization. Prints a link that sets the password, valid once and for one day. For an existing
operator, prints a new link.`,
  options: {
    email: { value: '<address>', help: 'The address the person signs in with', isRequired: true },
    name: { value: '<name>', help: 'The name of the person', isRequired: true },
  },
  run: ({ config, text, now }) =>
    withStore(config, async ({ db }) => {
      const { publicUrl } = config;
      const operator = { email: text('email'), name: text('name'), now: now(), publicUrl };
      const created = await db.transaction((tx) => openOperator(tx, operator));
      const lines = [
        `Organization  ${created.organizationId}`,
        `Person        ${created.personId}`,
        `Set password  ${created.passwordUrl}`,
      ];
      return { text: lines.join('\n'), json: created };
    }),
};
