import { normalEmail } from '../identity/people/index.ts';
import { resetSecondFactor } from '../identity/second-factor/index.ts';
import type { Command } from './command.ts';
import { withStore } from './open-store.ts';

/** `gigastore reset-second-factor` */
export const resetSecondFactorCommand: Command = {
  about: `Removes the second factor of a person who has lost their authenticator app and recovery
codes, and ends their sessions. The person then signs in with the password and sets up a new one.`,
  options: {
    email: { value: '<address>', help: 'The address the person signs in with', isRequired: true },
  },
  run: ({ config, text, now }) =>
    withStore(config, async ({ db }) => {
      const email = normalEmail(text('email'));
      const reset = await db.transaction((tx) =>
        resetSecondFactor({ db: tx, now: now() }, { email }),
      );
      return { text: `Second factor of ${email} removed.`, json: reset };
    }),
};
