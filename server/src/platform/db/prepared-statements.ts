import { createHash } from 'node:crypto';
import type { Sql } from './database.ts';

/**
 * Texts that differ by the length of a list would fill the server's memory with plans, so only the
 * first this many texts get a name; later ones are still run, without one.
 */
const MAX_PREPARED_STATEMENTS = 500;

export type Query = { text: string; values: unknown[]; name?: string };

/**
 * Returns a function that gives a statement its name, which is the same in every process for the
 * same text. Each pool of connections has one, with a limit of its own.
 */
export function createPreparer(): (statement: Sql) => Query {
  const names = new Map<string, string>();
  return function prepared({ text, values }) {
    const known = names.get(text);
    if (known !== undefined) return { text, values, name: known };
    if (names.size >= MAX_PREPARED_STATEMENTS) return { text, values };
    const name = `g_${createHash('sha256').update(text).digest('hex').slice(0, 20)}`;
    names.set(text, name);
    return { text, values, name };
  };
}

/**
 * Returns the statement without a name, for poolers that give every transaction another connection.
 */
export function unprepared(statement: Sql): Query {
  return { text: statement.text, values: statement.values };
}
