import { Type } from 'typebox';
import { routesOf } from '../../platform/http/routes.ts';
import { IccidInput } from '../../platform/http/schemas.ts';
import type { App } from '../../platform/http/typed-app.ts';
import type { WriteParts } from '../../platform/http/write.ts';
import { aConnectivity, ConnectivitySchema } from './connectivity-schema.ts';
import { readConnectivity } from './read-connectivity.ts';

/** The route that diagnoses the connectivity of an eSIM. */
export function registerConnectivityRoute(app: App, parts: WriteParts): void {
  routesOf(app, parts).read(
    '/gigastore/esim/:iccid/status/connectivity',
    {
      id: 'diagnoseEsim',
      scope: 'read',
      tag: 'eSIM',
      summary: "Diagnose an eSIM's connectivity",
      description:
        'Returns whether and where the eSIM is connected, and checks with advice for support.',
      params: Type.Object({
        iccid: IccidInput,
      }),
      answer: ConnectivitySchema,
      example: aConnectivity,
      refusals: ['esim_profile_not_found'],
    },
    (scope, { params: { iccid } }) => readConnectivity(scope, iccid),
  );
}
