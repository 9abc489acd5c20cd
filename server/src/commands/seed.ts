import { DEMO_KEY, seedDemonstration } from '../surfaces/seed/index.ts';
import type { Command } from './command.ts';
import { withStore } from './open-store.ts';

/** `gigastore seed` */
export const seed: Command = {
  about: `Makes the demonstration that a store in sandbox mode starts with: a catalogue, and an
organization whose sandbox account has a known API key, credits and an inventory. What is there
already stays as it is. Refused in live mode.`,
  options: {},
  async run({ config, now }) {
    if (config.mode === 'live') throw new Error('A store in live mode has no demonstration.');
    const isNew = await withStore(config, ({ db }) => seedDemonstration(db, now()));
    const { clientId, clientSecret } = DEMO_KEY;
    const made = isNew ? 'The demonstration is made' : 'The demonstration was there already';
    const text = `${made}; its API key is ${clientId} / ${clientSecret}.`;
    return { text, json: { isNew, clientId, clientSecret } };
  },
};
