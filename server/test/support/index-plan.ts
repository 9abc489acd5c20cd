import { type Database, type Queryable, type Sql, sql } from '../../src/platform/db/database.ts';

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

/** Returns the plans of what `read` sends, for rows or to change some. None of it is run. */
export async function plansOf(
  db: Queryable,
  read: (explaining: Queryable) => Promise<unknown>,
): Promise<string[]> {
  const plans: string[] = [];
  async function explain(statement: Sql): Promise<void> {
    const lines = await db.rows<{ 'QUERY PLAN': string }>(sql`explain ${statement}`);
    plans.push(lines.map((line) => line['QUERY PLAN']).join('\n'));
  }
  await read({
    ...db,
    async rows(statement) {
      await explain(statement);
      return [];
    },
    async run(statement) {
      await explain(statement);
      return 0;
    },
  });
  return plans;
}
