import { auditBooks } from '../backoffice/operator/index.ts';
import type { Command } from './command.ts';
import { withStore } from './open-store.ts';

/** `gigastore audit` */
export const audit: Command = {
  about: `Proves the books of every account from nothing but their transfers: totals, running
balances, the payment of every package, the owner of every profile. Fails when something does not
add up.`,
  options: {},
  run: ({ config }) =>
    withStore(config, async ({ db }) => {
      const findings = await auditBooks(db);
      const lines = findings.map(({ accountId, finding }) => `${accountId}: ${finding}`);
      const text = lines.length > 0 ? lines.join('\n') : 'The books balance.';
      return { text, json: { findings }, isFailure: findings.length > 0 };
    }),
};
