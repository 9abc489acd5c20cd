import { Type } from 'typebox';
import { readUsd, toPrice, usd } from '../../../kernel/money.ts';
import { routesOf } from '../../../platform/http/routes.ts';
import {
  answer,
  described,
  Id,
  nullable,
  oneOf,
  Price,
  PriceInput,
  RequestId,
} from '../../../platform/http/schemas.ts';
import type { App } from '../../../platform/http/typed-app.ts';
import type { OperatorParts } from '../parts.ts';
import {
  draftOffers,
  OFFER_CHANGES,
  type OfferDraft,
  type Offers,
  tokenOfOffers,
} from './draft-offers.ts';
import { saveOffers } from './save-offers.ts';

const PATH = '/operator/offers';
const tag = 'Operator: resellers';
const AN_ID = '4f1eec1b-61dc-47df-91a6-0123456789ab';
const refusals = ['invalid_request', 'organization_not_found', 'data_plan_not_found'] as const;

const offers = {
  organizationIds: Type.Array(described(RequestId, 'The ID of a reseller.'), {
    minItems: 1,
    maxItems: 100,
    uniqueItems: true,
    description: 'The resellers.',
  }),
  plans: Type.Array(
    Type.Object({
      dataPlanId: described(RequestId, 'The ID of a data plan.'),
      retailPrice: Type.Optional(
        described(PriceInput, 'The retail price; without it an offered plan keeps its own.'),
      ),
    }),
    { maxItems: 500, description: 'The data plans that the resellers offer in the end.' },
  ),
  isComplete: Type.Optional(
    Type.Boolean({
      default: false,
      description: 'Whether all other plans are taken out of their inventories.',
      examples: [false],
    }),
  ),
};

const OfferSchema = answer('OfferChange', {
  organizationId: described(Id, 'The ID of the reseller.'),
  organizationName: Type.String({ description: 'The name of the reseller.' }),
  mode: oneOf(['live', 'sandbox'], { description: 'Which of its two accounts.' }),
  dataPlanId: described(Id, 'The ID of the data plan.'),
  name: Type.String({ description: 'The name of the plan or of its item.' }),
  change: oneOf(OFFER_CHANGES, {
    description:
      '`new` and `gone` items, a changed `price`; not changed are `unpriced` plans and items ' +
      'with `prepaid` units.',
  }),
  wholesalePrice: described(nullable(Price), 'What the reseller pays; `null` without a price.'),
  oldRetailPrice: described(nullable(Price), 'The retail price now; `null` for a new item.'),
  newRetailPrice: described(nullable(Price), 'The retail price then; `null` for what is gone.'),
});
const OffersSchema = answer('Offers', {
  token: Type.String({ description: 'Stands for exactly these changes.', examples: ['Zm9v'] }),
  items: Type.Array(OfferSchema, { description: 'What changes; what stays is left out.' }),
});
const someOffers = {
  token: 'p2fT3vJ9o7qk0C1mWl8xQ4dYb6sNzReUHgAiLcVtXyE',
  items: [
    {
      ...{ organizationId: AN_ID, organizationName: 'Acme Travel', mode: 'live' },
      ...{ dataPlanId: AN_ID, name: 'eSIM Europe 1 GB', change: 'new' },
      ...{ wholesalePrice: usd(2), oldRetailPrice: null, newRetailPrice: usd(4.99) },
    },
  ],
};

/** Many plans for many resellers. */
export function registerOfferRoutes(app: App, parts: OperatorParts): void {
  const routes = routesOf(app, parts);
  routes.call(
    `POST ${PATH}/preview`,
    {
      id: 'previewOffers',
      scope: 'operate',
      tag,
      summary: 'Preview offers to resellers',
      description:
        'Returns what offering these plans to these resellers would change in the inventories ' +
        'of both accounts of each. Nothing is saved.',
      body: Type.Object(offers),
      answer: OffersSchema,
      example: someOffers,
      refusals,
      idempotent: false,
    },
    async ({ db }, { body }) => show(await draftOffers(db, readOffers(body))),
  );
  routes.write(
    `POST ${PATH}`,
    {
      id: 'updateOffers',
      scope: 'operate',
      tag,
      summary: 'Update offers to resellers',
      description:
        'Saves the changes of a preview, all or none. If an inventory or a price has moved ' +
        'since, the answer is `price_mismatch`.',
      body: Type.Object({
        ...offers,
        token: Type.String({
          maxLength: 64,
          description: 'The token of the preview.',
          examples: ['p2fT3vJ9o7qk0C1mWl8xQ4dYb6sNzReUHgAiLcVtXyE'],
        }),
      }),
      answer: OffersSchema,
      example: someOffers,
      refusals: [...refusals, 'price_mismatch'],
    },
    async (scope, { body }) =>
      show(await saveOffers(scope, { ...readOffers(body), token: body.token })),
  );
}

type Given = {
  organizationIds: string[];
  plans: { dataPlanId: string; retailPrice?: PriceInput }[];
  isComplete?: boolean;
};

function readOffers({ organizationIds, plans, isComplete = false }: Given): Offers {
  const read = plans.map(({ dataPlanId, retailPrice }, index) => ({
    dataPlanId,
    retailMinor: retailPrice ? readUsd(retailPrice, `/plans/${index}/retailPrice`) : null,
  }));
  return { organizationIds, plans: read, isComplete };
}

function show(drafts: readonly OfferDraft[]) {
  const items = drafts.map(({ wholesaleMinor, oldMinor, newMinor, ...draft }) => ({
    organizationId: draft.organizationId,
    organizationName: draft.organizationName,
    mode: draft.mode,
    dataPlanId: draft.dataPlanId,
    name: draft.name,
    change: draft.change,
    wholesalePrice: wholesaleMinor === null ? null : toPrice(wholesaleMinor),
    oldRetailPrice: oldMinor === null ? null : toPrice(oldMinor),
    newRetailPrice: newMinor === null ? null : toPrice(newMinor),
  }));
  return { token: tokenOfOffers(drafts), items };
}
