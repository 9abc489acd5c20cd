import { Type } from 'typebox';
import { routesOf } from '../../platform/http/routes.ts';
import { IccidInput } from '../../platform/http/schemas.ts';
import type { App } from '../../platform/http/typed-app.ts';
import type { WriteParts } from '../../platform/http/write.ts';
import { showEsimProfile } from './esim-profile.ts';
import { anEsimProfile, EsimProfileSchema } from './esim-profile-schema.ts';
import { declareEsims } from './list-routes.ts';
import type { PublicLinks } from './public-links.ts';
import { resumeProfile, suspendProfile } from './suspend-profile.ts';

const params = Type.Object({ iccid: IccidInput });
const A_TIME = '2026-04-30T09:55:36.430Z';

/** Declares the routes of eSIMs. */
export function registerEsimRoutes(app: App, parts: WriteParts & { links: PublicLinks }): void {
  const routes = routesOf(app, parts);
  declareEsims(routes, parts.links);
  routes.write(
    'POST /gigastore/esim/:iccid/suspend',
    {
      id: 'suspendEsim',
      scope: 'sell',
      tag: 'eSIM',
      summary: 'Suspend an eSIM',
      description:
        'Takes the eSIM off the network until you resume it, for example when a device is lost. ' +
        'Packages keep their data, and their validity continues.',
      params,
      answer: EsimProfileSchema,
      example: { ...anEsimProfile, suspendedAt: A_TIME },
      refusals: ['esim_profile_not_found', 'invalid_state'],
    },
    async (scope, asked) =>
      showEsimProfile(await suspendProfile(scope, asked.params.iccid), parts.links),
  );
  routes.write(
    'POST /gigastore/esim/:iccid/resume',
    {
      id: 'resumeEsim',
      scope: 'sell',
      tag: 'eSIM',
      summary: 'Resume a suspended eSIM',
      description: 'Lets the eSIM use the network again. Its packages continue where they stood.',
      params,
      answer: EsimProfileSchema,
      example: anEsimProfile,
      refusals: ['esim_profile_not_found', 'invalid_state'],
    },
    async (scope, asked) =>
      showEsimProfile(await resumeProfile(scope, asked.params.iccid), parts.links),
  );
}
