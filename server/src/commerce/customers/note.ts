import type { Actor } from '../../kernel/context.ts';

/** A note about a customer. */
export type Note = {
  id: string;
  customerId: string;
  text: string;
  authorKind: Actor['kind'];
  authorId: string;
  authorName: string | null;
  createdAt: Date;
  updatedAt: Date;
};

export const MAX_NOTE_LENGTH = 5_000;
export const MAX_NOTES = 500;
export const MAX_TAGS = 20;
export const MAX_TAG_LENGTH = 50;

/** Returns the note as the API shows it. */
export function showNote(note: Note) {
  return {
    id: note.id,
    customerUid: note.customerId,
    text: note.text,
    author: { kind: note.authorKind, id: note.authorId, name: note.authorName },
    createdAt: note.createdAt.toISOString(),
    updatedAt: note.updatedAt.toISOString(),
  };
}
