import { type Database, type Sql, sql } from '../../src/platform/db/database.ts';

type Node = { 'Index Name'?: string; Plans?: Node[] };

/** Returns the indexes that a statement uses where reading a whole table is the last resort. */
export async function indexesOf(db: Database, statement: Sql): Promise<string[]> {
  const explained = await db.transaction(async (tx) => {
    await tx.run(sql`set local enable_seqscan = off`);
    return tx.row<{ 'QUERY PLAN': { Plan: Node }[] }>(sql`explain (format json) ${statement}`);
  });
  const inside = ({ 'Index Name': index, Plans = [] }: Node): string[] => [
    ...(index ? [index] : []),
    ...Plans.flatMap(inside),
  ];
  return [...new Set(explained?.['QUERY PLAN'].flatMap(({ Plan }) => inside(Plan)) ?? [])];
}
