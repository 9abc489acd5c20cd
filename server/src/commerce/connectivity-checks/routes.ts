import { Type } from 'typebox';
import type { Queryable } from '../../platform/db/database.ts';
import { operation } from '../../platform/http/operation.ts';
import { RequestId } from '../../platform/http/schemas.ts';
import type { App } from '../../platform/http/typed-app.ts';
import { aConnectivity, ConnectivitySchema } from './connectivity-schema.ts';
import { readConnectivity } from './read-connectivity.ts';

/** Whether an eSIM is connected, and what may keep it from working (contract 4.17). */
export function registerConnectivityRoute(app: App, { db }: { db: Queryable }): void {
  app.get(
    '/gigastore/esim/:iccid/status/connectivity',
    {
      config: { scope: 'read' },
      schema: operation({
        id: 'getConnectivity',
        tag: 'eSIM',
        summary: 'See whether an eSIM is connected and what may keep it from working',
        params: Type.Object({ iccid: RequestId }),
        answer: ConnectivitySchema,
        example: aConnectivity,
        refusals: ['esim_profile_not_found'],
      }),
    },
    ({ context, params: { iccid } }) => readConnectivity({ ...context, db }, iccid),
  );
}
