import { type Queryable, sql, type Tx } from '../../platform/db/database.ts';
import type { RecordedUse } from './usage-record.ts';

/** The records of a report that are about one account, or a thousand of them. */
export type ReportPart = { accountId: string; reportId: string; part: number };

/** Returns false when the part is settled already, by this process or another one. */
export async function claimPart(
  tx: Tx,
  { accountId, reportId, part }: ReportPart,
): Promise<boolean> {
  const claimed = await tx.run(sql`
    insert into usage_report_parts (account_id, report_id, part)
    values (${accountId}, ${reportId}, ${part})
    on conflict do nothing`);
  return claimed === 1;
}

/** Keeps what became of the part's records; `places` are those of the records in the report. */
export async function keepOutcomes(
  tx: Tx,
  { accountId, reportId, part, places }: ReportPart & { places: readonly number[] },
  uses: readonly RecordedUse[],
): Promise<void> {
  const outcomes = uses.map((use, index) => [places[index], ...pack(use)]);
  await tx.run(sql`
    update usage_report_parts
    set outcomes = ${JSON.stringify(outcomes)}
    where account_id = ${accountId}
      and report_id = ${reportId}
      and part = ${part}`);
}

/** An outcome as it is kept: short, because there are thousands. */
type Packed = ['c', string, string] | ['d'] | ['r', string];

function pack(use: RecordedUse): Packed {
  if (use.outcome === 'duplicate') return ['d'];
  if (use.outcome === 'rejected') return ['r', use.reason];
  return ['c', String(use.consumedBytes), String(use.uncoveredBytes)];
}

/** What became of the record at a place of a report. */
export type Settled = {
  place: number;
  outcome: 'counted' | 'duplicate' | 'rejected';
  consumedBytes?: bigint;
  uncoveredBytes?: bigint;
  reason?: string;
};

/** Returns what became of the records of a report as far as they are settled, in no order. */
export async function selectOutcomes(db: Queryable, reportId: string): Promise<Settled[]> {
  const rows = await db.rows<{ outcomes: string }>(sql`
    select outcomes
    from usage_report_parts
    where report_id = ${reportId}
      and outcomes is not null`);
  const packed = rows.flatMap(({ outcomes }) => JSON.parse(outcomes) as [number, ...Packed][]);
  return packed.map(([place, ...outcome]) => ({ place, ...unpack(outcome) }));
}

function unpack(outcome: Packed): Omit<Settled, 'place'> {
  if (outcome[0] === 'd') return { outcome: 'duplicate' };
  if (outcome[0] === 'r') return { outcome: 'rejected', reason: outcome[1] };
  const [, consumed, uncovered] = outcome;
  return {
    outcome: 'counted',
    consumedBytes: BigInt(consumed),
    uncoveredBytes: BigInt(uncovered),
  };
}
