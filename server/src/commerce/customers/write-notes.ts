import { actorIdOf, audit } from '../../kernel/context.ts';
import { isUuid, newId } from '../../kernel/ids.ts';
import { invalid, Refusal } from '../../kernel/refusal.ts';
import type { Scope } from '../../platform/db/scope.ts';
import { MAX_NOTES, MAX_TAG_LENGTH, MAX_TAGS, type Note } from './note.ts';
import {
  deleteNoteRow,
  insertNote,
  readNotesOf,
  readTagsOf,
  replaceTags,
  updateNoteText,
} from './note-store.ts';
import { holdCustomer } from './read-customers.ts';

/**
 * Adds a note about a customer. Throws `customer_not_found`, `customer_deleted`, or
 * `invalid_request` if there are too many.
 */
export async function createNote(
  scope: Scope,
  { uid, text }: { uid: string; text: string },
): Promise<Note> {
  const customer = await holdUnerased(scope, uid);
  const notes = await readNotesOf(scope, customer.id);
  if (notes.length >= MAX_NOTES) {
    throw invalid('/text', `cannot be added: a customer has at most ${MAX_NOTES} notes`);
  }
  const { actor, now } = scope;
  const note: Note = {
    id: newId(),
    customerId: customer.id,
    text,
    authorKind: actor.kind,
    authorId: actorIdOf(actor),
    authorName: actor.name ?? null,
    createdAt: now,
    updatedAt: now,
  };
  await insertNote(scope.db, scope.accountId, note);
  auditNote(scope, 'customer_note.created', note);
  return note;
}

/**
 * Replaces the text of a note. Throws `customer_not_found`, `customer_deleted`,
 * `note_not_found`.
 */
export async function updateNote(
  scope: Scope,
  of: { uid: string; id: string; text: string },
): Promise<Note> {
  const customer = await holdUnerased(scope, of.uid);
  const { id, text } = of;
  const isPossible = isUuid(id);
  const note = isPossible && (await updateNoteText(scope, { customerId: customer.id, id, text }));
  if (!note) throw noSuchNote();
  auditNote(scope, 'customer_note.updated', note);
  return note;
}

/** Deletes a note. Throws `customer_not_found`, `customer_deleted`, `note_not_found`. */
export async function deleteNote(scope: Scope, of: { uid: string; id: string }): Promise<void> {
  const customer = await holdUnerased(scope, of.uid);
  const note = { customerId: customer.id, id: of.id };
  if (!isUuid(of.id) || !(await deleteNoteRow(scope, note))) throw noSuchNote();
  auditNote(scope, 'customer_note.deleted', note);
}

/**
 * Replaces the tags of a customer, in lower case and each once; returns them sorted. Throws
 * `customer_not_found`, `customer_deleted`, `invalid_request`.
 */
export async function setTags(
  scope: Scope,
  { uid, tags }: { uid: string; tags: readonly string[] },
): Promise<string[]> {
  const customer = await holdUnerased(scope, uid);
  const wanted = [...new Set(tags.map((tag) => tag.normalize('NFC').trim().toLowerCase()))];
  if (wanted.length > MAX_TAGS) throw invalid('/tags', `must have at most ${MAX_TAGS} tags`);
  if (wanted.some((tag) => tag.length === 0 || tag.length > MAX_TAG_LENGTH || /\s/.test(tag))) {
    throw invalid('/tags', `must be words of 1 to ${MAX_TAG_LENGTH} characters without spaces`);
  }
  const before = await readTagsOf(scope, [customer.id]);
  await replaceTags(scope, { customerId: customer.id, tags: wanted });
  const after = wanted.toSorted();
  audit(scope, {
    action: 'customer.tagged',
    target: customer.id,
    before: { tags: before.get(customer.id) ?? [] },
    after: { tags: after },
  });
  return after;
}

async function holdUnerased(scope: Scope, uid: string) {
  const customer = await holdCustomer(scope, uid);
  if (!customer.erasedAt) return customer;
  throw new Refusal('customer_deleted', 'This customer was deleted and cannot be updated.');
}

function noSuchNote(): Refusal {
  return new Refusal('note_not_found', 'The customer has no note with this ID.');
}

/** The audit log stays for good, so it never has the text of a note. */
function auditNote(
  scope: Scope,
  action: string,
  { customerId, id }: Pick<Note, 'customerId' | 'id'>,
) {
  audit(scope, { action, target: customerId, before: null, after: { noteId: id } });
}
