import { sql } from '../../src/platform/db/database.ts';
import type { TestStore } from './app.ts';

export type Letter = { kind: string; subject: string; text: string; locale: string; token: string };

/** Every mail to an address, oldest first; `token` is what its link carries. */
export async function mailsTo({ db }: Pick<TestStore, 'db'>, email: string): Promise<Letter[]> {
  const letters = await db.rows<Omit<Letter, 'token'>>(sql`
    select kind, subject, text, locale
    from mails
    where recipient = ${email}
    order by id`);
  return letters.map((letter) => ({ ...letter, token: tokenIn(letter.text) }));
}

export async function lastMailTo(store: Pick<TestStore, 'db'>, email: string): Promise<Letter> {
  const letter = (await mailsTo(store, email)).at(-1);
  if (!letter) throw new Error(`no mail went to ${email}`);
  return letter;
}

function tokenIn(text: string): string {
  return /[?&]token=([\w-]+)/.exec(text)?.[1] ?? '';
}
