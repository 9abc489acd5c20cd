import { DEMO_KEY, seedDemonstration } from '../surfaces/seed/index.ts';
import type { Command } from './command.ts';
import { withStore } from './open-store.ts';

/** `gigastore seed` */
export const seed: Command = {
  about: `Creates the demonstration data with which a store in sandbox mode starts: a catalogue,
and an organization whose sandbox account has a well-known API key, credits and an inventory.
Existing data stays unchanged. Refused in live mode.`,
  options: {},
  async run({ config, now }) {
    if (config.mode === 'live')
      throw new Error('Demonstration data cannot be created in live mode.');
    const isNew = await withStore(config, ({ db }) => seedDemonstration(db, now()));
    const { clientId, clientSecret } = DEMO_KEY;
    const result = isNew ? 'Demonstration data created' : 'Demonstration data already exists';
    const text = `${result}; its API key is ${clientId} / ${clientSecret}.`;
    return { text, json: { isNew, clientId, clientSecret } };
  },
};
