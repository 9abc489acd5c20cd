import { Type } from 'typebox';
import { routesOf } from '../../platform/http/routes.ts';
import {
  answer,
  described,
  Id,
  nullable,
  RequestId,
  Timestamp,
} from '../../platform/http/schemas.ts';
import type { App } from '../../platform/http/typed-app.ts';
import type { WriteParts } from '../../platform/http/write.ts';
import { selectCannedAnswers } from './canned-answer-store.ts';
import {
  changeCannedAnswer,
  createCannedAnswer,
  removeCannedAnswer,
  showCannedAnswer,
} from './canned-answers.ts';
import { TicketText } from './schemas.ts';

const PATH = '/operator/canned-answers';
const tag = 'Operator: tickets';
const scope = 'assist';
const params = Type.Object({ id: RequestId });

const CannedTranslations = answer('CannedTranslations', {
  de: Type.Unsafe({
    ...nullable(Type.String()),
    description: 'The German text; `null` if there is none, so that the English one is used.',
  }),
});
const CannedAnswer = answer('CannedAnswer', {
  id: described(Id, 'The ID of the canned answer.'),
  title: Type.String({ description: 'The title, by which operators find the answer.' }),
  text: Type.String({ description: 'The English text of the answer.' }),
  translations: described(CannedTranslations, 'The texts in other languages.'),
  updatedBy: Type.String({ description: 'The person who wrote it last.' }),
  updatedAt: described(Timestamp, 'When the answer last changed.'),
});
const aCannedAnswer = {
  id: '0199a1b2-71f4-7c1b-8a3d-0123456789ae',
  title: 'Refund of stock',
  text: 'Packages from prepaid stock cannot be refunded.',
  translations: { de: 'Pakete aus vorausbezahltem Bestand werden nicht erstattet.' },
  updatedBy: 'Grace Hopper',
  updatedAt: '2026-04-30T09:55:36.430Z',
};
const body = Type.Object({
  title: Type.String({
    minLength: 1,
    maxLength: 255,
    description: 'The title by which operators find it; no two have the same.',
    examples: ['Refund of stock'],
  }),
  text: described(TicketText, 'The English text, for every language without a text of its own.'),
  translations: Type.Optional(
    Type.Object(
      {
        de: Type.Optional(
          Type.Unsafe<string | null>({
            ...nullable(Type.String({ minLength: 1, maxLength: 10_000 })),
            description: 'The German text; `null` or left out for none.',
            examples: ['Pakete aus vorausbezahltem Bestand werden nicht erstattet.'],
          }),
        ),
      },
      { description: 'The texts in other languages.' },
    ),
  ),
});

/** Texts that operators insert into their replies. */
export function registerCannedAnswerRoutes(app: App, parts: WriteParts): void {
  const routes = routesOf(app, parts);
  routes.read(
    PATH,
    {
      id: 'listCannedAnswers',
      scope,
      tag,
      summary: 'List canned answers',
      description:
        'Returns all canned answers by title, each in English and in the languages of resellers ' +
        'that it was translated into.',
      answer: answer('CannedAnswers', {
        items: Type.Array(CannedAnswer, { description: 'The canned answers, by title.' }),
      }),
      example: { items: [aCannedAnswer] },
    },
    async ({ db }) => ({ items: (await selectCannedAnswers(db)).map(showCannedAnswer) }),
  );
  routes.write(
    `POST ${PATH}`,
    {
      id: 'createCannedAnswer',
      scope,
      tag,
      summary: 'Create a canned answer',
      description: 'Operators insert its text into their replies.',
      body,
      answer: CannedAnswer,
      example: aCannedAnswer,
      refusals: ['invalid_request', 'invalid_state'],
    },
    async (given, asked) => showCannedAnswer(await createCannedAnswer(given, asked.body)),
  );
  routes.write(
    `PUT ${PATH}/:id`,
    {
      id: 'updateCannedAnswer',
      scope,
      tag,
      summary: 'Update a canned answer',
      description: 'Replaces its title and its texts.',
      params,
      body,
      answer: CannedAnswer,
      example: aCannedAnswer,
      refusals: ['invalid_request', 'canned_answer_not_found', 'invalid_state'],
    },
    async (given, asked) =>
      showCannedAnswer(await changeCannedAnswer(given, { ...asked.params, ...asked.body })),
  );
  routes.write(
    `DELETE ${PATH}/:id`,
    {
      id: 'deleteCannedAnswer',
      scope,
      tag,
      summary: 'Delete a canned answer',
      description: 'Replies that were sent with it stay as they are.',
      params,
      status: 204,
      refusals: ['canned_answer_not_found'],
    },
    (given, asked) => removeCannedAnswer(given, asked.params),
  );
}
