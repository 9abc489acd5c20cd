import { Type } from 'typebox';
import { localeOf } from '../../kernel/accept.ts';
import type { Encryption } from '../../kernel/encryption.ts';
import type { Config } from '../../platform/config/config.ts';
import { routesOf } from '../../platform/http/routes.ts';
import { answer, nullable, oneOf } from '../../platform/http/schemas.ts';
import type { App } from '../../platform/http/typed-app.ts';
import type { WriteParts } from '../../platform/http/write.ts';
import { CHECK_STATES } from './check.ts';
import { checkInstallation, isReadyToSell } from './check-installation.ts';

type DoctorParts = WriteParts & { config: Config; encryption: Encryption };

const CheckSchema = answer('InstallationCheck', {
  name: Type.String({ description: 'A stable name for programs.', examples: ['public_url'] }),
  title: Type.String({ description: 'The name for people.' }),
  state: oneOf(CHECK_STATES, {
    description:
      '`missing` prevents the first live sale, `attention` does not, `unknown` was not checked.',
  }),
  detail: Type.String({ description: 'The finding, as a sentence.' }),
  remedy: nullable(
    Type.String({ description: 'How to meet the requirement; `null` if it is met.' }),
  ),
});

/** The requirements of the first live sale, for the operator's checklist. */
export function registerDoctorRoutes(app: App, parts: DoctorParts): void {
  routesOf(app, parts).read(
    '/operator/doctor',
    {
      id: 'listInstallationChecks',
      scope: 'assist',
      tag: 'Operator: operations',
      summary: 'List what the first live sale still needs',
      description:
        'Checks the settings and the contents of this installation, in the order in which they ' +
        'are best completed. The command `gigastore doctor` prints the same list. It never ' +
        'contains a secret. The `Locale` header, or else `Accept-Language`, chooses English or ' +
        'German.',
      localized: true,
      answer: answer('InstallationChecks', {
        ready: Type.Boolean({ description: 'Whether nothing is missing.' }),
        items: Type.Array(CheckSchema, {
          description: 'The checks, in the order in which they ran.',
        }),
      }),
      example: {
        ready: false,
        items: [
          {
            name: 'seller',
            title: 'Seller',
            state: 'missing',
            detail: 'No seller is set, so no invoice can be issued.',
            remedy: 'Set the issuer of invoices with PUT /operator/seller.',
          },
        ],
      },
    },
    async ({ db, now }, { request }) => {
      const { config: settings, encryption } = parts;
      const locale = localeOf(request.headers);
      const items = await checkInstallation({ db, settings, encryption, now, locale });
      return { ready: isReadyToSell(items), items };
    },
  );
}
