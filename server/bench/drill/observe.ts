import { auditBooks } from '../../src/backoffice/operator/index.ts';
import { sql } from '../../src/platform/db/database.ts';
import { eventually, withDatabase } from './front.ts';
import type { Finding, Observed } from './history.ts';

type Facts = { observed: Observed; audited: Finding[] };

/** Reads from the leader what the load of this round, whose keys start so, left, and audits. */
export function observe(url: string, round: number): Promise<Facts> {
  const keys = `${round}-%`;
  return withDatabase(url, (db) =>
    eventually(async () => {
      const packages = await db.rows<Observed['packages'][0]>(sql`
        select id, metatag as key, status
        from activated_items
        where metatag like ${keys}`);
      const refunds = await db.rows<Observed['refunds'][0]>(sql`
        select activated_item_id as "packageId"
        from transfers
        where type = 'refund'`);
      const credits = await db.rows<{ amount: string }>(sql`
        select amount_minor::text as amount
        from transfers
        where type = 'sandbox_credit'`);
      const findings = await auditBooks(db);
      return {
        observed: {
          packages,
          refunds,
          credits: credits.map(({ amount }) => ({ amountMinor: Number(amount) })),
        },
        audited: findings.map(
          ({ accountId, finding }): Finding => ({
            kind: 'books',
            detail: `${accountId}: ${finding}`,
          }),
        ),
      };
    }),
  );
}
