import { expect, test } from 'vitest';
import { createTestDatabase } from '../../../test/support/database.ts';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { sendOver } from './send-over.ts';

const own = await forThisFile(createTestDatabase({ isEmpty: true }), { hasBooks: false });

test('statements of one turn are written together, those of a later turn on their own', async () => {
  const client = await own.db.pool.connect();
  const { stream } = client.connection;
  const number = async (value: number) => {
    const { rows } = await sendOver(client, { text: 'select $1::int as n', values: [value] });
    return rows[0];
  };
  try {
    const first = [number(1), Promise.resolve().then(() => number(2)), number(3)];
    expect(stream.writableCorked).toBe(1);
    const held = stream.writableLength;
    await Promise.resolve().then(() => {});
    expect(stream.writableCorked).toBe(1);
    expect(stream.writableLength).toBeGreaterThan(held);
    expect(await Promise.all(first)).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }]);
    expect(stream.writableCorked).toBe(0);
    expect(await number(4)).toEqual({ n: 4 });
  } finally {
    client.release();
  }
});

test('a statement that fails does not keep the others of its turn', async () => {
  const client = await own.db.pool.connect();
  try {
    const answers = await Promise.allSettled([
      sendOver(client, { text: 'select $1::int', values: ['none'] }),
      sendOver(client, { text: 'select 1', values: [] }),
    ]);
    expect(answers.map(({ status }) => status)).toEqual(['rejected', 'fulfilled']);
  } finally {
    client.release();
  }
});
