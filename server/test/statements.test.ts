import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Sql } from '../src/platform/db/database.ts';
import { BY_HAND } from './statements/by-hand.ts';
import { recordStatements } from './statements/recorder.ts';
import { createTestDatabase } from './support/database.ts';
import { forThisFile } from './support/for-this-file.ts';
import { readSources, type Source } from './tidy/source.ts';
import { type Template, templatesOf } from './tidy/statements.ts';

/** Only these can be prepared; the others (lock, set) are simply run. */
const PREPARABLE = /^\s*(with|select|insert|update|delete|merge|values)\b/;

const root = join(import.meta.dirname, '..');
const stores = readSources(root, ['src'], (path) => path.endsWith('store.ts'));

const database = await forThisFile(createTestDatabase());

describe('every statement fits the migrated schema', () => {
  it.each(stores)('every statement of $path fits the migrated schema', async (store) => {
    const statements = await statementsOf(store);
    expect(missedBy(statements, store), 'give arguments in test/statements/by-hand.ts').toEqual([]);
    for (const statement of statements) await prepare(statement.text);
  });

  it('a statement that does not fit, or is never sent, is noticed', async () => {
    await expect(prepare('select nothing from accounts')).rejects.toThrow('does not exist');
    expect(stores.flatMap((store) => missedBy([], store)).length).toBeGreaterThan(stores.length);
  });
});

async function statementsOf({ path }: Source): Promise<Sql[]> {
  const store: Record<string, unknown> = await import(join(root, path));
  return recordStatements(store, BY_HAND[path]);
}

/** The functions with SQL in the file that none of the statements shows. */
function missedBy(statements: Sql[], store: Source): string[] {
  const isShown = ({ pieces }: Template) =>
    statements.some(({ sql }) => pieces.every((piece) => sql.includes(piece)));
  return templatesOf(store)
    .filter((template) => !isShown(template))
    .map(({ within, line }) => `${within} (line ${line})`);
}

async function prepare(text: string): Promise<void> {
  const client = await database.db.pool.connect();
  try {
    await client.query('begin');
    await client.query(PREPARABLE.test(text) ? `prepare checked as ${text}` : text);
  } catch (error) {
    throw new Error(`${(error as Error).message}:\n${text}`);
  } finally {
    await client.query('rollback; deallocate all');
    client.release();
  }
}
