import { Type } from 'typebox';
import type { Carriers } from '../../connectivity/carriers/index.ts';
import {
  anEsimProfile,
  EsimProfileSchema,
  type PublicLinks,
  showEsimProfile,
} from '../../connectivity/esims/index.ts';
import { routesOf } from '../../platform/http/routes.ts';
import { answer, described, IccidInput } from '../../platform/http/schemas.ts';
import type { App } from '../../platform/http/typed-app.ts';
import type { WriteParts } from '../../platform/http/write.ts';
import { aCustomer } from '../customers/index.ts';
import { replaceEsim } from './replace-esim.ts';
import { rotateLinks } from './rotate-links.ts';

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

/** The routes that replace an eSIM, and its links. */
export function registerReplacementRoutes(app: App, parts: ReplacementParts): void {
  registerReplaceRoute(app, parts);
  registerRotateRoute(app, parts);
}

function registerRotateRoute(app: App, parts: ReplacementParts): void {
  routesOf(app, parts).write(
    'POST /gigastore/esim/:iccid/links/rotate',
    {
      id: 'rotateLinks',
      scope: 'sell',
      tag: 'eSIM',
      summary: 'Rotate the links of an eSIM',
      description:
        'Use this when somebody else may have a link. The earlier links of the installation ' +
        'page, the QR code and the page of the customer stop working at once; the eSIM itself ' +
        'is not affected.',
      params: Type.Object({ iccid: IccidInput }),
      answer: answer('RotatedLinks', {
        installationUrl: Type.String({
          description: 'The new link of the installation page.',
          examples: ['https://store.example/i/9Jx2…'],
        }),
        qrCodeUrl: Type.String({
          description: 'The new link of the QR code.',
          examples: ['https://store.example/i/9Jx2….png'],
        }),
        profileUrl: Type.String({
          description: "The new link of the customer's page.",
          examples: ['https://store.example/c/4Qm7…'],
        }),
      }),
      example: {
        installationUrl: anEsimProfile.installationUrl,
        qrCodeUrl: anEsimProfile.qrCodeUrl,
        profileUrl: aCustomer.profileUrl,
      },
      refusals: ['esim_profile_not_found', 'invalid_state', 'customer_deleted'],
    },
    async (scope, { params }) => {
      const { links } = parts;
      const { profile, customer } = await rotateLinks(scope, params.iccid);
      return {
        installationUrl: links.installation(profile),
        qrCodeUrl: links.qrCode(profile),
        profileUrl: links.customer(customer),
      };
    },
  );
}

function registerReplaceRoute(app: App, parts: ReplacementParts): void {
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
        esimProfile: described(EsimProfileSchema, 'The new eSIM.'),
        replaced: described(EsimProfileSchema, 'The eSIM that was replaced.'),
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
