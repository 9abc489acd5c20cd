import { Type } from 'typebox';
import { toIccid } from '../../kernel/iccid.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { routesOf } from '../../platform/http/routes.ts';
import {
  answer,
  described,
  Iccid,
  Id,
  nullable,
  oneOf,
  RequestId,
  Timestamp,
} from '../../platform/http/schemas.ts';
import type { App } from '../../platform/http/typed-app.ts';
import type { OperatorParts } from './parts.ts';
import { selectCarrierProfile } from './profile-store.ts';

const AN_ID = '4f1eec1b-61dc-47df-91a6-0123456789ab';

/** One profile of a carrier, wherever it is. */
export function registerProfileRoutes(app: App, parts: OperatorParts): void {
  routesOf(app, parts).read(
    '/operator/profiles/:iccid',
    {
      id: 'getProfile',
      scope: 'assist',
      tag: 'Operator: operations',
      summary: 'Retrieve a profile',
      description:
        'Returns an eSIM profile of any carrier: in stock or sold. Its activation ' +
        'code is not shown.',
      params: Type.Object({
        iccid: described(RequestId, 'The ICCID, with or without spaces.'),
      }),
      answer: answer('OperatorProfile', {
        iccid: Iccid,
        imsi: nullable(
          Type.String({ description: 'The IMSI, if known.', examples: ['234500000000001'] }),
        ),
        carrier: Type.String({ description: 'The name of the carrier.' }),
        status: oneOf(['free', 'sold', 'withdrawn'], {
          description: '`withdrawn` is neither in stock nor sold.',
        }),
        state: nullable(Type.String({ description: 'The state of the eSIM, if it was sold.' })),
        addedAt: described(Timestamp, 'When it was added to the stock.'),
        batchId: nullable(described(Id, 'The ID of the import that added it, if known.')),
        accountId: nullable(described(Id, 'The ID of the account it was sold to.')),
        organizationId: nullable(described(Id, 'The ID of the reseller it was sold to.')),
        organizationName: nullable(Type.String({ description: 'The name of that reseller.' })),
        customerUid: nullable(described(Id, 'The ID of the customer who has it.')),
      }),
      example: {
        iccid: '8944502102198304824',
        imsi: '234500000000001',
        carrier: 'alpine',
        status: 'sold',
        state: 'INSTALLED',
        addedAt: '2026-04-30T09:55:36.430Z',
        batchId: AN_ID,
        accountId: AN_ID,
        organizationId: AN_ID,
        organizationName: 'Acme Travel',
        customerUid: AN_ID,
      },
      refusals: ['esim_profile_not_found'],
    },
    async ({ db }, { params }) => {
      const found = await selectCarrierProfile(db, toIccid(params.iccid));
      if (!found) throw new Refusal('esim_profile_not_found', 'No profile has this ICCID.');
      const { isFree, accountId, customerId, addedAt, ...profile } = found;
      return {
        ...profile,
        status: isFree ? 'free' : accountId ? 'sold' : 'withdrawn',
        addedAt: addedAt.toISOString(),
        accountId,
        customerUid: customerId,
      };
    },
  );
}
