import { isUuid } from '../../kernel/ids.ts';
import type { Locale } from '../../kernel/locale.ts';
import { type Queryable, sql, type Tx } from '../../platform/db/database.ts';

type Translations = Partial<Record<Exclude<Locale, 'en'>, string>>;

/** A text that the platform's people insert into their replies. */
export type CannedAnswer = {
  id: string;
  title: string;
  /** The English text. */
  body: string;
  /** The texts in other languages. */
  translations: Translations;
  updatedBy: string;
  updatedAt: Date;
};

const columns = sql`
  id, title, body, translations, updated_by as "updatedBy", updated_at as "updatedAt"`;

/** Returns all canned answers by title. */
export function selectCannedAnswers(db: Queryable) {
  return db.rows<CannedAnswer>(sql`
    select ${columns}
    from canned_answers
    order by lower(title)`);
}

/** Locks and returns a canned answer. */
export async function selectCannedAnswerForUpdate(
  tx: Tx,
  id: string,
): Promise<CannedAnswer | undefined> {
  if (!isUuid(id)) return undefined;
  return tx.row<CannedAnswer>(sql`
    select ${columns}
    from canned_answers
    where id = ${id}
    for update`);
}

/** Returns false if another canned answer has the title. */
export async function insertCannedAnswer(tx: Tx, answer: CannedAnswer): Promise<boolean> {
  const inserted = await tx.run(sql`
    insert into canned_answers (id, title, body, translations, updated_by, updated_at)
    values (${answer.id}, ${answer.title}, ${answer.body},
      ${JSON.stringify(answer.translations)}::jsonb, ${answer.updatedBy}, ${answer.updatedAt})
    on conflict (lower(title)) do nothing`);
  return inserted === 1;
}

/** Returns false if another canned answer has the title. */
export async function updateCannedAnswer(tx: Tx, answer: CannedAnswer): Promise<boolean> {
  const updated = await tx.run(sql`
    update canned_answers
    set title = ${answer.title}, body = ${answer.body},
      translations = ${JSON.stringify(answer.translations)}::jsonb,
      updated_by = ${answer.updatedBy}, updated_at = ${answer.updatedAt}
    where id = ${answer.id}
      and not exists (
        select 1
        from canned_answers as other
        where lower(other.title) = lower(${answer.title})
          and other.id <> ${answer.id}
      )`);
  return updated === 1;
}

export async function deleteCannedAnswer(tx: Tx, id: string): Promise<void> {
  await tx.run(sql`
    delete from canned_answers
    where id = ${id}`);
}
