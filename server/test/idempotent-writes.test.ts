import { Type } from 'typebox';
import { beforeEach, describe, expect, it } from 'vitest';
import { newId } from '../src/kernel/ids.ts';
import { Refusal } from '../src/kernel/refusal.ts';
import { sql } from '../src/platform/db/database.ts';
import { operation } from '../src/platform/http/operation.ts';
import type { App } from '../src/platform/http/typed-app.ts';
import { type WriteParts, write } from '../src/platform/http/write.ts';
import { forThisFile } from './support/for-this-file.ts';
import { type Call, openSlice } from './support/slice.ts';

/** Notes are a table of this test: what a write leaves behind, and whether it happened twice. */
function registerNoteRoutes(app: App, parts: WriteParts): void {
  const body = Type.Object({ text: Type.Optional(Type.String()) });
  const params = Type.Object({ board: Type.String() });
  for (const path of ['/boards/:board/notes', '/b/:board/notes']) {
    const about = { id: path, tag: 'Test', summary: 'Write a note', params, body };
    const config = { scope: 'manage', idempotencyRoute: '/boards/:board/notes' } as const;
    app.post(path, { config, schema: operation(about) }, (request, reply) =>
      write(parts, reply.code(201), async (scope) => {
        const id = newId();
        const { board } = request.params;
        const { text = null } = request.body;
        await scope.db.run(sql`
          insert into notes (account_id, id, board, text)
          values (${scope.accountId}, ${id}, ${board}, ${text})`);
        if (text === 'too much') throw new Refusal('out_of_stock', 'The board is full.');
        return { id, board, text };
      }),
    );
  }
  app.put('/boards/:board', { config: { scope: 'manage' } }, (_, reply) =>
    write(parts, reply.code(204), async () => undefined),
  );
}

let call: Call;
let accountId: string;

const slice = await forThisFile(openSlice(registerNoteRoutes));
await slice.db.run(sql`
  create table notes (account_id uuid, id uuid primary key, board text, text text)`);

beforeEach(async () => {
  const account = await slice.newAccount();
  accountId = account.id;
  call = await account.caller();
});

function note(text: string | undefined, key?: string, path = '/boards/a/notes') {
  const headers: Record<string, string> = key === undefined ? {} : { 'IDEMPOTENCY-key': key };
  return call('POST', path, { body: { text }, headers });
}

async function countNotes(): Promise<number> {
  const row = await slice.db.row<{ count: bigint }>(sql`
    select count(*) from notes where account_id = ${accountId}`);
  return Number(row?.count);
}

describe('a write', () => {
  it('a write without a key happens each time', async () => {
    const [first, second] = [await note('x'), await note('x')];
    expect([first.statusCode, second.statusCode]).toEqual([201, 201]);
    expect(first.json().id).not.toBe(second.json().id);
    expect(await countNotes()).toBe(2);
  });

  it('a write with a key happens once and answers the same, marked as a repetition', async () => {
    const first = await note('x', 'k1');
    const again = await note('x', 'k1');
    expect(again.statusCode).toBe(201);
    expect(again.body).toBe(first.body);
    expect(first.headers).not.toHaveProperty('idempotency-replayed');
    expect(again.headers['idempotency-replayed']).toBe('true');
    expect(again.headers['x-request-id']).not.toBe(first.headers['x-request-id']);
    expect(await countNotes()).toBe(1);
  });

  it('a repeated write without an answer has none again', async () => {
    const headers = { 'Idempotency-Key': 'k2' };
    const first = await call('PUT', '/boards/a', { headers });
    const again = await call('PUT', '/boards/a', { headers });
    expect([first.statusCode, again.statusCode]).toEqual([204, 204]);
    expect(again.body).toBe('');
    expect(again.headers['idempotency-replayed']).toBe('true');
  });

  it('a write is the same under its other spelling and with another query', async () => {
    const first = await note('x', 'k1', '/boards/a/notes?one=1');
    const again = await note('x', 'k1', '/b/a/notes');
    expect(again.body).toBe(first.body);
  });

  it.each([
    ['another body', 'y', '/boards/a/notes'],
    ['another place', 'x', '/boards/b/notes'],
  ])('a write with the same key and %s is refused', async (_, text, path) => {
    await note('x', 'k1');
    const other = await note(text, 'k1', path);
    expect(other.statusCode).toBe(422);
    expect(other.json().code).toBe('idempotency_key_reused');
    expect(await countNotes()).toBe(1);
  });

  it('a write that was refused left nothing and can be repeated', async () => {
    const refused = await note('too much', 'k1');
    expect(refused.statusCode).toBe(409);
    expect(await countNotes()).toBe(0);
    const other = await note('less', 'k1');
    expect(other.statusCode).toBe(201);
  });

  it('a write happens once for thirty concurrent requests', async () => {
    const answers = await Promise.all(Array.from({ length: 30 }, () => note('x', 'k1')));
    expect(await countNotes()).toBe(1);
    const refused = answers.filter(({ statusCode }) => statusCode !== 201);
    for (const answer of refused) {
      expect(answer.json().code).toBe('idempotency_key_in_progress');
      expect(answer.headers['retry-after']).toBe('1');
    }
    const bodies = answers.filter(({ statusCode }) => statusCode === 201).map(({ body }) => body);
    expect(new Set(bodies).size).toBe(1);
  });

  it.each([' ', 'with space', 'x'.repeat(256), 'ü'])('a write refuses the key %j', async (key) => {
    const answer = await note('x', key);
    expect(answer.statusCode).toBe(400);
    expect(answer.json().errors[0].path).toBe('/Idempotency-Key');
    expect(await countNotes()).toBe(0);
  });
});
