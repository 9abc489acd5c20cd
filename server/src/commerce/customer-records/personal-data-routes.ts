import { Type } from 'typebox';
import type { PublicLinks } from '../../connectivity/esims/index.ts';
import type { Queryable } from '../../platform/db/database.ts';
import { operation } from '../../platform/http/operation.ts';
import { RequestId } from '../../platform/http/schemas.ts';
import type { App } from '../../platform/http/typed-app.ts';
import { exportCustomer } from './export-customer.ts';
import { PersonalDataSchema, somePersonalData } from './personal-data-schema.ts';

/** What a traveller may ask to see; erasing it is deleting the customer. */
export function registerPersonalDataRoute(
  app: App,
  { db, links }: { db: Queryable; links: PublicLinks },
): void {
  app.get(
    '/gigastore/activations/customers/:uid/personal-data',
    {
      config: { scope: 'manage' },
      schema: operation({
        id: 'exportCustomer',
        tag: 'Customers',
        summary: 'Export everything that is held about a customer',
        params: Type.Object({ uid: RequestId }),
        answer: PersonalDataSchema,
        example: somePersonalData,
        refusals: ['customer_not_found'],
      }),
    },
    ({ context, params: { uid } }) => exportCustomer({ ...context, db }, { uid, links }),
  );
}
