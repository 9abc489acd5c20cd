import { Type } from 'typebox';
import {
  aNetwork,
  changeCarrierNetworks,
  NetworkSchema,
  readCarrierNetworks,
  Technologies,
} from '../../connectivity/carriers/index.ts';
import { routesOf } from '../../platform/http/routes.ts';
import { answer } from '../../platform/http/schemas.ts';
import type { App } from '../../platform/http/typed-app.ts';
import type { OperatorParts } from './parts.ts';

const PATH = '/operator/carrier-networks';
const tag = 'Operator: catalogue';
const Carrier = Type.String({
  pattern: '^[A-Za-z0-9._-]{1,64}$',
  description: 'The name of the carrier.',
  examples: ['alpine'],
});
const Networks = answer('CarrierNetworks', {
  carrier: Type.String({ description: 'The name of the carrier.' }),
  networks: Type.Array(NetworkSchema, { description: 'The networks by country and name.' }),
});
const someNetworks = { carrier: 'alpine', networks: [aNetwork] };

/** The networks to which the profiles of a carrier attach. */
export function registerCarrierNetworkRoutes(app: App, parts: OperatorParts): void {
  const routes = routesOf(app, parts);
  routes.read(
    PATH,
    {
      id: 'getCarrierNetworks',
      scope: 'assist',
      tag,
      summary: 'Retrieve the networks of a carrier',
      description:
        'Returns the networks to which eSIMs of the carrier attach, as far as they were set. ' +
        'Resellers see those of the countries of a data plan.',
      querystring: Type.Object({ carrier: Carrier }),
      answer: Networks,
      example: someNetworks,
    },
    async (scope, { query: { carrier } }) => ({
      carrier,
      networks: await readCarrierNetworks(scope, carrier),
    }),
  );
  routes.write(
    `PUT ${PATH}`,
    {
      id: 'setCarrierNetworks',
      scope: 'operate',
      tag,
      summary: 'Set the networks of a carrier',
      description: 'Replaces all networks of the carrier. An empty list removes them.',
      body: Type.Object({
        carrier: Carrier,
        networks: Type.Array(
          Type.Object({
            mcc: Type.String({
              pattern: '^[0-9]{3}$',
              description: 'The mobile country code.',
              examples: ['232'],
            }),
            mnc: Type.String({
              pattern: '^[0-9]{2,3}$',
              description: 'The mobile network code.',
              examples: ['01'],
            }),
            technologies: Technologies,
          }),
          {
            maxItems: 2_000,
            description: 'The networks of the carrier in all countries.',
            examples: [[{ mcc: '232', mnc: '01', technologies: ['4G', '5G'] }]],
          },
        ),
      }),
      answer: Networks,
      example: someNetworks,
      refusals: ['invalid_request'],
    },
    async (scope, { body }) => ({
      carrier: body.carrier,
      networks: await changeCarrierNetworks(scope, body),
    }),
  );
}
