import pg from 'pg';
import { raw as rawSql } from 'sql-template-tag';
import type { Sql } from './database.ts';

type Part = string | string[] | { literal: string };

/**
 * Returns DDL, which takes no parameters: names and lists of names become identifiers, literals are
 * quoted.
 */
export function raw(strings: TemplateStringsArray, ...parts: Part[]): Sql {
  return rawSql(String.raw({ raw: strings }, ...parts.map(quoted)));
}

function quoted(part: Part): string {
  if (typeof part === 'string') return pg.escapeIdentifier(part);
  if (Array.isArray(part)) return part.map((name) => pg.escapeIdentifier(name)).join(', ');
  return pg.escapeLiteral(part.literal);
}
