import { describe, expect, it } from 'vitest';
import { createTestDatabase } from '../../../test/support/database.ts';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { newId } from '../../kernel/ids.ts';
import { type Database, sql } from './database.ts';
import { groupsOf, ofAccounts, shardOf } from './distribution.ts';

const { db } = await forThisFile(createTestDatabase());

describe('a database on one PostgreSQL', () => {
  const items = [newId(), newId(), newId()].map((accountId, place) => ({ accountId, place }));

  it('has one group, in the order in which it was given, and is asked once', async () => {
    let asked = 0;
    const refuse = () => Promise.reject(new Error('no statement may be sent'));
    const counted: Database = {
      ...db,
      row: refuse,
      rows: refuse,
      together: (work) => {
        asked += 1;
        return db.together(work);
      },
    };
    expect(await groupsOf(counted, items)).toEqual([items]);
    expect(await groupsOf(counted, items.slice(1))).toEqual([items.slice(1)]);
    expect(asked).toBe(1);
    expect(shardOf(counted, newId())).toBe('');
  });

  it('gives no list of accounts to a statement', async () => {
    const { text } = await db.transaction(async (tx) => ofAccounts(tx, sql`account_id`, [newId()]));
    expect(text).toBe('');
  });

  it('has no group without items', async () => {
    expect(await groupsOf(db, [])).toEqual([]);
  });
});
