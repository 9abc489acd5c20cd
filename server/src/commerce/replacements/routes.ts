import { Type } from 'typebox';
import type { Carriers } from '../../connectivity/carriers/index.ts';
import {
  anEsimProfile,
  EsimProfileSchema,
  type PublicLinks,
  showEsimProfile,
} from '../../connectivity/esims/index.ts';
import { routesOf } from '../../platform/http/routes.ts';
import { answer, IccidInput } from '../../platform/http/schemas.ts';
import type { App } from '../../platform/http/typed-app.ts';
import type { WriteParts } from '../../platform/http/write.ts';
import { replaceEsim } from './replace-esim.ts';

export type ReplacementParts = WriteParts & { carriers: Carriers; links: PublicLinks };

const aReplacedProfile = {
  ...anEsimProfile,
  uid: '0199a1b2-71f4-7c1b-8a3d-0123456789ab',
  iccid: '8999901000000000019',
  imsi: '001010000000001',
  state: 'ERROR',
  active: false,
  installCount: 5,
  replacedBy: anEsimProfile.uid,
};

/** The route that replaces an eSIM. */
export function registerReplacementRoutes(app: App, parts: ReplacementParts): void {
  routesOf(app, parts).write(
    'POST /gigastore/esim/:iccid/replace',
    {
      id: 'replaceEsim',
      scope: 'sell',
      tag: 'eSIM',
      summary: 'Replace an eSIM',
      description:
        'Use this for an eSIM that is faulty, was lost with its device, or was installed five ' +
        'times. The new eSIM shares the same data at once and is free; the old one ' +
        'stops working. ' +
        'The number of replacements of one eSIM, and of your account in a calendar month, is ' +
        'limited.',
      params: Type.Object({
        iccid: IccidInput,
      }),
      answer: answer('Replacement', {
        esimProfile: EsimProfileSchema,
        replaced: EsimProfileSchema,
      }),
      example: { esimProfile: anEsimProfile, replaced: aReplacedProfile },
      refusals: [
        'esim_profile_not_found',
        'invalid_state',
        'account_suspended',
        'replacement_limit_reached',
        'out_of_stock',
      ],
    },
    async (scope, { params }) => {
      const { carriers, links } = parts;
      const { profile, replaced } = await replaceEsim({ ...scope, carriers }, params.iccid);
      return {
        esimProfile: showEsimProfile(profile, links),
        replaced: showEsimProfile(replaced, links),
      };
    },
  );
}
