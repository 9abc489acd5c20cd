import { Type } from 'typebox';
import { type Routes, routesOf } from '../../platform/http/routes.ts';
import {
  ActorId,
  answer,
  described,
  Id,
  nullable,
  oneOf,
  RequestId,
  Timestamp,
} from '../../platform/http/schemas.ts';
import type { App } from '../../platform/http/typed-app.ts';
import type { WriteParts } from '../../platform/http/write.ts';
import { MAX_NOTE_LENGTH, MAX_TAG_LENGTH, MAX_TAGS, showNote } from './note.ts';
import { readNotesOf, readTagsOf } from './note-store.ts';
import { readCustomer } from './read-customers.ts';
import { createNote, deleteNote, setTags, updateNote } from './write-notes.ts';

const NOTES = '/gigastore/customers/:uid/notes';
const TAGS = '/gigastore/customers/:uid/tags';
const tag = 'Customers';

const uid = described(RequestId, 'The ID of the customer.');
const params = Type.Object({ uid });
const noteParams = Type.Object({
  uid,
  id: described(RequestId, 'The ID of the note.'),
});

export const NoteSchema = answer('CustomerNote', {
  id: described(Id, 'The ID of the note.'),
  customerUid: described(Id, 'The ID of the customer.'),
  text: Type.String({ description: 'The text of the note.' }),
  author: described(
    answer('NoteAuthor', {
      kind: oneOf(['api_key', 'person', 'platform'], { description: 'Who wrote the note.' }),
      id: ActorId,
      name: nullable(Type.String({ description: 'The name of the key or the person.' })),
    }),
    'Who wrote the note.',
  ),
  createdAt: described(Timestamp, 'When the note was written.'),
  updatedAt: described(Timestamp, 'When the note last changed.'),
});
const aNote = {
  id: '0199a1b2-71f4-7c1b-8a3d-0123456789ab',
  customerUid: '123e4567-e89b-12d3-a456-426614174000',
  text: 'Prefers to be called in the afternoon.',
  author: { kind: 'person', id: '0199a1b2-1111-7c1b-8a3d-0123456789ab', name: 'Ada Example' },
  createdAt: '2026-04-30T09:55:36.430Z',
  updatedAt: '2026-04-30T09:55:36.430Z',
};
const NoteBody = Type.Object({
  text: Type.String({
    minLength: 1,
    maxLength: MAX_NOTE_LENGTH,
    description: 'The text of the note, up to 5,000 characters.',
    examples: [aNote.text],
  }),
});

const TagsSchema = answer('CustomerTags', {
  tags: Type.Array(Type.String(), { description: 'The tags of the customer, sorted.' }),
});
const someTags = { tags: ['vip'] };

/** The routes of notes and tags about customers. */
export function registerNoteRoutes(app: App, parts: WriteParts): void {
  const routes = routesOf(app, parts);
  declareNotes(routes);
  declareNoteChanges(routes);
  declareTags(routes);
}

function declareNotes(routes: Routes): void {
  routes.read(
    NOTES,
    {
      id: 'listCustomerNotes',
      scope: 'read',
      tag,
      summary: 'List the notes about a customer',
      description: 'Returns all notes about a customer, the newest first.',
      params,
      answer: answer('CustomerNotes', {
        items: Type.Array(NoteSchema, { description: 'The notes, newest first.' }),
      }),
      example: { items: [aNote] },
      refusals: ['customer_not_found'],
    },
    async (scope, { params: of }) => {
      const { id } = await readCustomer(scope, of.uid);
      return { items: (await readNotesOf(scope, id)).map(showNote) };
    },
  );
  routes.write(
    `POST ${NOTES}`,
    {
      id: 'createCustomerNote',
      scope: 'sell',
      tag,
      summary: 'Create a note about a customer',
      description: 'Adds a note for your own support team. It is erased with the customer.',
      params,
      body: NoteBody,
      status: 201,
      answer: NoteSchema,
      example: aNote,
      refusals: ['customer_not_found', 'customer_deleted'],
    },
    async (scope, { params: of, body }) =>
      showNote(await createNote(scope, { uid: of.uid, text: body.text })),
  );
}

function declareNoteChanges(routes: Routes): void {
  routes.write(
    `PUT ${NOTES}/:id`,
    {
      id: 'updateCustomerNote',
      scope: 'sell',
      tag,
      summary: 'Update a note about a customer',
      description: 'Replaces the text of a note.',
      params: noteParams,
      body: NoteBody,
      answer: NoteSchema,
      example: aNote,
      refusals: ['customer_not_found', 'customer_deleted', 'note_not_found'],
    },
    async (scope, { params: of, body }) =>
      showNote(await updateNote(scope, { ...of, text: body.text })),
  );
  routes.write(
    `DELETE ${NOTES}/:id`,
    {
      id: 'deleteCustomerNote',
      scope: 'sell',
      tag,
      summary: 'Delete a note about a customer',
      description: 'Deletes a note for good.',
      params: noteParams,
      refusals: ['customer_not_found', 'customer_deleted', 'note_not_found'],
    },
    (scope, { params: of }) => deleteNote(scope, of),
  );
}

function declareTags(routes: Routes): void {
  routes.read(
    TAGS,
    {
      id: 'listCustomerTags',
      scope: 'read',
      tag,
      summary: 'List the tags of a customer',
      description: 'Returns the tags of a customer, sorted.',
      params,
      answer: TagsSchema,
      example: someTags,
      refusals: ['customer_not_found'],
    },
    async (scope, { params: of }) => {
      const { id } = await readCustomer(scope, of.uid);
      return { tags: (await readTagsOf(scope, [id])).get(id) ?? [] };
    },
  );
  routes.write(
    `PUT ${TAGS}`,
    {
      id: 'setCustomerTags',
      scope: 'sell',
      tag,
      summary: 'Set the tags of a customer',
      description: `Replaces the tags of a customer: up to ${MAX_TAGS} words, in lower case.`,
      params,
      body: Type.Object({
        tags: Type.Array(Type.String({ maxLength: MAX_TAG_LENGTH }), {
          maxItems: 100,
          description: 'All tags of the customer.',
          examples: [['vip']],
        }),
      }),
      answer: TagsSchema,
      example: someTags,
      refusals: ['customer_not_found', 'customer_deleted'],
    },
    async (scope, { params: of, body }) => ({
      tags: await setTags(scope, { uid: of.uid, tags: body.tags }),
    }),
  );
}
