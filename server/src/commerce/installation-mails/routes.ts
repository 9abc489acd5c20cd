import { Type } from 'typebox';
import type { PublicLinks } from '../../connectivity/esims/index.ts';
import { TRAVELLER_LANGUAGES } from '../../kernel/traveller-language.ts';
import { routesOf } from '../../platform/http/routes.ts';
import {
  answer,
  described,
  Email,
  Iccid,
  Id,
  oneOf,
  RequestId,
  Timestamp,
} from '../../platform/http/schemas.ts';
import type { App } from '../../platform/http/typed-app.ts';
import type { WriteParts } from '../../platform/http/write.ts';
import { MAX_PER_ACCOUNT, MAX_PER_ESIM, sendInstallation } from './send-installation.ts';

/** The route that mails the installation link of an eSIM. */
export function registerInstallationMailRoute(
  app: App,
  parts: WriteParts & { links: PublicLinks },
): void {
  routesOf(app, parts).write(
    'POST /gigastore/esim/:iccid/send-installation',
    {
      id: 'sendInstallation',
      scope: 'sell',
      tag: 'eSIM',
      summary: 'Send the installation link of an eSIM',
      description:
        'Sends an email with the installation link to the traveller in your branding, at most ' +
        `${MAX_PER_ESIM} times a day for an eSIM and ${MAX_PER_ACCOUNT} times for the account. ` +
        'In the sandbox, mail servers get it only for verified addresses of your own team.',
      params: Type.Object({
        iccid: Type.Unsafe<string>({
          ...RequestId,
          description: 'The ICCID of the eSIM.',
          examples: ['8997212330099184896'],
        }),
      }),
      body: Type.Object({
        email: Type.Optional(described(Email, "The address; the customer's own by default.")),
        language: Type.Optional(
          oneOf(TRAVELLER_LANGUAGES, {
            description:
              'The language of the email; by default the one that the customer used last, else ' +
              'the `defaultLocale` of your branding, else English.',
          }),
        ),
      }),
      status: 202,
      answer: answer('InstallationMail', {
        id: described(Id, 'The ID of the email.'),
        iccid: Iccid,
        customerUid: described(Id, 'The ID of the customer.'),
        toCustomer: Type.Boolean({ description: "Whether it goes to the customer's own address." }),
        language: oneOf(TRAVELLER_LANGUAGES, { description: 'The language of the email.' }),
        sentAt: Timestamp,
      }),
      example: {
        id: '0199a1b2-71f4-7c1b-8a3d-0123456789ab',
        iccid: '8997212330099184896',
        customerUid: '123e4567-e89b-12d3-a456-426614174000',
        toCustomer: true,
        language: 'en',
        sentAt: '2026-04-30T09:55:36.430Z',
      },
      refusals: [
        'esim_profile_not_found',
        'customer_deleted',
        'invalid_state',
        'account_suspended',
        'rate_limited',
      ],
    },
    async (scope, { params: { iccid }, body }) => {
      const { links } = parts;
      const of = { iccid, email: body.email, locale: body.language };
      const mail = await sendInstallation({ ...scope, links }, of);
      const { id, customerId, toCustomer, sentAt } = mail;
      return {
        id,
        iccid: mail.iccid,
        customerUid: customerId,
        toCustomer,
        language: mail.locale,
        sentAt: sentAt.toISOString(),
      };
    },
  );
}
