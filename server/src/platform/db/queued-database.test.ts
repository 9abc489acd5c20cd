import { expect, it } from 'vitest';
import type { Database, Sql } from './database.ts';
import { sql } from './database.ts';
import { queueCalls } from './queued-database.ts';

it('lets so many calls use the database at a time, in their order, and after a failure too', async () => {
  let running = 0;
  let most = 0;
  const begun: string[] = [];
  async function run({ text }: Sql): Promise<number> {
    begun.push(text);
    running += 1;
    most = Math.max(most, running);
    await new Promise((resolve) => setImmediate(resolve));
    running -= 1;
    if (text === 'b') throw new Error('lost');
    return 1;
  }
  const db = queueCalls({ run } as Partial<Database> as Database, 2);
  const statements = [sql`a`, sql`b`, sql`c`, sql`d`, sql`e`];
  const ended = await Promise.allSettled(statements.map((statement) => db.run(statement)));
  expect(ended.map(({ status }) => status)).toEqual([
    ...['fulfilled', 'rejected', 'fulfilled', 'fulfilled', 'fulfilled'],
  ]);
  expect(begun).toEqual(['a', 'b', 'c', 'd', 'e']);
  expect(most).toBe(2);
});
