import { createHash } from 'node:crypto';
import type { Sql } from './database.ts';

/**
 * Texts that differ by the length of a list would fill the server's memory with plans, so only the
 * first this many texts get a name; later ones are still run, without one.
 */
const MAX_PREPARED_STATEMENTS = 500;

export type Query = { text: string; values: unknown[]; name?: string };

const names = new Map<string, string>();

/** Returns the statement under a name that is the same in every process for the same text. */
export function prepared(statement: Sql): Query {
  const text = statement.text;
  const name = names.get(text) ?? remember(text);
  return name === undefined
    ? { text, values: statement.values }
    : { text, values: statement.values, name };
}

/**
 * Returns the statement without a name, for poolers that give every transaction another connection.
 */
export function unprepared(statement: Sql): Query {
  return { text: statement.text, values: statement.values };
}

function remember(text: string): string | undefined {
  if (names.size >= MAX_PREPARED_STATEMENTS) return undefined;
  const name = `g_${createHash('sha256').update(text).digest('hex').slice(0, 20)}`;
  names.set(text, name);
  return name;
}
