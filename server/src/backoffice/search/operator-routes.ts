import { Type } from 'typebox';
import { routesOf } from '../../platform/http/routes.ts';
import { answer, described, Id, nullable, oneOf } from '../../platform/http/schemas.ts';
import type { App } from '../../platform/http/typed-app.ts';
import type { WriteParts } from '../../platform/http/write.ts';
import { FOUND_KINDS } from './operator-search-store.ts';
import { DEFAULT_FOUND, searchQuery } from './search-query.ts';
import { MAX_FOUND, searchResellers } from './search-resellers.ts';

const AN_ID = '4f1eec1b-61dc-47df-91a6-0123456789ab';

const Found = answer('OperatorSearchResult', {
  kind: oneOf(FOUND_KINDS, {
    description:
      'What was found. A `profile` is an eSIM profile in stock, a `person` a member of a reseller.',
  }),
  id: Type.String({
    description: 'The ID of the object; the ICCID of an eSIM, the number of an invoice.',
    examples: ['8944502102198304824'],
  }),
  title: Type.String({ description: 'A short text to show.' }),
  field: Type.String({ description: 'The field that matched.', examples: ['iccid'] }),
  value: Type.String({ description: 'The value of that field.' }),
  state: nullable(
    Type.String({
      description:
        'The state or status of the object; the role of a person, the HTTP status of a request, ' +
        'the carrier of a profile in stock.',
    }),
  ),
  accountId: nullable(described(Id, 'The ID of the account it belongs to.')),
  mode: nullable(
    oneOf(['live', 'sandbox'], { description: 'Whether that account is live or a sandbox.' }),
  ),
  organizationId: nullable(described(Id, 'The ID of the reseller.')),
  organizationName: nullable(Type.String({ description: 'The name of the reseller.' })),
  customerUid: nullable(described(Id, 'The ID of the customer it belongs to.')),
});

/** The operators' search across resellers. */
export function registerOperatorSearchRoute(app: App, parts: WriteParts): void {
  routesOf(app, parts).read(
    '/operator/search',
    {
      id: 'searchResellers',
      scope: 'assist',
      tag: 'Operator: resellers',
      summary: 'Search across resellers',
      description:
        'Finds what a number or an ID belongs to, whoever the reseller is: an ICCID, an IMSI, ' +
        'the email address or ID of a customer, the ID of a package, account or ticket, a ' +
        'ticket or invoice number, a transfer reference, a request ID of the last 30 days, or ' +
        'the email address of a member. These must be complete. Resellers are also found by a ' +
        'part of their name or email address of at least 3 characters.',
      querystring: searchQuery(MAX_FOUND, '8944502102198304824'),
      answer: answer('OperatorSearchResults', {
        items: Type.Array(Found, { description: 'The results, complete matches first.' }),
      }),
      example: {
        items: [
          {
            kind: 'esim',
            id: '8944502102198304824',
            title: '8944502102198304824',
            field: 'iccid',
            value: '8944502102198304824',
            state: 'INSTALLED',
            accountId: AN_ID,
            mode: 'live',
            organizationId: AN_ID,
            organizationName: 'Acme Travel',
            customerUid: AN_ID,
          },
        ],
      },
    },
    async ({ db }, { query: { q, limit = DEFAULT_FOUND } }) => {
      const found = await searchResellers(db, { q, limit });
      return {
        items: found.map(({ customerId, ...rest }) => ({ ...rest, customerUid: customerId })),
      };
    },
  );
}
