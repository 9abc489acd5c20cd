import { Type } from 'typebox';
import { routesOf } from '../../platform/http/routes.ts';
import { answer, nullable, oneOf } from '../../platform/http/schemas.ts';
import type { App } from '../../platform/http/typed-app.ts';
import type { WriteParts } from '../../platform/http/write.ts';
import { MAX_RESULTS, searchEverything } from './search.ts';
import { DEFAULT_FOUND, searchQuery } from './search-query.ts';

const ResultSchema = answer('SearchResult', {
  kind: oneOf(['customer', 'package', 'esim', 'purchase', 'ticket'], {
    description: 'What was found.',
  }),
  id: Type.String({
    description: 'The ID of the object; the ICCID of an eSIM.',
    examples: ['8944502102198304824'],
  }),
  customerUid: nullable(
    Type.String({
      description: 'The ID of the customer it belongs to.',
      examples: ['123e4567-e89b-12d3-a456-426614174000'],
    }),
  ),
  title: Type.String({ description: 'A short text to show.' }),
  field: Type.String({ description: 'The field that matched.', examples: ['email'] }),
  value: Type.String({ description: 'The value of that field.' }),
  match: oneOf(['exact', 'prefix', 'contains'], { description: 'How the field matched.' }),
});

/** The search box of the portal: one text, every kind of object. */
export function registerSearchRoute(app: App, parts: WriteParts): void {
  routesOf(app, parts).read(
    '/gigastore/search',
    {
      id: 'searchAccount',
      scope: 'read',
      tag: 'Customers',
      summary: 'Search the account',
      description:
        'Finds customers, packages, eSIMs, credit purchases and tickets by email address, ID, ' +
        'ICCID, IMSI, metatag, payment reference or ticket number. Exact matches come first. ' +
        'Texts of less than 3 characters match whole fields only.',
      querystring: searchQuery(MAX_RESULTS, 'traveller@example.com'),
      answer: answer('SearchResults', {
        items: Type.Array(ResultSchema, { description: 'The results, the best match first.' }),
      }),
      example: {
        items: [
          {
            kind: 'customer',
            id: '123e4567-e89b-12d3-a456-426614174000',
            customerUid: '123e4567-e89b-12d3-a456-426614174000',
            title: 'traveller@example.com',
            field: 'email',
            value: 'traveller@example.com',
            match: 'exact',
          },
        ],
      },
    },
    async (scope, { query: { q, limit = DEFAULT_FOUND } }) => {
      const results = await searchEverything(scope, { q, limit });
      return {
        items: results.map(({ customerId, ...rest }) => ({ ...rest, customerUid: customerId })),
      };
    },
  );
}
