import pg from 'pg';
import { raw as rawSql } from 'sql-template-tag';
import type { Sql } from './database.ts';

/** DDL takes no parameters: strings are quoted as identifiers, `{ literal }` as values. */
export function raw(
  strings: TemplateStringsArray,
  ...parts: (string | { literal: string })[]
): Sql {
  const quoted = parts.map((part) =>
    typeof part === 'string' ? pg.escapeIdentifier(part) : pg.escapeLiteral(part.literal),
  );
  return rawSql(String.raw({ raw: strings }, ...quoted));
}
