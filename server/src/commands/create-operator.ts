import { openOperator } from '../identity/team/index.ts';
import type { Command } from './command.ts';
import { withStore } from './open-store.ts';

/** `gigastore create-operator` */
export const createOperatorPerson: Command = {
  about: `Makes a person who runs the platform, and with the first of them the platform's own
organization. The link that it prints sets the password; it can be used once, within a day. For a
person who is there already it prints a new link.`,
  options: {
    email: { value: '<address>', help: 'With which the person signs in', isRequired: true },
    name: { value: '<name>', help: 'What the person is called', isRequired: true },
  },
  run: ({ config, text, now }) =>
    withStore(config, async ({ db }) => {
      const { publicUrl } = config;
      const operator = { email: text('email'), name: text('name'), now: now(), publicUrl };
      const made = await db.transaction((tx) => openOperator(tx, operator));
      const lines = [
        `Organization  ${made.organizationId}`,
        `Person        ${made.personId}`,
        `Set password  ${made.passwordUrl}`,
      ];
      return { text: lines.join('\n'), json: made };
    }),
};
