import { Type } from 'typebox';
import type { PublicLinks } from '../../connectivity/esims/index.ts';
import { routesOf } from '../../platform/http/routes.ts';
import { described, RequestId } from '../../platform/http/schemas.ts';
import type { App } from '../../platform/http/typed-app.ts';
import type { WriteParts } from '../../platform/http/write.ts';
import { exportCustomer } from './export-customer.ts';
import { PersonalDataSchema, somePersonalData } from './personal-data-schema.ts';

/** The route that exports the personal data of a customer. */
export function registerPersonalDataRoute(
  app: App,
  parts: WriteParts & { links: PublicLinks },
): void {
  routesOf(app, parts).read(
    '/gigastore/activations/customers/:uid/personal-data',
    {
      id: 'exportPersonalData',
      scope: 'manage',
      tag: 'Customers',
      summary: "Export a customer's personal data",
      description:
        'Returns everything that is stored about a customer, for a request of access. To erase ' +
        'it, delete the customer.',
      params: Type.Object({
        uid: described(RequestId, 'The ID of the customer.'),
      }),
      answer: PersonalDataSchema,
      example: somePersonalData,
      refusals: ['customer_not_found'],
    },
    (scope, { params: { uid } }) => exportCustomer(scope, { uid, links: parts.links }),
  );
}
