import { Type } from 'typebox';
import type { PublicLinks } from '../../connectivity/esims/index.ts';
import { TRAVELLER_LANGUAGES } from '../../kernel/traveller-language.ts';
import { type Routes, routesOf } from '../../platform/http/routes.ts';
import { answer, oneOf } from '../../platform/http/schemas.ts';
import type { App } from '../../platform/http/typed-app.ts';
import type { WriteParts } from '../../platform/http/write.ts';
import { readTravellerMails, updateTravellerMails } from './choose-mails.ts';
import { previewTravellerMail } from './preview-mail.ts';
import { TRAVELLER_MAILS, type TravellerMail } from './traveller-mail.ts';

type Parts = WriteParts & { links: PublicLinks };

const PATH = '/gigastore/traveller-mails';
const tag = 'Branding';

const DESCRIPTIONS: Record<TravellerMail, string> = {
  installation: 'Whether a traveller gets the installation link of an eSIM once it is sold.',
  lowData: 'Whether a traveller is warned when less than 100 MB are left.',
  expiring: 'Whether a traveller is warned a day before a package expires.',
  expired: 'Whether a traveller is told that a package has expired.',
  replaced: 'Whether a traveller gets the installation link of an eSIM that replaces another.',
};
const choices = Object.fromEntries(
  TRAVELLER_MAILS.map((kind) => [
    kind,
    Type.Boolean({ description: DESCRIPTIONS[kind], examples: [true] }),
  ]),
) as Record<TravellerMail, ReturnType<typeof Type.Boolean>>;
const shown = {
  answer: answer('TravellerMails', choices),
  example: { installation: true, lowData: true, expiring: false, expired: false, replaced: true },
};

/** The mails that a reseller has sent to its travellers. */
export function registerTravellerMailRoutes(app: App, parts: Parts): void {
  const routes = routesOf(app, parts);
  declareChoices(routes);
  declarePreview(routes, parts);
}

function declareChoices(routes: Routes): void {
  routes.read(
    PATH,
    {
      ...shown,
      id: 'getTravellerMails',
      scope: 'read',
      tag,
      summary: 'Retrieve your emails to travellers',
      description: 'Returns which emails we send to your travellers. All are off at first.',
    },
    (scope) => readTravellerMails(scope),
  );
  routes.write(
    `PUT ${PATH}`,
    {
      ...shown,
      id: 'updateTravellerMails',
      scope: 'manage',
      tag,
      summary: 'Update your emails to travellers',
      description:
        'Switches emails on or off; one that you leave out stays as it is. They are about what ' +
        'happens from then on, go to customers with an email address, and have your branding. ' +
        'Live and sandbox accounts share the choice.',
      body: Type.Partial(Type.Object(choices)),
      refusals: ['invalid_request'],
    },
    (scope, { body }) => updateTravellerMails(scope, body),
  );
}

function declarePreview(routes: Routes, { links }: Parts): void {
  routes.read(
    `${PATH}/preview`,
    {
      id: 'previewTravellerMail',
      scope: 'read',
      tag,
      summary: 'Preview an email to travellers',
      description: 'Returns the email as we would send it, with your branding and sample values.',
      querystring: Type.Object({
        kind: oneOf(TRAVELLER_MAILS, { description: 'The email.', examples: ['lowData'] }),
        language: Type.Optional(
          oneOf(TRAVELLER_LANGUAGES, {
            description: 'The language; by default the `defaultLocale` of your branding.',
            examples: ['en'],
          }),
        ),
      }),
      answer: answer('TravellerMailPreview', {
        language: oneOf(TRAVELLER_LANGUAGES, { description: 'The language of the email.' }),
        subject: Type.String({ description: 'The subject.' }),
        text: Type.String({ description: 'The email as text.' }),
        html: Type.String({ description: 'The email as HTML.' }),
      }),
      example: {
        language: 'en',
        subject: 'Your mobile data is running low',
        text: 'Hello,\n\nYou have 98 MB left.',
        html: '<!doctype html>',
      },
      refusals: ['invalid_request'],
    },
    (scope, { query: { kind, language } }) =>
      previewTravellerMail({ ...scope, links }, { kind, language }),
  );
}
