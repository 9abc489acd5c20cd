import { Type } from 'typebox';
import { operation } from '../../platform/http/operation.ts';
import { answer } from '../../platform/http/schemas.ts';
import type { App } from '../../platform/http/typed-app.ts';
import { type WriteParts, write } from '../../platform/http/write.ts';
import type { Carriers } from '../carriers/index.ts';
import { showEsimProfile } from './esim-profile.ts';
import { anEsimProfile, EsimProfileSchema } from './esim-profile-schema.ts';
import type { PublicLinks } from './public-links.ts';
import { replaceProfile } from './replace-profile.ts';

export type EsimParts = WriteParts & { carriers: Carriers; links: PublicLinks };

const aReplaced = {
  ...anEsimProfile,
  uid: '0199a1b2-71f4-7c1b-8a3d-0123456789ab',
  iccid: '8999901000000000019',
  imsi: '001010000000001',
  state: 'ERROR',
  active: false,
  installCount: 5,
  replacedBy: anEsimProfile.uid,
};

/** Replacing a profile that is faulty, lost or used up. */
export function registerEsimRoutes(app: App, parts: EsimParts): void {
  app.post(
    '/gigastore/esim/:iccid/replace',
    {
      config: { scope: 'sell' },
      schema: operation({
        id: 'replaceEsim',
        tag: 'eSIM',
        summary: 'Replace an eSIM by a new one',
        description:
          'For an eSIM that is faulty, lost with its device, or was installed five times. The ' +
          'new one shares the same data at once and costs nothing; the old one is over. Its ' +
          '`replacedBy` and the event `esim.replaced` name the new one.',
        params: Type.Object({
          iccid: Type.String({ examples: ['8997212330099184896'] }),
        }),
        answer: answer('Replacement', {
          esimProfile: EsimProfileSchema,
          replaced: EsimProfileSchema,
        }),
        example: { esimProfile: anEsimProfile, replaced: aReplaced },
        refusals: ['esim_profile_not_found', 'invalid_state', 'out_of_stock'],
      }),
    },
    (request, reply) =>
      write(parts, reply, async (scope) => {
        const input = { iccid: request.params.iccid, carriers: parts.carriers };
        const { profile, replaced } = await replaceProfile(scope, input);
        return {
          esimProfile: showEsimProfile(profile, parts.links),
          replaced: showEsimProfile(replaced, parts.links),
        };
      }),
  );
}
