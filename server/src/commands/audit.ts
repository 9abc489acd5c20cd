import { auditBooks } from '../backoffice/operator/index.ts';
import type { Command } from './command.ts';
import { withStore } from './open-store.ts';

/** `gigastore audit` */
export const audit: Command = {
  about: `Recomputes the totals and running balances of every account from its transfers, and
checks that every package is paid and every eSIM profile has one owner. Prints what does not add
up, and then exits with 1.`,
  options: {},
  run: ({ config }) =>
    withStore(config, async ({ db }) => {
      const findings = await auditBooks(db);
      const lines = findings.map(({ accountId, finding }) => `${accountId}: ${finding}`);
      const text = lines.length > 0 ? lines.join('\n') : 'The books balance.';
      return { text, json: { findings }, isFailure: findings.length > 0 };
    }),
};
