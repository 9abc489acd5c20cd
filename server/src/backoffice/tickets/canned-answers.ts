import { audit } from '../../kernel/context.ts';
import { newId } from '../../kernel/ids.ts';
import { isName, NAME_RULE } from '../../kernel/names.ts';
import { invalid, Refusal } from '../../kernel/refusal.ts';
import type { Tx } from '../../platform/db/database.ts';
import type { Scope } from '../../platform/db/scope.ts';
import { authorOf, checkText } from './author.ts';
import {
  type CannedAnswer,
  deleteCannedAnswer,
  insertCannedAnswer,
  selectCannedAnswerForUpdate,
  updateCannedAnswer,
} from './canned-answer-store.ts';

type Wording = { title: string; text: string; translations?: { de?: string | null } };

/** Creates a canned answer. Throws `invalid_request`, `invalid_state` for a title in use. */
export async function createCannedAnswer(scope: Scope, wording: Wording): Promise<CannedAnswer> {
  const answer = { id: newId(), ...wordingOf(scope, wording) };
  if (!(await insertCannedAnswer(scope.db, answer))) throw titleInUse();
  const { id: target, title } = answer;
  audit(scope, { action: 'canned_answer.created', target, before: null, after: { title } });
  return answer;
}

/**
 * Changes the title and text of a canned answer. Throws `invalid_request`,
 * `canned_answer_not_found`, `invalid_state` for a title in use.
 */
export async function changeCannedAnswer(
  scope: Scope,
  { id, ...wording }: Wording & { id: string },
): Promise<CannedAnswer> {
  const before = await lockCannedAnswer(scope.db, id);
  const answer = { id: before.id, ...wordingOf(scope, wording) };
  if (!(await updateCannedAnswer(scope.db, answer))) throw titleInUse();
  audit(scope, {
    action: 'canned_answer.updated',
    target: answer.id,
    before: { title: before.title },
    after: { title: answer.title },
  });
  return answer;
}

/** Deletes a canned answer. Throws `canned_answer_not_found`. */
export async function removeCannedAnswer(scope: Scope, { id }: { id: string }): Promise<void> {
  const { id: target, title } = await lockCannedAnswer(scope.db, id);
  await deleteCannedAnswer(scope.db, target);
  audit(scope, { action: 'canned_answer.deleted', target, before: { title }, after: null });
}

/** Returns the canned answer of an answer. */
export function showCannedAnswer(answer: CannedAnswer) {
  const { id, title, body: text, translations, updatedBy, updatedAt } = answer;
  const others = { de: translations.de ?? null };
  return { id, title, text, translations: others, updatedBy, updatedAt: updatedAt.toISOString() };
}

function wordingOf(scope: Scope, wording: Wording): Omit<CannedAnswer, 'id'> {
  const { title, text, translations: { de = null } = {} } = wording;
  if (!isName(title)) throw invalid('/title', NAME_RULE);
  checkText(text);
  if (de !== null) checkText(de, '/translations/de');
  const translations = de === null ? {} : { de };
  const by = { updatedBy: authorOf(scope), updatedAt: scope.now };
  return { title: title.trim(), body: text, translations, ...by };
}

async function lockCannedAnswer(tx: Tx, id: string): Promise<CannedAnswer> {
  const answer = await selectCannedAnswerForUpdate(tx, id);
  if (answer) return answer;
  throw new Refusal('canned_answer_not_found', 'No canned answer has this ID.');
}

function titleInUse(): Refusal {
  return new Refusal('invalid_state', 'Another canned answer has this title.');
}
