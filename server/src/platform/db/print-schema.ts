import { type Database, sql } from './database.ts';
import { schemaSections } from './schema-sections.ts';

const HEADER = `-- What the files in migrations/ make, for reading and review.
-- Written by \`npm run schema\`; do not edit.
`;

/**
 * Returns the schema `public` as SQL, read from the catalogues: the same text on every PostgreSQL
 * from 15 on, without the tables that come and go with time: monthly partitions and closed tables.
 */
export async function printSchema(db: Database): Promise<string> {
  const parts = [HEADER];
  await db.transaction(async (tx) => {
    // With this path PostgreSQL prints the names of the schema without the schema.
    await tx.run(sql`set local search_path = public, pg_catalog`);
    for (const section of schemaSections) {
      const found = await tx.rows<{ statement: string }>(section);
      parts.push(...found.map(({ statement }) => `${statement.trim()};\n`));
    }
  });
  return parts.join('\n');
}
