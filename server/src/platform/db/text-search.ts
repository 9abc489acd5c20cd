import { escapeLike } from '../../kernel/like.ts';
import { selectiveParts } from '../../kernel/selective-parts.ts';
import { type Sql, sql } from './database.ts';

/**
 * Returns the condition that a folded column contains a text. The index is asked for its most
 * selective parts only, because a trigram index takes time for each trigram.
 */
export function containsText(folded: Sql, text: string): Sql {
  return sql`(${holdsParts(folded, text)} and strpos(${folded}, lower(${text})) > 0)`;
}

/** Returns the conditions of these parts alone, which a trigram index evaluates. */
export function holdsParts(folded: Sql, text: string): Sql {
  return selectiveParts(text)
    .map((part) => sql`${folded} like lower(${`%${escapeLike(part)}%`})`)
    .reduce((all, one) => sql`${all} and ${one}`);
}
